/**
 * The clean profile: everything the binary would do or say by itself is off, so that a request holds its one fixed line, our
 * system prompt, our tools and our messages, and nothing else leaves the machine but requests to the relay.
 */
import { join } from "node:path";
import type { Options } from "@anthropic-ai/claude-agent-sdk";
import { currentFolderIfAny } from "../../safety/current-folder.ts";
import { trustedPath } from "../../safety/program-path.ts";
import type { EngineRun } from "../runtime.ts";
import type { ProcessFolders } from "./folders.ts";
import { type NativeSettings, nativeKey } from "./native/profile.ts";
import { requestParameters } from "./parameters.ts";

/** What a process is started with and cannot change while it lives. */
export type ProcessSettings = Pick<
  EngineRun,
  "model" | "provider" | "thinking" | "systemPrompt" | "tools" | "streamParams"
> & {
  /** Absent: the clean profile. */
  readonly native?: NativeSettings;
};

/** Name of the in-process tool server. */
export const TOOL_SERVER = "tandem";

/** Characters of a tool result that the binary passes on whole. */
export const MAX_RESULT_CHARS = 500_000;

/** Processes with equal keys are interchangeable as long as neither has a conversation. */
export function settingsKey(settings: ProcessSettings): string {
  return JSON.stringify([
    settings.provider.id,
    settings.model.id,
    requestParameters(settings.model, settings.thinking, settings.streamParams),
    settings.systemPrompt,
    settings.tools.map((tool) => [tool.name, tool.description, tool.inputSchema]),
    settings.native === undefined ? null : nativeKey(settings.native),
  ]);
}

/** Where the binary looks for a session of this working folder. */
export function sessionPath({ config }: ProcessFolders, cwd: string, sessionId: string): string {
  return join(config, "projects", cwd.replace(/[^A-Za-z0-9]/g, "-"), `${sessionId}.jsonl`);
}

/** Options of the SDK, except for what carries the conversation. */
export function cleanOptions(
  settings: ProcessSettings,
  place: {
    readonly binary: string;
    readonly folders: ProcessFolders;
    readonly baseUrl: string;
    readonly token: string;
  },
): Options {
  const { body, env } = requestParameters(settings.model, settings.thinking, settings.streamParams);
  const { folders } = place;
  const here = currentFolderIfAny();
  return {
    pathToClaudeCodeExecutable: place.binary,
    cwd: folders.cwd,
    env: {
      // By it the binary finds programs that it starts unasked.
      PATH: trustedPath(process.env.PATH, here === null ? [] : [here]),
      HOME: folders.home,
      TMPDIR: folders.temp,
      CLAUDE_CONFIG_DIR: folders.config,
      ANTHROPIC_BASE_URL: place.baseUrl,
      ANTHROPIC_API_KEY: place.token,
      // Only the base URL is contacted.
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      // No reminders, environment, date, project files or skills in the messages.
      CLAUDE_CODE_SIMPLE: "1",
      CLAUDE_CODE_DISABLE_BUNDLED_SKILLS: "1",
      // Its provider is on loopback, without TLS: reading each certificate of the system would take some 25 ms.
      CLAUDE_CODE_CERT_STORE: "bundled",
      CLAUDE_CODE_ATTRIBUTION_HEADER: "0",
      CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS: "1",
      // Retries, continuations and compaction are decided above the engines.
      CLAUDE_CODE_MAX_RETRIES: "0",
      CLAUDE_CODE_DISABLE_NONSTREAMING_FALLBACK: "1",
      CLAUDE_CODE_DISABLE_REFUSAL_RETRY: "1",
      DISABLE_COMPACT: "1",
      CLAUDE_CODE_MAX_CONTEXT_TOKENS: "1000000",
      CLAUDE_CODE_DISABLE_LEGACY_MODEL_REMAP: "1",
      CLAUDE_AGENT_SDK_MCP_NO_PREFIX: "1",
      MAX_MCP_OUTPUT_TOKENS: "10000000",
      // Longer than any turn: a tool's time is the tool runner's business.
      MCP_TOOL_TIMEOUT: "2000000000",
      CLAUDE_CODE_EXTRA_BODY: JSON.stringify(body),
      ...env,
    },
    model: settings.model.id,
    systemPrompt: { type: "custom", prompt: settings.systemPrompt, snapshot: false },
    tools: [],
    allowedTools: [`mcp__${TOOL_SERVER}`, ...settings.tools.map((tool) => tool.name)],
    permissionMode: "dontAsk",
    settingSources: [],
    strictMcpConfig: true,
    verbatimPrompts: true,
    includePartialMessages: true,
    // The canonical transcript is the truth; the binary keeps no second one.
    persistSession: false,
  };
}
