/** What the stages of a tool call pass on. */
import type { ToolCallInput, ToolContext, ToolDefinition, ToolOutput } from "../tool.ts";

/** A call on its way to execution. */
export interface PendingCall {
  readonly call: ToolCallInput;
  /** The tools of this turn, by name. */
  readonly tools: ReadonlyMap<string, ToolDefinition>;
  readonly context: ToolContext;
  /** Set by `find`. */
  readonly tool?: ToolDefinition;
  /** Set by `parse`: the arguments exactly as the model wrote them; a hook may change them. */
  readonly input: Readonly<Record<string, unknown>>;
  /**
   * Set by hooks: a person must be asked before this call continues, whatever mode and rules say, and why (may be empty). Nobody there to
   * ask is a denial.
   */
  readonly ask?: string;
  /** Set by hooks: what the model is to read after the result. */
  readonly notes?: readonly string[];
}

/**
 * Decides whether a call may continue: returns it (changed or not), or throws a TandemError, which becomes the model's error
 * result. Stages before execution run in one order for every tool and engine.
 */
export type Gate = (pending: PendingCall) => PendingCall | Promise<PendingCall>;

/** Changes what a tool gave, or what its failure or refusal was turned into, before anybody sees it. */
export type Finisher = (output: ToolOutput, pending: PendingCall) => ToolOutput | Promise<ToolOutput>;
