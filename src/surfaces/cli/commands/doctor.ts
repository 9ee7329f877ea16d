/** `tandem doctor`: what is in order, and what to do about the rest. */
import type { Command } from "commander";
import { TandemError } from "../../../kernel/errors.ts";
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
    .action(async (options: CommonOptions) => {
      const checks = await checksOf(io, options);
      if (options.json) json(io.stdout, checks);
      else printChecks(io, checks);
      if (checks.some((check) => check.status === "fail")) cli.exitCode = EXIT.environment;
    });
}

/** A configuration that cannot be used is a finding like any other; the rest is then checked as if there were none. */
async function checksOf(io: CliIo, options: CommonOptions): Promise<readonly DoctorCheck[]> {
  try {
    return await withTandem(io, options, (tandem) => tandem.doctor());
  } catch (error) {
    const { code, field, message, remediation } = TandemError.from(error);
    if (code !== "invalid_config") throw error;
    const place = field === undefined ? "" : ` (${field})`;
    const config: DoctorCheck = {
      id: "config",
      status: "fail",
      summary: `${message}${place}`,
      remedy: remediation,
    };
    return [config, ...(await withTandem(io, options, (tandem) => tandem.doctor(), { defaultsOnly: true }))];
  }
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
