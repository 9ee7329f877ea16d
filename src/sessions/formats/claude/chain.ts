/** Finds the conversation in a session file of Claude Code: lines form a tree, and work on several calls at once makes it fork. */
import { isObject, type JsonObject, type Line } from "../lines.ts";
import { boundaryLine } from "./schema.ts";

/** Lines of the current conversation, in the order of the file. Lines without an id of their own are not looked at. */
export function conversationIn(lines: readonly Line[]): Set<Line> {
  const nodes = lines.filter(({ value }) => typeof value.uuid === "string" && value.isSidechain !== true);
  const chain = chainFrom(nodes);
  addForks(nodes, chain);
  return chain;
}

/** From the last message back to the first. Where a parent was lost, the line before it takes its place. */
function chainFrom(nodes: readonly Line[]): Set<Line> {
  const index = new Map(nodes.map(({ value }, at) => [value.uuid, at]));
  const chain = new Set<Line>();
  let at = nodes.findLastIndex(({ value }) => value.type === "user" || value.type === "assistant");
  while (at >= 0) {
    const node = nodes[at] as Line;
    if (chain.has(node)) break;
    chain.add(node);
    const parent = node.value.parentUuid ?? node.value.logicalParentUuid ?? null;
    if (parent === null) break;
    at = index.get(parent) ?? at - 1;
  }
  return chain;
}

/**
 * Blocks of one message are on lines of their own, and the results of calls made at once follow each its own: all of them belong to
 * the conversation. So does a summary whose kept messages lead past it.
 */
function addForks(nodes: readonly Line[], chain: Set<Line>): void {
  const messages = new Set<unknown>();
  const uuids = new Set<unknown>();
  for (const { value } of chain) {
    uuids.add(value.uuid);
    if (value.type === "assistant") messages.add(messageOf(value).id);
  }
  messages.delete(undefined);
  const calls = new Set<unknown>();
  for (const node of nodes) {
    const { value } = node;
    const message = messageOf(value);
    if (value.type === "assistant" && (chain.has(node) || messages.has(message.id))) {
      chain.add(node);
      for (const block of blocksOf(message)) if (block.type === "tool_use") calls.add(block.id);
    } else if (value.type === "user") {
      const results = blocksOf(message).filter((block) => block.type === "tool_result");
      const ours = results.length > 0 && results.every((block) => calls.has(block.tool_use_id));
      if (ours || (value.isCompactSummary === true && uuids.has(value.parentUuid))) chain.add(node);
    } else if (uuids.has(boundaryLine.safeParse(value).data?.logicalParentUuid)) {
      chain.add(node);
      uuids.add(value.uuid);
    }
  }
}

function messageOf(value: JsonObject): JsonObject {
  return isObject(value.message) ? value.message : {};
}

function blocksOf(message: JsonObject): JsonObject[] {
  return Array.isArray(message.content) ? message.content.filter(isObject) : [];
}
