import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { PasteAsOneLine } from "./paste.ts";

async function read(...chunks: readonly (string | Buffer)[]): Promise<{ text: string; written: string }> {
  const stdin = new PassThrough();
  const output = new PassThrough();
  const input = new PasteAsOneLine(stdin, output);
  const { stop } = input.start();
  let text = Buffer.alloc(0);
  input.on("data", (chunk: Buffer) => {
    text = Buffer.concat([text, chunk]);
  });
  for (const chunk of chunks) {
    stdin.write(chunk);
    await new Promise((done) => setImmediate(done));
  }
  stop();
  return { text: text.toString("utf8"), written: String(output.read()) };
}

test.each([
  ["typed keys and Enter", ["abc\r"], "abc\r"],
  ["Escape alone", ["\u001b"], "\u001b"],
  ["an arrow key", ["\u001b[A"], "\u001b[A"],
  ["a pasted line", ["\u001b[200~abc\u001b[201~"], "abc"],
  ["pasted lines", ["\u001b[200~a\r\nb\nc\r\u001b[201~\r"], "a b c \r"],
  ["signs in pieces", ["\u001b[20", "0~a\rb\u001b", "[201~c\r"], "a bc\r"],
  ["characters of several bytes", [Buffer.from("\u001b[200~„\rä\u001b[201~é")], "„ äé"],
])("%s", async (_name, chunks, expected) => {
  expect((await read(...chunks)).text).toBe(expected);
});

test("asks the terminal to mark what is pasted, and takes that back", async () => {
  expect((await read("x")).written).toBe("\u001b[?2004h\u001b[?2004l");
});
