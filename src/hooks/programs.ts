/** Finds out, without running it, whether the program that a hook's command begins with is there. */
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";

export interface CommandPlace {
  readonly cwd: string;
  /** The PATH the command will have. */
  readonly path: string;
}

/** Words of the shell itself, which are no programs. */
const SHELL_WORDS =
  /^(?:\.|:|\[|alias|case|cd|command|echo|eval|exec|exit|export|false|for|if|printf|pwd|read|set|source|test|true|umask|unset|until|while|\{|\(|!)$/;

/** What is wrong with the command's program, as a sentence; `null`: nothing, or the text alone does not show it. */
export function programProblem(command: string, { cwd, path }: CommandPlace): string | null {
  const program = firstWord(command.replaceAll(/\$CLAUDE_PROJECT_DIR\b|\$\{CLAUDE_PROJECT_DIR\}/g, cwd));
  if (program === null || SHELL_WORDS.test(program)) return null;
  if (program.includes("/")) return fileProblem(isAbsolute(program) ? program : resolve(cwd, program));
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  if (folders.some((folder) => fileProblem(join(folder, program)) === null)) return null;
  return `There is no program "${program}".`;
}

/** `null`: the shell would make something else of it. */
function firstWord(command: string): string | null {
  const match = /^\s*((?:"[^"$`\\]*"|'[^']*'|[^\s"'$`\\;&|<>()*?[\]{}~=#])+)(?=\s|;|&|\||$)/.exec(command);
  return match === null ? null : match[1]!.replaceAll(/["']/g, "");
}

function fileProblem(path: string): string | null {
  try {
    if (!statSync(path).isFile()) return `${path} is not a file.`;
  } catch {
    return `${path} does not exist.`;
  }
  try {
    accessSync(path, constants.X_OK);
    return null;
  } catch {
    return `${path} may not be executed; \`chmod +x\` allows it.`;
  }
}
