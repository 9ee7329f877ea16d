/** Code blocks of all pages: each is filled from a file that runs, run itself, or at least held to what the program accepts. */
import type { Command } from "commander";
import { expect, test } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { createProgram, withDefaultCommand } from "../../src/surfaces/cli/cli.ts";
import { testIo } from "../../src/surfaces/cli/test-io.ts";
import { type CodeBlock, codeBlocks, markdownFiles } from "./markdown-files.ts";

const PAGES = /^(README\.md|AGENTS\.md|examples\/README\.md|docs\/(?!reference\/).*\.md)$/;
const BLOCKS = markdownFiles()
  .filter(({ path }) => PAGES.test(path))
  .flatMap(codeBlocks);
const where = ({ file, line }: CodeBlock) => `${file}:${line}`;

test("TypeScript comes from a file that the compiler checks and a test runs", () => {
  const typescript = BLOCKS.filter(({ language }) => language === "ts");
  expect(typescript.length).toBeGreaterThan(10);
  expect(typescript.filter(({ mark }) => mark !== "snippet").map(where)).toEqual([]);
});

test("JSON is a configuration that the program takes, unless it is marked as an event", () => {
  const refused = BLOCKS.filter(({ language, mark }) => language === "json" && mark !== "event").flatMap(
    (block) => {
      try {
        parseConfig(JSON.parse(block.code));
        return [];
      } catch (error) {
        return [`${where(block)}: ${(error as Error).message}`];
      }
    },
  );
  expect(refused).toEqual([]);
});

test("every command shown exists and takes the options shown", async () => {
  const program = await createProgram({ io: testIo(), exitCode: 0 });
  const commands = BLOCKS.filter(({ language }) => language === "sh" || language === "console").flatMap(
    (block) => commandsOf(block).map((words) => ({ block, words })),
  );
  expect(commands.length).toBeGreaterThan(30);
  const wrong = commands.flatMap(({ block, words }) => {
    const problem = problemOf(program, words);
    return problem === null ? [] : [`${where(block)}: tandem ${words.join(" ")}: ${problem}`];
  });
  expect(wrong).toEqual([]);
});

/** The words of each `tandem …` in a block, quoted text as one word, without what follows a pipe or a comment. */
function commandsOf({ language, code }: CodeBlock): string[][] {
  return code
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => language === "sh" || line.startsWith("$ "))
    .flatMap((line) => [
      ...line.matchAll(/(?:^|[|&;(]|\$)\s*(?:tandem|npm start --) ((?:"[^"]*"|'[^']*'|[^|&;#)"'])*)/g),
    ])
    .map(([, words]) => words!.match(/(?:"[^"]*"|'[^']*'|\S)+/g) ?? []);
}

function unquoted(word: string): string {
  return word.replace(/^(["'])(.*)\1$/, "$2");
}

function problemOf(program: Command, words: readonly string[]): string | null {
  let command = program;
  let rest = [...withDefaultCommand(words.map(unquoted), testIo())];
  for (;;) {
    const next = command.commands.find(
      (child) => child.name() === rest[0] || child.aliases().includes(rest[0]!),
    );
    if (next === undefined) break;
    command = next;
    rest = rest.slice(1);
  }
  if (command === program && rest[0] !== undefined && !rest[0].startsWith("-"))
    return "there is no such command";
  // Without a command, `tandem` takes the options of the chat.
  const chat = command === program ? program.commands.filter((child) => child.name() === "chat") : [];
  const known = [command, program, ...chat]
    .flatMap(({ options }) => options)
    .flatMap(({ short, long }) => [short, long]);
  const flags = rest
    .slice(0, rest.includes("--") ? rest.indexOf("--") : undefined)
    .filter((word) => /^--?[a-z]/i.test(word));
  const unknown = flags.find((flag) => !["-h", "--help", ...known].includes(flag.split("=")[0]!));
  return unknown === undefined ? null : `${command.name()} has no ${unknown}`;
}
