/** What recovering costs: to a healthy turn, and when the first of two profiles is rate-limited. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { classify } from "../src/failure/classify.ts";
import type { RuntimeKind, TurnRequest } from "../src/index.ts";
import { alternate, median, onCpu, timed } from "./lib/alternate.ts";
import type { Bench, Benchmark, Measure } from "./lib/benchmark.ts";
import { KEY, LIMITED_KEY } from "./lib/model.ts";
import { ECHO, type Ours, openOurs, turn } from "./lib/ours.ts";

const ERRORS = [
  { provider: "anthropic", status: 529, type: "overloaded_error", message: "Overloaded" },
  {
    provider: "openai",
    status: 429,
    code: "insufficient_quota",
    message: "You exceeded your current quota.",
  },
  { provider: "openai", status: 400, message: "This model's maximum context length is 128000 tokens." },
  { provider: "acme", message: "fetch failed: connect ECONNREFUSED 127.0.0.1:1" },
  { provider: "acme", message: "Something went wrong. ".repeat(200) },
];

export const recovery: Benchmark = {
  name: "recovery",
  async run(bench) {
    return [
      await healthyTurn(bench),
      await rotation(bench, "pi", 30),
      await rotation(bench, "claude", 150),
      classifying(bench),
    ];
  },
};

/** With everything to recover with, against nothing of it. */
async function healthyTurn(bench: Bench): Promise<Measure> {
  const plain = await openOurs(bench, bench.model.text, { retries: { max: 0 } });
  const armed = await openOurs(bench, bench.model.text, {
    fallbacks: { models: ["sonnet", "opus"], runtimes: ["claude"] },
  });
  twoProfiles(armed, KEY, KEY);
  const run = (tandem: Ours, pair: number) =>
    timed(() => {
      const sessionKey = `agent:main:bench:dm:${Math.floor(pair / 40)}`;
      return turn(tandem, { runtime: "pi", sessionKey, prompt: `Message ${pair}` });
    });
  return alternate({
    name: "Healthy Pi turn with profiles and fallbacks ÷ without",
    limit: 1.03,
    inProcess: true,
    pairs: bench.rounds * 60,
    warmup: 60,
    ours: (pair) => run(armed, pair),
    theirs: (pair) => run(plain, pair),
  });
}

/** Milliseconds a turn takes more than a healthy one when its first profile fails, without the failed request itself. */
async function rotation(bench: Bench, runtime: RuntimeKind, limit: number): Promise<Measure> {
  const more: number[] = [];
  for (let round = 0; round < bench.rounds; round++) {
    const tandem = await openOurs(bench, bench.model.text, { claude: { spare: false } });
    const sessionKey = "agent:main:bench:dm:rotation";
    const ask = (prompt: string): TurnRequest => ({ runtime, sessionKey, prompt, extraTools: [ECHO] });
    for (const prompt of ["One.", "Two.", "Three."]) await turn(tandem, ask(prompt));
    const healthy = await timed(() => turn(tandem, ask("Four.")));
    twoProfiles(tandem, LIMITED_KEY, KEY);
    const start = performance.now();
    const { attempts, status } = await tandem.run(ask("Five."));
    const rotated = performance.now() - start;
    if (status !== "completed" || attempts.length !== 2)
      throw new Error(`The turn ended as ${status} after ${attempts.length} attempts.`);
    more.push(rotated - healthy - attempts[0]!.durationMs);
    await tandem.close();
  }
  return {
    name: `Rotation to a second profile on ${runtime}, beyond the failed request`,
    value: median(more),
    unit: "ms",
    limit,
    detail: `${bench.rounds} rounds`,
  };
}

/** Profiles of Anthropic in this order, both before the environment's key. */
function twoProfiles(tandem: Ours, first: string, second: string): void {
  const profile = (secret: string) => ({ provider: "anthropic", type: "api_key", secret });
  const file = {
    version: 1,
    profiles: { "anthropic:first": profile(first), "anthropic:second": profile(second) },
    order: { anthropic: ["anthropic:first", "anthropic:second"] },
  };
  writeFileSync(join(tandem.home, "auth-profiles.json"), JSON.stringify(file), { mode: 0o600 });
}

function classifying(bench: Bench): Measure {
  const times: number[] = [];
  const calls = 2_000;
  for (let round = 0; round < bench.rounds + 2; round++) {
    const ms = onCpu(() => {
      for (let at = 0; at < calls; at++) classify(ERRORS[at % ERRORS.length]!);
    });
    times.push((ms * 1_000) / calls);
  }
  return {
    name: "Classifying one error",
    value: median(times.slice(2)),
    unit: "µs",
    limit: 50,
    detail: `${calls} calls a round; \`classify-corpus.ts\` measures it on a corpus`,
  };
}
