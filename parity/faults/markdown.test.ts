import { expect, test } from "vitest";
import { ENGINES } from "../engines.ts";
import { FAULTS } from "./faults.ts";
import { faultsMarkdown } from "./markdown.ts";
import { type CellRun, cellsOf, nameOf, type Observed } from "./run.ts";

const cells = cellsOf(FAULTS, ENGINES);
const LIMITED: Observed = {
  status: "failed",
  stopReason: "error",
  kind: "rate_limit",
  requests: 1,
  steps: [],
  message: "Slow | down.",
  remediation: "Wait.",
};

function runs(change: (run: CellRun) => Partial<CellRun> = () => ({})): CellRun[] {
  return cells
    .filter((cell) => cell.fault.id === "429" && cell.setup === "alone")
    .map((cell) => {
      const run = {
        cell,
        name: nameOf(cell),
        ok: true,
        message: null,
        observed: LIMITED,
        assertions: 1,
        ms: 1,
      };
      return { ...run, ...change(run) };
    });
}

test("every fault has cells on every engine and API, alone and with help or with a reason why none can", () => {
  const ids = FAULTS.map((fault) => fault.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const engine of ENGINES) {
    for (const api of engine.apis) {
      const seen = cells.filter((cell) => cell.engine === engine && cell.api === api);
      expect(new Set(seen.map((cell) => cell.fault.id)).size).toBe(FAULTS.length);
      expect(new Set(seen.map((cell) => cell.point)).size).toBe(2);
    }
  }
  expect(new Set(cells.map(nameOf)).size).toBe(cells.length);
  for (const { id, kind, ends } of FAULTS) {
    const helped = Object.values(ends).some((ending) => ending.status === "completed");
    const beyondHelp = ["context_overflow", "content_policy", "retry_limit"].includes(kind);
    expect(helped || beyondHelp, id).toBe(true);
  }
});

test("equal cells make one line, and a different one says how it differs", () => {
  const same = faultsMarkdown({ runs: runs(), ok: true, ms: 1 });
  expect(same).toContain(
    "| 429 without Retry-After | nothing | failed | rate_limit | 1 |  | ✔ | ✔ | ✔ | ✔ |",
  );
  expect(same).toContain("| 429 without Retry-After | Slow \\| down. | Wait. |");
  const other = runs(({ cell }) =>
    cell.engine.id === "claude"
      ? {
          ok: false,
          message: "kind of the error",
          observed: { ...LIMITED, kind: "overloaded", steps: ["retry", "retry"] },
        }
      : {},
  );
  const page = faultsMarkdown({ runs: other, ok: false, ms: 1 });
  expect(page).toContain("| ✔ | ✔ | ✔ | ✘ failed overloaded 1 retry ×2 |");
  expect(page).toContain("- 429 on claude (anthropic-messages), first request, alone: kind of the error");
});
