/** The programs that confine a command, and whether they can here. */
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { promisify } from "node:util";
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

/** Looks for the programs on a PATH and in the usual folders, and tries whether a sandbox starts. Takes some 10 ms. */
export async function sandboxPrograms(
  path: string | undefined,
  chosen?: string,
): Promise<SandboxPrograms | Missing> {
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
    chosen === undefined ? findProgram("bwrap", path) : usable(chosen),
    findProgram("socat", path),
    findProgram("rg", path),
  ]);
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

/** The real path of a program. */
export async function findProgram(name: string, path: string | undefined): Promise<string | null> {
  for (const folder of [...(path ?? "").split(":").filter((one) => isAbsolute(one)), ...USUAL_FOLDERS]) {
    const file = await usable(join(folder, name));
    if (file !== null) return file;
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
