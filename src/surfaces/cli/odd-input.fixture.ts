/**
 * Bare commands, odd input and odd surroundings of the program, each with its exit code: run on the sources by the test beside this file, and
 * on the built program by the package test.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** `$T` is the program, `$HOME` an empty home. What is said is both streams and then `exit` with the code. */
export type OddInput = readonly [command: string, exit: number, says: RegExp];

const UNWRITTEN = /^tandem: The output cannot be written: ENOSPC[^\n]*\nexit/;
const NO_AGENT = /no agent "nobody"/;
const UNWRITABLE = /data folder \S+ cannot be written[\s\S]*TANDEM_HOME[\s\S]*data_folder_unwritable/;
const NO_DATABASE = 'NODE_OPTIONS="--import $HOME/no-database.mjs"';

export const ODD_INPUT: readonly OddInput[] = [
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
  ["mkdir gone && cd gone && rmdir ../gone; $T sessions", 2, /no longer there[\s\S]*Change to a folder/],
  ["mkdir gone && cd gone && rmdir ../gone; $T run --format json hi", 2, /^\{"error":.*workspace_missing/],
  ["mkdir gone && cd gone && rmdir ../gone; $T --help", 0, /Usage: tandem/],
  ["HOME=/proc $T sessions", 3, /data_folder_unwritable/],
  ["HOME=/proc $T doctor", 3, /ok +node/],
  ["HOME=$HOME/broken $T doctor", 3, /fail +config[\s\S]*ok +node/],
  ["HOME=$HOME/broken $T models", 3, /not valid JSON/],
  ["HOME=$HOME/broken $T --version", 0, /^\d/],
  // What cannot be written is a failure, whatever the command. A reader that goes away ends it as SIGPIPE would.
  ["$T models >/dev/full", 1, UNWRITTEN],
  ["$T models --json >/dev/full", 1, UNWRITTEN],
  ["$T doctor >/dev/full", 1, UNWRITTEN],
  // The turn is stopped, and its record says so.
  [
    "$T run hi >/dev/full",
    1,
    /^tandem: The output cannot be written: ENOSPC[^\n]*\n(?:aborted [^\n]*\n)?exit/,
  ],
  ["$T --version >/dev/full", 1, UNWRITTEN],
  ["$T --help >/dev/full", 1, UNWRITTEN],
  ["{ $T models; echo code $? >&2; } | true", 0, /^code 141\nexit/],
  ["{ $T run hi 2>/dev/null; echo code $? >&2; } | true", 0, /^code 141\nexit/],
  // Notes and errors that nobody can read change no exit code.
  ["$T run hi 2>/dev/full", 0, /offline model/],
  ["$T nope 2>/dev/full", 2, /^exit/],
  // Node opens /dev/null in place of a closed stream.
  ["$T models >&-", 0, /^exit/],
  ["$T run hi 2>&-", 0, /offline model/],
  ["COLUMNS=0 $T tools", 0, /^read\tyes/m],
  ["COLUMNS=20 $T tools", 0, /^memory_search\tyes/m],
  ["$T tools", 0, /^read\tyes/m],
  ["$T approve", 0, /Nothing waits/],
  ["$T usage", 0, /^/],
  ["$T config nope", 2, /unknown command 'nope'/],
  ["$T tools nope", 2, /no tool "nope"/],
  ["$T sessions search x -n 0", 2, /at least 1/],
  ["$T chat --agent nobody </dev/null", 2, NO_AGENT],
  ["$T tools --agent nobody", 2, NO_AGENT],
  ["$T skills --agent nobody", 2, NO_AGENT],
  ["$T sessions --agent nobody", 2, NO_AGENT],
  ["$T prompt --agent nobody", 2, NO_AGENT],
  ["HOME=/dev/null $T sessions", 3, UNWRITABLE],
  ["HOME=/dev/null $T run hi", 3, UNWRITABLE],
  ["HOME=/dev/null $T doctor", 3, /ok +node[\s\S]*fail +store +The data folder/],
  ["HOME=/proc $T run hi", 3, UNWRITABLE],
  ["HOME= TANDEM_HOME=$HOME/data $T sessions", 0, /no sessions yet/],
  ["env -u HOME TANDEM_HOME=$HOME/data $T sessions", 0, /no sessions yet/],
  [
    `${NO_DATABASE} $T doctor`,
    3,
    /ok +node[\s\S]*fail +store [^\n]*better-sqlite3, which is not installed\.\n +Run `npm install better-sqlite3@/,
  ],
  [`${NO_DATABASE} $T sessions`, 3, /better-sqlite3, which is not installed[\s\S]*package_missing/],
  [`${NO_DATABASE} $T --version`, 0, /^\d/],
];

/** A loader that finds everything but the database's native code, neither Tandem's own nor that of the package. */
const WITHOUT_DATABASE = `import { registerHooks } from "node:module";
registerHooks({
  resolve(name, context, next) {
    if (!/(?:better-sqlite3|database).*[.]node$/.test(name)) return next(name, context);
    throw Object.assign(new Error("Cannot find package 'better-sqlite3'"), { code: "MODULE_NOT_FOUND" });
  },
});
`;

/** A home for the rows, and the way to run one; to be removed. */
export function oddPlace(program: string): {
  readonly run: (command: string) => string;
  readonly remove: () => void;
} {
  const home = mkdtempSync(join(tmpdir(), "tandem-odd-"));
  mkdirSync(join(home, "broken", ".tandem"), { recursive: true });
  writeFileSync(join(home, "broken", ".tandem", "config.json"), "{");
  writeFileSync(join(home, "no-database.mjs"), WITHOUT_DATABASE);
  return {
    run(command) {
      const { stdout } = spawnSync("sh", ["-c", `{ ${command}; } 2>&1; echo "exit $?"`], {
        cwd: home,
        encoding: "utf8",
        timeout: 60_000,
        env: { PATH: process.env.PATH ?? "", HOME: home, T: program },
      });
      return stdout;
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
