/** Claude turns against `query()` of the Agent SDK by itself: a conversation's second turn, its first, and its first after Pi. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  createSdkMcpServer,
  type Options,
  query,
  type SDKUserMessage,
  tool,
} from "@anthropic-ai/claude-agent-sdk";
import { z } from "zod";
import { findBinary } from "../src/engines/claude/binary.ts";
import { makeFolders } from "../src/engines/claude/folders.ts";
import { openingOf, sessionFile } from "../src/engines/claude/history.ts";
import { sessionPath } from "../src/engines/claude/profile.ts";
import { historyOf } from "../src/sessions/history.ts";
import { alternate, timed } from "./lib/alternate.ts";
import type { Bench, Benchmark } from "./lib/benchmark.ts";
import { KEY, MODEL_ID } from "./lib/model.ts";
import { ECHO, openOurs, turn } from "./lib/ours.ts";

/** Milliseconds a spare process gets to be ready; a person takes longer to type. */
const SPARE_READY_MS = 1_500;
/** Milliseconds for the processes of the turn before to end or to settle down. */
const SETTLE_MS = 400;
const PI_MESSAGES = 200;
const GO_ON = { role: "user", content: [{ type: "text", text: "Go on." }] } as const;

export const claudeTurn: Benchmark = {
  name: "claude-turn",
  async run(bench) {
    return [await secondTurn(bench), await firstTurn(bench), await firstAfterPi(bench)];
  },
};

async function secondTurn(bench: Bench) {
  const tandem = await openOurs(bench, bench.model.text, { claude: { spare: false } });
  const sessionKey = "agent:main:bench:dm:warm";
  await turn(tandem, { runtime: "claude", sessionKey, prompt: "First." });
  const bare = streaming(bench);
  await bare.send("First.");
  return alternate({
    name: "Claude later turn ÷ that of a streaming query()",
    limit: 1.25,
    pairs: bench.rounds * 10,
    warmup: 5,
    ours: (pair) => timed(() => turn(tandem, { runtime: "claude", sessionKey, prompt: `Message ${pair}` })),
    theirs: (pair) => timed(() => bare.send(`Message ${pair}`)),
  });
}

async function firstTurn(bench: Bench) {
  const tandem = await openOurs(bench, bench.model.text, { claude: { maxProcesses: 2 } });
  await turn(tandem, { runtime: "claude", prompt: "Before." });
  return alternate({
    name: "Claude first turn with a spare ÷ cold query()",
    limit: 0.4,
    pairs: bench.rounds * 2,
    warmup: 1,
    ours: async (pair) => {
      await pause(SPARE_READY_MS);
      return timed(() => turn(tandem, { runtime: "claude", prompt: `New ${pair}` }));
    },
    theirs: (pair) => timed(() => oneTurn(bench, bareOptions(bench), `New ${pair}`)),
  });
}

async function firstAfterPi(bench: Bench) {
  const tandem = await openOurs(bench, bench.model.text, { claude: { spare: false } });
  const before = "agent:main:bench:dm:pi";
  for (let at = 0; at < PI_MESSAGES / 2; at++)
    await turn(tandem, { runtime: "pi", sessionKey: before, prompt: `Message ${at}` });
  const entries = tandem.sessions.entries(before);
  const target = {
    model: tandem.models().find((model) => model.id === MODEL_ID)!,
    provider: tandem.providers().find((provider) => provider.id === "anthropic")!,
  };
  const { history } = openingOf(historyOf(entries).messages, GO_ON, target)!;
  return alternate({
    name: `Claude first turn after ${PI_MESSAGES} Pi messages ÷ cold query() with resume`,
    limit: 1.1,
    pairs: bench.rounds * 2,
    warmup: 1,
    ours: async (pair) => {
      // A conversation of the same length that Claude has not seen: the same one, forked.
      const sessionKey = `agent:main:bench:dm:pi-${pair}`;
      tandem.sessions.fork(before, { key: sessionKey });
      await pause(SETTLE_MS);
      return timed(() => turn(tandem, { runtime: "claude", sessionKey, prompt: "Go on." }));
    },
    theirs: async () => {
      const options = bareOptions(bench);
      const id = crypto.randomUUID();
      const folders = options.folders;
      const path = sessionPath(folders, folders.cwd, id);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, sessionFile(history, { id, cwd: folders.cwd, model: MODEL_ID }));
      await pause(SETTLE_MS);
      return timed(() => oneTurn(bench, { ...options, resume: id }, "Go on."));
    },
  });
}

/** What a careful embedder would set, with one tool, and nothing of the user's own. */
function bareOptions(bench: Bench): Options & { readonly folders: ReturnType<typeof makeFolders> } {
  const folders = makeFolders(join(bench.folder(), "claude"));
  const binary = findBinary(undefined);
  if (!binary.ok) throw new Error(binary.reason);
  const echo = tool(ECHO.name, ECHO.description, { text: z.string() }, async ({ text }) => ({
    content: [{ type: "text", text }],
  }));
  return {
    folders,
    pathToClaudeCodeExecutable: binary.path,
    cwd: folders.cwd,
    env: {
      PATH: process.env.PATH,
      HOME: folders.home,
      TMPDIR: folders.temp,
      CLAUDE_CONFIG_DIR: folders.config,
      ANTHROPIC_BASE_URL: bench.model.text,
      ANTHROPIC_API_KEY: KEY,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      CLAUDE_CODE_SIMPLE: "1",
    },
    model: MODEL_ID,
    systemPrompt: "You are a helpful agent.",
    tools: [],
    mcpServers: { bench: createSdkMcpServer({ name: "bench", tools: [echo] }) },
    allowedTools: ["mcp__bench"],
    permissionMode: "dontAsk",
    settingSources: [],
    strictMcpConfig: true,
    includePartialMessages: true,
  };
}

/** A cold process for one turn, to its result. */
async function oneTurn(bench: Bench, options: Options, prompt: string): Promise<void> {
  const messages = query({ prompt: only(prompt), options });
  bench.defer(() => messages.close());
  for await (const message of messages) {
    if (message.type !== "result") continue;
    if (message.is_error) throw new Error(`The bare turn failed: ${JSON.stringify(message)}`);
    messages.close();
    return;
  }
}

async function* only(prompt: string): AsyncGenerator<SDKUserMessage> {
  yield { type: "user", message: { role: "user", content: prompt }, parent_tool_use_id: null };
  // Ending it would end the process before its answer on some paths; the caller closes.
  await new Promise(() => {});
}

/** A process that stays for the conversation. */
function streaming(bench: Bench): { send(prompt: string): Promise<void> } {
  let give: (message: SDKUserMessage) => void = () => {};
  const prompts = (async function* () {
    for (;;) yield await new Promise<SDKUserMessage>((resolve) => (give = resolve));
  })();
  const messages = query({ prompt: prompts, options: bareOptions(bench) });
  bench.defer(() => messages.close());
  return {
    async send(prompt) {
      const message: SDKUserMessage = {
        type: "user",
        message: { role: "user", content: prompt },
        parent_tool_use_id: null,
      };
      await pause(5);
      give(message);
      for (;;) {
        const next = await messages.next();
        if (next.done) throw new Error("The bare process ended.");
        if (next.value.type === "result") return;
      }
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
