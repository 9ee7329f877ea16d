/** `tandem doctor`: what is in order, and what to do about the rest. */
import type { Command } from "commander";
import type { DoctorCheck } from "../../../tandem.ts";
import type { Cli } from "../cli.ts";
import { EXIT } from "../exit-codes.ts";
import { type CliIo, json, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { type Style, styleFor } from "../render/style.ts";

const EXAMPLES = `
Examples:
  tandem doctor
  tandem doctor --json

Credentials are named, never shown. The exit code is 3 if something needs fixing.`;

export function defineDoctor(program: Command, cli: Cli): void {
  const { io } = cli;
  program
    .command("doctor")
    .description("check engines, credentials, store and sandbox, and suggest fixes")
    .option("-c, --config <file>", "config file")
    .option("--json", "JSON output")
    .addHelpText("after", EXAMPLES)
    .action((options: CommonOptions) =>
      withTandem(io, options, async (tandem) => {
        const checks = await tandem.doctor();
        if (options.json) json(io.stdout, checks);
        else printChecks(io, checks);
        if (checks.some((check) => check.status === "fail")) cli.exitCode = EXIT.environment;
      }),
    );
}

function printChecks(io: CliIo, checks: readonly DoctorCheck[]): void {
  const style = styleFor(io.stdout, io.env);
  const width = Math.max(...checks.map((check) => check.id.length));
  for (const check of checks) {
    line(io.stdout, `${signOf(check.status, style)}  ${check.id.padEnd(width)}  ${check.summary}`);
    if (check.remedy !== undefined) line(io.stdout, style.dim(`${" ".repeat(width + 8)}${check.remedy}`));
  }
}

function signOf(status: DoctorCheck["status"], style: Style): string {
  const paint = { ok: style.green, warn: style.yellow, fail: style.red, info: style.dim }[status];
  return paint(status.padEnd(4));
}
