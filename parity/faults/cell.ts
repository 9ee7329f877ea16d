/** One cell of the matrix: one fault on one engine and API, at one point, with one thing standing ready. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { cools } from "../../src/auth/cooldown.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { createTandemWith } from "../../src/create.ts";
import type { TandemEvent } from "../../src/events/event.ts";
import type { TurnRequest } from "../../src/kernel/request.ts";
import type { ExecutionResult } from "../../src/kernel/result.ts";
import type { Entry } from "../../src/sessions/entry.ts";
import type { Tandem } from "../../src/tandem.ts";
import type { Check } from "../check.ts";
import type { EngineUnderTest } from "../engines.ts";
import { addProfiles } from "../profiles.ts";
import { pngOf, sessionKey, textOutput, toolOf } from "../props.ts";
import type { CapturedRequest, ModelServer, WireApi } from "../wire/model-server.ts";
import { checkFaultTurn, checkNextTurn } from "./checks.ts";
import { type CellClock, fastClock } from "./clock.ts";
import type { Fault, Point, Setup } from "./fault.ts";
import { Script } from "./script.ts";

export interface Cell {
  readonly fault: Fault;
  readonly engine: EngineUnderTest;
  readonly api: WireApi;
  readonly point: Point;
  readonly setup: Setup;
}

/** A turn of a cell, with what it left. */
export interface CellTurn {
  readonly result: ExecutionResult;
  readonly events: readonly TandemEvent[];
  readonly entries: readonly Entry[];
  /** What it put on the wire. */
  readonly requests: readonly CapturedRequest[];
}

export interface CellOutcome {
  readonly script: Script;
  readonly turn: CellTurn;
  /** How often the tool with the side effect ran. */
  readonly acted: number;
}

/** Waits of the cells' providers pass this many times faster. */
const SPEED = 20;
/** Milliseconds, on the cell's clock: past the idle limit as it is by default. */
const SILENCE_MS = 121_000;
/** Past every window of rest. */
const REST_OVER_MS = 25 * 3_600_000;

/** Runs the cell and checks everything it must show; rejects at the first thing that is not so. */
export async function runCell(
  cell: Cell,
  world: {
    readonly server: ModelServer;
    readonly folder: string;
    readonly number: number;
    readonly check: Check;
    /** Told as soon as the cell's script is there, so that requests find it. */
    readonly onScript: (script: Script) => void;
    readonly onTurn: (turn: CellTurn) => void;
  },
): Promise<void> {
  const { check } = world;
  const script = await Script.open(cell, world.server, world.number);
  world.onScript(script);
  const clock = fastClock(SPEED);
  script.onSilence = () => clock.skip(SILENCE_MS);
  const { tandem, workspace } = await openTandem(cell, script, clock, world.folder);
  try {
    if (cell.fault.reply === "refused" && cell.point === "first request") await script.stopListening();
    let acted = 0;
    const act = toolOf("act", async () => {
      acted += 1;
      await script.settled();
      return textOutput("acted");
    });
    const base: TurnRequest = {
      runtime: cell.engine.runtime,
      model: "main/first",
      workspaceDir: workspace,
      sessionKey: sessionKey("cell"),
      extraTools: [act],
      exec: "deny",
    };
    if (cell.setup === "history") await runTurn(tandem, script, { ...base, prompt: EARLIER_PROMPT });
    script.begin();
    const { image, thinking } = cell.fault.prompt ?? {};
    const turn = await runTurn(tandem, script, {
      ...base,
      prompt: PROMPT,
      ...(image ? { images: [{ data: await pngOf(1_900, 1_000), mimeType: "image/png" }] } : {}),
      ...(thinking ? { thinking } : {}),
    });
    world.onTurn(turn);
    checkFaultTurn(cell, { script, turn, acted }, check);
    await script.heal();
    // Nobody may rest after a failure that says nothing against the profile, nor once the profile has worked again.
    if (cools(cell.fault.kind) && cell.setup !== "passing") clock.skip(REST_OVER_MS);
    const next = await runTurn(tandem, script, { ...base, prompt: NEXT_PROMPT });
    checkNextTurn(cell, { script, turn: next, acted }, check);
    check.deepEqual(script.strays, [], "requests that are no model calls");
  } finally {
    await tandem.close();
    await script.close();
  }
}

/** More than what a compaction keeps word for word. */
export const EARLIER_PROMPT = `Remember this. ${"lorem ipsum dolor sit amet ".repeat(4_000)}The end.`;
export const PROMPT = "Please act.";
export const NEXT_PROMPT = "And now?";

async function openTandem(
  cell: Cell,
  script: Script,
  clock: CellClock,
  folder: string,
): Promise<{ readonly tandem: Tandem; readonly workspace: string }> {
  const [home, workspace] = [join(folder, "home"), join(folder, "workspace")];
  await mkdir(workspace, { recursive: true });
  if (cell.setup === "profile") {
    await addProfiles(home, "main", [{ name: "second", secret: script.keys.working }], ["env", "second"]);
  }
  const model = (id: string) => ({
    id,
    images: true,
    contextWindow: 200_000,
    maxOutputTokens: 64_000,
    thinkingLevels: ["off" as const, "low" as const, "medium" as const, "high" as const],
    price: { input: 1, output: 2 },
  });
  const config: ConfigInput = {
    home,
    workspace,
    offline: "never",
    env: { MAIN_API_KEY: script.keys.failing, BACKUP_API_KEY: script.keys.backup },
    providers: {
      main: { api: cell.api, baseUrl: script.baseUrls.main, models: [model("first")] },
      backup: { api: cell.api, baseUrl: script.baseUrls.backup, models: [model("second")] },
    },
    retries: { max: 2, baseMs: 1 },
    ...(cell.setup === "model" ? { fallbacks: { models: ["backup/second"] } } : {}),
    claude: { spare: false },
  };
  return { tandem: await createTandemWith(config, { clock }), workspace };
}

async function runTurn(tandem: Tandem, script: Script, request: TurnRequest): Promise<CellTurn> {
  const before = script.requests.length;
  const stream = tandem.stream(request);
  const events: TandemEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    if (event.type === "text-delta" || event.type === "tool-input-delta") script.showed();
  }
  const result = await stream.result;
  return {
    result,
    events,
    entries: tandem.sessions.entries(result.sessionId ?? ""),
    requests: script.requests.slice(before),
  };
}
