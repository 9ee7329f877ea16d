/**
 * The native profile: Claude Code's own tools, subagents and hooks are on, and everything else that the clean profile keeps off stays
 * off. What the binary still says by itself is in `docs/guide/native-mode.md`.
 */
import type { CanUseTool, HookCallbackMatcher, HookEvent, Options } from "@anthropic-ai/claude-agent-sdk";
import type { PermissionMode } from "../../../turn/facts.ts";
import type { NativeRun } from "../../runtime.ts";
import type { NativeConfig } from "./config.ts";
import { denyRules } from "./deny-rules.ts";

/** Of a run, what a native process is started with and keeps. */
export type NativeSettings = Pick<
  NativeRun,
  "tools" | "workspaceDir" | "additionalDirectories" | "permissionMode"
>;

/** How the binary asks Tandem. */
export interface Callbacks {
  readonly canUseTool: CanUseTool;
  readonly hooks: Partial<Record<HookEvent, HookCallbackMatcher[]>>;
}

/**
 * The binary's own permission mode only words its reminders: every call is decided by Tandem before. `bypassPermissions` is refused to
 * root by the binary and would add nothing.
 */
const MODES: Readonly<Record<PermissionMode, NonNullable<Options["permissionMode"]>>> = {
  default: "default",
  acceptEdits: "acceptEdits",
  plan: "plan",
  bypass: "default",
};

/** Beside those of the clean profile. */
const SWITCHES: Readonly<Record<string, string>> = {
  // No file named in a prompt is read, nothing is added beside results.
  CLAUDE_CODE_DISABLE_ATTACHMENTS: "1",
  CLAUDE_CODE_DISABLE_FILE_MENTIONS: "1",
  CLAUDE_CODE_DISABLE_CLAUDE_MDS: "1",
  CLAUDE_CODE_DISABLE_AUTO_MEMORY: "1",
  CLAUDE_CODE_DISABLE_BUNDLED_SKILLS: "1",
  CLAUDE_CODE_DISABLE_GIT_INSTRUCTIONS: "1",
  // What outlives a turn would outlive its rules.
  CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: "1",
  CLAUDE_CODE_DISABLE_CRON: "1",
  // TodoWrite instead of a task list on disk.
  CLAUDE_CODE_ENABLE_TASKS: "0",
};

/** What interchangeable processes have in common. */
export function nativeKey({
  tools,
  workspaceDir,
  additionalDirectories,
  permissionMode,
}: NativeSettings): unknown {
  return [tools, workspaceDir, additionalDirectories, MODES[permissionMode]];
}

/** Changes the options of the clean profile. `settings` wins over what the configuration passes on to the SDK. */
export function nativeOptions(
  clean: Options,
  settings: NativeSettings,
  { agents, sdkOptions }: NativeConfig,
  { canUseTool, hooks }: Callbacks,
): Options {
  const { env: variables, ...passed } = sdkOptions as Options;
  const { CLAUDE_CODE_SIMPLE: _, CLAUDE_CODE_CERT_STORE: __, ...env } = clean.env ?? {};
  return {
    ...passed,
    ...clean,
    cwd: settings.workspaceDir,
    additionalDirectories: [...settings.additionalDirectories],
    env: { ...variables, ...env, ...SWITCHES, ...modelForAll(clean.model) },
    tools: [...settings.tools],
    // Whatever is allowed here would not be asked about.
    allowedTools: [],
    agents: Object.fromEntries(
      Object.entries(agents).map(([name, agent]) => [name, { ...agent, model: "inherit" }]),
    ),
    permissionMode: MODES[settings.permissionMode],
    settings: { permissions: { deny: denyRules() }, attribution: { commit: "", pr: "" } },
    canUseTool,
    hooks,
  };
}

/** Subagents too: the turn's model is the one whose price and limits are known. */
function modelForAll(model = ""): Record<string, string> {
  return { CLAUDE_CODE_SUBAGENT_MODEL: model, CLAUDE_CODE_SUBAGENT_MODEL_FORCE: "1" };
}
