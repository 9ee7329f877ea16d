/** One attempt on Pi's `Agent`. */
import { Agent, type AgentEvent, type AgentTool } from "@earendil-works/pi-agent-core";
import type {
  AssistantMessage as PiAssistant,
  ToolCall as PiToolCall,
  SystemMessage,
} from "@earendil-works/pi-ai";
import type { EngineRun, EngineRunResult } from "../runtime.ts";
import type { StreamCall } from "./apis.ts";
import { CallTracker } from "./calls.ts";
import { MessageTranslator } from "./events.ts";
import { toPiHistory, toPiUser } from "./history.ts";
import { piModel } from "./model.ts";
import { correctPayload } from "./payload.ts";
import { stopOf, toEngineMessage } from "./reply.ts";
import { markErrors, toolProxy } from "./tools.ts";

/** The client libraries want one; the transport puts the real one in its place. */
const NO_KEY = "tandem";

/** Never rejects. Settles on abort without waiting for tools or the network. */
export async function runAttempt(run: EngineRun, stream: StreamCall): Promise<EngineRunResult> {
  const { signal } = run;
  if (signal.aborted) return { outcome: "aborted" };
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new Error("The turn was stopped."));
  });
  stopped.catch(() => {});
  signal.addEventListener("abort", stop, { once: true });
  const attempt = new Attempt(run, stream, stopped);
  try {
    const work = attempt.start();
    work.catch(() => {});
    await Promise.race([work, stopped]);
    return signal.aborted ? { outcome: "aborted" } : attempt.result();
  } catch (error) {
    if (signal.aborted) return { outcome: "aborted" };
    return { outcome: "failed", kind: "unknown", message: messageOf(error), cause: error };
  } finally {
    signal.removeEventListener("abort", stop);
    attempt.end();
  }
}

class Attempt {
  readonly #run: EngineRun;
  readonly #stream: StreamCall;
  readonly #stopped: Promise<never>;
  readonly #calls: CallTracker;
  readonly #translator: MessageTranslator;
  readonly #tools: AgentTool[];
  readonly #agent: Agent;
  #last: PiAssistant | null = null;
  #broken: { readonly error: unknown } | null = null;
  #over = false;

  constructor(run: EngineRun, stream: StreamCall, stopped: Promise<never>) {
    this.#run = run;
    this.#stream = stream;
    this.#stopped = stopped;
    const history = toPiHistory(run.history, run.model, run.provider);
    this.#calls = new CallTracker(history.toolCallIds);
    this.#translator = new MessageTranslator((event) => run.emit(event), this.#calls);
    this.#tools = run.tools.map((offer) => this.#proxy(offer.name));
    this.#agent = new Agent({
      initialState: {
        model: piModel(run.model, run.provider, run.thinking),
        thinkingLevel: run.thinking,
        tools: this.#tools,
        systemPrompt: run.systemPrompt,
        messages: history.messages,
      },
      sessionId: run.sessionId,
      streamFn: this.#callModel(),
      // The loop then looks tools up in our array, to which `#offerUnknown` can add.
      prepareRequest: ({ context }) => ({ context: { messages: context.messages, tools: this.#tools } }),
      prepareNextTurn: () => ({ messages: this.#takeSteering() }),
      // A message cut by its limit ends the run: Pi would tell the model to try again, in a request nobody asked for.
      finishTurn: ({ message }) => (message.stopReason === "length" ? { action: "end" } : undefined),
      afterToolCall: markErrors,
    });
    this.#agent.subscribe((event) => this.#listen(event));
  }

  start(): Promise<void> {
    const { prompt } = this.#run;
    const steering = this.#takeSteering();
    const messages = prompt === null ? steering : [toPiUser(prompt), ...steering];
    return messages.length === 0 ? this.#agent.continue() : this.#agent.prompt(messages);
  }

  /** Nothing more is reported; anything still running is asked to stop. */
  end(): void {
    this.#over = true;
    this.#agent.abort();
  }

  /** Valid once the agent is idle. */
  result(): EngineRunResult {
    if (this.#broken !== null) {
      const { error } = this.#broken;
      return { outcome: "failed", kind: "unknown", message: messageOf(error), cause: error };
    }
    const last = this.#last;
    if (last === null) return { outcome: "failed", kind: "unknown", message: "The engine made no request." };
    if (stopOf(last) !== null) return { outcome: "ok" };
    const partial = toEngineMessage(last, "error", (id) => this.#calls.get(id));
    return {
      outcome: "failed",
      kind: last.rawStopReason === "model_context_window_exceeded" ? "context_overflow" : "unknown",
      message: last.errorMessage ?? "The model call failed.",
      ...(partial.content.length > 0 && { partial }),
    };
  }

  #callModel(): ConstructorParameters<typeof Agent>[0]["streamFn"] {
    const run = this.#run;
    const { streamParams } = run;
    const system: SystemMessage = {
      role: "system",
      content: run.systemPrompt,
      toolsAdded: run.tools.map(({ name, description, inputSchema }) => ({
        name,
        description,
        parameters: inputSchema,
      })),
      timestamp: 0,
    };
    return (model, context, options) =>
      this.#stream(
        model,
        {
          ...context,
          messages: [system, ...context.messages.filter((message) => message.role !== "system")],
        },
        {
          reasoning: options?.reasoning,
          sessionId: options?.sessionId,
          signal: options?.signal,
          apiKey: NO_KEY,
          fetch: run.transport.fetch as typeof fetch,
          maxRetries: 0,
          temperature: streamParams.temperature,
          maxTokens: streamParams.maxOutputTokens,
          // Named always: left out, Pi would read it from the process's environment.
          cacheRetention: streamParams.cacheRetention ?? "short",
          onPayload: (payload) => correctPayload(payload, run),
        },
      );
  }

  /** What throws in here would become a message of the assistant. */
  #listen(event: AgentEvent): void {
    if (this.#over || this.#broken !== null) return;
    try {
      this.#translate(event);
    } catch (error) {
      this.#broken = { error };
      this.#agent.abort();
    }
  }

  #translate(event: AgentEvent): void {
    switch (event.type) {
      case "message_update":
        this.#translator.update(event.assistantMessageEvent);
        break;
      case "message_start":
        if (event.message.role === "assistant" && event.message.errorMessage === undefined) {
          this.#translator.start();
        }
        break;
      case "message_end":
        if (event.message.role === "assistant") this.#finish(event.message);
        break;
    }
  }

  #finish(message: PiAssistant): void {
    this.#last = message;
    const stop = stopOf(message);
    if (stop !== null) {
      this.#translator.start();
      this.#offerUnknown(message);
      const content = toEngineMessage(message, stop, (id) => this.#calls.get(id));
      this.#run.emit({ type: "message", message: content });
    }
    this.#translator.reset();
  }

  /** A name the model made up goes to the runner too, which knows what to answer. */
  #offerUnknown(message: PiAssistant): void {
    for (const block of message.content) {
      if (block.type !== "toolCall" || this.#tools.some((tool) => tool.name === block.name)) continue;
      this.#tools.push(this.#proxy((block as PiToolCall).name));
    }
  }

  #proxy(name: string): AgentTool {
    return toolProxy(name, this.#calls, this.#run.runTool, this.#stopped);
  }

  #takeSteering(): ReturnType<typeof toPiUser>[] {
    return this.#run.takeSteering().map((message) => {
      this.#run.emit({ type: "user-message", message });
      return toPiUser(message);
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
