/** Two hundred Pi turns at once, in a process of their own so that its memory says something. Prints its figures as JSON. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createTandem } from "../src/index.ts";
import { configFor, turn } from "./lib/ours.ts";

const TURNS = 200;
const [home, workspace, baseUrl] = process.argv.slice(2) as [string, string, string];

const tandem = await createTandem({ ...configFor(home, baseUrl), workspace, lanes: { main: TURNS } });
const start = async (prefix: string, count: number) => {
  const sessions = Array.from({ length: count }, (_, at) => `agent:main:bench:dm:${prefix}-${at}`);
  await Promise.all(
    sessions.map((sessionKey) => turn(tandem, { runtime: "pi", sessionKey, prompt: "Hello." })),
  );
};
await start("warm", 20);

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const began = performance.now();
await start("many", TURNS);
const ms = performance.now() - began;
delay.disable();
const peakMb = process.resourceUsage().maxRSS / 1_024;
console.log(JSON.stringify({ p99Ms: delay.percentile(99) / 1e6, maxMs: delay.max / 1e6, peakMb, ms }));
await tandem.close();
process.exit(0);
