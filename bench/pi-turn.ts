/** A Pi turn through the whole of Tandem, store and event log included, against Pi's own ways to run one. */
import { alternate, timed } from "./lib/alternate.ts";
import type { Bench, Benchmark, Measure } from "./lib/benchmark.ts";
import { ECHO, openOurs, turn } from "./lib/ours.ts";
import { agentSession, bareAgent, type Conversation } from "./lib/pi.ts";

const TURNS = 40;

export const piTurn: Benchmark = {
  name: "pi-turn",
  async run(bench) {
    const measures: Measure[] = [];
    for (const kind of ["text", "tool"] as const) {
      const baseUrl = bench.model[kind];
      const given = await alike(bench, baseUrl);
      const bare = async () => bareAgent(baseUrl, given);
      const session = () => agentSession(baseUrl, bench.folder(), given.tools);
      measures.push(await contest(bench, `Pi ${kind} turn ÷ bare Agent`, 1.5, baseUrl, bare));
      measures.push(await contest(bench, `Pi ${kind} turn ÷ AgentSession with a file`, 1, baseUrl, session));
    }
    return measures;
  },
};

/** What Tandem's turn sends beside the conversation, for a contender that has nothing of its own. */
async function alike(bench: Bench, baseUrl: string): Promise<Parameters<typeof bareAgent>[1]> {
  const tandem = await openOurs(bench, baseUrl);
  const { text, tools } = await tandem.prompt({ extraTools: [ECHO] });
  return {
    systemPrompt: text,
    tools: tools
      .filter(({ name }) => name !== ECHO.name)
      .map(({ name, description, inputSchema }) => ({
        name,
        label: name,
        description,
        parameters: inputSchema as never,
        execute: async () => ({ content: [], details: undefined }),
      })),
  };
}

/** Conversations that grow turn by turn, begun anew after some turns. */
async function contest(
  bench: Bench,
  name: string,
  limit: number,
  baseUrl: string,
  open: () => Promise<Conversation>,
): Promise<Measure> {
  const tandem = await openOurs(bench, baseUrl);
  let theirs = await open();
  let conversation = 0;
  const renew = async (pair: number) => {
    if (pair === 0 || Math.floor(pair / TURNS) === conversation) return;
    conversation = Math.floor(pair / TURNS);
    theirs = await open();
  };
  return alternate({
    name,
    limit,
    inProcess: true,
    warmup: TURNS,
    pairs: TURNS * bench.rounds,
    ours: async (pair) => {
      await renew(pair);
      const sessionKey = `agent:main:bench:dm:${conversation}`;
      return timed(() => turn(tandem, { runtime: "pi", sessionKey, prompt: `Message ${pair}` }));
    },
    theirs: async (pair) => {
      await renew(pair);
      return timed(() => theirs.prompt(`Message ${pair}`));
    },
  });
}
