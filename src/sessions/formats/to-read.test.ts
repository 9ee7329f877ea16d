import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeHtml } from "./html/write.ts";
import { writeMarkdown } from "./markdown/write.ts";
import { assistant, PIXEL, result, transcriptOf, transcripts, user } from "./transcript.fixture.ts";

const call = (id: string) => ({ type: "tool-call", id, name: "exec", input: { command: "ls" } }) as const;

describe("an HTML page", () => {
  test("shows each call with its own result, also when ids are used again", () => {
    const html = writeHtml(
      transcriptOf([
        user("go"),
        assistant([call("1")]),
        result("1", "first result"),
        assistant([call("1")]),
        result("1", "second result"),
        result("lost", "a result without a call"),
      ]),
    );
    const parts = html.split("<details").slice(1);
    expect(parts).toHaveLength(3);
    for (const [index, text] of ["first result", "second result", "a result without"].entries())
      expect(parts[index]).toContain(text);
  });

  test("has images inline, and none but pictures", () => {
    const image = (mimeType: string) => ({ type: "image", mimeType, data: PIXEL }) as const;
    const content = [image("image/png"), image('image/svg+xml" onload="x')];
    const html = writeHtml(transcriptOf([{ type: "user", runId: null, message: { role: "user", content } }]));
    expect(html.match(/<img /g)).toHaveLength(1);
    expect(html).toContain(`src="data:image/png;base64,${PIXEL}"`);
    expect(html).not.toContain('onload="');
  });

  test("of any transcript loads and runs nothing", () => {
    const nasty = fc.constantFrom(
      "<script>x</script>",
      '"><img src=x onerror=y>',
      "![a](https://x.example/y)",
      "[a](javascript:x)",
      "<style>@import 'https://x.example'</style>",
      "[a]: https://x.example\n![a]",
    );
    fc.assert(
      fc.property(transcripts, nasty, (transcript, text) => {
        const hostile = transcriptOf(
          [...transcript.entries, user(text), assistant(text), result("x", text)],
          {
            title: text,
          },
        );
        const html = writeHtml(hostile);
        expect(html).not.toMatch(
          /<script|<img(?! alt="image" src="data:image\/)|href="javascript|<link|<iframe/i,
        );
        expect(html.match(/<style>/g)).toHaveLength(1);
      }),
    );
  });
});

test("in markdown, nothing in a result closes its fence", () => {
  const text = "```\nnot code\n````\n# not a heading";
  const markdown = writeMarkdown(transcriptOf([user("go"), assistant([call("1")]), result("1", text)]));
  expect(markdown).toContain(`\`\`\`\`\`\n${text}\n\`\`\`\`\``);
});
