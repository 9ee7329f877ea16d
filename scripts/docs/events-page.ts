/** `docs/reference/events.md`, from the source of the event union and the comments in it. */
import { readFileSync } from "node:fs";
import { GENERATED, inCode, oneLine, table } from "./markdown.ts";

const SOURCE = new URL("../../src/events/event.ts", import.meta.url);
/** The interface `Spent`, which an event may hold all fields of. */
const SPENT = new URL("../../src/cost/spent.ts", import.meta.url);

export interface EventDoc {
  readonly type: string;
  readonly summary: string;
  /** As TypeScript, without `readonly`. */
  readonly fields: readonly string[];
}

export function eventsPage(): string {
  const rows = readEvents(readFileSync(SOURCE, "utf8")).map(({ type, summary, fields }) => [
    inCode(type),
    oneLine(summary),
    fields.map(inCode).join("<br>"),
  ]);
  return `# Events

${GENERATED}

The same scenario gives the same sequence on either engine. \`tandem.stream()\` yields the events of a turn as they happen,
\`tandem run --format stream-json\` prints one per line, and \`tandem.events.read(runId, after)\` reads them again later.

Each event also has \`runId\`, \`sessionId\`, \`seq\` (counts from 1 within the run, without gaps; used as a cursor) and \`at\` (milliseconds
since 1970); the run of a subagent has \`parentRunId\`.

The order of one turn: \`lifecycle.start\` · \`route\` · for each model call (\`attempt.start\` · \`step-start\` · blocks ·
\`tool-call\`s · \`attempt.end\` · \`tool-result\`s · \`step-finish\`) · \`finish\` · \`lifecycle.end\` or \`lifecycle.error\`. Results
come in the order of the calls. Ignore types that you do not know: new ones may be added.

${table(["Type", "", "Fields"], rows)}`;
}

/** The members of the union `EventBody`, in the order and the layout in which the formatter leaves them. */
export function readEvents(source: string): EventDoc[] {
  const body = /export type EventBody =\n([\s\S]*?);\n\n/.exec(source)?.[1] ?? "";
  const members = body.split(/^ {2}(?=\/\*\*|\| \(?\{)/m).filter((part) => part.trim() !== "");
  const events: EventDoc[] = [];
  let summary = "";
  for (const member of members) {
    const comment = /^\/\*\*([\s\S]*?)\*\//.exec(member)?.[1];
    if (comment !== undefined) {
      summary = comment.replace(/^\s*\* ?/gm, "").trim();
      continue;
    }
    const text = member.replace(/\/\*\*[\s\S]*?\*\//g, "");
    const type = /readonly type: "([^"]+)"/.exec(text)?.[1];
    if (type === undefined) throw new Error(`an event without a type: ${member.slice(0, 80)}`);
    events.push({ type, summary, fields: fieldsOf(text) });
    summary = "";
  }
  return events;
}

function fieldsOf(member: string): string[] {
  const inner = member
    .replace(/\} & Spent\)\s*$/, () => `; ${fieldsOfSpent()}}`)
    .replace(/^\| \(?\{/, "")
    .replace(/\}[;\s]*$/, "");
  const fields: string[] = [];
  let depth = 0;
  let field = "";
  for (const char of inner) {
    if (char === "{") depth += 1;
    if (char === "}") depth -= 1;
    if (char === ";" && depth === 0) {
      fields.push(field);
      field = "";
    } else field += char;
  }
  fields.push(field);
  return fields
    .map((text) => text.replaceAll("readonly ", "").replace(/\s+/g, " ").trim())
    .filter((text) => text !== "" && !text.startsWith("type:"));
}

function fieldsOfSpent(): string {
  const source = readFileSync(SPENT, "utf8").replace(/\/\*\*[\s\S]*?\*\//g, "");
  return /export interface Spent \{\n([\s\S]*?)\n\}\n/.exec(source)![1]!;
}
