/** The processes of this machine: from /proc on Linux, where a small system has no `ps`; elsewhere from `ps`. */
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Program and arguments, separated by spaces; empty for what has none. */
  readonly command: string;
}

/** All that run now; a zombie has ended already. */
export async function runningProcesses(): Promise<RunningProcess[]> {
  const names = await readdir("/proc").catch(() => null);
  if (names === null) return fromPs();
  const rows = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(fromProc));
  return rows.filter((row) => row !== null);
}

/** Null when it ended meanwhile. */
async function fromProc(pid: string): Promise<RunningProcess | null> {
  try {
    const [stat, command] = await Promise.all(
      ["stat", "cmdline"].map((name) => readFile(`/proc/${pid}/${name}`, "utf8")),
    );
    // The second field is the program's name in brackets, and may itself hold brackets and spaces.
    const [state, parent, group] = stat!.slice(stat!.lastIndexOf(")") + 2).split(" ");
    if (state === "Z") return null;
    return {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      command: command!.replaceAll("\0", " ").trim(),
    };
  } catch {
    return null;
  }
}

async function fromPs(): Promise<RunningProcess[]> {
  const ps = promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,pgid=,state=,args="]);
  const { stdout } = await ps;
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, group, state, command] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    // `ps` lists itself too.
    if (state === undefined || state.startsWith("Z") || Number(pid) === ps.child.pid) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), command: command! }];
  });
}
