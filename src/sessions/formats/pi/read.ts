/** Reads a Pi session file, versions 1 to 3: the branch that Pi would continue from. */
import type { EntryDraft } from "../../entry.ts";
import type { LeftOutLine, ReadTranscript } from "../format.ts";
import type { JsonObject, Line, Lines } from "../lines.ts";
import { readChangeMark, readCompactionMark, readPromptMark } from "../mark.ts";
import { invalidImport, TranscriptReader } from "../reader.ts";
import { prompt, readPiMessage, textBlock, userContent } from "./message.ts";
import { type PiBlock, type PiEntry, piEntrySchema, piHeaderSchema } from "./schema.ts";

const NEWEST = 3;

interface Node {
  readonly id: string;
  readonly parentId: string | null;
  readonly line: Line;
}

/** Whether the first line is one of a Pi session. */
export function isPiSession(first: JsonObject): boolean {
  return piHeaderSchema.safeParse(first).success;
}

/** Throws TandemError `import_invalid`. */
export function readPiSession({ lines, bad }: Lines): ReadTranscript {
  const header = piHeaderSchema.safeParse(lines[0]?.value);
  if (!header.success) throw invalidImport("The file does not start like a Pi session.");
  const { version, id } = header.data;
  if (version > NEWEST)
    throw invalidImport(`The Pi session has version ${version}; ${NEWEST} is the newest known.`);
  const reader = new TranscriptReader(bad);
  const path = currentBranch(nodesOf(lines, version, reader.leftOut), reader);
  const edits = editsOn(path);
  /** How many entries there were before each line of Pi's. */
  const starts = new Map<string, number>();
  let title: string | null = null;
  for (const node of path) {
    starts.set(node.id, reader.past.length);
    const { number, value } = node.line;
    const parsed = piEntrySchema.safeParse(value);
    if (!parsed.success) reader.bad(number, parsed.error);
    else if (parsed.data.type === "session_info") title = parsed.data.name?.trim() || null;
    else if (parsed.data.type === "compaction")
      addCompaction(reader, node.line, parsed.data, entriesBeforeKept(parsed.data, lines, starts));
    else reader.take(node.line, entryOf(node, parsed.data, edits.get(node.id)));
  }
  return reader.result({ sourceId: id, title });
}

/** Version 1 is a plain list; later ones are a tree. */
function nodesOf(lines: readonly Line[], version: number, leftOut: LeftOutLine[]): Node[] {
  const nodes: Node[] = [];
  for (const line of lines.slice(1)) {
    const { id, parentId } = line.value;
    const before = nodes.at(-1)?.id ?? null;
    if (version === 1) nodes.push({ id: idOfLine(line), parentId: before, line });
    else if (typeof id !== "string") leftOut.push({ line: line.number, reason: "id: missing", bad: true });
    else nodes.push({ id, parentId: typeof parentId === "string" ? parentId : null, line });
  }
  return nodes;
}

/** From the root to the last line. Where a line's parent was lost, the line before it takes its place. */
function currentBranch(nodes: readonly Node[], reader: TranscriptReader): Node[] {
  const index = new Map(nodes.map((node, at) => [node.id, at]));
  const path: Node[] = [];
  const onPath = new Set<Node>();
  for (let at = nodes.length - 1; at >= 0; ) {
    const node = nodes[at] as Node;
    if (onPath.has(node)) break;
    onPath.add(node);
    path.push(node);
    if (node.parentId === null) break;
    at = index.get(node.parentId) ?? at - 1;
  }
  for (const node of nodes) if (!onPath.has(node)) reader.skip(node.line.number, "on another branch");
  return path.reverse();
}

/** The last edit of each entry; `null` leaves it out. */
function editsOn(path: readonly Node[]): Map<string, PiBlock[] | null> {
  const edits = new Map<string, PiBlock[] | null>();
  for (const { line } of path) {
    const edit = piEntrySchema.safeParse(line.value).data;
    if (edit?.type === "context_edit") edits.set(edit.targetId, edit.replacement?.content ?? null);
  }
  return edits;
}

/** The entry of a line; a text says why it has none, `null` that it was used otherwise. */
function entryOf(
  { id, line }: Node,
  entry: Exclude<PiEntry, { type: "compaction" | "session_info" }>,
  edit: PiBlock[] | null | undefined,
): EntryDraft | string | null {
  switch (entry.type) {
    case "message":
      return readPiMessage({ id, line, edit }, entry.message);
    case "custom_message":
      return prompt(userContent(edit ?? entry.content));
    case "branch_summary":
      return prompt(textBlock(BRANCH_SUMMARY.replace("%", () => entry.summary)));
    case "model_change": {
      const mark = readChangeMark(line.value);
      const { provider, modelId: model } = entry;
      return { type: "change", runId: mark?.run ?? null, runtime: mark?.runtime ?? "pi", provider, model };
    }
    case "custom": {
      const runId = readPromptMark(line.value)?.run ?? null;
      return { type: "custom", runId, name: entry.customType, data: entry.data };
    }
    case "context_edit":
      return null;
    case "label":
    case "usage":
    case "thinking_level_change":
      return `${entry.type.replaceAll("_", " ")}: Tandem keeps none in a transcript`;
  }
}

/** In Pi's words for it. */
const BRANCH_SUMMARY =
  "The following is a summary of a branch that this conversation came back from:\n\n<summary>\n%</summary>";

function addCompaction(
  reader: TranscriptReader,
  line: Line,
  { summary, tokensBefore }: Extract<PiEntry, { type: "compaction" }>,
  kept: number,
): void {
  const { run, ...tokens } = readCompactionMark(line.value) ?? { run: null, tokensBefore, tokensAfter: 0 };
  const source = { line: line.number, runId: run, summary };
  reader.addCompaction(source, tokens, kept, line.value.timestamp);
}

/** How many entries come before those that a compaction kept. Version 1 names them by the place of a line, header included. */
function entriesBeforeKept(
  compaction: Extract<PiEntry, { type: "compaction" }>,
  lines: readonly Line[],
  starts: ReadonlyMap<string, number>,
): number {
  const { firstKeptEntryId, firstKeptEntryIndex } = compaction;
  const line = firstKeptEntryIndex === undefined ? undefined : lines[firstKeptEntryIndex];
  const id = line === undefined ? firstKeptEntryId : idOfLine(line);
  // Nothing before the compaction goes by that name: nothing was kept.
  return starts.get(id ?? "") ?? [...starts.values()].at(-1) ?? 0;
}

function idOfLine(line: Line): string {
  return `line ${line.number}`;
}
