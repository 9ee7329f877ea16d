/** Where a turn runs, on what and for how long: each sent with a marker, and the effect found on the wire, in the store or in the result. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { bodyOf, partsOf, resultsOf, systemOf } from "../on-wire.ts";
import { gate, pngOf, sessionKey } from "../props.ts";
import { anotherTandem, calls, seenByTool } from "./play.ts";
import type { Row } from "./row.ts";

const OTHER_MODEL = "anthropic/claude-haiku-4-5";

export const CONVERSATION_ROWS = {
  agentId: async ({ check, turn }) => {
    const { requests } = await turn({ prompt: "hi", agentId: "other", model: OTHER_MODEL });
    check.includes(systemOf(requests[0]).join("\n"), "You are the other agent.", "agentId: its prompt");
  },
  agentDir: async ({ check, lab, marker, turn }) => {
    const agentDir = await lab.folder();
    writeFileSync(join(agentDir, "SOUL.md"), marker);
    const { requests } = await turn({ prompt: "hi", agentDir });
    check.includes(systemOf(requests[0]).at(-1) ?? "", marker, "agentDir: its SOUL.md");
  },
  config: async ({ check, marker, turn }) => {
    const { requests } = await turn({ prompt: "hi", config: { systemPrompt: marker } });
    check.includes(systemOf(requests[0]).at(-1) ?? "", marker, "config: its system prompt");
  },
  sessionKey: async ({ s, check, marker, turn }) => {
    const { result } = await turn({ prompt: "hi", sessionKey: sessionKey(marker) });
    check.equal(s.tandem.sessions.get(sessionKey(marker))?.id, result.sessionId, "sessionKey: its session");
  },
  sessionId: async ({ check, marker, turn }) => {
    const first = await turn({ prompt: `first ${marker}` });
    const { requests } = await turn({ prompt: "second", sessionId: first.result.sessionId ?? "" });
    check.includes(requests[0]?.rawBody ?? "", `first ${marker}`, "sessionId: its history");
  },
  runId: async ({ s, check, marker, turn }) => {
    const { result } = await turn({ prompt: "hi", runId: marker });
    check.equal(result.runId, marker, "runId: in the result");
    check.equal(s.tandem.runs.get(marker)?.status, "completed", "runId: in the store");
  },
  prompt: async ({ check, marker, turn }) => {
    const { requests } = await turn({ prompt: marker });
    check.deepEqual(partsOf(requests[0]), [{ kind: "text", role: "user", text: marker }], "prompt");
  },
  images: async ({ check, turn }) => {
    const data = await pngOf(3, 2);
    const { requests } = await turn({ prompt: "see", images: [{ data, mimeType: "image/png" }] });
    check.ok(
      partsOf(requests[0]).some((part) => part.kind === "image" && part.data === data),
      "images: on the wire",
    );
  },
  compact: async ({ s, check, marker, turn }) => {
    const key = sessionKey(`compact-${marker}`);
    for (const prompt of ["one", "two", "three"]) await turn({ prompt, sessionKey: key });
    s.server.reply({ text: "A summary." });
    const { requests } = await turn({ compact: { focus: marker }, sessionKey: key });
    check.includes(requests[0]?.rawBody ?? "", marker, "compact: the focus is asked for");
  },
  workspaceDir: async (probe) => {
    const workspaceDir = await probe.lab.folder();
    writeFileSync(join(workspaceDir, `${probe.marker}.txt`), "here");
    calls(probe, "ls");
    const { requests } = await probe.turn({ prompt: "list", workspaceDir });
    probe.check.includes(resultsOf(requests[1]).get("toolu_1")?.text ?? "", probe.marker, "workspaceDir: ls");
  },
  additionalDirectories: async (probe) => {
    const folder = await probe.lab.folder();
    writeFileSync(join(folder, "far.txt"), probe.marker);
    calls(probe, "read", { path: join(folder, "far.txt") });
    const { requests } = await probe.turn({ prompt: "read", additionalDirectories: [folder] });
    const text = resultsOf(requests[1]).get("toolu_1")?.text ?? "";
    probe.check.includes(text, probe.marker, "additionalDirectories: read");
  },
  env: async (probe) => {
    const env = { TANDEM_PARITY: probe.marker };
    const seen = await seenByTool(probe, { prompt: "go", env }, (context) => context.env.TANDEM_PARITY);
    probe.check.equal(seen, probe.marker, "env: of a tool");
  },
  runtime: async ({ check, engine, turn }) => {
    const { result } = await turn({ prompt: "hi", runtime: engine.runtime });
    check.equal(result.runtime, engine.runtime, "runtime");
  },
  harness: async ({ s, check, engine }) => {
    const { result, requests } = await s.turn({ prompt: "hi", harness: "native" });
    if (engine.runtime === "claude") {
      const native = partsOf(requests[0]).some(
        (part) => part.kind === "text" && /^<system-reminder>/.test(part.text),
      );
      check.ok(native, "harness: what the binary adds in native mode");
    } else check.equal(result.error?.field, "harness", "harness: refused where there is none");
  },
  model: async ({ check, turn }) => {
    const { requests } = await turn({ prompt: "hi", model: OTHER_MODEL });
    check.match(bodyOf(requests[0]).model, /^claude-haiku-4-5/, "model: on the wire");
  },
  authProfileId: async ({ check, turn }) => {
    const { requests, result } = await turn({ prompt: "hi", authProfileId: "anthropic:second" });
    check.equal(requests[0]?.headers["x-api-key"], "second-key", "authProfileId: its key");
    check.equal(result.profile, "anthropic:second", "authProfileId: in the result");
  },
  authProfileIdSource: async ({ s, check, turn }) => {
    const named = { prompt: "hi", authProfileId: "anthropic:second" } as const;
    const keys = [];
    s.server.reply({ status: 401 }, { text: "ok" });
    const { requests } = await turn({ ...named, authProfileIdSource: "auto" });
    for (const request of requests) keys.push(request.headers["x-api-key"]);
    check.deepEqual(keys, ["second-key", s.key], "authProfileIdSource: auto goes on with another");
    s.tandem.auth.reset();
  },
  fallbackModels: async ({ s, check, turn }) => {
    s.server.reply({ status: 404 }, { text: "ok" });
    const { requests } = await turn({ prompt: "hi", fallbackModels: [OTHER_MODEL] });
    check.match(bodyOf(requests[1]).model, /^claude-haiku-4-5/, "fallbackModels: the second request");
  },
  thinkLevel: async ({ check, turn }) => {
    const { requests } = await turn({ prompt: "hi", thinkLevel: "medium" });
    check.equal(bodyOf(requests[0]).thinking?.type, "enabled", "thinkLevel: on the wire");
  },
  thinking: async ({ check, turn }) => {
    const { requests } = await turn({ prompt: "hi", thinking: "medium" });
    check.equal(bodyOf(requests[0]).thinking?.type, "enabled", "thinking: on the wire");
  },
  outputSchema: async ({ s, check, marker, turn }) => {
    s.server.reply({ text: JSON.stringify({ word: marker }) });
    const outputSchema = { type: "object", properties: { word: { type: "string" } }, required: ["word"] };
    const { result } = await turn({ prompt: "hi", outputSchema });
    check.deepEqual(result.output, { word: marker }, "outputSchema: the value");
  },
  extraSystemPrompt: async ({ check, marker, turn }) => {
    const { requests } = await turn({ prompt: "hi", extraSystemPrompt: marker });
    check.includes(systemOf(requests[0]).at(-1) ?? "", marker, "extraSystemPrompt");
  },
  skillsSnapshot: async ({ s, check, lab, turn }) => {
    const folder = await lab.folder();
    const skill = join(folder, "skills", "held-fast");
    mkdirSync(skill, { recursive: true });
    writeFileSync(join(skill, "SKILL.md"), "---\nname: held-fast\ndescription: Held fast.\n---\nDo it.\n");
    const skillsSnapshot = await s.tandem.skills.snapshot({ workspaceDir: folder });
    const { requests } = await turn({ prompt: "hi", skillsSnapshot });
    check.includes(systemOf(requests[0]).at(-1) ?? "", "held-fast", "skillsSnapshot: its skill");
  },
  timeoutMs: async ({ s, check }) => {
    const held = gate();
    s.server.reply({ text: "late", hold: held.open });
    const { result } = await s.turn({ prompt: "hi", timeoutMs: 300 });
    held.release();
    check.equal(result.status, "timeout", "timeoutMs");
  },
  abortSignal: async ({ s, check }) => {
    const held = gate();
    const caller = new AbortController();
    s.server.reply({ text: "late", hold: held.open });
    const before = s.server.requests.length;
    const { done, until } = s.start({ prompt: "hi", abortSignal: caller.signal });
    await until(s.server.waitForRequest(before + 1));
    caller.abort();
    const { result } = await done;
    held.release();
    check.equal(result.status, "aborted", "abortSignal");
  },
  maxTurns: async (probe) => {
    calls(probe, "ls");
    const { result } = await probe.s.turn({ prompt: "go", maxTurns: 1 });
    probe.check.equal(result.stopReason, "max_turns", "maxTurns");
  },
  maxBudgetUsd: async (probe) => {
    calls(probe, "ls");
    const { result } = await probe.s.turn({ prompt: "go", maxBudgetUsd: 0.000_001 });
    probe.check.equal(result.stopReason, "max_budget", "maxBudgetUsd");
  },
  billingTag: async ({ s, check, marker, turn }) => {
    const { result } = await turn({ prompt: "hi", billingTag: marker });
    check.equal(s.tandem.runs.get(result.runId)?.billingTag, marker, "billingTag: of the run");
  },
  ephemeral: async ({ check, turn }) => {
    const { result } = await turn({ prompt: "hi", ephemeral: true });
    check.equal(result.sessionId, null, "ephemeral: no session");
  },
  whenBusy: async ({ s, check, marker }) => {
    const key = sessionKey(`busy-${marker}`);
    const other = await anotherTandem(s);
    const held = gate();
    s.server.reply({ text: "slow", hold: held.open });
    const before = s.server.requests.length;
    const { done, until } = s.start({ prompt: "hi", sessionKey: key });
    await until(s.server.waitForRequest(before + 1));
    const refused = await other.run({
      prompt: "me too",
      sessionKey: key,
      whenBusy: "fail",
      workspaceDir: s.workspace,
    });
    held.release();
    await done;
    await other.close();
    check.equal(refused.error?.code, "session_busy", "whenBusy: fail");
  },
  lane: async ({ s, check }) => {
    const held = gate();
    s.server.reply({ text: "slow", hold: held.open });
    const before = s.server.requests.length;
    const first = s.start({ prompt: "hi", lane: "narrow" });
    await first.until(s.server.waitForRequest(before + 1));
    const second = s.start({ prompt: "hi", lane: "narrow" });
    while (s.tandem.lanes.clear("narrow") === 0) await turnOfLoop();
    check.equal((await second.done).result.error?.code, "lane_cleared", "lane: it waits there");
    held.release();
    await first.done;
  },
} satisfies Readonly<Record<string, Row>>;
