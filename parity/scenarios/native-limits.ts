/** What native mode takes and refuses, and what it leaves behind. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createTandem } from "../../src/create.ts";
import { TandemError } from "../../src/kernel/errors.ts";
import { toolNamesOf } from "../on-wire.ts";
import { runningProcesses } from "../processes.ts";
import { pidsOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";
import { call, FREE, native } from "./native.ts";

export const nativeLimitScenarios = [
  scenario({
    id: "TOOL-10",
    name: "options that are Tandem's are refused by name, and others reach the binary",
    engines: ["claude"],
    run: async ({ stage, check }) => {
      const guarded = {
        ...{
          hooks: {},
          canUseTool: "x",
          resume: "x",
          systemPrompt: "x",
          settingSources: ["user"],
          settings: {},
        },
        ...{
          pathToClaudeCodeExecutable: "x",
          permissionMode: "bypassPermissions",
          mcpServers: {},
          extraArgs: {},
        },
      };
      for (const [name, value] of Object.entries(guarded)) {
        const refused = await check.rejects(
          createTandem({ claude: { native: { sdkOptions: { [name]: value } } } }),
          name,
        );
        const error = TandemError.from(refused);
        check.equal(error.code, "invalid_config", `${name}: code`);
        check.equal(error.field, `claude.native.sdkOptions.${name}`, `${name}: field`);
        check.includes(error.message, "It is protected.", `${name}: the reason`);
      }
      const env = { ANTHROPIC_BASE_URL: "http://127.0.0.1:9", CLAUDE_CODE_MAX_RETRIES: "3" };
      for (const [name, value] of Object.entries(env)) {
        const refused = await check.rejects(
          createTandem({ claude: { native: { sdkOptions: { env: { [name]: value } } } } }),
          name,
        );
        check.equal(
          TandemError.from(refused).field,
          `claude.native.sdkOptions.env.${name}`,
          `${name}: field`,
        );
      }
      const sdkOptions = { disallowedTools: ["Glob"], env: { TZ: "Pacific/Kiritimati" } };
      const s = await stage({ config: native(["Glob", "Read"], { sdkOptions }) });
      const { requests, result } = await s.turn({ prompt: "hi" });
      check.equal(result.status, "completed", `turn (${result.error?.message})`);
      const names = toolNamesOf(requests[0]);
      check.ok(names.includes("Read") && !names.includes("Glob"), `disallowedTools acts on ${names.join()}`);
    },
  }),

  scenario({
    id: "TOOL-10",
    name: "native mode on an engine without tools of its own is refused before anything leaves",
    engines: ["claude"],
    run: async ({ stage, check }) => {
      const s = await stage();
      const { result, requests } = await s.turn({ prompt: "hi", runtime: "pi", harness: "native" });
      check.equal(result.error?.code, "unsupported_capability", `error (${result.error?.message})`);
      check.equal(result.error?.field, "harness", "field");
      check.equal(requests.length, 0, "requests");
      const config = await stage({ config: native(["Read"]) });
      const other = await config.turn({ prompt: "hi", runtime: "pi" });
      check.equal(other.result.status, "completed", `a turn on pi under this configuration`);
    },
  }),

  scenario({
    id: "TOOL-10",
    name: "a stopped turn ends the commands that the binary has started",
    engines: ["claude"],
    run: async ({ stage, check, engine }) => {
      const s = await stage({ config: { ...native(["Bash"]), sandbox: { mode: "unsafe-off" } } });
      const command = "echo begun > begun.txt; sleep 3; echo survived > survived.txt";
      s.server.reply({ toolCalls: [call("bash", "Bash", { command })] });
      const turn = s.start({ ...FREE, prompt: "go", sessionKey: sessionKey("stopped") });
      const begun = join(s.workspace, "begun.txt");
      await turn.until(poll(() => existsSync(begun)));
      const stoppedAt = performance.now();
      turn.stream.abort();
      const { result } = await turn.done;
      check.equal(result.status, "aborted", "status");
      check.within(
        performance.now() - stoppedAt,
        0,
        engine.abortLimitMs + 500,
        "milliseconds until it ended",
      );
      await poll(() => pidsOf(s.home).length === 0);
      const commands = (await runningProcesses()).map(({ command }) => command);
      check.deepEqual(
        commands.filter((command) => command.includes("survived.txt")),
        [],
        "commands that are still there",
      );
    },
  }),
];

async function poll(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
}
