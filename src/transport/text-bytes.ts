/** How much a delta shows, without parsing it. */
import type { ApiKind } from "../routing/model.ts";

const KEYS: Readonly<Record<ApiKind, readonly Buffer[]>> = {
  "anthropic-messages": keys("text", "thinking", "partial_json"),
  "openai-responses": keys("delta"),
  "openai-completions": keys("content", "reasoning_content", "reasoning", "arguments"),
};
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Bytes of text, reasoning or tool input in the JSON of one content event, escapes included. */
export function textBytes(api: ApiKind, json: Buffer): number {
  let bytes = 0;
  for (const key of KEYS[api]) {
    const at = json.indexOf(key);
    if (at === -1) continue;
    const start = at + key.length;
    bytes += endOfString(json, start) - start;
  }
  return bytes;
}

function endOfString(json: Buffer, start: number): number {
  for (let at = start; ; at += 1) {
    at = json.indexOf(QUOTE, at);
    if (at === -1) return json.length;
    let slashes = 0;
    while (json[at - 1 - slashes] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
}

function keys(...names: readonly string[]): readonly Buffer[] {
  return names.map((name) => Buffer.from(`"${name}":"`));
}
