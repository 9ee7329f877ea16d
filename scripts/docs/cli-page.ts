/** `docs/reference/cli.md`: what `--help` says, of every command. */
import type { Command } from "commander";
import { createProgram, runCli } from "../../src/surfaces/cli/cli.ts";
import { testIo } from "../../src/surfaces/cli/test-io.ts";
import { GENERATED } from "./markdown.ts";

export async function cliPage(): Promise<string> {
  const program = await createProgram({ io: testIo(), exitCode: 0 });
  const sections = await Promise.all(
    commandsBelow(program, []).map(async (path) => {
      const title = ["tandem", ...path].join(" ");
      return `## ${title}\n\n\`\`\`text\n${(await helpOf(path)).trim()}\n\`\`\`\n`;
    }),
  );
  return `# Command line

${GENERATED}

In a clone, write \`npm start -- …\` instead of \`tandem …\`.

${sections.join("\n")}`;
}

function commandsBelow(command: Command, path: readonly string[]): string[][] {
  const below = command
    .createHelp()
    .visibleCommands(command)
    .flatMap((child) => commandsBelow(child, [...path, child.name()]));
  return [[...path], ...below];
}

async function helpOf(path: readonly string[]): Promise<string> {
  const io = testIo();
  await runCli([...path, "--help"], io);
  return io.out();
}
