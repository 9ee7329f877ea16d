/** What a fault is, as data: how the provider fails, and what must come of it, the same on every engine. */
import type { FailureKind } from "../../src/kernel/errors.ts";
import type { StopReason, TurnStatus } from "../../src/kernel/result.ts";
import type { Reply, WireApi } from "../wire/model-server.ts";

/**
 * What stands ready when the fault comes. `alone`: one profile, one model, and the fault stays. `profile`: a second profile that works.
 * `model`: a fallback model at another provider that works. `passing`: nothing, but the fault comes only once. `history`: a long exchange went before
 * that can be compacted, and the fault comes only once.
 */
export const SETUPS = ["alone", "profile", "model", "passing", "history"] as const;
export type Setup = (typeof SETUPS)[number];

/** When the fault comes: with the turn's first request, or with the one that carries a tool's result. */
export const POINTS = ["first request", "after a tool"] as const;
export type Point = (typeof POINTS)[number];

/** What must come of a fault in one setup. */
export interface Ending {
  readonly status: TurnStatus;
  readonly stopReason: StopReason;
  /** Requests from the first failing one on, that one included. */
  readonly requests: number;
  /** Names of the recoveries, in order. */
  readonly steps: readonly string[];
}

export interface FaultContext {
  readonly api: WireApi;
  /** The key that came with the request: a provider may well repeat it in what it says. */
  readonly key: string;
  /** Settles when the turn has shown another delta. */
  readonly shown: Promise<void>;
}

export interface Fault {
  /** Short and stable; names the cells. */
  readonly id: string;
  /** For people. */
  readonly title: string;
  /** How it looks on the wire; `refused`: nobody listens. */
  readonly reply: "refused" | ((context: FaultContext) => Reply);
  readonly kind: FailureKind;
  /** Left out: not run, as it would show nothing new. */
  readonly ends: Readonly<Partial<Record<Setup, Ending>>> & { readonly alone: Ending };
  /** The turn's prompt carries an image, or asks for this much thinking. */
  readonly prompt?: { readonly image?: boolean; readonly thinking?: "high" };
  /** A recovery sends another body, so a repeated one would prove nothing. */
  readonly changesBody?: boolean;
  /** What the message for people must say. */
  readonly says?: RegExp;
  /** Milliseconds waited before each retry, where the provider says so; else the backoff. */
  readonly waitMs?: number;
  /** Requirements it shows. */
  readonly proves: readonly string[];
}

/** The turn ends with the fault's error. */
export function failed(requests: number, ...steps: string[]): Ending {
  return { status: "failed", stopReason: "error", requests, steps };
}

/** The turn finishes; the last of the requests is the one that worked. */
export function finished(requests: number, ...steps: string[]): Ending {
  return { status: "completed", stopReason: "stop", requests, steps };
}

/** The model's own end, which nothing mends. */
export function incomplete(stopReason: StopReason): Ending {
  return { status: "incomplete", stopReason, requests: 1, steps: [] };
}
