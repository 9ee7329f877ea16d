/** Makes `tandem` a command of the person's shell, when asked to: a script in `~/.local/bin` that starts this clone. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline/promises";
import { nodeBinary, ROOT, say } from "./project.mjs";

/** Shows that a script is ours, and may be written again. */
const MARK = "# Starts a clone of Tandem.";
/** A no is kept with the packages, so that a new clone asks once more. */
const ANSWERED = join(ROOT, "node_modules", ".cache", "tandem", "no-command");

/**
 * On a terminal, where no `tandem` is on PATH: asks once whether to make one. Elsewhere it says how, once. Never throws: a start is not to
 * fail for it. Writes nothing outside the clone without a yes.
 */
export async function offerCommand({
  env = process.env,
  input = process.stdin,
  output = process.stderr,
  answered = ANSWERED,
} = {}) {
  try {
    if (!env.HOME || isOnPath(env) || existsSync(answered)) return;
    const file = join(env.HOME, ".local", "bin", "tandem");
    if (!input.isTTY || !output.isTTY) {
      say("`npm link` makes `tandem` a command; until then write `npm start --` in its place.");
      keep(answered);
      return;
    }
    const onPath = foldersOf(env).includes(dirname(file));
    const note = onPath ? "" : " (not on your PATH yet)";
    output.write(`\`tandem\` is not a command yet. It would be a small script, ${file}${note}.\n`);
    const lines = createInterface({ input, output });
    const answer = await lines.question("Make it? [y/N] ").finally(() => lines.close());
    if (!/^y(?:es)?$/i.test(answer.trim())) {
      keep(answered);
      output.write("Not made. `npm link` makes it later.\n");
      return;
    }
    if (existsSync(file) && !readFileSync(file, "utf8").includes(MARK)) {
      output.write(`${file} is there already and is something else, so it was left alone.\n`);
      return;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, scriptFor(nodeBinary(), join(ROOT, "dist", "bin", "tandem.js")), { mode: 0o755 });
    output.write(
      onPath
        ? "Made. `tandem` works in every folder now.\n"
        : `Made. Add its folder to your PATH: export PATH="${dirname(file)}:$PATH"\n`,
    );
    // The next start need not ask again, also while PATH is as it was.
    if (!onPath) keep(answered);
  } catch (error) {
    say(`\`tandem\` could not be made a command: ${error instanceof Error ? error.message : error}`);
  }
}

/** The script, for paths with any characters. */
export function scriptFor(node, program) {
  const quoted = [node, program].map((path) => `'${path.replaceAll("'", `'\\''`)}'`);
  return `#!/bin/sh\n${MARK}\nexec ${quoted.join(" ")} "$@"\n`;
}

/** npm puts the project's own programs first on PATH: those do not count. */
function foldersOf(env) {
  return (env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "" && !folder.includes("node_modules"));
}

function isOnPath(env) {
  return foldersOf(env).some((folder) => {
    try {
      accessSync(join(folder, "tandem"), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function keep(answered) {
  mkdirSync(dirname(answered), { recursive: true });
  writeFileSync(answered, "");
}
