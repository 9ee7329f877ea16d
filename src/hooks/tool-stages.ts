/** The hooks around a tool call, as stages of the tool runner: the same for every tool and engine. */
import { TandemError } from "../kernel/errors.ts";
import { textOf, type UserContent } from "../sessions/message.ts";
import type { TurnStages } from "../tools/pipeline.ts";
import { shape } from "../tools/stages/limit.ts";
import type { Finisher, Gate, PendingCall } from "../tools/stages/stage.ts";
import type { ToolOutput } from "../tools/tool.ts";
import { askClaude, fieldsOf, responseFields } from "./claude-calls.ts";
import type { TurnHooks } from "./turn-hooks.ts";

/** Nothing at all where no hook is set on tool calls. */
export function hookStages(hooks: TurnHooks | undefined): Required<TurnStages> {
  if (hooks === undefined) return { gates: [], finishers: [] };
  const before = hooks.has("PreToolUse") || hooks.has("before_tool_call");
  const after = hooks.has("PostToolUse") || hooks.has("PostToolUseFailure") || hooks.has("after_tool_call");
  return {
    gates: before ? [hookGate(hooks)] : [],
    finishers: after ? [hookFinisher(hooks), addNotes] : before ? [addNotes] : [],
  };
}

/** Refuses with TandemError `hook_denied`; else leaves in the call what hooks changed, want asked and want the model to read. */
function hookGate(hooks: TurnHooks): Gate {
  return async (pending) => {
    const { call } = pending;
    const pre = await askClaude(hooks, pending);
    if (pre.denied !== null) throw denied(pre.denied);
    const own = await hooks.fire("before_tool_call", {
      toolCallId: call.id,
      toolName: call.name,
      input: pre.input,
    });
    if (own.denied !== null) throw denied(own.denied);
    const { input } = own.fields;
    const notes = [...pre.context, ...changeNote(pending.input, input)];
    return {
      ...pending,
      ...(pre.changed || own.changed ? { input } : {}),
      ...(notes.length === 0 ? {} : { notes: [...(pending.notes ?? []), ...notes] }),
      ...askOf(pending, pre.ask ?? own.ask),
    };
  };
}

function denied(reason: string): TandemError {
  return new TandemError({
    code: "hook_denied",
    message: `A hook refused this call: ${reason}`,
    remediation: "Go on without it, or ask the user.",
  });
}

function askOf(pending: PendingCall, ask: string | null): Pick<PendingCall, "ask"> {
  return ask === null ? {} : { ask: pending.ask || ask };
}

/** Tells the model which arguments are not its own. Names only: a hook may have put in what the model must not see. */
function changeNote(before: PendingCall["input"], after: PendingCall["input"]): string[] {
  if (before === after) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return changed.length === 0 ? [] : [`[A hook changed the input of this call: ${changed.join(", ")}.]`];
}

function hookFinisher(hooks: TurnHooks): Finisher {
  return async (raw, pending) => {
    const output = await shape(raw, pending);
    const post = await afterClaude(hooks, output, pending);
    const { call, input } = pending;
    const own = await hooks.fire("after_tool_call", {
      toolCallId: call.id,
      toolName: call.name,
      input,
      content: post.content,
      isError: output.isError === true,
    });
    return {
      ...output,
      content: withText(own.fields.content, post.notes),
      isError: own.fields.isError,
    };
  };
}

async function afterClaude(
  hooks: TurnHooks,
  { content, isError, details }: ToolOutput,
  pending: PendingCall,
): Promise<{ readonly content: readonly UserContent[]; readonly notes: readonly string[] }> {
  const notes: string[] = [];
  let now = content;
  for (const about of fieldsOf(pending)) {
    if (isError === true) {
      const failure = { error: textOf({ content }), is_interrupt: pending.context.signal.aborted };
      notes.push(...(await hooks.fire("PostToolUseFailure", { ...about, ...failure })).context);
      continue;
    }
    // What the engine ran has an answer in Claude Code's own form.
    const native = pending.tool?.origin === "native" ? details : undefined;
    const response = native ?? {
      ...responseFields(about, { content: now }),
      content: now,
      ...(details === undefined ? {} : { details }),
    };
    const post = await hooks.fire("PostToolUse", { ...about, tool_response: response });
    if (post.changed) now = contentOf(post.fields.tool_response);
    notes.push(...post.context);
  }
  return { content: now, notes };
}

/** What a hook gave as a tool's result: text, content blocks, an object with content blocks, or any JSON. */
function contentOf(response: unknown): readonly UserContent[] {
  if (typeof response === "string") return [textBlock(response)];
  const content =
    typeof response === "object" && response !== null && "content" in response ? response.content : response;
  if (typeof content === "string") return [textBlock(content)];
  // The runner drops what is no block of text or image.
  if (Array.isArray(content)) return content as UserContent[];
  return [textBlock(JSON.stringify(response) ?? "")];
}

/** After the tool's own result, and after what hooks made of it. */
const addNotes: Finisher = (output, { notes }) =>
  notes === undefined ? output : { ...output, content: withText(output.content, notes) };

/** Lines at the end of the last text: engines differ in how they send several texts. */
function withText(content: readonly UserContent[], lines: readonly string[]): readonly UserContent[] {
  if (lines.length === 0) return content;
  const last = content.at(-1);
  if (last?.type !== "text" || last.text === "") return [...content, textBlock(lines.join("\n"))];
  return [...content.slice(0, -1), { ...last, text: [last.text, ...lines].join("\n") }];
}

function textBlock(text: string): UserContent {
  return { type: "text", text };
}
