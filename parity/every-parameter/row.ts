/** One parameter of a turn: how it is sent with a marker, and where its effect is found. */
import type { TurnRequest } from "../../src/kernel/request.ts";
import type { Check } from "../check.ts";
import type { EngineUnderTest } from "../engines.ts";
import type { Lab } from "../lab.ts";
import type { Stage, Turn } from "../stage.ts";

export interface Probe {
  readonly s: Stage;
  readonly check: Check;
  readonly engine: EngineUnderTest;
  /** For what needs folders or a stage of its own. */
  readonly lab: Lab;
  /** A text that stands nowhere else. */
  readonly marker: string;
  /** A turn that must complete, on a session of its own unless the request names one. */
  turn(request: TurnRequest): Promise<Turn>;
}

export type Row = (probe: Probe) => Promise<void>;
