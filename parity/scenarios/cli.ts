/** The command line, as its users meet it. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TandemEvent } from "../../src/events/event.ts";
import type { ExecutionResult } from "../../src/kernel/result.ts";
import type { Entry } from "../../src/sessions/entry.ts";
import type { SessionInfo } from "../../src/sessions/store.ts";
import { parse, parseLines, tandem } from "../cli-run.ts";
import { type EngineUnderTest, PLAIN_MODEL } from "../engines.ts";
import { lineOf, partsOf } from "../on-wire.ts";
import { pngOf } from "../props.ts";
import { scenario } from "../registry.ts";
import { namesOf } from "../stage.ts";

/** Turns run in other processes, so the stage cannot count their attempts; each scenario does it itself. */
const FOREIGN = { accounting: false } as const;

export const cliScenarios = [
  scenario({
    id: "SURF-01",
    name: "tandem run: text, JSON and stream-JSON, prompt from stdin, image, session and tools",
    run: async ({ stage, check, engine }) => {
      const s = await stage(FOREIGN);
      const on = ["--runtime", engine.runtime, "--model", PLAIN_MODEL];
      await writeFile(join(s.workspace, "note.txt"), "the note");

      s.server.reply({ text: "Hello there." });
      const plain = await tandem(s, ["run", ...on, "say hello"]);
      check.equal(plain.code, 0, `exit code (${plain.stderr})`);
      check.equal(plain.stdout.trim(), "Hello there.", "the reply alone on stdout");

      s.server.reply(
        { toolCalls: [{ id: "toolu_1", name: "read", input: { path: "note.txt" } }] },
        { text: "It is the note." },
      );
      const asJson = await tandem(s, ["run", ...on, "--session", "s1", "--format", "json", "-"], {
        stdin: "read note.txt",
      });
      check.equal(asJson.code, 0, `exit code (${asJson.stderr})`);
      const result = parse<ExecutionResult>(asJson);
      check.equal(result.runtime, engine.runtime, "engine");
      check.equal(result.model, "claude-sonnet-4-5", "model");
      check.equal(result.text, "It is the note.", "reply");
      check.equal(result.attempts.length, 2, "attempts");
      check.ok(result.usage.input > 0 && typeof result.costUsd === "number", "tokens and cost");
      check.includes(
        s.server.requests.at(-1)?.rawBody ?? "",
        "the note",
        "what the tool read, in its workspace",
      );

      const image = await pngOf(9, 9);
      await writeFile(join(s.workspace, "shot.png"), Buffer.from(image, "base64"));
      s.server.reply({ reasoning: "looking", text: "A square." });
      const stream = await tandem(s, [
        ...["run", ...on, "--session", "s1", "--image", "shot.png", "--thinking", "low"],
        ...["--format", "stream-json", "what is it?"],
      ]);
      check.equal(stream.code, 0, `exit code (${stream.stderr})`);
      const lines = parseLines<TandemEvent | ({ type: "result" } & ExecutionResult)>(stream);
      const last = lines.at(-1);
      check.equal(last?.type === "result" && last.text, "A square.", "the result as the last line");
      const names = namesOf(lines.slice(0, -1) as TandemEvent[]);
      check.deepEqual(
        names.filter((name) => name !== "prompt.changed"),
        [
          "lifecycle.start",
          "route",
          "attempt.start",
          "step-start",
          ...["reasoning-start", "reasoning-delta", "reasoning-end", "text-start", "text-delta", "text-end"],
          "attempt.end",
          "step-finish",
          "finish",
          "lifecycle.end",
        ],
        "one event a line",
      );
      const sent = partsOf(s.server.requests.at(-1));
      check.ok(
        sent.some((part) => part.kind === "image" && part.data === image),
        "the image on the wire",
      );
      check.ok(
        sent.some((part) => lineOf(part) === "assistant:text:It is the note."),
        "the session goes on",
      );
    },
  }),

  scenario({
    id: "SURF-01",
    name: "tandem run: limits, failures and Ctrl-C have their exit codes, and an error is JSON where JSON was asked for",
    run: async ({ stage, check, engine, folder }) => {
      const s = await stage(FOREIGN);
      const on = ["run", "--runtime", engine.runtime, "--model", PLAIN_MODEL, "--json"];
      const cases: readonly (readonly [string, number, Parameters<typeof s.server.reply>[0], string[]])[] = [
        ["a wrong key", 4, { status: 401 }, []],
        ["an overloaded provider", 5, { status: 529 }, []],
        ["the model-call limit", 6, { toolCalls: [{ name: "ls", input: {} }] }, ["--max-turns", "1"]],
        ["a timeout", 124, { stall: "after-headers" }, ["--timeout", "2s"]],
      ];
      for (const [name, code, reply, args] of cases) {
        s.server.reply(reply);
        const home = await folder();
        await writeFile(join(home, "config.json"), JSON.stringify({ retries: { max: 0 } }));
        const run = await tandem(s, [...on, ...args, "go"], { env: { TANDEM_HOME: home } });
        check.equal(run.code, code, `${name}: exit code (${run.stderr})`);
        check.ok(parse<ExecutionResult>(run).error !== null, `${name}: an error in the result`);
      }
      const before = s.server.requests.length;
      s.server.reply({ stall: "after-first-delta", text: ["half ", "way"] });
      const stopped = await tandem(s, [...on, "go"], { interrupt: s.server.waitForRequest(before + 1) });
      check.equal(stopped.code, 130, `Ctrl-C: exit code (${stopped.stderr})`);
      check.equal(parse<ExecutionResult>(stopped).status, "aborted", "Ctrl-C: status");
    },
  }),

  scenario({
    id: "SURF-01",
    name: "tandem sessions, models, doctor and help answer people and programs",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage(FOREIGN);
      s.server.respond(() => ({ text: "noted" }));
      for (const engine of engines) {
        const on = ["--runtime", engine.runtime, "--model", PLAIN_MODEL, "--session", engine.id];
        const first = await tandem(s, ["run", ...on, "remember"]);
        check.equal(first.code, 0, `run on ${engine.id}: exit code (${first.stderr})`);
      }
      const list = parse<SessionInfo[]>(await tandem(s, ["sessions", "list", "--json"]));
      check.deepEqual(
        list.map((session) => session.runtime).sort(),
        engines.map((engine) => engine.runtime).sort(),
        "sessions and their engines",
      );
      const [{ id: name }] = engines as readonly [EngineUnderTest];
      const shown = parse<{ entries: Entry[] }>(await tandem(s, ["sessions", "show", name, "--json"]));
      check.ok(
        shown.entries.some((entry) => entry.type === "assistant"),
        "the transcript",
      );
      check.includes(
        (await tandem(s, ["sessions", "show", name])).stdout,
        "noted",
        "the transcript for people",
      );
      check.equal((await tandem(s, ["sessions", "delete", name])).code, 0, "delete: exit code");
      const gone = await tandem(s, ["sessions", "show", name, "--json"]);
      check.ok(gone.code !== 0, "a session that is gone: exit code");
      check.match(gone.stdout + gone.stderr, /session_not_found/, "a session that is gone: code");

      const models = parse<{ id: string; runtimes: string[] }[]>(await tandem(s, ["models", "--json"]));
      const doctor = await tandem(s, ["doctor", "--json"]);
      for (const engine of engines) {
        check.ok(
          models.some((model) => model.runtimes.includes(engine.runtime)),
          `models of ${engine.id}`,
        );
        check.includes(doctor.stdout, `engine.${engine.id}`, `the check of ${engine.id} (${doctor.stderr})`);
      }
      check.excludes(doctor.stdout + doctor.stderr, s.key, "the key, in what doctor tells");
      const help = await tandem(s, ["--help"]);
      check.equal(help.code, 0, "help: exit code");
      for (const word of [
        "chat",
        "run",
        "sessions",
        "models",
        "doctor",
        "parity",
        "Exit codes",
        "Examples",
      ]) {
        check.includes(help.stdout, word, "help");
      }
    },
  }),
];
