/** The manifest: every requirement with its scope and, for each engine in scope, its state. Pure data from `requirements.tsv`. */
import { readFileSync } from "node:fs";
import type { EngineUnderTest } from "./engines.ts";

/** `proved`: scenarios show it on every run. `pending`: not built yet. `unsupported`: the engine cannot do it, and says so. */
export type RequirementState = "proved" | "pending" | "unsupported";

/** Why an engine cannot meet a requirement. */
export const UNSUPPORTED_REASONS = {
  "engine-lacks": "the engine has no such function, and a request for it is refused before anything is sent",
  "other-engine-only": "the requirement names another engine",
  platform: "the operating system lacks what it needs",
} as const;
export type UnsupportedReason = keyof typeof UNSUPPORTED_REASONS;

export type Claim =
  | { readonly state: "proved" | "pending" }
  | { readonly state: "unsupported"; readonly reason: UnsupportedReason };

export interface Requirement {
  readonly id: string;
  /** `both`: every engine. `layer`: once, above the engines. Otherwise the id of the one engine it is about. */
  readonly scope: string;
  readonly requirement: string;
  /** The column as written: one claim for all, and exceptions by engine (`proved claude=unsupported:engine-lacks`). */
  readonly state: string;
}

/** The name of the shared layer where engines are named. */
export const LAYER = "layer";

/** Reads the manifest of this folder. */
export function loadRequirements(): Requirement[] {
  return parseRequirements(readFileSync(new URL("./requirements.tsv", import.meta.url), "utf8"));
}

/** Parses the table; throws on a row without its four columns, since nothing after it could be trusted. */
export function parseRequirements(tsv: string): Requirement[] {
  const [, ...rows] = tsv.split("\n").filter((line) => line.trim() !== "");
  return rows.map((row, index) => {
    const [id, scope, state, requirement] = row.split("\t");
    if (!id || !scope || state === undefined || !requirement) {
      throw new Error(`parity/requirements.tsv:${index + 2}: four columns wanted, got "${row.slice(0, 60)}"`);
    }
    return { id, scope, state: state.trim(), requirement };
  });
}

/** The columns of the matrix in which a requirement has a cell. */
export function scopeOf(requirement: Requirement, engines: readonly EngineUnderTest[]): string[] {
  if (requirement.scope === LAYER) return [LAYER];
  if (requirement.scope === "both") return engines.map((engine) => engine.id);
  return engines.some((engine) => engine.id === requirement.scope) ? [requirement.scope] : [];
}

/** What the manifest claims for one cell, or null when it claims nothing it understands. */
export function claimOf(requirement: Requirement, engine: string): Claim | null {
  const words = requirement.state.split(/\s+/);
  const own = words.find((word) => word.startsWith(`${engine}=`))?.slice(engine.length + 1);
  return parseClaim(own ?? words.find((word) => !word.includes("=")) ?? "");
}

function parseClaim(word: string): Claim | null {
  if (word === "proved" || word === "pending") return { state: word };
  const reason = word.startsWith("unsupported:") ? word.slice("unsupported:".length) : "";
  return Object.hasOwn(UNSUPPORTED_REASONS, reason)
    ? { state: "unsupported", reason: reason as UnsupportedReason }
    : null;
}

/** How many requirements each area has, counted from 1: a row that disappears from the table is noticed. */
const AREAS = {
  TURN: 17,
  SESS: 8,
  FAIL: 18,
  LANE: 4,
  PROMPT: 9,
  HOOK: 4,
  TOOL: 11,
  SAFE: 7,
  STREAM: 9,
  CHAN: 3,
  ROUTE: 3,
  CRON: 2,
  RECIPE: 1,
  COST: 1,
  PROV: 2,
  SURF: 9,
  SCALE: 1,
} as const;

/** Every id there must be. */
export const REQUIRED_IDS: readonly string[] = Object.entries(AREAS).flatMap(([area, count]) =>
  Array.from({ length: count }, (_, index) => `${area}-${String(index + 1).padStart(2, "0")}`),
);
