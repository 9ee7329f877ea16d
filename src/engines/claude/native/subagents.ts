/**
 * The model requests of the Agent tool's subagents. They carry the name of their agent, which is known before its first request from
 * the binary's own hook. Each is expected exactly when it begins the subagent's conversation or brings the results of its tool calls;
 * whatever else comes under its name (a hidden "continue", a second try) is nobody's.
 */
import type { Usage } from "../../../cost/usage.ts";
import type { TransportScope } from "../../../transport/transport.ts";
import type { SubagentScope } from "../../runtime.ts";
import { MessageAssembler, type RawEvent } from "../assembler.ts";
import type { WireBlock, WireMessage } from "../content.ts";

/** Header that names the subagent a request comes from. */
export const AGENT_HEADER = "x-claude-code-agent-id";

interface Subagent {
  readonly type: string;
  scope: SubagentScope | null;
  /** Messages of the longest request so far. */
  sent: number;
  /** Its next request contains what a hook gave it. */
  goesOn: boolean;
}

/** Of one turn. */
export class Subagents {
  readonly #open: (agent: string) => SubagentScope;
  readonly #known = new Map<string, Subagent>();
  #ended = false;

  constructor(open: (agent: string) => SubagentScope) {
    this.#open = open;
  }

  /** The binary has begun this subagent. */
  started(id: string, type: string): void {
    if (!this.#known.has(id)) this.#known.set(id, { type, scope: null, sent: 0, goesOn: false });
  }

  typeOf(id: string): string | null {
    return this.#known.get(id)?.type ?? null;
  }

  /** Where the request is answered; `null`: nobody asked for it. */
  route(id: string, body: string): Pick<TransportScope, "fetch"> | null {
    const agent = this.#known.get(id);
    if (agent === undefined || this.#ended) return null;
    const messages = messagesOf(body);
    if (messages.length <= agent.sent || !(agent.goesOn || continues(messages))) return null;
    agent.sent = messages.length;
    agent.goesOn = false;
    agent.scope ??= this.#open(agent.type);
    const { scope } = agent;
    scope.expect();
    return { fetch: async (input, init) => counted(await scope.fetch(input, init), scope.complete) };
  }

  /** A hook did not let it stop. */
  goesOn(id: string): void {
    const agent = this.#known.get(id);
    if (agent !== undefined) agent.goesOn = true;
  }

  stopped(id: string): void {
    this.#known.get(id)?.scope?.close();
  }

  end(): void {
    this.#ended = true;
    for (const { scope } of this.#known.values()) scope?.close();
  }
}

/** Ids of the calls whose results a request brings with its last message. */
export function resultIds(body: string): string[] {
  return resultsIn(messagesOf(body).at(-1)).map((block) => String(block.tool_use_id));
}

function continues(messages: readonly WireMessage[]): boolean {
  return resultsIn(messages.at(-1)).length > 0 || messages.every((message) => message.role !== "assistant");
}

function resultsIn(message: WireMessage | undefined): readonly WireBlock[] {
  if (message?.role !== "user" || !Array.isArray(message.content)) return [];
  return message.content.filter((block) => block.type === "tool_result");
}

function messagesOf(body: string): readonly WireMessage[] {
  const { messages } = JSON.parse(body) as { readonly messages?: readonly WireMessage[] };
  return messages ?? [];
}

/** The answer unchanged, with its usage reported once it has passed. */
function counted(response: Response, complete: (usage: Usage) => void): Response {
  if (!response.ok || response.body === null) return response;
  const assembler = new MessageAssembler(() => {});
  const decoder = new TextDecoder();
  let rest = "";
  const reader = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      rest += decoder.decode(chunk, { stream: true });
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (take(assembler, line) === "complete") complete(assembler.message().usage);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(reader), {
    status: response.status,
    headers: response.headers,
  });
}

function take(assembler: MessageAssembler, line: string): ReturnType<MessageAssembler["take"]> {
  if (!line.startsWith("data:")) return null;
  try {
    return assembler.take(JSON.parse(line.slice("data:".length)) as RawEvent);
  } catch {
    // A broken event is the engine's to stumble over.
    return null;
  }
}
