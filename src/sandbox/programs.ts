/** The programs that confine a command, and whether they can here. */
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { promisify } from "node:util";
import { isWithin } from "../safety/scope.ts";
import { systemCallFilter } from "./seccomp.ts";

export interface SandboxPrograms {
  readonly bubblewrap: string;
  /** Needed for the network only. */
  readonly socat: string | null;
  readonly ripgrep: string | null;
}

/** What is missing, for people. */
export interface Missing {
  readonly reason: string;
  readonly remedy: string;
}

const USUAL_FOLDERS = ["/usr/bin", "/bin", "/usr/local/bin", "/run/current-system/sw/bin"];
const PROBE_MS = 10_000;

export interface ProgramSearch {
  /** A PATH. */
  readonly path: string | undefined;
  /** Path of the program that the configuration names. */
  readonly chosen?: string | undefined;
  /** Folders where tools may write: a program in one is not started, not even to see whether it works. */
  readonly foreign: readonly string[];
}

/** Looks for the programs on a PATH and in the usual folders, and tries whether a sandbox starts. Takes some 10 ms. */
export async function sandboxPrograms({
  path,
  chosen,
  foreign,
}: ProgramSearch): Promise<SandboxPrograms | Missing> {
  const isForeign = (file: string) => foreign.some((folder) => isWithin(file, folder));
  if (process.platform === "darwin")
    return { bubblewrap: "/usr/bin/sandbox-exec", socat: null, ripgrep: await findProgram("rg", path) };
  if (process.platform !== "linux") {
    return {
      reason: `There is no sandbox for ${process.platform}.`,
      remedy: "Run Tandem on Linux, macOS, or in WSL 2.",
    };
  }
  if (systemCallFilter(process.arch) === null) {
    return {
      reason: `There is no system call filter for ${process.arch}.`,
      remedy: "Run Tandem on x64 or arm64.",
    };
  }
  const [bubblewrap, socat, ripgrep] = await Promise.all([
    chosen === undefined ? findProgram("bwrap", path, isForeign) : usable(chosen),
    findProgram("socat", path, isForeign),
    findProgram("rg", path, isForeign),
  ]);
  if (bubblewrap && isForeign(bubblewrap)) {
    return {
      reason: `${bubblewrap} is in the workspace, where tools may write.`,
      remedy: "Install it outside the workspace.",
    };
  }
  if (!bubblewrap) {
    return {
      reason:
        chosen === undefined
          ? "bubblewrap (bwrap) is not installed."
          : `${chosen} is not there (sandbox.bubblewrap).`,
      remedy: "Install it, on Debian: apt-get install bubblewrap socat ripgrep",
    };
  }
  const refusal = await probe(bubblewrap);
  if (refusal !== null) return refusal;
  return { bubblewrap, socat, ripgrep };
}

/** The real path of a program that may be started. */
export async function findProgram(
  name: string,
  path: string | undefined,
  isForeign: (file: string) => boolean = () => false,
): Promise<string | null> {
  for (const folder of [...(path ?? "").split(":").filter((one) => isAbsolute(one)), ...USUAL_FOLDERS]) {
    const file = await usable(join(folder, name));
    if (file !== null && !isForeign(file)) return file;
  }
  return null;
}

async function usable(file: string): Promise<string | null> {
  return access(file, constants.X_OK).then(
    () => realpath(file),
    () => null,
  );
}

async function probe(bubblewrap: string): Promise<Missing | null> {
  const flags = [
    "--unshare-user",
    "--unshare-pid",
    "--unshare-net",
    "--ro-bind",
    "/",
    "/",
    "--proc",
    "/proc",
    "--dev",
    "/dev",
  ];
  try {
    await promisify(execFile)(bubblewrap, [...flags, "--", "/bin/sh", "-c", ":"], {
      env: {},
      cwd: "/",
      timeout: PROBE_MS,
    });
    return null;
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
    return {
      reason: `bubblewrap cannot start a sandbox here: ${said}.`,
      remedy: /proc/.test(said)
        ? "Containers must allow it: run the container with user namespaces and an unmasked /proc (docker: --security-opt systempaths=unconfined --security-opt seccomp=unconfined)."
        : "Allow unprivileged user namespaces: sysctl kernel.unprivileged_userns_clone=1, on Ubuntu kernel.apparmor_restrict_unprivileged_userns=0.",
    };
  }
}
