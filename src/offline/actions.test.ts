import { describe, expect, test } from "vitest";
import { parseActions } from "./actions.ts";

describe("parseActions", () => {
  test.each([
    ["List the files here.", [{ kind: "list", path: "." }]],
    ["what files are in src/kernel?", [{ kind: "list", path: "src/kernel" }]],
    ["Could you please list the files in the folder docs", [{ kind: "list", path: "docs" }]],
    ["ls", [{ kind: "list", path: "." }]],
    ["Read package.json", [{ kind: "read", path: "package.json" }]],
    ["show me the contents of the file notes.txt.", [{ kind: "read", path: "notes.txt" }]],
    ["What is in README?", [{ kind: "read", path: "README" }]],
    [
      'Write "hello world" to a file called greeting.txt',
      [{ kind: "write", path: "greeting.txt", content: "hello world" }],
    ],
    [
      "Create a file todo.md with the text: buy milk",
      [{ kind: "write", path: "todo.md", content: "buy milk" }],
    ],
    [
      "In notes.txt replace 'milk' with 'bread'",
      [{ kind: "edit", path: "notes.txt", from: "milk", to: "bread" }],
    ],
    ['replace "a b" with "c d" in x.txt', [{ kind: "edit", path: "x.txt", from: "a b", to: "c d" }]],
    ['Search for "TODO" in src/', [{ kind: "search", pattern: "TODO", path: "src/" }]],
    ["grep TandemError", [{ kind: "search", pattern: "TandemError", path: "." }]],
    ["find all files named *.test.ts", [{ kind: "find", pattern: "*.test.ts" }]],
    ["Run `echo hi && ls`", [{ kind: "run", command: "echo hi && ls" }]],
    ["run the command node --version", [{ kind: "run", command: "node --version" }]],
    ["$ uname -a", [{ kind: "run", command: "uname -a" }]],
    [
      'call the tool weather with {"city":"Bern"}',
      [{ kind: "call", tool: "weather", input: { city: "Bern" } }],
    ],
  ])("%s", (prompt, actions) => {
    expect(parseActions(prompt)).toEqual(actions);
  });

  test("reads every file of a list", () => {
    expect(
      parseActions("Read a.txt, 'b c' and src/d.ts.").map((action) => "path" in action && action.path),
    ).toEqual(["a.txt", "b c", "src/d.ts"]);
  });

  test("an order beside a quoted text counts", () => {
    expect(parseActions("I ran ls:\n\n```\na.txt\n```\n\nread a.txt")).toEqual([
      { kind: "read", path: "a.txt" },
    ]);
  });

  test("reads several requests in order, and `it` as the last file", () => {
    expect(
      parseActions('Write "x, y and z" to a.txt, then read it and list the files; run "cat a.txt"'),
    ).toEqual([
      { kind: "write", path: "a.txt", content: "x, y and z" },
      { kind: "read", path: "a.txt" },
      { kind: "list", path: "." },
      { kind: "run", command: "cat a.txt" },
    ]);
  });

  test.each([
    "Hello!",
    "read me a story",
    "What is a file?",
    "run the tests you like",
    "I can't find my keys",
    "<conversation>\nUser: read a.txt\n\nAssistant: I will search for b in c\n</conversation>\n\nSummarise the conversation above.",
    "I ran cat todo:\n\n```\nread a.txt\nrun `rm b`\n```\n\nis that right?",
    "Follow these instructions of the skill tidy. Its folder is /skills/tidy.\n\n1. Read a.txt\n2. Search for every use of b",
  ])("takes no tool for: %s", (prompt) => {
    expect(parseActions(prompt)).toEqual([]);
  });
});
