/**
 * Claude Code's own tools that can be offered, as Tandem's tool definitions: what policies, hooks and permission modes see of them.
 * They are run by the binary. Their definitions check what a tool of Tandem would check in the same place, and then hand over.
 */
import { TandemError } from "../../../kernel/errors.ts";
import type { CallPreview } from "../../../permissions/preview.ts";
import type { SandboxHost } from "../../../sandbox/host.ts";
import type { JsonSchema, ToolContext, ToolDefinition, ToolEffect, ToolOutput } from "../../../tools/tool.ts";
import { confinedCommand } from "./bash.ts";
import { assertPath, assertPattern, leaveOutBlocked } from "./paths.ts";
import { previewAgent, previewBash, previewNativeEdit, previewNativeWrite } from "./previews.ts";

type Input = Readonly<Record<string, unknown>>;

interface NativeTool {
  readonly effect: ToolEffect;
  readonly readOnly: boolean;
  /** For people; the model reads the binary's own description. */
  readonly about: string;
  /** Tandem's tools that are not offered beside it. */
  readonly replaces: readonly string[];
  /** Fields that must be there, all texts. */
  readonly required: readonly string[];
  /** The field that holds a path, if any. */
  readonly path?: string;
  readonly summary?: (input: Input) => string;
  /** What a call will do; default its input. */
  readonly preview?: (
    input: Input,
    native: ToolContext & { readonly sandbox: SandboxHost },
  ) => Promise<CallPreview>;
  /** Throws TandemError for what may not run, and lets the binary carry out the rest. */
  readonly run: (input: Input, native: NativeContext) => Promise<ToolOutput>;
}

interface NativeContext extends ToolContext {
  readonly perform: NonNullable<ToolContext["perform"]>;
  readonly sandbox: SandboxHost;
}

const onPath =
  (field: string, mode: "read" | "write") =>
  async (input: Input, native: NativeContext): Promise<ToolOutput> => {
    await assertPath(input[field], mode, native);
    return native.perform(input);
  };

export const NATIVE_TOOLS: Readonly<Record<string, NativeTool>> = {
  Agent: {
    effect: "none",
    readOnly: true,
    about: "Hands a task to a subagent inside the binary.",
    replaces: ["spawn_subagent"],
    required: ["prompt"],
    preview: previewAgent,
    // A subagent runs on the turn's model, beside it and not after it, in its workspace.
    run: ({ model: _, effort: __, run_in_background: ___, isolation: ____, ...input }, { perform }) =>
      perform(input),
  },
  Bash: {
    effect: "exec",
    readOnly: false,
    about: "Runs a shell command.",
    replaces: ["exec", "process"],
    required: ["command"],
    summary: ({ command }) => `Run: ${command}`,
    preview: previewBash,
    run: async ({ run_in_background: _, dangerouslyDisableSandbox: __, ...input }, native) => {
      const { line, end } = await confinedCommand(String(input.command), native, native.sandbox);
      try {
        return await native.perform({ ...input, command: line });
      } finally {
        end();
      }
    },
  },
  Edit: {
    effect: "edit",
    readOnly: false,
    about: "Replaces text in a file.",
    replaces: ["edit"],
    required: ["file_path", "old_string", "new_string"],
    path: "file_path",
    preview: previewNativeEdit,
    run: onPath("file_path", "write"),
  },
  Glob: {
    effect: "read",
    readOnly: true,
    about: "Finds files by pattern.",
    replaces: ["find"],
    required: ["pattern"],
    path: "path",
    run: async (input, native) => {
      await assertPattern(String(input.pattern), input.path, native);
      return leaveOutBlocked(await native.perform(input), input.path, native, "names");
    },
  },
  Grep: {
    effect: "read",
    readOnly: true,
    about: "Searches the contents of files.",
    replaces: ["grep"],
    required: ["pattern"],
    path: "path",
    run: async (input, native) => {
      await assertPath(input.path ?? ".", "read", native);
      return leaveOutBlocked(await native.perform(input), input.path, native, "content");
    },
  },
  NotebookEdit: {
    effect: "edit",
    readOnly: false,
    about: "Changes a cell of a Jupyter notebook.",
    replaces: [],
    required: ["notebook_path", "new_source"],
    path: "notebook_path",
    run: onPath("notebook_path", "write"),
  },
  Read: {
    effect: "read",
    readOnly: true,
    about: "Reads a file.",
    replaces: ["read"],
    required: ["file_path"],
    path: "file_path",
    run: onPath("file_path", "read"),
  },
  TodoWrite: {
    effect: "none",
    readOnly: false,
    about: "Keeps a list of tasks.",
    replaces: ["todo"],
    required: [],
    run: (input, { perform }) => perform(input),
  },
  Write: {
    effect: "edit",
    readOnly: false,
    about: "Writes a file.",
    replaces: ["write"],
    required: ["file_path", "content"],
    path: "file_path",
    preview: previewNativeWrite,
    run: onPath("file_path", "write"),
  },
};

