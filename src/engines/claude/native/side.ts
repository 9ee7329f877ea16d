/** What one run in native mode has beside a clean one: calls that the binary carries out, its subagents, and its hooks. */
import type {
  CanUseTool,
  HookInput,
  PermissionResult,
  PreToolUseHookSpecificOutput,
  SDKMessage,
  SyncHookJSONOutput,
} from "@anthropic-ai/claude-agent-sdk";
import type { UserContent } from "../../../sessions/message.ts";
import type { ToolCallInput, ToolCallOutput } from "../../../tools/tool.ts";
import type { TransportScope } from "../../../transport/transport.ts";
import type { EngineRun, NativeRun } from "../../runtime.ts";
import { userBlocks, type WireBlock } from "../content.ts";
import { TOOL_SERVER } from "../profile.ts";
import type { WireRules } from "../wire-rules.ts";
import { NativeCalls } from "./calls.ts";
import { resultIds, Subagents } from "./subagents.ts";

/** A request of a subagent: its body as it is to be sent, and where it is answered; `null`: nobody asked for it. */
export interface SubagentRequest {
  readonly body: string;
  readonly scope: Pick<TransportScope, "fetch"> | null;
}

export class NativeSide {
  readonly #run: Pick<EngineRun, "runTool">;
  readonly #native: NativeRun;
  readonly #rules: WireRules;
  readonly #own: ReadonlySet<string>;
  readonly #served: ReadonlySet<string>;
  readonly #calls = new NativeCalls();
  readonly #subagents: Subagents;
  /** Calls of subagents: how they are run, begun at most once. */
  readonly #nested = new Map<string, () => Promise<ToolCallOutput>>();

  constructor(run: Pick<EngineRun, "runTool" | "tools">, native: NativeRun, rules: WireRules) {
    this.#run = run;
    this.#native = native;
    this.#rules = rules;
    this.#own = new Set(native.tools);
    this.#served = new Set(run.tools.map((tool) => tool.name));
    this.#subagents = new Subagents((type) => native.openSubagent(type));
  }

  /** Whether the binary carries out calls of this tool. */
  owns(name: string): boolean {
    return this.#own.has(name);
  }

  /** Runs a call of the conversation that the binary carries out. */
  async runTool(call: ToolCallInput): Promise<ToolCallOutput> {
    const { id } = call;
    const output = await this.#run.runTool({ ...call, perform: (input) => this.#calls.perform(id, input) });
    this.#calls.refuse(id, output.content);
    // The binary fills in what the model left out.
    this.#rules.input(id, call.input);
    return output;
  }

  /** The result of a subagent's call of one of Tandem's tools; `null`: it is no such call. */
  resultOf(id: string): Promise<ToolCallOutput> | null {
    return this.#nested.get(id)?.() ?? null;
  }

  /** Takes the results of calls out of the stream. */
  message(message: SDKMessage): void {
    if (message.type !== "user" || !Array.isArray(message.message.content)) return;
    for (const block of message.message.content as unknown as readonly WireBlock[]) {
      if (block.type !== "tool_result") continue;
      this.#calls.returned(String(block.tool_use_id), contentOf(block.content), block.is_error === true);
    }
  }

