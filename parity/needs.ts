/**
 * What a test or a scenario needs of the machine beyond Node and npm. Where it is missing they are skipped, by name, with the
 * command that brings it; `npm test` with `CI=true` counts a skip as a failure.
 */
import { findProgram, sandboxPrograms } from "../src/sandbox/programs.ts";
import { hasTmux } from "./terminal/tmux.ts";

/**
 * `sandbox`: bubblewrap that can start here, and socat (on macOS both are part of the system). `terminal`: tmux, in which the chat is
 * typed into and read. `commands`: the programs that attempts to break out are made with.
 */
export type Need = "sandbox" | "terminal" | "commands";

/** Why a need is not met here, for people. */
export interface Lack {
  readonly need: Need;
  readonly reason: string;
  /** One command or setting. */
  readonly remedy: string;
}

const COMMANDS = ["python3", "curl", "git"];

const PROBES: Record<Need, () => Promise<Omit<Lack, "need"> | null>> = {
  async sandbox() {
    const { PATH } = process.env;
    const found = await sandboxPrograms({ path: PATH, foreign: [] });
    if ("reason" in found) return found;
    if (process.platform !== "linux" || found.socat !== null) return null;
    return { reason: "socat is not installed.", remedy: "Install it, on Debian: apt-get install socat" };
  },
  async terminal() {
    if (await hasTmux()) return null;
    return { reason: "tmux is not installed.", remedy: "Install it, on Debian: apt-get install tmux" };
  },
  async commands() {
    const { PATH } = process.env;
    const found = await Promise.all(COMMANDS.map((name) => findProgram(name, PATH)));
    const missing = COMMANDS.filter((_, index) => found[index] === null);
    if (missing.length === 0) return null;
    const list = missing.join(" ");
    return { reason: `Not installed: ${list}.`, remedy: `Install them, on Debian: apt-get install ${list}` };
  },
};

/** The first of the needs that is not met here; null when all are. Looks anew at each call, some 10 ms. */
export async function lackOf(needs: readonly Need[]): Promise<Lack | null> {
  for (const need of needs) {
    const found = await PROBES[need]();
    if (found !== null) return { need, ...found };
  }
  return null;
}

/** For `describe.skipIf` and `it.skipIf` of tests that need something: whether it is missing. */
export async function lacks(...needs: Need[]): Promise<boolean> {
  return (await lackOf(needs)) !== null;
}

/** For a machine with everything: the needs of all kinds that are not met, as JSON. Run by `npm test`. */
export async function allLacks(): Promise<Lack[]> {
  const all = await Promise.all((Object.keys(PROBES) as Need[]).map((need) => lackOf([need])));
  return all.filter((lack) => lack !== null);
}
