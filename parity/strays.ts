/** Processes that a run of the suite left behind. */
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** Pids of this process's direct children that still run; a zombie has ended already. */
export async function childPids(parent = process.pid): Promise<number[]> {
  const rows = (await fromProc()) ?? (await fromPs());
  return rows.filter((row) => row.parent === parent && !row.zombie).map((row) => row.pid);
}

/** Ends children that were not there before the run. Gives how many there were. */
export async function endStrays(before: readonly number[]): Promise<number> {
  const strays = (await childPids()).filter((pid) => !before.includes(pid));
  for (const pid of strays) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself in between, which is as good.
    }
  }
  return strays.length;
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly zombie: boolean;
}

async function fromProc(): Promise<Row[] | null> {
  const names = await readdir("/proc").catch(() => null);
  if (names === null) return null;
  const rows = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(fromStat));
  return rows.filter((row) => row !== null);
}

async function fromStat(pid: string): Promise<Row | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (stat === null) return null;
  // The second field is the program's name in brackets, and may itself hold brackets and spaces.
  const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { pid: Number(pid), parent: Number(parent), zombie: state === "Z" };
}

async function fromPs(): Promise<Row[]> {
  const child = promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,state="]);
  const { stdout } = await child;
  return stdout
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, state]) => ({
      pid: Number(pid),
      parent: Number(parent),
      // `ps` lists itself as a child.
      zombie: (state?.startsWith("Z") ?? false) || Number(pid) === child.child.pid,
    }));
}
