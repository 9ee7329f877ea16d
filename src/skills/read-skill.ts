/** Reads the folder of one skill. */
import { basename } from "node:path";
import { type OpenFile, openInside } from "../safety/open.ts";
import type { PathScope } from "../safety/scope.ts";
import { type FrontMatter, isMapping, readFrontMatter } from "./front-matter.ts";
import type { SkillRequirements } from "./skill.ts";
import type { YamlValue } from "./strict-yaml.ts";
import { skillProblems } from "./validate.ts";

/** Both are known to the standard; the first counts where both are there. */
export const SKILL_FILES = ["SKILL.md", "skill.md"] as const;
/** Bytes of a file of which only the beginning is read. */
const LARGE_BYTES = 1024 * 1024;
const LARGE_HEAD_BYTES = 256 * 1024;

/** A `SKILL.md` with what its front matter says. */
export interface SkillText {
  readonly name: string;
  readonly description: string;
  /** The instructions. */
  readonly body: string;
  readonly userOnly: boolean;
  readonly requirements: SkillRequirements;
  readonly primaryEnv: string | null;
  /** The tools it says it uses; informative. */
  readonly allowedTools: string | null;
}

export interface SkillReading {
  /** `null`: it has no name or no description, or cannot be read. */
  readonly text: SkillText | null;
  /** Absolute real path of what was read; `null`: nothing was. */
  readonly location: string | null;
  /** The verdict of the standard; empty: valid. */
  readonly problems: readonly string[];
}

/** Reads `file` (a path of the scope) as the skill of a folder called `folderName`. Never rejects. */
export async function readSkill(file: string, folderName: string, scope: PathScope): Promise<SkillReading> {
  let location: string | null = null;
  try {
    const opened = await openInside(file, scope);
    location = opened.path;
    const text = await textOf(opened).finally(() => opened.close());
    const matter = await readFrontMatter(text);
    return { location, text: skillText(matter), problems: skillProblems(matter, folderName) };
  } catch (error) {
    return { location, text: null, problems: [(error as Error).message] };
  }
}

async function textOf({ handle, stats, path }: OpenFile): Promise<string> {
  const bytes = Buffer.alloc(Math.min(stats.size, stats.size > LARGE_BYTES ? LARGE_HEAD_BYTES : LARGE_BYTES));
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, bytesRead), {
      stream: stats.size > LARGE_BYTES,
    });
  } catch {
    throw new Error(`${basename(path)} is not valid UTF-8 text.`);
  }
}

function skillText({ fields, body }: FrontMatter): SkillText | null {
  const name = textField(fields.name);
  const description = textField(fields.description);
  if (name === null || description === null) return null;
  const metadata = isMapping(fields.metadata) ? fields.metadata : {};
  const needs = isMapping(metadata.openclaw) ? metadata.openclaw : {};
  const requires = isMapping(needs.requires) ? needs.requires : {};
  return {
    name: name.normalize("NFKC"),
    description,
    body,
    userOnly: isTrue(fields[USER_ONLY]) || isTrue(metadata[USER_ONLY]),
    requirements: {
      os: listField(needs.os),
      bins: listField(requires.bins),
      anyBins: listField(requires.anyBins),
      env: listField(requires.env),
      config: listField(requires.config),
      always: isTrue(needs.always),
    },
    primaryEnv: textField(needs.primaryEnv),
    allowedTools: textField(fields["allowed-tools"]),
  };
}

const USER_ONLY = "disable-model-invocation";

function textField(value: YamlValue | undefined): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** A list, or one text for a list of one. */
function listField(value: YamlValue | undefined): string[] {
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => textField(item) ?? []);
}

function isTrue(value: YamlValue | undefined): boolean {
  return value === "true";
}
