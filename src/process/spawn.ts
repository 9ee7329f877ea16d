/**
 * The one way to start a program. A child gets the descriptors it is meant to have and no other: what Tandem itself inherited (a file that
 * a parent left open) would be readable in the child at `/proc/self/fd`.
 */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";

type Stdio = Exclude<SpawnOptions["stdio"], string | null | undefined>;

export interface CleanSpawnOptions extends Omit<SpawnOptions, "stdio" | "shell"> {
  /** By descriptor: 0, 1, 2 and what else the child is meant to have. */
  readonly stdio: Stdio;
}

/** As `spawn` of `node:child_process`. */
export function spawnClean(file: string, args: readonly string[], options: CleanSpawnOptions): ChildProcess {
  const inherited = inheritedDescriptors().filter((fd) => (options.stdio[fd] ?? "ignore") === "ignore");
  if (inherited.length === 0) return spawn(file, [...args], options);
  // Above 2, "ignore" leaves what is there.
  const nothing = openSync("/dev/null", "r+");
  const stdio: Stdio = [...options.stdio];
  for (let fd = stdio.length; fd <= Math.max(...inherited); fd++) stdio[fd] = "ignore";
  for (const fd of inherited) stdio[fd] = nothing;
  try {
    return spawn(file, [...args], { ...options, stdio });
  } finally {
    closeSync(nothing);
  }
}

/** Beyond this a descriptor is not worth a list of entries up to it; nobody hands out such numbers by accident. */
const MAX_DESCRIPTOR = 1_024;
const CLOSE_ON_EXEC = 0o2000000;

/** Descriptors above 2 that a program started now would get as well. Empty where the system does not tell. */
function inheritedDescriptors(): number[] {
  try {
    return readdirSync("/proc/self/fd")
      .map(Number)
      .filter((fd) => fd > 2 && fd <= MAX_DESCRIPTOR && !closesOnExec(fd));
  } catch {
    return [];
  }
}

function closesOnExec(fd: number): boolean {
  try {
    const flags = /^flags:\s+([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "latin1"))?.[1] ?? "0";
    return (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) !== 0;
  } catch {
    // It was the one that the folder was read with.
    return true;
  }
}
