/** `tandem parity`: holds every engine to the requirements, by running them. */
import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { TandemError } from "../../../kernel/errors.ts";
import type { Cli } from "../cli.ts";
import { EXIT } from "../exit-codes.ts";
import { json, line } from "../io.ts";
import { parseCount } from "../options.ts";
import { styleFor } from "../render/style.ts";

interface ParityCommandOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly faults?: boolean;
  readonly filter?: string;
  readonly output?: string;
  readonly retries?: number;
}

const EXAMPLES = `
Examples:
  tandem parity
  tandem parity --filter TURN-06
  tandem parity --json > parity.json
  tandem parity --faults --filter "429, on pi"

Everything runs on this machine against a model server on the loopback interface; no key is needed. The exit code is 1
when a cell fails.`;

export function defineParity(program: Command, cli: Cli): void {
  const { io } = cli;
  program
    .command("parity")
    .description("run the parity suite on every engine and print the matrix")
    .option("--filter <text>", "only ids and scenarios that contain this")
    .option("--faults", "only the fault matrix: every failure of a provider on every engine and API")
    .option("--json", "the report as JSON")
    .option("--markdown", "the report as Markdown")
    .option("--output <file>", "also write the JSON report to this file")
    .option(
      "--retries <n>",
      "rerun failed scenarios on their own, this many times; report those that pass then",
      parseCount,
    )
    .addHelpText("after", EXAMPLES)
    .action(async (options: ParityCommandOptions) => {
      if (options.faults) return runFaults(options, cli);
      const [{ runParity }, { printMatrix, printProgress }, { parityMarkdown }] = await ofSuite(
        Promise.all([
          import("../../../../parity/run.ts"),
          import("../../../../parity/print.ts"),
          import("../../../../parity/markdown.ts"),
        ]),
      );
      const style = styleFor(io.stderr, io.env);
      const report = await runParity({
        ...(options.filter === undefined ? {} : { filter: options.filter }),
        ...(options.retries === undefined ? {} : { retries: options.retries }),
        onProgress: (progress) => line(io.stderr, printProgress(progress, { color: style.enabled })),
      });
      if (report.scenarios.length === 0 && report.cells.length === 0) {
        throw new TandemError({
          code: "validation_failed",
          field: "filter",
          message: `No requirement and no scenario contains "${options.filter}".`,
          remediation: "`tandem parity` without a filter lists them all.",
        });
      }
      if (options.output !== undefined) writeFileSync(options.output, `${JSON.stringify(report, null, 2)}\n`);
      if (options.json) json(io.stdout, report);
      else if (options.markdown) io.stdout.write(parityMarkdown(report));
      else io.stdout.write(printMatrix(report, { color: styleFor(io.stdout, io.env).enabled }));
      if (!report.summary.ok) cli.exitCode = EXIT.failed;
    });
}

/** Modules of the suite, which the repository has and the package does not. */
async function ofSuite<T>(modules: Promise<T>): Promise<T> {
  try {
    return await modules;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new TandemError({
      code: "runtime_unavailable",
      message: "The parity suite is not part of the installed package.",
      remediation: "It is part of Tandem's repository: clone it and run `npm run parity` there.",
      cause,
    });
  }
}

async function runFaults(options: ParityCommandOptions, cli: Cli): Promise<void> {
  const { io } = cli;
  const [{ runFaultMatrix }, { faultsJson, printCell, printFaults }, { faultsMarkdown }] = await ofSuite(
    Promise.all([
      import("../../../../parity/faults/run.ts"),
      import("../../../../parity/faults/print.ts"),
      import("../../../../parity/faults/markdown.ts"),
    ]),
  );
  const color = styleFor(io.stderr, io.env).enabled;
  const report = await runFaultMatrix({
    ...(options.filter === undefined ? {} : { filter: options.filter }),
    onProgress: (run, done, total) => line(io.stderr, printCell(run, done, total, { color })),
  });
  if (options.output !== undefined)
    writeFileSync(options.output, `${JSON.stringify(faultsJson(report), null, 2)}\n`);
  if (options.json) json(io.stdout, faultsJson(report));
  else if (options.markdown) io.stdout.write(faultsMarkdown(report));
  else io.stdout.write(printFaults(report, { color: styleFor(io.stdout, io.env).enabled }));
  if (!report.ok) cli.exitCode = EXIT.failed;
}
