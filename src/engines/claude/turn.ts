/** One run on one process: the raw stream becomes events, the model's calls go to the tool runner, and the true outcome is reported. */
import type { SDKMessage } from "@anthropic-ai/claude-agent-sdk";
import type { FailureKind } from "../../kernel/errors.ts";
import type { UserMessage } from "../../sessions/message.ts";
import type { ToolCallOutput } from "../../tools/tool.ts";
import type { EngineEvent, EngineRun, EngineRunResult } from "../runtime.ts";
import { MessageAssembler, type RawEvent, type StreamedCall } from "./assembler.ts";
import { userBlocks, type WireBlock } from "./content.ts";
import { NativeSide } from "./native/side.ts";
import type { ClaudeProcess, ProcessListener } from "./process.ts";
import { MAX_RESULT_CHARS } from "./profile.ts";

/** `unstarted`: the process failed before any request, so another one may try. */
export type TurnEnd = EngineRunResult | { readonly outcome: "unstarted"; readonly reason: string };

/** Runs on a process that nobody else uses. Never rejects; settles as soon as the outcome is sure, before the binary is done. */
export function runTurn(
  run: EngineRun,
  claude: ClaudeProcess,
  prompt: readonly WireBlock[],
): Promise<TurnEnd> {
  return new Turn(run, claude).start(prompt);
}

class Turn implements ProcessListener {
  readonly #run: EngineRun;
  readonly #claude: ClaudeProcess;
  readonly #end = Promise.withResolvers<TurnEnd>();
  readonly #assembler: MessageAssembler;
  readonly native: NativeSide | null;
  readonly #offered: ReadonlySet<string>;
  readonly #results = new Map<string, PromiseWithResolvers<ToolCallOutput>>();
  #step: { readonly lastId: string; readonly done: Promise<unknown> } | null = null;
  #settled = false;
  #requested = false;
  /** What the binary itself says of a failure; used only where the wire has no facts. */
  #complaint = "";

  constructor(run: EngineRun, claude: ClaudeProcess) {
    this.#run = run;
    this.#claude = claude;
    this.#offered = new Set(run.tools.map((tool) => tool.name));
    this.native = run.native === undefined ? null : new NativeSide(run, run.native, claude.rules);
    this.#assembler = new MessageAssembler((event) => this.#emit(event));
  }

