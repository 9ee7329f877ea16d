/**
 * Which options of the Claude Agent SDK a configuration may set, and why the others are Tandem's. The table holds every option of the
 * installed SDK: one that a newer release adds does not compile until somebody has decided about it.
 */
import type { Options } from "@anthropic-ai/claude-agent-sdk";

/** `passed`: given to the SDK unchanged. Otherwise why it is refused, and what to use instead. */
type Rule = "passed" | { readonly because: string };

const because = (reason: string): Rule => ({ because: reason });

const ANSWERS = because("Tandem's policy, hooks and approvals answer for every call; set those.");
const PROCESS = because("Tandem starts the binary; `claude.binary` names another one.");
const TRANSCRIPT = because("Tandem keeps the transcript and resumes from it.");
const RECOVERY = because("Retries, fallbacks, limits and budgets are decided above the engines.");
const FOREIGN = because(
  "It would load code or instructions that Tandem has not seen; use hooks, skills or MCP servers of Tandem.",
);
const STREAM = because("Tandem reads the binary's stream and needs it as it is.");
const MODEL = because("It belongs to the request or to the model settings of Tandem.");
const EXTRA_REQUESTS = because("The binary would send model requests that no turn asked for.");
const NOBODY_THERE = because("It needs a callback or a screen, which a configuration cannot give.");

export const SDK_OPTIONS: Readonly<Record<keyof Options, Rule>> = {
  abortController: because("A turn is ended with its abort signal, its timeout or `tandem.abort`."),
  additionalDirectories: because("Set the turn's `additionalDirectories`."),
  projectConfigRoot: FOREIGN,
  agent: because("It replaces system prompt and tools of the main conversation; set `agents.<id>`."),
  agents: because("Set `claude.native.agents`."),
  allowedTools: ANSWERS,
  canUseTool: ANSWERS,
  continue: TRANSCRIPT,
  cwd: because("Set the turn's `workspaceDir`."),
  disallowedTools: "passed",
  toolAliases: because("A call would run under another name than the one that was checked."),
  tools: because("Set `claude.native.tools`."),
  env: "passed",
  executable: PROCESS,
  executableArgs: PROCESS,
  extraArgs: because("Raw arguments could undo any of the others."),
  fallbackModel: RECOVERY,
  enableFileCheckpointing: "passed",
  toolConfig: "passed",
  forkSession: TRANSCRIPT,
  betas: "passed",
  hooks: because("Set `hooks`: they fire for native tools too."),
  onElicitation: NOBODY_THERE,
  onUserDialog: NOBODY_THERE,
  supportedDialogKinds: NOBODY_THERE,
  perTaskStopAffordance: NOBODY_THERE,
  persistSession: TRANSCRIPT,
  sessionStore: TRANSCRIPT,
  sessionStoreFlush: TRANSCRIPT,
  loadTimeoutMs: TRANSCRIPT,
  includeHookEvents: STREAM,
  includePartialMessages: STREAM,
  forwardSubagentText: STREAM,
  verbatimPrompts: because(
    "A prompt reaches the model word for word; slash commands are Tandem's templates.",
  ),
  thinking: MODEL,
  effort: MODEL,
  maxThinkingTokens: MODEL,
  maxTurns: RECOVERY,
  maxBudgetUsd: RECOVERY,
  taskBudget: "passed",
  mcpServers: because("Set `mcpServers`: they reach both engines under one policy."),
  mcpServersDelivery: PROCESS,
  model: MODEL,
  outputFormat: because("Set the request's `outputSchema`."),
  pathToClaudeCodeExecutable: PROCESS,
  permissionMode: because("Set `permissions.mode` or the request's `permissionMode`."),
  planModeInstructions: "passed",
  allowDangerouslySkipPermissions: ANSWERS,
  permissionPromptToolName: ANSWERS,
  permissionPrompts: ANSWERS,
  plugins: FOREIGN,
  pluginDelivery: FOREIGN,
  promptSuggestions: EXTRA_REQUESTS,
  agentProgressSummaries: EXTRA_REQUESTS,
  resume: TRANSCRIPT,
  sessionId: TRANSCRIPT,
  resumeSessionAt: TRANSCRIPT,
  resumeDropsTurn: TRANSCRIPT,
  sandbox: because("Set `sandbox`: native Bash runs in it as `exec` does."),
  settings: because("Settings carry permissions, hooks and environment, which are Tandem's."),
  managedSettings: because("Settings carry permissions, hooks and environment, which are Tandem's."),
  settingSources: because("Settings files of a user or a workspace could run code or lift rules."),
  skills: because("Skills are Tandem's, and load on both engines."),
  debug: "passed",
  debugFile: because("The binary would write to a path that no policy has seen; set `debug`."),
  stderr: STREAM,
  strictMcpConfig: because("Servers of a workspace's own configuration would be started."),
  systemPrompt: because("Set `systemPrompt`, of the configuration or of an agent."),
  title: "passed",
  spawnClaudeCodeProcess: PROCESS,
};

/** Variables of the binary's environment that a configuration may not set, with the reason. */
export const PROTECTED_ENV: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:ANTHROPIC|AWS|GOOGLE|GCLOUD|AZURE|CLOUDSDK|VERTEX)_/,
    "It carries credentials or the way to the provider.",
  ],
  [/(?:^|_)PROXY$/i, "It carries the way to the provider."],
  [/(?:TOKEN|SECRET|PASSWORD|API_?KEY)/i, "It carries credentials."],
  [/^CLAUDE_CODE_(?:USE|SKIP|SDK|API|EXTRA|SESSION|RESUME|REMOTE|SHELL|SUBAGENT|EVAL)_/, "It is Tandem's."],
  [
    /^(?:CLAUDE|DISABLE|ENABLE|MCP|API)_?/,
    "Tandem sets the binary's switches, so that it adds and hides nothing on its own.",
  ],
  [/^(?:PATH|HOME|TMPDIR|SHELL|PWD|USER)$/, "Tandem sets it for the process."],
  [
    /^(?:LD|DYLD|NODE|BUN|GIT|PYTHON|PERL|RUBY)_?|^(?:BASH_ENV|ENV|IFS|PS4|PROMPT_COMMAND)$/,
    "It can make programs run other code.",
  ],
];

/** A setting that was refused. */
export interface ProtectedOption {
  /** `env.ANTHROPIC_API_KEY`, `hooks`. */
  readonly path: readonly string[];
  readonly reason: string;
}

/** What of a configuration's `sdkOptions` may not be set, each with the reason. */
export function protectedOptions(options: Readonly<Record<string, unknown>>): ProtectedOption[] {
  const found: ProtectedOption[] = [];
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(SDK_OPTIONS, name) ? SDK_OPTIONS[name as keyof Options] : undefined;
    if (rule === undefined) found.push({ path: [name], reason: "The SDK has no such option." });
    else if (rule !== "passed") found.push({ path: [name], reason: `It is protected. ${rule.because}` });
    else if (name === "env") found.push(...protectedVariables(value));
  }
  return found;
}

function protectedVariables(env: unknown): ProtectedOption[] {
  if (typeof env !== "object" || env === null)
    return [{ path: ["env"], reason: "It must hold variables by name." }];
  return Object.entries(env).flatMap(([name, value]) => {
    if (typeof value !== "string") return [{ path: ["env", name], reason: "It must be a text." }];
    const rule = PROTECTED_ENV.find(([pattern]) => pattern.test(name));
    return rule === undefined ? [] : [{ path: ["env", name], reason: `It is protected. ${rule[1]}` }];
  });
}
