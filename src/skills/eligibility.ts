/** Whether a skill can be used here and now. */
import { statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { SkillsConfig } from "./config.ts";
import type { Skill } from "./skill.ts";

/** What skills find here. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  /** Whether a program is on the PATH of the turn's tools. */
  readonly hasProgram: (name: string) => boolean;
  /** Of the turn's tools. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The whole configuration. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly entries: SkillsConfig["entries"];
}

/** Why a skill is not offered, one sentence each; empty: it is. */
export function reasonsAgainst(skill: Skill, around: Surroundings): string[] {
  const entry = around.entries[skill.name];
  if (entry?.enabled === false) return [`It is turned off (skills.entries.${skill.name}.enabled).`];
  const { os, bins, anyBins, env, config, always } = skill.requirements;
  if (always) return [];
  const reasons: string[] = [];
  if (os.length > 0 && !os.includes(around.platform))
    reasons.push(`It is for ${os.join(", ")}; this is ${around.platform}.`);
  for (const bin of bins) if (!around.hasProgram(bin)) reasons.push(`The program ${bin} was not found.`);
  if (anyBins.length > 0 && !anyBins.some(around.hasProgram))
    reasons.push(`None of the programs ${anyBins.join(", ")} was found.`);
  const own = environmentOf(skill, around.entries);
  for (const name of env)
    if (!(own[name] ?? around.env[name]))
      reasons.push(`The variable ${name} is not set; set skills.entries.${skill.name}.env.${name}.`);
  for (const path of config)
    if (!isSet(around.config, path)) reasons.push(`The configuration has no ${path}.`);
  return reasons;
}

/** The variables that the configuration gives to a skill. */
export function environmentOf(
  skill: Pick<Skill, "name" | "primaryEnv">,
  entries: SkillsConfig["entries"],
): Readonly<Record<string, string>> {
  const entry = entries[skill.name];
  if (entry === undefined) return {};
  const key =
    skill.primaryEnv === null || entry.apiKey === undefined ? {} : { [skill.primaryEnv]: entry.apiKey };
  return { ...key, ...entry.env };
}

/** Looks for programs on a PATH, for each name once. */
export function programFinder(path = ""): (name: string) => boolean {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  const known = new Map<string, boolean>();
  return (name) => {
    const found =
      known.get(name) ?? (!/[/\\\0]/.test(name) && folders.some((folder) => isProgram(join(folder, name))));
    known.set(name, found);
    return found;
  };
}

const EXECUTABLE = 0o111;

function isProgram(path: string): boolean {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true && (stats.mode & EXECUTABLE) !== 0;
  } catch {
    return false;
  }
}

function isSet(config: Readonly<Record<string, unknown>>, path: string): boolean {
  let value: unknown = config;
  for (const step of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return false;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return Boolean(value);
}
