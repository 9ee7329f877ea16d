/** Text of models, tools and providers, made harmless for a terminal. */

/**
 * Control characters but line breaks and tabs become visible signs, so that no text can move the cursor, rename the window or
 * fill the clipboard; so do the characters that turn the order of others around. May be given a text in pieces.
 */
export function printable(text: string): string {
  return text.replaceAll("\r", "").replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, sign);
}

/** The sign that Unicode has for a control character; those above 127 have none. */
function sign(control: string): string {
  const code = control.charCodeAt(0);
  if (code > 0xff) return `\\u{${code.toString(16)}}`;
  if (code === 0x7f) return "␡";
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "�";
}
