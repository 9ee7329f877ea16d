/**
 * How Claude Code would have made a call of one of Tandem's tools: its name of the tool and its names of the fields, with absolute paths.
 * Hooks written for Claude Code look for these, and protect here because they find them.
 */
import { isAbsolute, resolve } from "node:path";
import { type Hunk, type PatchStep, parsePatch } from "./builtin/patch/parse.ts";

type Input = Readonly<Record<string, unknown>>;

export interface ClaudeCall {
  readonly name: string;
  readonly input: Input;
}

/** The view of one tool. */
export interface ClaudeView {
  /** The calls that this one amounts to: one, or for a patch one for each file. Never empty and never throws. */
  readonly calls: (input: Input, workspaceDir: string) => readonly ClaudeCall[];
  /**
   * The tool's own input after a hook changed the one of `calls`. `null`: it cannot be carried over, because the call amounts to several.
   */
  readonly back: (changed: Input, input: Input, workspaceDir: string) => Input | null;
}

interface Names {
  readonly name: string;
  /** Claude Code's names of fields, by Tandem's; those that are missing are called the same. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Fields of Tandem's that hold a path. */
  readonly path?: string;
}

const NAMES: Readonly<Record<string, Names>> = {
  exec: { name: "Bash", fields: { timeout_ms: "timeout", background: "run_in_background" } },
  read: { name: "Read", fields: { path: "file_path" }, path: "path" },
  write: { name: "Write", fields: { path: "file_path" }, path: "path" },
  edit: { name: "Edit", fields: { path: "file_path" }, path: "path" },
  grep: { name: "Grep", fields: { ignore_case: "-i", context: "-C", limit: "head_limit" }, path: "path" },
  find: { name: "Glob", path: "path" },
  ls: { name: "LS", path: "path" },
  web_fetch: { name: "WebFetch" },
  spawn_subagent: { name: "Agent", fields: { task: "prompt" } },
  todo: { name: "TodoWrite", fields: { items: "todos" } },
};

/** The view of a tool that Tandem brings, by its name; `null`: Claude Code would have called it the same. */
export function claudeViewOf(name: string): ClaudeView | null {
  if (name === "apply_patch") return PATCH;
  const names = Object.hasOwn(NAMES, name) ? NAMES[name]! : null;
  return names === null ? null : viewOf(names);
}

function viewOf({ name, fields = {}, path }: Names): ClaudeView {
  const own = new Map(Object.entries(fields).map(([mine, theirs]) => [theirs, mine]));
  const there = (key: string, value: unknown, workspaceDir: string): [string, unknown] => [
    fields[key] ?? key,
    key === path && typeof value === "string" ? absolute(value, workspaceDir) : value,
  ];
  return {
    calls: (input, workspaceDir) => [
      {
        name,
        input: Object.fromEntries(
          Object.entries(input).map(([key, value]) => there(key, value, workspaceDir)),
        ),
      },
    ],
    back: (changed, input, workspaceDir) =>
      Object.fromEntries(
        Object.entries(changed).map(([key, value]) => {
          const mine = own.get(key) ?? key;
          // What the hook left alone stays as the model wrote it.
          const same = mine in input && there(mine, input[mine], workspaceDir)[1] === value;
          return [mine, same ? input[mine] : value];
        }),
      ),
  };
}

const PATCH: ClaudeView = {
  calls({ patch }, workspaceDir) {
    const steps = stepsOf(patch);
    if (steps.length === 0) return [{ name: "Edit", input: { patch } }];
    return steps.flatMap((step) => fileCalls(step, workspaceDir));
  },
  back: () => null,
};

/** None of a patch that cannot be read, which will not run either. */
function stepsOf(patch: unknown): readonly PatchStep[] {
  try {
    return typeof patch === "string" ? parsePatch(patch) : [];
  } catch {
    return [];
  }
}

function fileCalls(step: PatchStep, workspaceDir: string): readonly ClaudeCall[] {
  const file_path = absolute(step.path, workspaceDir);
  switch (step.kind) {
    case "add":
      return [{ name: "Write", input: { file_path, content: step.content } }];
    case "delete":
      return [{ name: "Edit", input: { file_path, old_string: "", new_string: "" } }];
    case "update": {
      const input = { old_string: sideOf(step.hunks, "-"), new_string: sideOf(step.hunks, "+") };
      const edit = { name: "Edit", input: { file_path, ...input } };
      if (step.moveTo === null) return [edit];
      const target = absolute(step.moveTo, workspaceDir);
      return [edit, { name: "Write", input: { file_path: target, content: input.new_string } }];
    }
  }
}

/** The text of the hunks before or after the change, as far as the patch shows it. */
function sideOf(hunks: readonly Hunk[], side: "-" | "+"): string {
  return hunks
    .flatMap(({ lines }) => lines.filter(({ op }) => op === " " || op === side))
    .map(({ text }) => text)
    .join("\n");
}

function absolute(path: string, workspaceDir: string): string {
  return isAbsolute(path) ? path : resolve(workspaceDir, path);
}
