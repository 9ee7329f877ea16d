/**
 * Types random sentences into the chat while questions come up, on every engine: `node parity/terminal/type-sentences.ts [sentences]
 * [terminals at once] [seed]`. Exits with 1 when a key answered a question or a character was lost.
 */
import { Check } from "../check.ts";
import { ENGINES, type EngineUnderTest } from "../engines.ts";
import { openLab } from "../lab.ts";
import { TooSlow, typeWhileAsked } from "./typing.ts";

const [sentences = "200", terminals = "10", seed = "1"] = process.argv.slice(2);
const started = performance.now();
let failed = false;
for (const engine of ENGINES) failed = !(await holdsOn(engine)) || failed;
process.exitCode = failed ? 1 : 0;

async function holdsOn(engine: EngineUnderTest): Promise<boolean> {
  let typed = 0;
  let slow = 0;
  const counts = shares(Number(sentences), Number(terminals));
  /** Sentences in one chat; a further chat types the rest where the machine was too slow. */
  const typeAll = async (count: number, name: string) => {
    const check = new Check();
    let done = 0;
    for (let chat = 0; done < count; chat++) {
      const { face, close } = await openLab(check, new AbortController().signal, engine);
      const onSentence = () => {
        done++;
        typed++;
      };
      try {
        // A turn lasts ten minutes at most.
        const most = Math.min(count - done, 20);
        await typeWhileAsked(face, engine, { sentences: most, seed: `${name}-${chat}`, onSentence });
      } catch (error) {
        if (!(error instanceof TooSlow)) throw error;
        slow++;
      } finally {
        await close();
      }
    }
    return check.count;
  };
  const outcomes = await Promise.allSettled(counts.map((count, index) => typeAll(count, `${seed}-${index}`)));
  const checks = outcomes.reduce((sum, one) => sum + (one.status === "fulfilled" ? one.value : 0), 0);
  const seconds = Math.round((performance.now() - started) / 1_000);
  console.log(
    `${engine.id}: ${typed} of ${sentences} sentences in ${counts.length} terminals, ${checks} checks, ${seconds} s; ${slow} not counted, typed too slowly`,
  );
  const failures = outcomes.filter((one) => one.status === "rejected");
  for (const { reason } of failures) console.log(reason instanceof Error ? reason.message : String(reason));
  return failures.length === 0 && typed === Number(sentences);
}

/** `total` in `parts` that differ by one at most. */
function shares(total: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, index) => Math.floor((total + index) / parts)).filter(
    (one) => one > 0,
  );
}
