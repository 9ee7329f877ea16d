/** What the kernel lets in: every bad request is refused with its field, and leaves nothing behind. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TurnRequest } from "../../src/kernel/request.ts";
import { eventsOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

const HI = { prompt: "hi" } as const;

export const requestScenarios = [
  scenario({
    id: "TURN-01",
    name: "a bad request names its field, sends nothing and leaves nothing",
    mode: "layer",
    run: async ({ stage, check, note, engines }) => {
      const s = await stage();
      const file = join(s.workspace, "file.txt");
      await writeFile(file, "no folder");
      const bad: readonly (readonly [field: string, request: TurnRequest, code?: string])[] = [
        ["prompt", {}, "prompt_missing"],
        ["prompt", { prompt: " \n\t" }, "prompt_missing"],
        ["agentId", { ...HI, agentId: "../main" }],
        ["agentId", { ...HI, agentId: "a".repeat(65) }],
        ["sessionKey", { ...HI, sessionKey: "" }],
        ["sessionKey", { ...HI, sessionKey: "not a key" }],
        ["sessionId", { ...HI, sessionId: "no-such-session" }, "session_not_found"],
        ["runId", { ...HI, runId: "a b" }],
        ["workspaceDir", { ...HI, workspaceDir: join(s.workspace, "none") }, "workspace_missing"],
        ["workspaceDir", { ...HI, workspaceDir: file }, "workspace_missing"],
        ["timeoutMs", { ...HI, timeoutMs: 0 }],
        ["timeoutMs", { ...HI, timeoutMs: -1 }],
        ["timeoutMs", { ...HI, timeoutMs: Number.NaN }],
        ["maxTurns", { ...HI, maxTurns: 0 }],
        ["maxTurns", { ...HI, maxTurns: 1.5 }],
        ["maxBudgetUsd", { ...HI, maxBudgetUsd: 0 }],
        ["maxBudgetUsd", { ...HI, maxBudgetUsd: Number.POSITIVE_INFINITY }],
        ["streamParams.temperature", { ...HI, streamParams: { temperature: 3 } }],
        ["images", { ...HI, images: [{ path: join(s.workspace, "none.png") }] }, "image_unreadable"],
        ["images", { ...HI, images: [{ path: file }] }, "image_unreadable"],
        ["images", { ...HI, images: [{ data: "AAAA", mimeType: "image/png" }] }, "image_unreadable"],
        ["model", { ...HI, model: "anthropic/claude-sonet-4-5" }, "unknown_model"],
        ["runtime", { ...HI, runtime: "turbo" as "pi" }, "unknown_runtime"],
      ];
      for (const engine of engines) {
        for (const [field, request, code = "validation_failed"] of bad) {
          const what = `${JSON.stringify(request).slice(0, 90)} on ${engine.id}`;
          const { result, events, names } = await s.turn({ runtime: engine.runtime, ...request });
          check.equal(result.status, "failed", `${what}: status`);
          check.equal(result.error?.code, code, `${what}: code`);
          check.equal(result.error?.field?.replace(/\[\d+\]$/, ""), field, `${what}: field`);
          check.ok((result.error?.remediation ?? "").length > 10, `${what}: remedy`);
          check.deepEqual(names, ["lifecycle.error"], `${what}: events`);
          check.deepEqual(eventsOf(events, "lifecycle.error")[0]?.error, result.error, `${what}: one error`);
          check.deepEqual(result.attempts, [], `${what}: attempts`);
        }
      }
      check.equal(s.server.requests.length, 0, "requests sent");
      check.deepEqual(s.tandem.sessions.list(), [], "sessions made");
      note(`${bad.length} kinds of bad request`);
    },
  }),

  scenario({
    id: "TURN-01",
    name: "a run id is used once, and a good request after bad ones works",
    mode: "layer",
    run: async ({ stage, check }) => {
      const s = await stage();
      const first = await s.turn({ ...HI, runId: "run-1", sessionKey: sessionKey("once") });
      const again = await s.turn({ ...HI, runId: "run-1", sessionKey: sessionKey("once") });
      check.equal(first.result.status, "completed", "first use of the run id");
      check.equal(again.result.error?.field, "runId", "second use of the run id");
      check.equal(s.server.requests.length, 1, "requests sent");
      check.equal(
        (await s.turn({ ...HI, sessionKey: sessionKey("once") })).result.status,
        "completed",
        "next turn",
      );
    },
  }),
];
