/** Small things that several scenarios use. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { TandemEvent } from "../src/events/event.ts";
import type { JsonSchema, ToolContext, ToolDefinition, ToolOutput } from "../src/tools/tool.ts";

/** A session key of its own. */
export function sessionKey(name: string): string {
  return `agent:main:local:dm:${name}`;
}

/** A tool with the given behaviour and a loose schema. */
export function toolOf(
  name: string,
  execute: (input: Record<string, unknown>, context: ToolContext) => ToolOutput | Promise<ToolOutput>,
  options: { readonly readOnly?: boolean; readonly inputSchema?: JsonSchema } = {},
): ToolDefinition {
  return {
    name,
    description: `Test tool ${name}.`,
    inputSchema: options.inputSchema ?? { type: "object", properties: {}, additionalProperties: true },
    readOnly: options.readOnly ?? false,
    execute: async (input, context) => execute(input, context),
  };
}

export function textOutput(text: string): ToolOutput {
  return { content: [{ type: "text", text }] };
}

/** A promise that is settled from outside. */
export function gate(): { readonly open: Promise<void>; release(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { open: promise, release: () => resolve() };
}

/** A PNG of one colour, as base64. */
export async function pngOf(width: number, height: number, colour = "#3366cc"): Promise<string> {
  const { default: sharp } = await import("sharp");
  const image = sharp({ create: { width, height, channels: 3, background: colour } }).png();
  return (await image.toBuffer()).toString("base64");
}

/** Events of one type, typed. */
export function eventsOf<Type extends TandemEvent["type"]>(
  events: readonly TandemEvent[],
  type: Type,
): Extract<TandemEvent, { type: Type }>[] {
  return events.filter((event): event is Extract<TandemEvent, { type: Type }> => event.type === type);
}

/** The text that a reader of the events would show, discarded attempts taken back. */
export function shownText(events: readonly TandemEvent[]): string {
  const void_ = new Set(eventsOf(events, "attempt.discarded").flatMap((event) => event.blockIds));
  return eventsOf(events, "text-delta")
    .filter((event) => !void_.has(event.id))
    .map((event) => event.delta)
    .join("");
}

/** The store's database file. */
export function databaseOf(home: string): string {
  const name = readdirSync(home).find((file) => file.endsWith(".db") || file.endsWith(".sqlite"));
  if (name === undefined)
    throw new Error(`no database in ${readdirSync(home).join(", ") || "an empty folder"}`);
  return join(home, name);
}

/** Pids of engine processes that the store of this data folder has noted. */
export function pidsOf(home: string): number[] {
  const db = new Database(databaseOf(home), { readonly: true });
  try {
    return db
      .prepare<[], { pid: number }>("SELECT pid FROM children ORDER BY pid")
      .all()
      .map((row) => row.pid);
  } finally {
    db.close();
  }
}
