/** Pi as a contender: its bare `Agent`, and its own `AgentSession` with a session file. */
import { Agent, type AgentTool } from "@earendil-works/pi-agent-core";
import { type Api, InMemoryCredentialStore, type Model } from "@earendil-works/pi-ai";
import { streamSimple } from "@earendil-works/pi-ai/api/anthropic-messages";
import { KEY, MODEL_ID } from "./model.ts";
import { ECHO } from "./ours.ts";

export interface Conversation {
  /** The answer's text. Throws when the turn did not end well. */
  prompt(text: string): Promise<string>;
}

const echo: AgentTool = {
  name: ECHO.name,
  label: ECHO.name,
  description: ECHO.description,
  parameters: ECHO.inputSchema as AgentTool["parameters"],
  execute: async (_id, params) => ({
    content: [{ type: "text", text: String((params as { text?: unknown }).text) }],
    details: undefined,
  }),
};

export function piModel(baseUrl: string): Model<"anthropic-messages"> {
  return {
    id: MODEL_ID,
    name: MODEL_ID,
    api: "anthropic-messages",
    provider: "anthropic",
    baseUrl,
    reasoning: false,
    input: ["text"],
    cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    contextWindow: 200_000,
    maxTokens: 32_000,
  };
}

/** `systemPrompt` and `tools` as Tandem's turn sends them, so that both put the same on the wire. */
export function bareAgent(
  baseUrl: string,
  given: { readonly systemPrompt: string; readonly tools: readonly AgentTool[]; readonly key?: string },
): Conversation {
  const agent = new Agent({
    initialState: {
      model: piModel(baseUrl) as Model<Api>,
      systemPrompt: given.systemPrompt,
      tools: [echo, ...given.tools],
    },
    streamFn: (model, context, options) =>
      streamSimple(model as Model<"anthropic-messages">, context, { ...options, apiKey: given.key ?? KEY }),
  });
  return {
    prompt: async (text) => {
      await agent.prompt(text);
      return checkEnd(agent.state.messages.at(-1));
    },
  };
}

/**
 * Pi's own session: file on disk, no extension, skill or other resource, its built-in tools, and of the given ones those it has no
 * counterpart of, so that both offer about as much.
 */
export async function agentSession(
  baseUrl: string,
  folder: string,
  given: readonly AgentTool[],
): Promise<Conversation> {
  const { createAgentSession, createExtensionRuntime, ModelRuntime, SessionManager, SettingsManager } =
    await import("@earendil-works/pi-coding-agent");
  const modelRuntime = await ModelRuntime.create({
    credentials: new InMemoryCredentialStore(),
    modelsPath: null,
  });
  await modelRuntime.setRuntimeApiKey("anthropic", KEY);
  const { session } = await createAgentSession({
    cwd: folder,
    agentDir: folder,
    model: piModel(baseUrl) as Model<Api>,
    thinkingLevel: "off",
    modelRuntime,
    customTools: [echo, ...given.filter(({ name }) => !PI_HAS.has(name))],
    sessionManager: SessionManager.create(folder, folder),
    settingsManager: SettingsManager.inMemory({ compaction: { enabled: false }, retry: { enabled: false } }),
    resourceLoader: {
      getExtensions: () => ({ extensions: [], errors: [], runtime: createExtensionRuntime() }),
      getSkills: () => ({ skills: [], diagnostics: [] }),
      getPrompts: () => ({ prompts: [], diagnostics: [] }),
      getThemes: () => ({ themes: [], diagnostics: [] }),
      getAgentsFiles: () => ({ agentsFiles: [] }),
      getSystemPrompt: () => undefined,
      getSystemPromptSource: () => undefined,
      getAppendSystemPrompt: () => [],
      getAppendSystemPromptSources: () => [],
      extendResources: () => {},
      reload: async () => {},
    },
  });
  return {
    prompt: async (text) => {
      await session.prompt(text);
      return checkEnd(session.messages.at(-1));
    },
  };
}

/** Tandem's tools for which a session of Pi has one of its own. */
const PI_HAS: ReadonlySet<string> = new Set(["read", "write", "edit", "exec"]);

function checkEnd(last: unknown): string {
  const { stopReason, errorMessage, content } = (last ?? {}) as {
    stopReason?: string;
    errorMessage?: string;
    content?: readonly { readonly text?: string }[];
  };
  if (stopReason !== "stop") throw new Error(`Pi's turn ended as ${stopReason}: ${errorMessage}`);
  return (content ?? []).map(({ text }) => text ?? "").join("");
}