  /** A request of a subagent waits for the results it brings, as they were finished by the tool runner. */
  async request(agent: string, body: string): Promise<SubagentRequest> {
    const ids = resultIds(body).filter((id) => this.#nested.has(id));
    await Promise.all(ids.map((id) => this.#nested.get(id)!()));
    return { body: this.#rules.apply(body), scope: this.#subagents.route(agent, body) };
  }

  /** Answers a hook of the binary. */
  async hook(input: HookInput): Promise<SyncHookJSONOutput> {
    switch (input.hook_event_name) {
      case "PreToolUse":
        return this.#beforeTool(input);
      case "PostToolUse":
        this.#calls.detail(input.tool_use_id, input.tool_response);
        return {};
      case "SubagentStart": {
        const { agent_id: agentId, agent_type: agentType } = input;
        this.#subagents.started(agentId, agentType);
        const notes = await this.#native.fire({ event: "SubagentStart", agentId, agentType });
        if (notes.length === 0) return {};
        return {
          hookSpecificOutput: { hookEventName: "SubagentStart", additionalContext: notes.join("\n") },
        };
      }
      case "SubagentStop": {
        const { agent_id: agentId, agent_type: agentType, stop_hook_active: again } = input;
        const lastMessage = input.last_assistant_message ?? "";
        const goOn = await this.#native.fire({
          event: "SubagentStop",
          agentId,
          agentType,
          lastMessage,
          again,
        });
        if (goOn.length === 0) this.#subagents.stopped(agentId);
        else this.#subagents.goesOn(agentId);
        return goOn.length === 0 ? {} : { decision: "block", reason: goOn.join("\n") };
      }
      case "Notification": {
        const { message, title, notification_type: type } = input;
        await this.#native.fire({
          event: "Notification",
          message,
          type,
          ...(title === undefined ? {} : { title }),
        });
        return {};
      }
      default:
        return {};
    }
  }

  /** Asked where the binary would ask a person, after its hook was answered: only what was let through may run. */
  readonly canUseTool: CanUseTool = async (_name, input, { toolUseID }): Promise<PermissionResult> =>
    this.#calls.mayRun(toolUseID)
      ? { behavior: "allow", updatedInput: input }
      : { behavior: "deny", message: "Tandem has not let this call through." };

  /** The run is over: what the binary still wants is refused. */
  end(): void {
    this.#calls.end();
    this.#subagents.end();
  }

  async #beforeTool(
    input: Extract<HookInput, { hook_event_name: "PreToolUse" }>,
  ): Promise<SyncHookJSONOutput> {
    const { tool_use_id: id, agent_id: agentId, agent_type: type = "agent" } = input;
    const name = input.tool_name.replace(`mcp__${TOOL_SERVER}__`, "");
    const own = this.owns(name);
    if (agentId !== undefined) {
      const call = { id, name, input: fieldsOf(input.tool_input), agent: { id: agentId, type } };
      const run = once(() => (own ? this.#runNested(call) : this.#native.runNested(call)));
      this.#nested.set(id, run);
      if (own) void run();
    }
    // Tandem's own tools are taken through their gates when the binary asks for their result.
    if (!own) return this.#served.has(name) ? answered({ permissionDecision: "allow" }) : {};
    const verdict = await this.#calls.asked(id);
    return answered(
      verdict.run
        ? { permissionDecision: "allow", updatedInput: { ...verdict.input } }
        : { permissionDecision: "deny", permissionDecisionReason: verdict.reason },
    );
  }

  async #runNested(call: ToolCallInput): Promise<ToolCallOutput> {
    const { id } = call;
    const output = await this.#native.runNested({
      ...call,
      perform: (input) => this.#calls.perform(id, input),
    });
    this.#rules.result(id, userBlocks(output.content), output.isError);
    this.#calls.refuse(id, output.content);
    return output;
  }
}

function answered(decision: Omit<PreToolUseHookSpecificOutput, "hookEventName">): SyncHookJSONOutput {
  return { hookSpecificOutput: { hookEventName: "PreToolUse", ...decision } };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function fieldsOf(input: unknown): Readonly<Record<string, unknown>> {
  return typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {};
}

/** Text and images of a tool result in the API's form; what is neither is named. */
function contentOf(content: unknown): UserContent[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (!Array.isArray(content)) return [];
  return (content as readonly WireBlock[]).map((block): UserContent => {
    if (block.type === "text") return { type: "text", text: String(block.text) };
    const source = fieldsOf(block.source);
    if (block.type === "image" && typeof source.data === "string")
      return { type: "image", data: source.data, mimeType: String(source.media_type) };
    return { type: "text", text: `[${block.type}]` };
  });
}
