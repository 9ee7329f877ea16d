/** Tandem's own events: messages, the end of a turn, summaries, bootstrap files. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hookLines } from "../hook-lines.ts";
import { lineOf, partsOf, resultsOf, systemOf } from "../on-wire.ts";
import { eventsOf, gate, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

type Payload = Readonly<Record<string, unknown>>;

export const ownHookScenarios = [
  scenario({
    id: "HOOK-02",
    name: "message_received, message_sending and agent_end tell of a turn's message, its reply and its end",
    run: async ({ stage, check }) => {
      const s = await stage();
      const heard: Payload[] = [];
      const ends: Payload[] = [];
      const ended = gate();
      s.tandem.hooks.on("message_received", (payload) => void heard.push({ ...payload }));
      s.tandem.hooks.on("agent_end", async (payload) => {
        await ended.open;
        ends.push({ ...payload });
      });
      s.tandem.hooks.on("message_sending", ({ text, kind, channel, to }) => {
        heard.push({ kind, channel, to });
        if (text === "secret") return { cancel: true, reason: "not for others" };
        return { text: text.replace("4711", "****") };
      });
      const key = sessionKey("mail");
      const messaging = { messageChannel: "telegram", messageTo: "chat-7", senderId: "u1" };
      s.server.reply({ text: "Your code is 4711." }, { text: "secret" });
      const changed = await s.turn({ prompt: "The code?", sessionKey: key, ...messaging });
      check.deepEqual(changed.result.payloads, [{ text: "Your code is ****." }], "what goes out");
      check.equal(changed.result.text, "Your code is 4711.", "what the model said");
      const base = {
        runId: changed.result.runId,
        sessionId: changed.result.sessionId,
        sessionKey: key,
        agentId: "main",
        workspaceDir: s.workspace,
      };
      check.deepEqual(
        heard,
        [
          { ...base, event: "message_received", text: "The code?", images: 0, messaging },
          { kind: "reply", channel: "telegram", to: "chat-7" },
        ],
        "what the hooks were told",
      );
      const kept = await s.turn({ prompt: "A secret?", sessionKey: key });
      check.deepEqual(kept.result.payloads, [], "a reply that was kept back");
      check.deepEqual(
        hookLines(kept.events),
        ["message_received ok", "message_sending denied not for others"],
        "events; the end is not waited for",
      );
      check.equal(kept.events.at(-1)?.type, "lifecycle.end", "the stream's last event");
      check.equal(ends.length, 0, "agent_end handlers that are done");
      ended.release();
      await s.tandem.close();
      check.equal(ends.length, 2, "agent_end handlers when Tandem is closed");
      const { success, status, stopReason, text, error, messages, ...rest } = ends[0] as Record<
        string,
        unknown
      >;
      check.deepEqual(
        { success, status, stopReason, text, error },
        { success: true, status: "completed", stopReason: "stop", text: "Your code is 4711.", error: null },
        "what the end tells",
      );
      check.equal(rest.runId, changed.result.runId, "of which run");
      check.deepEqual(
        (messages as { role: string }[]).map((message) => message.role),
        ["user", "assistant"],
        "the turn's messages",
      );
      await s.reopen();
      const late = eventsOf(s.tandem.events.read(changed.result.runId), "hook").at(-1);
      check.equal(`${late?.event} ${late?.outcome}`, "agent_end ok", "the end's hook in the log");
    },
  }),

  scenario({
    id: ["HOOK-02", "TOOL-11"],
    name: "message_sending changes and keeps back what the message tool sends",
    run: async ({ stage, check }) => {
      const s = await stage();
      const taken: string[] = [];
      s.tandem.channels.register({
        name: "pager",
        send: async ({ text, target }) => {
          taken.push(`${target}: ${text}`);
          return { receipt: "p-1" };
        },
      });
      const heard: unknown[] = [];
      s.tandem.hooks.on("message_sending", ({ kind, text, channel, to }) => {
        heard.push([kind, text, channel, to]);
        if (text.includes("secret")) return { cancel: true, reason: "not for others" };
        return kind === "message" ? { text: `${text} (sent by an agent)` } : undefined;
      });
      const messages = ["Hello.", "A secret."].map((text, n) => ({
        id: `toolu_${n}`,
        name: "message",
        input: { text },
      }));
      s.server.reply({ toolCalls: messages }, { text: "Told." });
      const { result, requests } = await s.turn({
        prompt: "Tell Ann.",
        messageChannel: "pager",
        messageTo: "ann",
      });
      check.equal(result.text, "Told.", `reply (${result.error?.message})`);
      check.deepEqual(taken, ["ann: Hello. (sent by an agent)"], "what the channel took");
      check.includes(
        resultsOf(requests[1]).get("toolu_1")?.text ?? "",
        "not for others",
        "why not the other",
      );
      check.deepEqual(
        heard,
        [
          ["message", "Hello.", "pager", "ann"],
          ["message", "A secret.", "pager", "ann"],
          ["reply", "Told.", "pager", "ann"],
        ],
        "what the hook was told",
      );
    },
  }),

  scenario({
    id: "HOOK-01",
    name: "around a summary hooks hear what it must not lose and how it went, may add to it, and may refuse it",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const perEngine: unknown[] = [];
      for (const engine of engines) {
        const s = await stage();
        const heard: Payload[] = [];
        for (const event of [
          "agent:precompact",
          "agent:compaction:end",
          "session:compaction_summary",
        ] as const)
          s.tandem.hooks.on(event, (payload) => void heard.push({ ...payload }));
        s.tandem.hooks.on(
          "SessionStart",
          () => ({ hookSpecificOutput: { additionalContext: "The rules still hold." } }),
          { matcher: "compact" },
        );
        let refuse = true;
        s.tandem.hooks.on("PreCompact", () =>
          refuse ? { decision: "block", reason: "save your notes first" } : undefined,
        );
        const key = sessionKey("compaction");
        const tools = [
          toolOf("good", () => textOutput("fine")),
          toolOf("broken", () => {
            throw new Error("it broke");
          }),
        ];
        const both = ["good", "broken"].map((name, n) => ({ name, id: `toolu_${n}_`, input: {} }));
        for (let n = 1; n <= 6; n++) {
          s.server.reply(
            { text: `step ${n}`, toolCalls: both.map((call) => ({ ...call, id: `${call.id}${n}` })) },
            { text: `answer ${n}` },
          );
          await s.turn({ prompt: `Do ${n}.`, runtime: engine.runtime, sessionKey: key, extraTools: tools });
        }
        const compaction = { compact: {}, runtime: engine.runtime, sessionKey: key };
        const before = s.tandem.sessions.entries(key).length;
        const refused = await s.turn(compaction);
        check.equal(refused.result.error?.code, "hook_denied", `${engine.id}: a refused one`);
        check.includes(refused.result.error?.message ?? "", "save your notes first", `${engine.id}: why`);
        check.equal(refused.requests.length, 0, `${engine.id}: requests of the refused one`);
        check.equal(s.tandem.sessions.entries(key).length, before, `${engine.id}: entries`);
        refuse = false;
        s.server.reply({ status: 400 });
        const failed = await s.turn(compaction);
        check.equal(failed.result.status, "failed", `${engine.id}: one whose model call fails`);
        s.server.reply({ text: "All six were done." });
        const done = await s.turn(compaction);
        check.equal(done.result.status, "completed", `${engine.id}: ${done.result.error?.message}`);
        const next = await s.turn({ prompt: "Next.", runtime: engine.runtime, sessionKey: key });
        const first = partsOf(next.requests[0]).map(lineOf)[0] ?? "";
        check.match(first, /All six were done\..*The rules still hold\./s, `${engine.id}: the summary`);

        const [precompact, , , summary, end] = heard;
        check.deepEqual(
          heard.map((payload) => payload.event),
          [
            "agent:precompact",
            "agent:compaction:end",
            "agent:precompact",
            "session:compaction_summary",
            "agent:compaction:end",
          ],
          `${engine.id}: events in their order`,
        );
        check.deepEqual(
          precompact?.assistantTexts,
          ["answer 4", "step 5", "answer 5", "step 6", "answer 6"],
          `${engine.id}: last texts`,
        );
        check.deepEqual(
          ((precompact?.toolMetas ?? []) as { toolName: string; isError: boolean }[]).map(
            ({ toolName, isError }) => `${toolName} ${isError}`,
          ),
          [1, 2, 3, 4, 5].flatMap(() => ["good false", "broken true"]),
          `${engine.id}: last ten tools`,
        );
        check.deepEqual(
          precompact?.lastToolError,
          { toolName: "broken", text: "it broke" },
          `${engine.id}: last tool error`,
        );
        check.equal(precompact?.trigger, "manual", `${engine.id}: trigger`);
        check.equal(precompact?.contextWindow, 200_000, `${engine.id}: the model's window`);
        check.deepEqual(
          [heard[1]?.ok, heard[1]?.willRetry, (heard[1]?.error as { code?: string })?.code !== undefined],
          [false, false, true],
          `${engine.id}: the end of the failed one`,
        );
        const event = eventsOf(done.events, "compaction.end")[0];
        for (const payload of [summary, end]) {
          check.equal(payload?.tokensBefore, event?.tokensBefore, `${engine.id}: tokens before`);
          check.equal(payload?.tokensAfter, event?.tokensAfter, `${engine.id}: tokens after`);
          check.equal(payload?.runId, done.result.runId, `${engine.id}: run`);
        }
        check.match(String(summary?.summary), /All six were done\./, `${engine.id}: summary`);
        check.deepEqual([end?.ok, end?.willRetry], [true, false], `${engine.id}: the end`);
        perEngine.push(
          heard.map(
            ({ runId: _r, sessionId: _s, workspaceDir: _w, compactedAt: _c, error: _e, ...rest }) => rest,
          ),
        );
      }
      for (const payloads of perEngine) check.deepEqual(payloads, perEngine[0], "payloads of the engines");
    },
  }),

  scenario({
    id: "HOOK-01",
    name: "a compaction in the middle of a turn tells that the turn goes on",
    run: async ({ stage, check }) => {
      const s = await stage();
      const retries: boolean[] = [];
      s.tandem.hooks.on("agent:compaction:end", ({ willRetry }) => void retries.push(willRetry));
      const triggers: string[] = [];
      s.tandem.hooks.on("PreCompact", ({ trigger }) => void triggers.push(trigger));
      const key = sessionKey("overflow");
      for (let n = 0; n < 3; n++)
        await s.turn({ prompt: `Fill ${n} ${"word ".repeat(16_000)}`, sessionKey: key });
      const message = "prompt is too long: 210000 tokens > 200000 maximum";
      s.server.reply({
        status: 400,
        body: { type: "error", error: { type: "invalid_request_error", message } },
      });
      s.server.reply({ text: "The summary." }, { text: "done" });
      const turn = await s.turn({ prompt: "Go on.", sessionKey: key });
      check.equal(turn.result.text, "done", `reply (${turn.result.error?.message})`);
      check.deepEqual(retries, [true], "willRetry");
      check.deepEqual(triggers, ["auto"], "trigger");
    },
  }),

  scenario({
    id: ["PROMPT-02", "HOOK-01"],
    name: "agent:bootstrap handlers change, add and remove the workspace's files, and the report shows what they left",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      await writeFile(join(s.workspace, "AGENTS.md"), "Work in small steps.");
      await writeFile(join(s.workspace, "SOUL.md"), "Be a pirate.");
      const given: string[][] = [];
      const off = s.tandem.hooks.on("agent:bootstrap", ({ files }) => {
        given.push(files.map(({ name, path }) => `${name} ${path}`));
        return {
          files: [
            ...files.flatMap((file) => {
              if (file.name === "SOUL.md") return [];
              return [{ ...file, text: `${file.text} Always test them.` }];
            }),
            { name: "TODAY.md", path: null, text: "It is Friday." },
          ],
        };
      });
      // A second handler sees what the first one left.
      s.tandem.hooks.on("agent:bootstrap", ({ files }) => void given.push(files.map(({ name }) => name)));
      const systems: string[] = [];
      for (const engine of engines) {
        const { requests, result } = await s.turn({ prompt: "hi", runtime: engine.runtime });
        const system = systemOf(requests[0]).at(-1) ?? "";
        check.includes(system, "Work in small steps. Always test them.", `${engine.id}: a changed file`);
        check.includes(system, "It is Friday.", `${engine.id}: an added file`);
        check.excludes(system, "pirate", `${engine.id}: a removed file`);
        check.deepEqual(
          result.systemPrompt?.files.map(({ name, path }) => `${name} ${path}`),
          [`AGENTS.md ${join(s.workspace, "AGENTS.md")}`, "TODAY.md null"],
          `${engine.id}: files in the report`,
        );
        systems.push(system);
      }
      for (const system of systems) check.equal(system, systems[0], "one engine against the other");
      check.deepEqual(
        given.slice(0, 2),
        [
          [`AGENTS.md ${join(s.workspace, "AGENTS.md")}`, `SOUL.md ${join(s.workspace, "SOUL.md")}`],
          ["AGENTS.md", "TODAY.md"],
        ],
        "what the handlers were given",
      );
      off();
      const { requests } = await s.turn({ prompt: "hi" });
      check.includes(systemOf(requests[0]).at(-1) ?? "", "pirate", "with the handler taken away");
    },
  }),
];
