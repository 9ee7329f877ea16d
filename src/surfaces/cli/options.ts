/** Readers of option values; a wrong one is a usage error that says what was expected. */
import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { PERMISSION_MODES } from "../../turn/facts.ts";

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `90`, `90s`, `5m`, `1h` or `500ms`; a bare number is seconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  if (match === null) throw new InvalidArgumentError("Expected a time such as 30, 30s, 5m or 1h.");
  const ms = Number(match[1]) * UNIT_MS[match[2] ?? "s"]!;
  if (ms < 1) throw new InvalidArgumentError("Expected a time of at least a millisecond.");
  return ms;
}

export function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}

/** A whole number from 1. */
export function parseSize(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1)
    throw new InvalidArgumentError("Expected a whole number of at least 1.");
  return Number(text);
}

export function parseAmount(text: string): number {
  const value = Number(text.replace(/^\$/, ""));
  if (text.trim() === "" || !Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError("Expected US dollars, more than 0, such as 0.50.");
  return value;
}

/** `--permission-mode`. */
export function permissionModeOption(): Option {
  const help = "what may happen without asking (default: the config's permissions.mode)";
  return new Option("--permission-mode <mode>", help).choices(PERMISSION_MODES);
}

/** `--continue`. */
export function continueOption(): Option {
  return new Option("-c, --continue", "continue the last conversation of this folder").conflicts([
    "session",
    "resume",
    "new",
  ]);
}

/** The real path of a folder, as sessions keep it; the text as it is where there is none, for the turn to refuse. */
export function realFolder(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return resolve(path);
  }
}

/** Collects an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
