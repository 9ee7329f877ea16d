/** The context window: guard, compaction, truncation, repair of history, and what is scrubbed from all that is sent. */
import type { EntryDraft } from "../../src/sessions/entry.ts";
import { openStore } from "../../src/sessions/sqlite/open.ts";
import { bodyOf, lineOf, partsOf, resultsOf } from "../on-wire.ts";
import { eventsOf, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { CapturedRequest, ModelServer } from "../wire/model-server.ts";

const MAGIC =
  "ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL_1FAEFB6177B4672DEE07F9D3AFC62588CCD2631EDCF22E8CCC1FB35B501C9C86";
const LOREM = "lorem ipsum dolor sit amet ";

/** Models of one provider with windows of the given sizes, `w-<tokens>`. */
const windows = (server: ModelServer, ...sizes: number[]) => ({
  acme: {
    baseUrl: server.url,
    api: "anthropic-messages" as const,
    auth: "none" as const,
    models: sizes.map((size) => ({ id: `w-${size}`, contextWindow: size, maxOutputTokens: 4_000 })),
  },
});

const isSummary = (request: CapturedRequest): boolean =>
  JSON.stringify(bodyOf(request).system).includes("You summarise a conversation");

export const contextScenarios = [
  scenario({
    id: "FAIL-11",
    name: "a window below 16,000 blocks before any request, below 32,000 warns, and a full one is compacted first",
    run: async ({ stage, server: newServer, check }) => {
      const server = await newServer();
      const s = await stage({ server, config: { providers: windows(server, 15_000, 20_000, 32_000) } });
      const blocked = await s.turn({ prompt: "Hi.", model: "acme/w-15000" });
      check.equal(blocked.result.error?.kind, "context_overflow", "kind for a tiny window");
      check.equal(server.requests.length, 0, "requests for a tiny window");
      const warned = await s.turn({ prompt: "Hi.", model: "acme/w-20000" });
      check.equal(warned.result.status, "completed", "status for a small window");
      check.ok(
        warned.result.warnings.some((one) => one.code === "small_context_window"),
        "the warning",
      );

      const key = sessionKey("guard");
      server.respond((request) => ({ text: isSummary(request) ? "the story so far" : "noted" }));
      await s.turn({ prompt: `First: ${LOREM.repeat(1_800)}`, sessionKey: key, model: "acme/w-32000" });
      const second = await s.turn({
        prompt: `Second: ${LOREM.repeat(1_800)}`,
        sessionKey: key,
        model: "acme/w-32000",
      });
      check.equal(second.result.status, "completed", "status of the turn that did not fit");
      check.equal(eventsOf(second.events, "compaction.start")[0]?.trigger, "threshold", "trigger");
      check.ok(isSummary(second.requests[0]!), "the first request of the turn asks for the summary");

      const huge = await s.turn({ prompt: LOREM.repeat(8_000), model: "acme/w-32000" });
      check.equal(huge.result.error?.kind, "context_overflow", "kind of a prompt that can never fit");
      check.equal(huge.requests.length, 0, "requests of a prompt that can never fit");
    },
  }),
  scenario({
    id: ["FAIL-12", "FAIL-13"],
    name: "a session of 400 kB on a 32,000-token model finishes its turn after compaction, recent messages verbatim",
    run: async ({ stage, server: newServer, check, engine }) => {
      const server = await newServer();
      const s = await stage({ server, config: { providers: windows(server, 32_000, 1_000_000) } });
      const key = sessionKey("long");
      server.respond((request) => ({ text: isSummary(request) ? "SUMMARY OF THE PAST" : "ok" }));
      const fails = toolOf("probe", () => {
        throw new Error("the disk is full");
      });
      server.reply({ toolCalls: [{ id: "t1", name: "probe", input: {} }] });
      await s.turn({ prompt: "Probe.", sessionKey: key, model: "acme/w-1000000", extraTools: [fails] });
      for (let part = 1; part <= 8; part++) {
        await s.turn({
          prompt: `Part ${part}. ${LOREM.repeat(1_850)}`,
          sessionKey: key,
          model: "acme/w-1000000",
        });
      }
      const before = s.tandem.sessions.entries(key).length;
      const last = await s.turn({
        prompt: "And now?",
        sessionKey: key,
        model: "acme/w-32000",
        runtime: engine.runtime,
      });
      check.equal(last.result.status, "completed", "status");
      check.equal(last.result.compactionCount, 1, "compactions");
      const final = partsOf(last.requests.at(-1)).map(lineOf);
      check.includes(final[0] ?? "", "SUMMARY OF THE PAST", "the summary comes first");
      check.includes(final[0] ?? "", "## Tool failures", "failed tools are listed");
      check.includes(final[0] ?? "", "the disk is full", "what failed");
      check.equal(final.at(-1), "user:text:And now?", "the prompt comes last");
      check.ok(JSON.stringify(bodyOf(last.requests.at(-1))).length < 100_000, "the request is small");
      const summaries = last.requests.filter(isSummary);
      check.ok(summaries.length > 1, "the summary was made in stages");
      check.includes(
        JSON.stringify(summaries[1]?.body),
        "SUMMARY OF THE PAST",
        "a stage carries the one before",
      );
      const entries = s.tandem.sessions.entries(key);
      check.equal(entries.filter((entry) => entry.type === "compaction").length, 1, "compaction entries");
      check.ok(entries.length > before, "nothing was taken out of the transcript");
      check.equal(
        last.result.attempts.length,
        last.requests.length,
        "attempts are requests, the summary's too",
      );

      const next = await s.turn({ prompt: "Go on.", sessionKey: key, model: "acme/w-32000" });
      check.equal(next.requests.length, 1, "requests of the next turn");
      check.includes(
        partsOf(next.requests[0]).map(lineOf)[0] ?? "",
        "SUMMARY OF THE PAST",
        "the next turn starts from the summary",
      );
    },
  }),
  scenario({
    id: "FAIL-12",
    name: "an overflow the provider reports is compacted at most three times, then results are cut, then the error says what to do",
    run: async ({ stage, server: newServer, check }) => {
      const server = await newServer();
      const s = await stage({ server, config: { providers: windows(server, 200_000) } });
      const key = sessionKey("overflow");
      const overflow = {
        status: 400,
        body: {
          type: "error",
          error: {
            type: "invalid_request_error",
            message: "prompt is too long: 250000 tokens > 200000 maximum",
          },
        },
      };
      for (let part = 1; part <= 6; part++)
        await s.turn({ prompt: `${part} ${LOREM.repeat(2_000)}`, sessionKey: key, model: "acme/w-200000" });
      let refuse = true;
      server.respond((request) =>
        isSummary(request) ? { text: "short" } : refuse ? overflow : { text: "made it" },
      );
      const failed = await s.turn({ prompt: "Too much.", sessionKey: key, model: "acme/w-200000" });
      check.equal(failed.result.error?.kind, "context_overflow", "kind");
      check.includes(failed.result.error?.remediation ?? "", "/compact", "remedy");
      check.within(failed.result.compactionCount, 1, 3, "compactions");
      refuse = false;
      const next = await s.turn({ prompt: "Again.", sessionKey: key, model: "acme/w-200000" });
      check.equal(next.result.text, "made it", "the next turn works");
    },
  }),
  scenario({
    id: "FAIL-12",
    name: "one tool result of 300 kB is cut to the window with a note and the turn finishes; the stored one stays whole",
    run: async ({ stage, server: newServer, check }) => {
      const server = await newServer();
      const s = await stage({ server, config: { providers: windows(server, 32_000) } });
      const key = sessionKey("big-result");
      const whole = "a line of text\n".repeat(20_000);
      server.respond((request) => ({ text: isSummary(request) ? "so far" : "read it" }));
      server.reply({ toolCalls: [{ id: "toolu_big", name: "big", input: {} }] });
      const turn = await s.turn({
        prompt: "Read it.",
        sessionKey: key,
        model: "acme/w-32000",
        extraTools: [toolOf("big", () => textOutput(whole))],
      });
      check.equal(turn.result.text, "read it", "reply");
      const sent = resultsOf(turn.requests.at(-1)).get("toolu_big");
      check.within(sent?.text.length ?? 0, 2_000, 40_000, "characters sent");
      check.includes(sent?.text ?? "", "left out", "the note");
      const kept = s.tandem.sessions.entries(key).find((entry) => entry.type === "tool_result");
      const text =
        kept?.type === "tool_result"
          ? kept.message.content.map((block) => (block.type === "text" ? block.text : "")).join("")
          : "";
      check.ok(text.startsWith(whole.slice(0, 200_000)), "the stored result");
    },
  }),
  scenario({
    id: "FAIL-13",
    name: "a summary that fails leaves the history untouched and says what to do; a person may compact with a focus",
    run: async ({ stage, server: newServer, check }) => {
      const server = await newServer();
      const s = await stage({ server, config: { providers: windows(server, 32_000) } });
      const key = sessionKey("failing-summary");
      for (let part = 1; part <= 2; part++)
        await s.turn({ prompt: `${part} ${LOREM.repeat(900)}`, sessionKey: key, model: "acme/w-32000" });
      server.respond((request) => (isSummary(request) ? { status: 500 } : { text: "ok" }));
      const before = s.tandem.sessions.entries(key);
      const failed = await s.turn({ prompt: LOREM.repeat(900), sessionKey: key, model: "acme/w-32000" });
      check.equal(failed.result.error?.kind, "compaction_failure", "kind");
      check.includes(failed.result.error?.remediation ?? "", "untouched", "remedy");
      check.equal(eventsOf(failed.events, "compaction.end")[0]?.ok, false, "the event says it failed");
      const after = s.tandem.sessions.entries(key);
      check.deepEqual(after.slice(0, before.length), before, "the transcript so far");
      check.ok(!after.some((entry) => entry.type === "compaction"), "no summary was put in");

      server.respond((request) => ({ text: isSummary(request) ? "by hand" : "ok" }));
      const manual = await s.turn({
        compact: { focus: "the names" },
        sessionKey: key,
        model: "acme/w-32000",
      });
      check.equal(manual.result.status, "completed", "status of the manual compaction");
      check.includes(manual.result.text, "by hand", "its reply is the summary");
      check.equal(eventsOf(manual.events, "compaction.start")[0]?.trigger, "manual", "trigger");
      check.includes(JSON.stringify(manual.requests[0]?.body), "the names", "the focus reaches the model");
      const next = await s.turn({ prompt: "Next.", sessionKey: key, model: "acme/w-32000" });
      check.includes(
        partsOf(next.requests[0]).map(lineOf)[0] ?? "",
        "by hand",
        "the next turn starts from it",
      );
    },
  }),
  scenario({
    id: "FAIL-16",
    name: "the refusal test string leaves no prompt, history, tool result or argument, and stays in the transcript",
    run: async ({ stage, check }) => {
      const s = await stage();
      const key = sessionKey("scrub");
      s.server.reply({
        text: `You wrote ${MAGIC}`,
        toolCalls: [{ id: "t", name: "echo", input: { text: MAGIC } }],
      });
      await s.turn({
        prompt: `Please read ${MAGIC} aloud.`,
        sessionKey: key,
        extraSystemPrompt: `Never say ${MAGIC}.`,
        extraTools: [toolOf("echo", () => textOutput(`here: ${MAGIC}`))],
      });
      await s.reopen();
      await s.turn({ prompt: "Go on.", sessionKey: key });
      check.equal(s.server.requests.length, 3, "requests");
      for (const [index, request] of s.server.requests.entries()) {
        check.excludes(request.rawBody, "ANTHROPIC_MAGIC_STRING", `request ${index + 1}`);
        check.excludes(request.rawBody, "1FAEFB61", `the rest of the string in request ${index + 1}`);
      }
      check.includes(s.server.requests[2]!.rawBody, "(redacted)", "what stands in its place");
      check.includes(JSON.stringify(s.tandem.sessions.entries(key)), MAGIC, "the transcript keeps it");
    },
  }),
  scenario({
    id: "SESS-04",
    name: "a damaged history is repaired in what is sent and stays as it was in the store",
    run: async ({ stage, check, engine }) => {
      const s = await stage();
      const key = sessionKey("damaged");
      await s.turn({ prompt: "Start.", sessionKey: key });
      const { id } = check.present(s.tandem.sessions.get(key), "the session");
      await s.tandem.close();
      const store = await openStore({ home: s.home });
      store.sessions.append(id, damage(engine.runtime));
      store.close();
      await s.reopen();
      const before = s.tandem.sessions.entries(key);
      const turn = await s.turn({ prompt: "Go on.", sessionKey: key });
      check.equal(turn.result.status, "completed", "status");
      check.deepEqual(
        partsOf(turn.requests.at(-1)).map((part) =>
          part.kind === "tool-call" ? `call ${part.name}` : lineOf(part),
        ),
        [
          "user:text:Start.",
          "assistant:text:ok",
          "user:text:imported one",
          "user:text:imported two",
          "call read",
          "call read",
          "user:tool-result:late",
          "user:tool-result:error:The tool call was interrupted before it gave a result.",
          "assistant:text:after",
          "user:text:Go on.",
        ],
        "what was sent",
      );
      for (const part of partsOf(turn.requests.at(-1))) {
        if (part.kind === "tool-call" || part.kind === "tool-result")
          check.match(part.id, /^[A-Za-z0-9_-]{1,64}$/, "a call's id");
      }
      check.deepEqual(s.tandem.sessions.entries(key).slice(0, before.length), before, "the store");
    },
  }),
];

/** A history with everything that goes wrong: two users in a row, invalid ids, a late, a missing, a doubled and an orphaned result, foreign thinking, a failed answer. */
function damage(runtime: "pi" | "claude" | "recipe"): EntryDraft[] {
  const origin = { runtime, provider: "openai", model: "gpt-5", api: "openai-responses" };
  const usage = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0, reasoning: 0 };
  const user = (text: string): EntryDraft => ({
    type: "user",
    runId: null,
    message: { role: "user", content: [{ type: "text", text }] },
  });
  const result = (toolCallId: string, text: string): EntryDraft => ({
    type: "tool_result",
    runId: null,
    message: {
      role: "tool",
      toolCallId,
      toolName: "read",
      content: [{ type: "text", text }],
      isError: false,
    },
  });
  return [
    user("imported one"),
    user("imported two"),
    {
      type: "assistant",
      runId: null,
      message: {
        role: "assistant",
        content: [
          { type: "thinking", text: "foreign", signature: "not-yours" },
          { type: "tool-call", id: "call|1 with spaces", name: "read", input: { path: "a" } },
          { type: "tool-call", id: "call_missing", name: "read", input: { path: "b" } },
        ],
        origin,
        stop: "tool_calls",
        usage,
        costUsd: 0,
      },
    },
    {
      type: "assistant",
      runId: null,
      message: {
        role: "assistant",
        content: [{ type: "text", text: "broken off" }],
        origin,
        stop: "error",
        usage,
        costUsd: 0,
      },
    },
    result("call|1 with spaces", "late"),
    result("call|1 with spaces", "doubled"),
    result("nobody", "orphan"),
    {
      type: "assistant",
      runId: null,
      message: {
        role: "assistant",
        content: [{ type: "text", text: "after" }],
        origin,
        stop: "stop",
        usage,
        costUsd: 0,
      },
    },
  ];
}
