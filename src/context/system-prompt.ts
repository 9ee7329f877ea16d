/** Builds the system prompt from named parts, byte-identical while its inputs are unchanged (so providers' caches hit). */
import { hash } from "node:crypto";
import type { SystemPromptReport } from "../kernel/result.ts";
import type { ToolOffer } from "../tools/tool.ts";
import type { PromptSection } from "./prompt-section.ts";

/** What the prompt is made of; nothing that changes by itself (no date, no counter) belongs here. */
export interface SystemPromptInputs {
  readonly agentId: string;
  /** Replaces the first part; from the agent's or the global config. */
  readonly base: string | undefined;
  /** Real path; `null` when the turn has no tools. */
  readonly workspaceDir: string | null;
  /** What files, skills and memory add, in their order. */
  readonly sections?: readonly PromptSection[];
  readonly extra: string | undefined;
  /** How the final reply must look. */
  readonly output?: string | undefined;
  readonly tools: readonly ToolOffer[];
}

export interface SystemPrompt {
  readonly text: string;
  readonly report: SystemPromptReport;
  /** Digest by part, for telling what changed since the last turn. */
  readonly digests: Readonly<Record<string, string>>;
}

const DEFAULT_BASE = `You are a capable assistant. Answer plainly and truthfully. When a tool can find out or do what is asked, use it, \
and say what you found or did. When something failed, say so and why.`;

/** Pure; a few microseconds. */
export function buildSystemPrompt(inputs: SystemPromptInputs): SystemPrompt {
  const parts: { name: string; text: string }[] = [{ name: "base", text: inputs.base ?? DEFAULT_BASE }];
  if (inputs.workspaceDir !== null) {
    parts.push({
      name: "workspace",
      text: `Your working folder is ${inputs.workspaceDir}. Relative paths start there.`,
    });
  }
  const sections = inputs.sections ?? [];
  for (const { name, text } of sections) parts.push({ name, text });
  if (inputs.extra !== undefined && inputs.extra !== "") parts.push({ name: "extra", text: inputs.extra });
  if (inputs.output !== undefined) parts.push({ name: "output", text: inputs.output });
  const text = parts.map((part) => part.text).join("\n\n");
  const tools = inputs.tools.map((tool) => ({
    name: tool.name,
    schemaChars: JSON.stringify(tool.inputSchema).length,
  }));
  return {
    text,
    report: {
      chars: text.length,
      sha256: sha256(text),
      parts: parts.map((part) => ({ name: part.name, chars: part.text.length })),
      files: sections.flatMap((section) => section.files ?? []),
      skills: sections.flatMap((section) => section.skills ?? []),
      tools,
      omissions: [],
      removedTools: [],
    },
    digests: Object.fromEntries(parts.map((part) => [part.name, sha256(part.text).slice(0, 16)])),
  };
}

/** A text with which a hook replaced the whole prompt, reported as one part. */
export function replacedPrompt({ report }: SystemPrompt, text: string): SystemPrompt {
  const parts = [{ name: "hook", chars: text.length }];
  return {
    text,
    report: { ...report, chars: text.length, sha256: sha256(text), parts, files: [], skills: [] },
    digests: { hook: sha256(text).slice(0, 16) },
  };
}

/** Names of parts that were added, removed or changed; empty when nothing was, or when there is nothing to compare with. */
export function changedParts(
  before: Readonly<Record<string, string>> | null,
  after: Readonly<Record<string, string>>,
): string[] {
  if (before === null) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]);
}

function sha256(text: string): string {
  return hash("sha256", text);
}
