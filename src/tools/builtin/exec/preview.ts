/** What a command will be able to do, for the person who is asked. */
import type { CommandPreview, Confinement } from "../../../permissions/preview.ts";
import type { SandboxHost } from "../../../sandbox/host.ts";
import type { ToolContext } from "../../tool.ts";

type Command = Pick<CommandPreview, "command" | "background" | "timeoutMs">;

/** Of a command in the workspace. */
export async function previewCommand(
  sandbox: SandboxHost,
  command: Command,
  context: ToolContext,
): Promise<CommandPreview> {
  const confinement = confinementOf(sandbox, context);
  const problem = confinement.kind === "sandbox" ? await whyNot(sandbox) : null;
  return {
    kind: "command",
    ...command,
    cwd: context.workspaceDir,
    env: Object.keys({ ...context.turn?.request.env, ...context.turn?.request.execOverrides?.env }).sort(),
    confinement,
    ...(problem === null ? {} : { problem }),
  };
}

/** Why nothing can be confined here; `null`: it can. */
async function whyNot(sandbox: SandboxHost): Promise<string | null> {
  const programs = await (await sandbox.open()).check();
  return "reason" in programs ? `Commands cannot be confined here. ${programs.reason}` : null;
}

function confinementOf({ config }: SandboxHost, context: ToolContext): Confinement {
  const request = context.turn?.request;
  if (request?.bashElevated === true) return { kind: "none", why: "elevated" };
  if (config.mode === "unsafe-off") return { kind: "none", why: "config" };
  return {
    kind: "sandbox",
    writable: [context.workspaceDir, ...context.additionalDirectories],
    network: request?.execOverrides?.network ?? config.network.allow,
  };
}
