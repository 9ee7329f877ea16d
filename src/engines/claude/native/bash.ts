/**
 * What a command of the native Bash tool is really run as: the binary would run it with its own environment, which holds the way to
 * the provider, and unconfined. So it is given the very command line that `exec` would start.
 */
import type { SandboxHost } from "../../../sandbox/host.ts";
import type { ToolContext } from "../../../tools/tool.ts";

export interface ConfinedCommand {
  /** For a shell of the binary. */
  readonly line: string;
  /** Call once it has ended. */
  end(): void;
}

/** Throws TandemError `sandbox_unavailable`: commands run confined, or as the configuration says explicitly. */
export async function confinedCommand(
  command: string,
  context: ToolContext,
  sandbox: SandboxHost,
): Promise<ConfinedCommand> {
  const request = context.turn?.request;
  const overrides = request?.execOverrides;
  const env = { ...context.env, ...overrides?.env };
  const argv = ["/bin/sh", "-c", command] as const;
  const host = await sandbox.open();
  if (sandbox.config.mode === "unsafe-off" || request?.bashElevated === true)
    return { line: lineOf(await host.withVariables(argv, env)), end: () => {} };
  const confined = await host.wrap({
    argv,
    cwd: context.workspaceDir,
    scope: context,
    env,
    signal: context.signal,
    ...(overrides?.network === undefined ? {} : { network: overrides.network }),
  });
  return { line: lineOf([confined.file, ...confined.args]), end: () => confined.end() };
}

/** With an empty environment: what the command is given reaches it by a file, since anybody can read a list of processes. */
function lineOf(argv: readonly string[]): string {
  return ["env", "-i", ...argv].map(quoted).join(" ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
