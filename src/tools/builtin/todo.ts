/** `todo`: the list of what there is to do in a session. */
import { TandemError } from "../../kernel/errors.ts";
import { defineTool } from "../define.ts";
import { textOutput } from "../result.ts";
import type { ToolContext } from "../tool.ts";

const STATES = ["pending", "in_progress", "done"] as const;

/** One thing to do; numbered by its place in the list, from 1. */
export interface TodoItem {
  readonly text: string;
  readonly state: (typeof STATES)[number];
}

interface TodoInput {
  readonly action: "write" | "update" | "show";
  readonly items?: readonly { readonly text: string; readonly state?: TodoItem["state"] }[];
  readonly number?: number;
  readonly text?: string;
  readonly state?: TodoItem["state"];
}

/** Name of the custom entries that keep the list. */
export const TODO_NOTE = "todo";

const MARKS = { pending: "[ ]", in_progress: "[>]", done: "[x]" } as const;

export const todo = defineTool<TodoInput>({
  name: "todo",
  description:
    "Keeps the list of what there is to do in this conversation. Use it for work of several steps: write the whole list first, then " +
    "update one item by its number as you go. The list stays until you write another.",
  inputSchema: {
    type: "object",
    properties: {
      action: {
        type: "string",
        enum: ["write", "update", "show"],
        description: "write: items in place of the whole list; update: one item; show: the list as it is",
      },
      items: {
        type: "array",
        maxItems: 100,
        description: "For write",
        items: {
          type: "object",
          properties: {
            text: { type: "string", minLength: 1, maxLength: 500 },
            state: { type: "string", enum: STATES, description: "Default pending" },
          },
          required: ["text"],
          additionalProperties: false,
        },
      },
      number: {
        type: "integer",
        minimum: 1,
        description: "For update: the item's number; one more than the last adds an item",
      },
      text: { type: "string", minLength: 1, maxLength: 500, description: "For update: its new text" },
      state: { type: "string", enum: STATES, description: "For update: its new state" },
    },
    required: ["action"],
    additionalProperties: false,
  },
  readOnly: false,
  effect: "none",
  origin: "builtin",
  async execute(input, context) {
    const before = listOf(context);
    const items = changed(before, input);
    if (items !== before) context.notes?.set(TODO_NOTE, items);
    const lines = items.map(({ text, state }, index) => `${index + 1}. ${MARKS[state]} ${text}`);
    return textOutput(lines.join("\n") || "The list is empty.", { items });
  },
});

function listOf(context: ToolContext): readonly TodoItem[] {
  const kept = context.notes?.get(TODO_NOTE);
  return Array.isArray(kept) ? kept.filter(isItem) : [];
}

function changed(before: readonly TodoItem[], input: TodoInput): readonly TodoItem[] {
  if (input.action === "show") return before;
  if (input.action === "write") {
    if (input.items === undefined) throw refused('"write" needs items; an empty list clears it.');
    return input.items.map(({ text, state = "pending" }) => ({ text, state }));
  }
  const { number, text, state } = input;
  if (number === undefined || (text === undefined && state === undefined))
    throw refused('"update" needs the number of an item, and its new text or state.');
  const old = before[number - 1];
  if (old === undefined && (number > before.length + 1 || text === undefined))
    throw refused(`There is no item ${number}; the list has ${before.length}.`);
  const item: TodoItem = { text: text ?? old!.text, state: state ?? old?.state ?? "pending" };
  return [...before.slice(0, number - 1), item, ...before.slice(number)];
}

function isItem(value: unknown): value is TodoItem {
  const { text, state } = (value ?? {}) as Partial<TodoItem>;
  return typeof text === "string" && STATES.some((one) => one === state);
}

function refused(message: string): TandemError {
  return new TandemError({ code: "tool_error", message });
}
