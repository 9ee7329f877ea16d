import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TurnRequest } from "./request.ts";
import { MAX_TIMEOUT_MS, validateRequest } from "./validate.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tandem-validate-"));
  await writeFile(join(folder, "file"), "");
  await symlink(folder, join(folder, "link"));
});
afterAll(() => rm(folder, { recursive: true }));

const check = async (request: TurnRequest) =>
  validateRequest(request, {
    workspaceDir: () => folder,
    agentDir: () => undefined,
    timeoutMs: 600_000,
    agents: { helper: {} },
  });

test.each<[string, TurnRequest, string, string]>([
  ["an agent nobody configured", { prompt: "x", agentId: "helpr" }, "unknown_agent", "agentId"],
  ["agent id", { prompt: "x", agentId: "a b" }, "validation_failed", "agentId"],
  ["session key", { prompt: "x", sessionKey: "with space" }, "validation_failed", "sessionKey"],
  ["no prompt", {}, "prompt_missing", "prompt"],
  ["blank prompt", { prompt: " \n" }, "prompt_missing", "prompt"],
  [
    "missing workspace",
    { prompt: "x", workspaceDir: "/nowhere/at/all" },
    "workspace_missing",
    "workspaceDir",
  ],
  ["zero timeout", { prompt: "x", timeoutMs: 0 }, "validation_failed", "timeoutMs"],
  ["negative budget", { prompt: "x", maxBudgetUsd: -1 }, "validation_failed", "maxBudgetUsd"],
  ["part of a turn", { prompt: "x", maxTurns: 1.5 }, "validation_failed", "maxTurns"],
  ["not a number", { prompt: "x", timeoutMs: Number.NaN }, "validation_failed", "timeoutMs"],
  [
    "temperature",
    { prompt: "x", streamParams: { temperature: 3 } },
    "validation_failed",
    "streamParams.temperature",
  ],
  [
    "empty stop",
    { prompt: "x", streamParams: { stopSequences: [""] } },
    "validation_failed",
    "streamParams.stopSequences[0]",
  ],
])("refuses a bad request and names the field: %s", async (_, request, code, field) => {
  await expect(check(request)).rejects.toMatchObject({ code, field, kind: "validation_failed" });
});

test("a workspace that is a file is refused; a link to a folder becomes the folder", async () => {
  await expect(check({ prompt: "x", workspaceDir: join(folder, "file") })).rejects.toMatchObject({
    code: "workspace_missing",
  });
  expect((await check({ prompt: "x", workspaceDir: join(folder, "link") })).workspaceDir).toBe(
    (await check({ prompt: "x" })).workspaceDir,
  );
});

test("an image alone is enough, and a timeout no timer can hold becomes the longest one", async () => {
  const valid = await check({ images: [{ data: "", mimeType: "image/png" }], timeoutMs: 1e12 });
  expect(valid.timeoutMs).toBe(MAX_TIMEOUT_MS);
});
