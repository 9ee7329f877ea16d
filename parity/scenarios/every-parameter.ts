/** Every parameter of a turn arrives or acts: a table with a row for each, which does not compile with one left out. */
import { PARAMETER_GROUPS } from "../every-parameter/index.ts";
import { sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

export const everyParameterScenarios = PARAMETER_GROUPS.map(({ title, rows, count, needs }) =>
  scenario({
    id: "TURN-17",
    name: `parameters ${title}: each one arrives or acts`,
    ...(needs === undefined ? {} : { needs }),
    run: async ({ stage, check, engine, note, ...lab }) => {
      const s = await stage({
        // Some rows stop their turn in the middle of a request.
        accounting: false,
        config: {
          agents: { other: { systemPrompt: "You are the other agent." } },
          lanes: { narrow: 1 },
        },
      });
      await s.tandem.auth.add({ provider: "anthropic", name: "second", secret: "second-key" });
      for (const [name, row] of Object.entries(rows)) {
        // What a row that stopped its turn left unasked.
        s.server.reset();
        const marker = `mark-${name}`;
        await row({
          s,
          check,
          engine,
          lab: { stage, check, ...lab },
          marker,
          async turn(request) {
            const own = request.sessionKey ?? request.sessionId ?? null;
            const turn = await s.turn({
              ...request,
              ...(own === null ? { sessionKey: sessionKey(`p-${name}`) } : {}),
            });
            check.equal(turn.result.status, "completed", `${name}: ${turn.result.error?.message}`);
            return turn;
          },
        });
      }
      note(`${count} parameters`);
    },
  }),
);