  start(prompt: readonly WireBlock[]): Promise<TurnEnd> {
    const { signal, transport } = this.#run;
    if (signal.aborted) this.#abort();
    signal.addEventListener("abort", this.#abort, { once: true });
    this.#claude.attach(this, transport);
    if (!this.#settled) this.#claude.send(prompt);
    return this.#end.promise;
  }

  message(message: SDKMessage): void {
    if (this.#settled) return;
    this.native?.message(message);
    switch (message.type) {
      case "stream_event":
        if (message.parent_tool_use_id === null) this.#stream(message.event as unknown as RawEvent);
        return;
      case "assistant":
        if (message.error !== undefined) this.#complaint = textIn(message.message.content);
        return;
      case "result":
        this.#result();
        return;
      case "user":
      case "tool_progress":
        return;
      case "system":
        if (!KNOWN_SYSTEM.has(message.subtype) && !(this.native && NATIVE_SYSTEM.has(message.subtype)))
          this.#emit({ type: "unknown", name: `system/${message.subtype}` });
        return;
      default:
        this.#emit({ type: "unknown", name: message.type });
    }
  }

  ended(reason: string): void {
    if (this.#requested) this.#fail("runtime_unavailable", reason);
    else this.#settle({ outcome: "unstarted", reason });
  }

  async beforeRequest(): Promise<void> {
    this.#requested = true;
    const step = this.#step;
    if (step === null) return;
    await Promise.race([step.done, this.#end.promise]);
    this.#step = null;
    this.#results.clear();
    if (this.#settled) return;
    const blocks = this.#steer();
    if (blocks.length > 0) this.#claude.rules.follow(step.lastId, blocks);
  }

  resultOf(toolCallId: string): Promise<ToolCallOutput> {
    return this.native?.resultOf(toolCallId) ?? this.#pending(toolCallId).promise;
  }

  #stream(event: RawEvent): void {
    const end = this.#assembler.take(event);
    // The binary closes a message by itself when its stream broke off after the stop reason; the wire knows better.
    const broken = end === "complete" && this.#run.transport.failure !== null;
    if (end === "cut" || broken) this.#cut();
    else if (end === "complete") this.#complete();
  }

  #complete(): void {
    const message = this.#assembler.message();
    const calls = this.#assembler.calls();
    this.#emit({ type: "message", message });
    if (message.stop === "tool_calls" && calls.length > 0) {
      this.#runStep(calls);
      return;
    }
    const natural = message.stop === "stop" || message.stop === "stop_sequence";
    // After any other end, and after an empty reply, the binary tells the model to continue; that is refused, but stays in its history.
    if (!natural || message.content.length === 0) this.#claude.spent = true;
    this.#settle({ outcome: "ok" });
  }

  /** Every call of a complete message is run here, whether the binary asks for it or answers it by itself. */
  #runStep(calls: readonly StreamedCall[]): void {
    const { rules } = this.#claude;
    rules.order(calls.map((call) => call.id));
    const done = calls.map(async (call) => {
      const { parsed, ...input } = call;
      const output = await (this.native?.owns(call.name) ? this.native : this.#run).runTool(input);
      if (!parsed) rules.input(call.id, call.input);
      if (!parsed || !this.#offered.has(call.name) || !passesUnchanged(output)) {
        rules.result(call.id, userBlocks(output.content), output.isError);
      }
      this.#pending(call.id).resolve(output);
    });
    this.#step = { lastId: calls.at(-1)?.id ?? "", done: Promise.all(done) };
  }

  #pending(id: string): PromiseWithResolvers<ToolCallOutput> {
    const known = this.#results.get(id);
    if (known !== undefined) return known;
    const made = Promise.withResolvers<ToolCallOutput>();
    this.#results.set(id, made);
    return made;
  }

  /** Takes waiting messages into the conversation. */
  #steer(): WireBlock[] {
    const messages: readonly UserMessage[] = this.#run.takeSteering();
    for (const message of messages) this.#emit({ type: "user-message", message });
    return messages.flatMap((message) => userBlocks(message.content));
  }

  /** The binary ended its turn and we did not: the model's request failed. */
  #result(): void {
    if (this.#assembler.open) this.#cut();
    else if (this.#requested) this.#fail("unknown", this.#complaint || "The model request failed.");
    else this.#settle({ outcome: "unstarted", reason: this.#complaint || "The session could not be used." });
  }

  #cut(): void {
    const partial = { ...this.#assembler.message(), stop: "error" as const };
    this.#fail("network", "The model's stream ended early.", partial.content.length > 0 ? { partial } : {});
  }

  #fail(
    kind: FailureKind,
    message: string,
    more: Pick<Extract<EngineRunResult, { outcome: "failed" }>, "partial"> = {},
  ): void {
    const { failure, limit } = this.#run.transport;
    this.#claude.spent = true;
    if (limit !== null) {
      const limited: FailureKind = limit === "max_turns" ? "retry_limit" : "quota_exceeded";
      this.#settle({ outcome: "failed", kind: limited, message: `Stopped by ${limit}.` });
      return;
    }
    this.#settle({
      outcome: "failed",
      kind: failure?.kind ?? kind,
      message: failure?.message ?? message,
      ...more,
    });
  }

  readonly #abort = (): void => {
    this.#claude.spent = true;
    this.#settle({ outcome: "aborted" });
  };

  #settle(end: TurnEnd): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#run.signal.removeEventListener("abort", this.#abort);
    this.#claude.attach(null, null);
    this.native?.end();
    this.#end.resolve(end);
  }

  #emit(event: EngineEvent): void {
    if (!this.#settled) this.#run.emit(event);
  }
}

/** Whether the binary hands a result to the model as the blocks it was given. */
function passesUnchanged(output: ToolCallOutput): boolean {
  if (output.isError) return false;
  let chars = 0;
  for (const block of output.content) {
    if (block.type !== "text" || block.text.trim() === "") return false;
    chars += block.text.length;
  }
  return chars > 0 && chars <= MAX_RESULT_CHARS;
}

function textIn(content: unknown): string {
  if (!Array.isArray(content)) return "";
  return content
    .map((block: { text?: unknown }) => (typeof block.text === "string" ? block.text : ""))
    .join("");
}

/** What the stream says of subagents is known from their hooks and requests. */
const NATIVE_SYSTEM: ReadonlySet<string> = new Set([
  "task_started",
  "task_updated",
  "task_progress",
  "task_notification",
  "background_tasks_changed",
]);

/** Messages about the binary's own state, which say nothing that the stream does not. */
const KNOWN_SYSTEM: ReadonlySet<string> = new Set([
  "init",
  "status",
  "ui_invalidate",
  "thinking_tokens",
  "session_state_changed",
  "control_request_progress",
  "api_retry",
  "model_refusal_no_fallback",
  "commands_changed",
  "notification",
  "informational",
  "permission_denied",
]);
