/** The fault matrix as scenarios: one for each fault, on each engine. */

import { FAULTS } from "../faults/faults.ts";
import { runFaultMatrix } from "../faults/run.ts";
import { scenario } from "../registry.ts";

export const faultScenarios = FAULTS.map((fault) =>
  scenario({
    id: fault.proves,
    name: `fault: ${fault.title}`,
    run: async ({ check, engine, note }) => {
      const { runs } = await runFaultMatrix({ faults: [fault], engines: [engine], concurrency: 2 });
      for (const run of runs) check.equal(run.message, null, run.name);
      const assertions = runs.reduce((sum, run) => sum + run.assertions, 0);
      note(`${runs.length} cells with ${assertions} assertions`);
    },
  }),
);
