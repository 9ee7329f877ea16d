/** `node parity/crash.ts --rounds 50 [--seed 7]`: kills a running Tandem at random moments, on all engines in turn. */
import { parseArgs } from "node:util";
import { Check } from "./check.ts";
import { crashRounds } from "./crash-rounds.ts";
import { ENGINES } from "./engines.ts";
import { openLab } from "./lab.ts";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "50" }, seed: { type: "string", default: "1" } },
});
const check = new Check();
const lab = await openLab(check, new AbortController().signal, ENGINES[0]!);
try {
  const started = performance.now();
  const tally = await crashRounds(lab.face, ENGINES, Number(values.rounds), Number(values.seed), (round) => {
    process.stderr.write(`\rround ${round} of ${values.rounds}`);
  });
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  process.stderr.write("\n");
  process.stdout.write(
    `${JSON.stringify({ ok: true, rounds: Number(values.rounds), seed: Number(values.seed), ...tally, assertions: check.count, seconds: Number(seconds) })}\n`,
  );
} finally {
  await lab.close();
}
