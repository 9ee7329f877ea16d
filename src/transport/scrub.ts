/**
 * Takes the string with which Anthropic tests refusals out of a request's body: anyone who could put it into a file or a message could
 * otherwise stop any conversation that reads it. Done on the wire, so that nothing an engine sends can carry it; what is stored stays.
 */
const MARK = "ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL";
const WHOLE = /ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL(?:_[0-9A-Fa-f]+)?/g;
const REPLACEMENT = "ANTHROPIC MAGIC STRING TRIGGER REFUSAL (redacted)";

/** The same object when the string is not in it. The body is JSON; the string and what replaces it need no escapes. */
export function scrubBody(body: string | Uint8Array): string | Uint8Array {
  if (typeof body === "string") return body.includes(MARK) ? body.replace(WHOLE, REPLACEMENT) : body;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return bytes.includes(MARK) ? bytes.toString("utf8").replace(WHOLE, REPLACEMENT) : body;
}
