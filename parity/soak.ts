/**
 * `node parity/soak.ts --turns 2000 --sessions 100 --processes 4 --seed 1`: load, faults and kills on all engines at once. The seed
 * decides turns, faults and victims; when a kill falls is the machine's.
 */
import { parseArgs } from "node:util";
import { Check } from "./check.ts";
import { ENGINES } from "./engines.ts";
import { openLab } from "./lab.ts";
import { SOAK_DEFAULTS, soak } from "./soak/run.ts";

const { values } = parseArgs({
  options: {
    turns: { type: "string" },
    sessions: { type: "string" },
    processes: { type: "string" },
    seed: { type: "string" },
    faults: { type: "string" },
    "kill-every": { type: "string" },
    claude: { type: "string" },
    "at-once": { type: "string" },
  },
});
const number = (text: string | undefined, preset: number) => (text === undefined ? preset : Number(text));
const options = {
  turns: number(values.turns, SOAK_DEFAULTS.turns),
  sessions: number(values.sessions, SOAK_DEFAULTS.sessions),
  processes: number(values.processes, SOAK_DEFAULTS.processes),
  seed: number(values.seed, SOAK_DEFAULTS.seed),
  faults: number(values.faults, SOAK_DEFAULTS.faults),
  killEveryMs: number(values["kill-every"], SOAK_DEFAULTS.killEveryMs),
  claude: number(values.claude, SOAK_DEFAULTS.claude),
  atOnce: number(values["at-once"], SOAK_DEFAULTS.atOnce),
};
const check = new Check();
const lab = await openLab(check, new AbortController().signal, ENGINES[0]!);
try {
  const tally = await soak(lab.face, options, (ended, kills) => {
    process.stderr.write(`\r${ended} of ${options.turns} turns, ${kills} kills`);
  });
  process.stderr.write("\n");
  process.stdout.write(`${JSON.stringify({ ok: true, ...options, ...tally, assertions: check.count })}\n`);
} finally {
  await lab.close();
}
