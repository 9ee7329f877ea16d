/** Load, faults and kills together, in small; `node parity/soak.ts` does it in large. */
import { scenario } from "../registry.ts";
import { SOAK_DEFAULTS, soak } from "../soak/run.ts";

const TURNS = 40;

export const soakScenarios = [
  scenario({
    id: "LANE-02",
    name: "turns over shared sessions in several processes, with provider faults and kills: nothing is lost, doubled or out of order",
    mode: "together",
    run: async (context) => {
      const tally = await soak(context, { ...SOAK_DEFAULTS, turns: TURNS, killEveryMs: 2_500, claude: 0.15 });
      const { turns, kills, failedRequests, ends, seconds } = tally;
      context.check.equal(turns, TURNS, "turns");
      context.note(
        `${turns} turns in ${seconds} s, ${kills} kills, ${failedRequests} failed requests; ${Object.entries(
          ends,
        )
          .map(([end, count]) => `${count} ${end}`)
          .join(", ")}`,
      );
    },
  }),
];
