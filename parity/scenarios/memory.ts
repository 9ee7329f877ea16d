/** The memory: notes that one turn keeps and another finds, the last word before a compaction, and learning from use. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineUnderTest } from "../engines.ts";
import { bodyOf, lineOf, partsOf, resultsOf, systemOf, toolNamesOf } from "../on-wire.ts";
import { eventsOf, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage, Turn } from "../stage.ts";
import type { CapturedRequest, ModelServer } from "../wire/model-server.ts";

const MEMORY_TOOLS = ["memory_save", "memory_search"];
const WINDOW = 64_000;
/** What is kept free of a window of this size, and how long before that the flush is due. */
const [RESERVE, SOFT] = [20_000, 4_000];
const isFlush = (request: CapturedRequest) =>
  request.rawBody.includes("[Before this conversation is shortened]");
const isSummary = (request: CapturedRequest) =>
  systemOf(request).join().includes("You summarise a conversation");

const acme = (server: ModelServer) => ({
  acme: {
    baseUrl: server.url,
    api: "anthropic-messages" as const,
    auth: "none" as const,
    models: [
      { id: "roomy", contextWindow: WINDOW, maxOutputTokens: 4_000 },
      { id: "cheap", contextWindow: WINDOW, maxOutputTokens: 4_000 },
    ],
  },
});

/** A turn in which the model saves, and one in which it searches. */
async function saveAndSearch(
  s: Stage,
  saver: EngineUnderTest,
  finder: EngineUnderTest,
): Promise<readonly Turn[]> {
  const text = `Ann of ${saver.id} takes oat milk in her coffee.`;
  s.server.reply(
    { toolCalls: [{ id: "toolu_save", name: "memory_save", input: { text, title: `Ann ${saver.id}` } }] },
    { text: "Noted." },
  );
  const saved = await s.turn({ prompt: "Remember that.", runtime: saver.runtime });
  await s.reopen();
  s.server.reply(
    { toolCalls: [{ id: "toolu_find", name: "memory_search", input: { query: `milk ${saver.id}?` } }] },
    { text: "Oat milk." },
  );
  const found = await s.turn({ prompt: "What milk does Ann take?", runtime: finder.runtime });
  return [saved, found];
}

