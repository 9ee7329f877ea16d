/** Native mode of the Claude engine: Claude Code's own tools and subagents, under the rules of every other tool. */
import { existsSync, linkSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ConfigInput } from "../../src/config/schema.ts";
import type { TurnRequest } from "../../src/kernel/request.ts";
import { bodyOf, partsOf, resultsOf, systemOf, toolNamesOf } from "../on-wire.ts";
import { eventsOf, pidsOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

export const native = (tools: readonly string[], more: object = {}): Partial<ConfigInput> => ({
  claude: { spare: false, harness: "native", native: { tools: [...tools], ...more } },
});

/** Commands run without a question, so that what stops one is what the scenario is about. */
export const FREE = { exec: "allow", permissionMode: "bypass" } as const satisfies Partial<TurnRequest>;

export const call = (id: string, name: string, input: object) => ({ id: `toolu_${id}`, name, input });

export const nativeScenarios = [
  scenario({
    id: "TOOL-10",
    name: "built-in tools are offered by name, in place of Tandem's own, and none by default",
    engines: ["claude"],
    run: async ({ stage, check, engine }) => {
      const offered = async (config: Partial<ConfigInput>, request: Partial<TurnRequest> = {}) => {
        const s = await stage({ config });
        const { requests, result } = await s.turn({ prompt: "hi", ...request });
        check.equal(result.status, "completed", `turn (${result.error?.message})`);
        return { names: toolNamesOf(requests[0]), system: systemOf(requests[0]) };
      };
      const clean = await offered({});
      const none = await offered(native([]));
      check.deepEqual(none.names, clean.names, "tools of native mode without a choice");
      check.equal(none.system[0], engine.identityLine, "the engine's own line");
      check.equal(none.system.length, clean.system.length, "parts of the system prompt");
      const some = await offered(native(["Bash", "Read", "Agent"]));
      const replaced = new Set(["exec", "process", "read", "spawn_subagent"]);
      const expected = [...clean.names.filter((name) => !replaced.has(name)), "Agent", "Bash", "Read"].sort();
      check.deepEqual(some.names, expected, "tools with three chosen");
      const denied = await offered({
        ...native(["Bash", "Read", "Write"]),
        tools: { deny: ["exec", "write"] },
      });
      check.includes(denied.names.join(" "), "Read", "what no rule denies");
      check.deepEqual(
        denied.names.filter((name) => ["Bash", "Write", "exec", "write"].includes(name)),
        [],
        "tools that a denial of Tandem's name takes away",
      );
      const asked = await offered(
        { claude: { spare: false, native: { tools: ["Read"] } } },
        { harness: "native" },
      );
      check.includes(asked.names.join(" "), "Read", "native mode of one request");
      const off = await offered(native(["Read"]), { disableTools: true });
      check.deepEqual(off.names, [], "tools of a turn without any");
    },
  }),

  scenario({
    id: "TOOL-10",
    name: "native calls run, are told and stored like any other, and the next turn carries them on the other engine",
    needs: ["sandbox"],
    engines: ["claude"],
    run: async ({ stage, check }) => {
      const s = await stage({ config: native(["Bash", "Read", "Write", "TodoWrite"]) });
      writeFileSync(join(s.workspace, "a.txt"), "alpha\n");
      const calls = [
        call("read", "Read", { file_path: join(s.workspace, "a.txt") }),
        call("bash", "Bash", { command: "echo from-the-shell; printenv; exit 3" }),
        call("write", "Write", { file_path: join(s.workspace, "b.txt"), content: "beta" }),
        call("todo", "TodoWrite", {
          todos: [{ content: "Rest", status: "pending", activeForm: "Resting" }],
        }),
        call("ls", "ls", {}),
      ];
      s.server.reply({ toolCalls: calls }, { text: "all done" });
      const key = sessionKey("native");
      const { result, events, names, requests } = await s.turn({ ...FREE, prompt: "go", sessionKey: key });
      check.equal(result.text, "all done", `reply (${result.error?.message})`);
      check.equal(await readFile(join(s.workspace, "b.txt"), "utf8"), "beta", "the file that Write wrote");

      const told = eventsOf(events, "tool-result");
      check.deepEqual(
        told.map((event) => `${event.toolCallId} ${event.toolName} ${event.isError}`),
        [
          "toolu_read Read false",
          "toolu_bash Bash true",
          "toolu_write Write false",
          "toolu_todo TodoWrite false",
          "toolu_ls ls false",
        ],
        "results, in the model's order",
      );
      check.deepEqual(
        eventsOf(events, "tool-call").map((event) => event.input),
        calls.map((one) => one.input),
        "calls, as the model made them",
      );
      const tail = names.slice(names.indexOf("tool-call"));
      check.deepEqual(
        tail.filter((name) => !name.startsWith("text")),
        [
          ...calls.map(() => "tool-call"),
          "attempt.end",
          ...calls.map(() => "tool-result"),
          ...["step-finish", "attempt.start", "step-start", "attempt.end", "step-finish"],
          ...["finish", "lifecycle.end"],
        ],
        "events from the first call on",
      );

      const results = resultsOf(requests[1]);
      check.deepEqual(
        partsOf(requests[1]).flatMap((part) => (part.kind === "tool-call" ? [part.input] : [])),
        calls.map((one) => one.input),
        "calls in the next request",
      );
      check.includes(results.get("toolu_read")?.text ?? "", "alpha", "what Read gave");
      const shell = results.get("toolu_bash");
      check.includes(shell?.text ?? "", "from-the-shell", "what Bash gave");
      for (const secret of [s.key, "ANTHROPIC_", "CLAUDE_CODE", "CLAUDE_CONFIG_DIR"])
        check.excludes(shell?.text ?? "", secret, "the environment of a command");
      check.deepEqual(
        told.map((event) => event.content.map((block) => ("text" in block ? block.text : "")).join("")),
        [...results.values()].map((part) => part.text),
        "what was told, against what the model reads",
      );
      check.excludes(JSON.stringify(bodyOf(requests[1])), "total_tokens", "reminders beside results");

      s.server.reply({ text: "as before" });
      const next = await s.turn({ prompt: "and now?", sessionKey: key, runtime: "pi" });
      check.equal(next.result.text, "as before", `the turn on pi (${next.result.error?.message})`);
      const carried = resultsOf(next.requests[0]);
      for (const [id, part] of results) {
        check.equal(carried.get(id)?.text, part.text, `${id}: on pi`);
        check.equal(carried.get(id)?.isError, part.isError, `${id}: an error on pi`);
      }
      check.ok(!toolNamesOf(next.requests[0]).includes("Read"), "a native tool is offered on pi");
      check.includes(toolNamesOf(next.requests[0]).join(" "), "read", "Tandem's own is");

      s.server.reply({ text: "back again" });
      const back = await s.turn({ prompt: "and here?", sessionKey: key });
      check.equal(back.result.text, "back again", `back in native mode (${back.result.error?.message})`);
      check.equal(resultsOf(back.requests[0]).get("toolu_bash")?.text, shell?.text, "carried back");
      const [before] = pidsOf(s.home);
      s.server.reply({ text: "warm" });
      await s.turn({ prompt: "once more", sessionKey: key });
      check.deepEqual(pidsOf(s.home), [before], "the process that serves the next turn");
      s.server.reply({ text: "clean" });
      await s.turn({ prompt: "once more", sessionKey: key, harness: "clean" });
      check.ok(!pidsOf(s.home).includes(before!), "a process of another harness was used");
    },
  }),

  scenario({
    id: ["TOOL-10", "SAFE-01"],
    name: "in native mode hard blocks and the path policy hold for every tool, and for its shell",
    engines: ["claude"],
    run: async ({ stage, check, folder }) => {
      const s = await stage({
        config: native(["Bash", "Read", "Write", "Edit", "Glob", "Grep", "NotebookEdit"]),
      });
      const at = (name: string) => join(s.workspace, name);
      const far = await folder();
      writeFileSync(join(far, "secret.txt"), "MARKER far away\n");
      writeFileSync(at("open.txt"), "a MARKER in the open\n");
      writeFileSync(at(".env"), "MARKER=hunter2\n");
      writeFileSync(at(".ENV.local"), "MARKER=hunter3\n");
      linkSync(at(".env"), at("hard.txt"));
      symlinkSync(at(".env"), at("soft.txt"));
      symlinkSync(far, at("far"));
      const refused = [
        call("r1", "Read", { file_path: at(".env") }),
        call("r2", "Read", { file_path: ".env" }),
        call("r3", "Read", { file_path: `${s.workspace}/../${far.split("/").at(-1)}/secret.txt` }),
        call("r4", "Read", { file_path: at("soft.txt") }),
        call("r5", "Read", { file_path: at("hard.txt") }),
        call("r6", "Read", { file_path: at("far/secret.txt") }),
        call("r7", "Read", { file_path: "/proc/self/environ" }),
        call("r8", "Read", { file_path: join(s.home, "tandem.db") }),
        call("w1", "Write", { file_path: at(".env.new"), content: "x" }),
        call("w2", "Write", { file_path: at("far/new.txt"), content: "x" }),
        call("w3", "Write", { file_path: join(far, "new.txt"), content: "x" }),
        call("e1", "Edit", { file_path: at(".env"), old_string: "hunter2", new_string: "x" }),
        call("e2", "Edit", { file_path: at("hard.txt"), old_string: "hunter2", new_string: "x" }),
        call("n1", "NotebookEdit", { notebook_path: join(far, "a.ipynb"), new_source: "x" }),
        call("g1", "Grep", { pattern: "hunter", path: at(".env"), output_mode: "content" }),
        call("g2", "Grep", { pattern: "hunter", path: far, output_mode: "content" }),
        call("g3", "Glob", { pattern: "/etc/*" }),
        call("g4", "Glob", { pattern: "../*" }),
        call("g5", "Glob", { pattern: "*", path: at("far") }),
      ];
      const searched = [
        call("s1", "Grep", { pattern: "MARKER", output_mode: "content" }),
        call("s2", "Grep", { pattern: "MARKER" }),
        call("s3", "Grep", { pattern: "MARKER", output_mode: "count", "-n": false }),
        call("s4", "Glob", { pattern: "**/*" }),
        call("s5", "Glob", { pattern: ".*" }),
      ];
      const shell = [
        `cat .env soft.txt hard.txt .ENV.local`,
        `cat ${far}/secret.txt; echo x > ${far}/new.txt`,
        `cp .env copy.txt; cat copy.txt; tar cf - . | strings | grep MARKER=`,
        `cat /proc/$PPID/environ; cat ${s.home}/tandem.db | head -c 100`,
      ].map((command, index) => call(`b${index + 1}`, "Bash", { command, dangerouslyDisableSandbox: true }));
      s.server.reply({ toolCalls: [...refused, ...searched, ...shell] }, { text: "done" });
      const { result, requests } = await s.turn({ ...FREE, prompt: "go" });
      check.equal(result.text, "done", `reply (${result.error?.message})`);
      const results = resultsOf(requests[1]);
      for (const { id, name } of refused) {
        const part = results.get(id);
        check.equal(part?.isError, true, `${id} ${name}: refused (${part?.text})`);
        check.match(part?.text ?? "", /is denied: /, `${id} ${name}: the reason`);
      }
      for (const { id } of searched.slice(0, 4)) {
        check.equal(results.get(id)?.isError, false, `${id}: a search runs (${results.get(id)?.text})`);
        check.includes(results.get(id)?.text ?? "", "open.txt", `${id}: what may be found`);
        check.excludes(results.get(id)?.text ?? "", "hard.txt", `${id}: a second name of a secret`);
      }
      const sent = requests.map((request) => request.rawBody).join("\n");
      // Two edits name the first one themselves.
      for (const secret of ["MARKER=hunter", "far away", s.key])
        check.excludes(sent, secret, "what no tool may give");
      check.includes(await readFile(at(".env"), "utf8"), "hunter2", "the file of secrets");
      check.deepEqual(
        [".env.new", "far/new.txt"].filter((name) => existsSync(at(name))),
        [],
        "files written where none may be",
      );
    },
  }),

  scenario({
    id: ["TOOL-10", "SAFE-03"],
    name: "permission modes decide about native tools: what runs, what is asked, what is refused at once",
    needs: ["sandbox"],
    engines: ["claude"],
    run: async ({ stage, check }) => {
      const s = await stage({ config: native(["Bash", "Read", "Write"]) });
      writeFileSync(join(s.workspace, "a.txt"), "alpha\n");
      const ask = async (mode: TurnRequest["permissionMode"], answer: boolean) => {
        const name = `${mode}-${answer}`;
        const file = join(s.workspace, `${name}.txt`);
        const questions: string[] = [];
        s.server.reply(
          {
            toolCalls: [
              call("read", "Read", { file_path: join(s.workspace, "a.txt") }),
              call("write", "Write", { file_path: file, content: "x" }),
              call("bash", "Bash", { command: "echo ran" }),
            ],
          },
          { text: "done" },
        );
        const { requests, events, result } = await s.turn({
          prompt: "go",
          permissionMode: mode,
          sessionKey: sessionKey(name),
          confirm: async ({ toolName }) => {
            questions.push(toolName);
            return answer;
          },
        });
        check.equal(result.text, "done", `${name}: reply (${result.error?.message})`);
        const results = resultsOf(requests[1]);
        const ran = [...results.values()].filter((part) => !part.isError).map((part) => part.id.slice(6));
        check.equal(existsSync(file), ran.includes("write"), `${name}: the file is there if Write ran`);
        check.equal(
          eventsOf(events, "approval.request").length,
          questions.length,
          `${name}: questions told as events`,
        );
        return { questions, ran };
      };
      const all = ["read", "write", "bash"];
      check.deepEqual(
        await ask("default", true),
        { questions: ["Write", "Bash"], ran: all },
        "default, allowed",
      );
      check.deepEqual(
        await ask("default", false),
        { questions: ["Write", "Bash"], ran: ["read"] },
        "default, not allowed",
      );
      check.deepEqual(
        await ask("acceptEdits", false),
        { questions: ["Bash"], ran: ["read", "write"] },
        "acceptEdits",
      );
      check.deepEqual(await ask("plan", true), { questions: [], ran: ["read"] }, "plan");
      check.deepEqual(await ask("bypass", false), { questions: [], ran: all }, "bypass");
    },
  }),
];
