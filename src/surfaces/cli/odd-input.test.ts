/** The program as a process: bare commands, odd input and odd surroundings, each with its exit code. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const MAIN = join(import.meta.dirname, "main.ts");
let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "tandem-odd-"));
  mkdirSync(join(home, "broken", ".tandem"), { recursive: true });
  writeFileSync(join(home, "broken", ".tandem", "config.json"), "{");
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** `$T` is the program; what the shell says in the end is its exit code. */
function shell(command: string, env: Readonly<Record<string, string>> = {}) {
  const { stdout } = spawnSync("sh", ["-c", `{ ${command}; } 2>&1; echo "exit $?"`], {
    cwd: home,
    encoding: "utf8",
    timeout: 60_000,
    env: { PATH: process.env.PATH ?? "", HOME: home, T: `${process.execPath} ${MAIN}`, ...env },
  });
  return stdout;
}

test.each<[command: string, exit: number, says: RegExp]>([
  ["$T sessions", 0, /no sessions yet/],
  ["$T auth", 0, /no profiles/],
  ["$T memory", 0, /0 notes/],
  ["$T mcp", 0, /No MCP server/],
  ["$T skills --json", 0, /^\[/],
  ["$T config", 0, /"timeoutMs"/],
  ["$T events", 0, /No run was recorded/],
  ["$T auth --help", 0, /Usage: tandem auth/],
  ["$T auth add </dev/null", 2, /no key on stdin/],
  ["$T auth test", 4, /no profiles/],
  ["$T sesions", 2, /Did you mean sessions/],
  ["$T auth lst", 2, /Did you mean list/],
  ["$T run --modle x hi", 2, /Did you mean --model/],
  ["$T run --agent man hi", 2, /Did you mean main\?[\s\S]*unknown_agent, --agent/],
  ["$T memory list --agent nobody", 2, /no agent "nobody"/],
  ["$T sessions -n 0", 2, /at least 1/],
  ["$T sessions -n -3", 2, /at least 1/],
  ["$T run --timeout 0 hi", 2, /--timeout/],
  ["$T run --workspace /nope hi", 2, /workspace_missing, --workspace/],
  ["$T tools red", 2, /Nearest: read/],
  ["$T run </dev/null", 2, /prompt is empty/],
  ["$T run <&-", 2, /prompt is empty/],
  ["$T models | head -1 >/dev/null", 0, /^exit/],
  ["HOME=/proc $T sessions", 3, /data_folder_unwritable/],
  ["HOME=/proc $T doctor", 3, /ok +node/],
  ["HOME=$HOME/broken $T doctor", 3, /fail +config[\s\S]*ok +node/],
  ["HOME=$HOME/broken $T models", 3, /not valid JSON/],
  ["HOME=$HOME/broken $T --version", 0, /^\d/],
])("%s: exit %i", (command, exit, says) => {
  const said = shell(command);
  expect(said).toMatch(new RegExp(`exit ${exit}\\n$`));
  expect(said).toMatch(says);
});