/** Built-in tools of the binary that are never offered, and why. */
export const REFUSED_TOOLS: Readonly<Record<string, string>> = {
  WebFetch:
    "it fetches past the rules for addresses, and asks a model that no turn asked for; Tandem's web_fetch is offered instead",
  WebSearch: "it sends its own model requests",
  Skill: "skills are Tandem's, and load on both engines",
  AskUserQuestion: "it needs its own screen",
  ExitPlanMode: "plan mode is left by the next request's permissionMode",
  Task: "it is called Agent",
};

export const NATIVE_NAMES: readonly string[] = Object.keys(NATIVE_TOOLS);

/** Why this tool cannot be offered; `null`: it can. */
export function unofferable(name: string): string | null {
  if (Object.hasOwn(NATIVE_TOOLS, name)) return null;
  const reason = Object.hasOwn(REFUSED_TOOLS, name)
    ? REFUSED_TOOLS[name]
    : "Claude Code has no such tool, or Tandem does not know it";
  return `${name} cannot be offered: ${reason}. There are ${NATIVE_NAMES.join(", ")}.`;
}

/** Tandem's own tools that give way to these. */
export function replacedBy(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => NATIVE_TOOLS[name]?.replaces ?? []));
}

/** The definitions of these tools for one Tandem. */
export function nativeDefinitions(names: readonly string[], sandbox: SandboxHost): ToolDefinition[] {
  return Object.entries(NATIVE_TOOLS)
    .filter(([name]) => names.includes(name))
    .map(([name, tool]) => definitionOf(name, tool, sandbox));
}

function definitionOf(name: string, tool: NativeTool, sandbox: SandboxHost): ToolDefinition {
  const { path, summary, preview } = tool;
  return {
    name,
    description: `${tool.about} (Claude Code's own)`,
    inputSchema: schemaOf(tool),
    readOnly: tool.readOnly,
    effect: tool.effect,
    origin: "native",
    ...(summary === undefined ? {} : { summary }),
    ...(preview === undefined
      ? {}
      : { preview: (input, context) => preview(input, { ...context, sandbox }) }),
    ...(path === undefined
      ? {}
      : { paths: (input) => (typeof input[path] === "string" ? [input[path]] : []) }),
    async execute(input, context) {
      const { perform } = context;
      if (perform === undefined) throw onlyNative(name);
      return tool.run(input, { ...context, perform, sandbox });
    },
  };
}

/** Loose: the binary holds the input against its own schema. */
function schemaOf({ required, path }: NativeTool): JsonSchema {
  const fields = new Set([...required, ...(path === undefined ? [] : [path])]);
  return {
    type: "object",
    properties: Object.fromEntries([...fields].map((field) => [field, { type: "string" }])),
    required: [...required],
    additionalProperties: true,
  };
}

function onlyNative(name: string): TandemError {
  return new TandemError({
    code: "tool_error",
    message: `${name} is a tool of the Claude engine's native mode, and this turn does not run in it.`,
  });
}