export const memoryScenarios = [
  scenario({
    id: "PROMPT-08",
    name: "what a turn saves is a file that people can read and edit, and a turn on any engine finds it, with equal events",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      const folder = join(s.home, "memory", "main");
      const told: unknown[] = [];
      for (const [index, saver] of engines.entries()) {
        const finder = engines[(index + 1) % engines.length] as EngineUnderTest;
        const [saved, found] = (await saveAndSearch(s, saver, finder)) as [Turn, Turn];
        const note = `ann-${saver.id}.md`;
        check.includes(
          readFileSync(join(folder, note), "utf8"),
          `# Ann ${saver.id}\n\nAnn of ${saver.id} takes oat milk`,
          "the note",
        );
        check.includes(
          resultsOf(saved.requests[1]).get("toolu_save")?.text ?? "",
          note,
          "where it was saved",
        );
        const result = resultsOf(found.requests[1]).get("toolu_find")?.text ?? "";
        check.includes(result, `[${note}:3]`, `${finder.id} finds what ${saver.id} saved`);
        told.push([saved, found].map(({ names }) => names));
        writeFileSync(join(folder, note), `# Ann ${saver.id}\n\nAnn of ${saver.id} takes no milk at all.\n`);
        const edited = await s.tandem.memory.search(`milk ${saver.id}`, { limit: 1 });
        check.includes(edited[0]?.text ?? "", "no milk at all", "what a person wrote into it");
      }
      for (const names of told) check.deepEqual(names, told[0], "the events");
      check.equal(readdirSync(folder).length, engines.length, "notes");
    },
  }),
  scenario({
    id: "PROMPT-08",
    name: "memory is offered and spoken of together, kept from groups, other agents and secrets, and can be switched off",
    run: async ({ stage, check }) => {
      const s = await stage({ config: { agents: { other: {} } } });
      const offered = async (request: Parameters<Stage["turn"]>[0]) => {
        const { requests } = await s.turn({ prompt: "hi", ...request });
        const tools = toolNamesOf(requests[0]).filter((name) => name.startsWith("memory_"));
        return { tools, spoken: systemOf(requests[0]).join().includes("# Memory") };
      };
      check.deepEqual(await offered({}), { tools: MEMORY_TOOLS, spoken: true }, "a turn");
      check.deepEqual(
        await offered({ ephemeral: true }),
        { tools: ["memory_search"], spoken: true },
        "a turn that keeps nothing",
      );
      const nothing = { tools: [], spoken: false };
      check.deepEqual(await offered({ groupId: "g1", messageChannel: "x" }), nothing, "a turn from a group");
      check.deepEqual(await offered({ sessionKey: "probe-x" }), nothing, "a probe");
      check.deepEqual(await offered({ disableTools: true }), nothing, "a turn without tools");

      await s.tandem.memory.save({ text: "The safe is behind the painting." }, { agentId: "other" });
      s.server.reply(
        {
          toolCalls: [
            { id: "toolu_find", name: "memory_search", input: { query: '"safe" AND ( painting*' } },
            { id: "toolu_key", name: "memory_save", input: { text: "key sk-ant-api03-abcdefghijklmnop" } },
          ],
        },
        { text: "ok" },
      );
      const { requests } = await s.turn({ prompt: "go" });
      const results = resultsOf(requests[1]);
      check.includes(results.get("toolu_find")?.text ?? "", "Nothing in memory", "another agent's notes");
      check.equal(results.get("toolu_key")?.isError, true, "a credential is refused");
      check.deepEqual(s.tandem.memory.list(), [], "and not kept");

      const off = await stage({ config: { memory: { enabled: false } } });
      const { requests: without } = await off.turn({ prompt: "hi" });
      check.deepEqual(
        toolNamesOf(without[0]).filter((name) => name.startsWith("memory")),
        [],
        "switched off",
      );
      check.excludes(systemOf(without[0]).join(), "# Memory", "and not spoken of");
    },
  }),
  scenario({
    id: "PROMPT-08",
    name: "4,000 tokens before a compaction the model is asked once what to remember, and nobody sees it",
    run: async ({ stage, server: newServer, check }) => {
      const server = await newServer();
      const s = await stage({ server, config: { providers: acme(server), memory: {} } });
      const key = sessionKey("flush");
      const say = (tokens: number, word: string) =>
        s.turn({
          prompt: `${word} `.repeat((tokens * 4) / (word.length + 1)),
          sessionKey: key,
          model: "acme/roomy",
        });
      const asked = ({ requests }: Turn) =>
        requests.map((request) => (isFlush(request) ? "flush" : isSummary(request) ? "summary" : "turn"));
      const saving = { text: "They plan a garden with roses.", title: "Garden" };
      let saved = false;
      server.respond((request) => {
        if (isSummary(request)) return { text: "The story so far." };
        if (!isFlush(request)) return { text: "ok" };
        if (request.rawBody.includes("toolu_flush")) return { text: "DONE" };
        saved = true;
        return {
          text: "Saving this.",
          toolCalls: [{ id: "toolu_flush", name: "memory_save", input: saving }],
        };
      });

      const [first] = (await s.turn({ prompt: "Hi.", model: "acme/roomy" })).requests;
      const overhead = (systemOf(first).join("").length + JSON.stringify(bodyOf(first).tools).length) / 4;
      const available = WINDOW - RESERVE - overhead;
      check.deepEqual(asked(await say(available - SOFT - 1_000, "early")), ["turn"], "before the threshold");

      const due = await say(3_000, "due");
      check.deepEqual(asked(due), ["flush", "flush", "turn"], "past the threshold");
      check.ok(saved, "it was asked");
      check.deepEqual(toolNamesOf(due.requests[0]), MEMORY_TOOLS, "with these tools only");
      check.includes(partsOf(due.requests[0]).map(lineOf).join(), "early early", "about the conversation");
      check.includes(
        (await s.tandem.memory.search("roses"))[0]?.text ?? "",
        "garden with roses",
        "it is kept",
      );
      check.equal(due.result.attempts.length, 3, "its requests are the turn's");
      check.equal(due.result.usage.output, 60, "and so is their usage");
      check.equal(due.result.turnCount, 1, "but no steps of it");
      check.equal(due.result.text, "ok", "reply");
      check.excludes(JSON.stringify(due.events), "Saving this", "its text in events");
      check.deepEqual(eventsOf(due.events, "tool-call"), [], "its calls in events");
      check.excludes(due.requests[2]?.rawBody ?? "", "Saving this", "what it said, in the conversation");

      check.deepEqual(asked(await say(200, "again")), ["turn"], "once is enough, in a later turn");
      await s.reopen();
      const cut = await say(4_000, "over");
      check.deepEqual(
        asked(cut),
        ["summary", "turn"],
        "at the compaction it was done already, after a restart too",
      );
      const next = await say(available - 22_000, "next");
      check.equal(asked(next).filter((one) => one === "flush").length, 0, "room again");
      const second = await say(17_000, "second");
      check.deepEqual(
        [...new Set(asked(second))],
        ["flush", "summary", "turn"],
        "before the next compaction it is asked again",
      );
      check.equal(second.result.status, "completed", "status");
    },
  }),
  scenario({
    id: "PROMPT-08",
    name: "a turn that outgrows the window by its tools is asked in the middle, and goes on",
    run: async ({ stage, server: newServer, check }) => {
      const server = await newServer();
      const s = await stage({ server, config: { providers: acme(server), memory: {} } });
      const key = sessionKey("flush-midway");
      server.respond((request) => {
        if (isFlush(request)) return { text: "DONE" };
        if (isSummary(request)) return { text: "So far." };
        if (request.rawBody.includes("toolu_big")) return { text: "read it" };
        return request.rawBody.includes("Read it.")
          ? { toolCalls: [{ id: "toolu_big", name: "big", input: {} }] }
          : { text: "ok" };
      });
      await s.turn({ prompt: "early ".repeat(18_000), sessionKey: key, model: "acme/roomy" });
      const turn = await s.turn({
        prompt: "Read it.",
        sessionKey: key,
        model: "acme/roomy",
        extraTools: [toolOf("big", () => textOutput("a line of text\n".repeat(4_500)))],
      });
      check.equal(turn.result.text, "read it", `reply (${turn.result.error?.message})`);
      const kinds = turn.requests.map((one) =>
        isFlush(one) ? "flush" : isSummary(one) ? "summary" : "turn",
      );
      check.equal(kinds.indexOf("flush"), 1, `asked after the tool (${kinds})`);
      check.equal(kinds.filter((kind) => kind === "flush").length, 1, "once");
      check.includes(
        partsOf(turn.requests[1]).map(lineOf).join(),
        "a line of text",
        "with the tool's result",
      );
      check.deepEqual(turn.result.warnings, [], "warnings");
    },
  }),
  scenario({
    id: "PROMPT-08",
    name: "a flush that fails is a warning and the compaction goes on; a person's compaction is preceded by one",
    run: async ({ stage, server: newServer, check }) => {
      const server = await newServer();
      const s = await stage({ server, config: { providers: acme(server), memory: {} } });
      const key = sessionKey("failing-flush");
      server.respond((request) =>
        isFlush(request) ? { status: 500 } : { text: isSummary(request) ? "So far." : "ok" },
      );
      for (const prompt of ["one ".repeat(900), "two ".repeat(900), "three"])
        await s.turn({ prompt, sessionKey: key, model: "acme/roomy" });
      const failed = await s.turn({ compact: {}, sessionKey: key, model: "acme/roomy" });
      check.equal(failed.result.status, "completed", "status");
      check.includes(failed.result.text, "So far.", "the summary");
      check.deepEqual(failed.requests.map(isFlush), [true, false], "asked first");
      check.deepEqual(
        failed.result.warnings.map(({ code }) => code),
        ["memory_flush_failed"],
        "the warning",
      );
    },
  }),
  scenario({
    id: "PROMPT-08",
    name: "a cheap model judges which found notes were of use, later searches go by it, and its failure is nobody's",
    run: async ({ stage, server: newServer, check }) => {
      const server = await newServer();
      const s = await stage({
        server,
        // The judgement belongs to no turn.
        accounting: false,
        config: { providers: acme(server), memory: { feedback: { enabled: true, model: "acme/cheap" } } },
      });
      const { memory } = s.tandem;
      await memory.save({ text: "The spade hangs in the shed.", title: "One" });
      await memory.save({ text: "The spade lies in the cellar.", title: "Two" });
      const before = await memory.search("spade");
      const worst = check.present(before.at(-1), "two notes").path;
      const judgement = (request: CapturedRequest) => systemOf(request).join().includes("You judge a search");
      let fails = false;
      s.server.respond((request) => {
        if (judgement(request))
          return fails ? { status: 500 } : { text: `{"used":[${numberOf(request, worst)}]}` };
        return request.rawBody.includes("toolu_find")
          ? { text: "It is where that note says." }
          : { toolCalls: [{ id: "toolu_find", name: "memory_search", input: { query: "spade" } }] };
      });
      const numberOf = (request: CapturedRequest, path: string) => {
        const text = check.present(
          before.find((one) => one.path === path),
          path,
        ).text;
        return /\[(\d+)\] (?=[^[]*$)/.exec(request.rawBody.split(text)[0] ?? "")?.[1];
      };
      for (const round of [1, 2, 3]) {
        const { result } = await s.turn({ prompt: `Where is the spade? (${round})` });
        check.equal(result.status, "completed", "status");
        await s.reopen();
      }
      const judged = s.server.requests.filter(judgement);
      check.equal(judged.length, 3, "judgements, all done before Tandem closed");
      check.equal(bodyOf(judged[0]).model, "cheap", "the model");
      check.deepEqual(toolNamesOf(judged[0]), [], "without tools");
      check.equal((await s.tandem.memory.search("spade"))[0]?.path, worst, "what was of use comes first");
      const [row] = s.tandem.usage({ by: "tag" }).filter(({ key }) => key === "memory-feedback");
      check.equal(row?.calls, 3, "billed under its own tag");

      fails = true;
      const { result, names } = await s.turn({ prompt: "And now?" });
      check.equal(result.status, "completed", "status with a judge that fails");
      check.deepEqual(result.warnings, [], "warnings");
      check.equal(names.at(-1), "lifecycle.end", "the last event");
      const none = await s.turn({ prompt: "hi", disableTools: true });
      await s.reopen();
      check.equal(none.result.status, "completed", "a turn without a search");
      check.equal(s.server.requests.filter(judgement).length, 4, "is not judged");
    },
  }),
];
