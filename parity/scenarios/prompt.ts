/** The system prompt, and that nothing else is sent beside it. */
import { lineOf, partsOf, systemOf, toolNamesOf, type WirePart } from "../on-wire.ts";
import { eventsOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

export const promptScenarios = [
  scenario({
    id: ["SESS-08", "PROMPT-05"],
    name: "the system prompt stays byte-identical, on every engine, until an input changes, and an event says which",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage({ config: { systemPrompt: "You are Tandem's test agent — äöü 🚲." } });
      const key = sessionKey("prompt");
      const ours: string[] = [];
      for (const engine of [...engines, ...engines]) {
        const { requests, result, events } = await s.turn({
          prompt: "hi",
          runtime: engine.runtime,
          sessionKey: key,
        });
        const system = systemOf(requests[0]);
        check.deepEqual(
          system.slice(0, -1),
          engine.identityLine === null ? [] : [engine.identityLine],
          `${engine.id}: what stands before the prompt`,
        );
        check.equal(result.systemPrompt?.chars, system.at(-1)?.length, `${engine.id}: the report's size`);
        check.equal(eventsOf(events, "prompt.changed").length, 0, `${engine.id}: changes told`);
        ours.push(system.at(-1) ?? "");
      }
      check.equal(new Set(ours).size, 1, "different prompts over the turns");
      check.includes(ours[0] ?? "", "You are Tandem's test agent — äöü 🚲.", "the configured text");
      await s.reopen();
      for (const engine of engines) {
        const extraSystemPrompt = `Only for ${engine.id}.`;
        const changed = await s.turn({
          prompt: "hi",
          runtime: engine.runtime,
          sessionKey: key,
          extraSystemPrompt,
        });
        check.includes(
          systemOf(changed.requests[0]).at(-1) ?? "",
          extraSystemPrompt,
          `${engine.id}: the new part`,
        );
        const [event] = eventsOf(changed.events, "prompt.changed");
        check.deepEqual(event?.parts, ["extra"], `${engine.id}: the part that changed`);
      }
    },
  }),

  scenario({
    id: ["SESS-08", "TURN-05"],
    name: "nothing but Tandem's prompt, tools and messages is in a request",
    run: async ({ stage, check, engine }) => {
      const s = await stage();
      s.server.reply({ toolCalls: [{ id: "toolu_1", name: "ls", input: {} }] }, { text: "done" });
      const { requests, result } = await s.turn({ prompt: "What is here?", sessionKey: sessionKey("clean") });
      check.equal(result.status, "completed", "status");
      check.equal(requests.length, 2, "requests");
      check.deepEqual(partsOf(requests[0]).map(lineOf), ["user:text:What is here?"], "messages");
      check.equal(
        systemOf(requests[0]).length,
        engine.identityLine === null ? 1 : 2,
        "blocks of the system prompt",
      );
      check.deepEqual(
        toolNamesOf(requests[0]),
        result.systemPrompt?.tools.map((tool) => tool.name),
        "tools that are offered, against those of the report",
      );
      const body = requests.map((request) => request.rawBody).join("\n");
      for (const foreign of ["system-reminder", "claudeMd", "currentDate", "gitStatus", "<env>"]) {
        check.excludes(body, foreign, "text nobody asked for");
      }
      check.equal(requests[0]?.headers["x-api-key"], s.key, "the key, on the wire and only there");
      const after = partsOf(requests[1]) as WirePart[];
      check.deepEqual(
        after.map((part) => part.kind),
        ["text", "tool-call", "tool-result"],
        "the second request adds the call and its result",
      );
    },
  }),
];
