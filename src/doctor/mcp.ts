/** MCP servers that do not start, or of which not everything can be used. */
import type { Mcp } from "../mcp/mcp.ts";
import type { McpServerStatus } from "../mcp/status.ts";
import type { DoctorCheck } from "../tandem.ts";

/** One check for each server. Starts those on this machine that run nothing of the workspace, as a turn would; asks none elsewhere. */
export async function checkMcp(mcp: Pick<Mcp, "status" | "check">): Promise<DoctorCheck[]> {
  return Promise.all(
    mcp.status().map(async (server) => {
      if (server.state === "disabled") return checkOf(server);
      if (server.runsWorkspace !== null && server.state === "idle") return unasked(server);
      return isHere(server) ? checkOf((await mcp.check(server.name))[0]!) : elsewhere(server);
    }),
  );
}

function checkOf(server: McpServerStatus): DoctorCheck {
  const id = `mcp.${server.name}`;
  const remedy = `tandem mcp test ${server.name}`;
  const ignored =
    server.ignoredKeys.length === 0 ? "" : `; ${server.ignoredKeys.join(", ")} has no effect here`;
  if (server.state === "disabled") return { id, status: "info", summary: `switched off${ignored}` };
  if (server.state !== "ready")
    return {
      id,
      status: "fail",
      summary: `not ready: ${server.lastError ?? server.state}${ignored}`,
      remedy,
    };
  const summary = `${server.version}, ${server.tools.length} tools${ignored}`;
  if (server.skipped.length === 0) return { id, status: "ok", summary };
  const left = server.skipped.map(({ tool, reason }) => `${tool} (${reason})`).join(", ");
  return {
    id,
    status: "warn",
    summary: `${summary}; left out: ${left}`,
    remedy: `tandem mcp tools ${server.name}`,
  };
}

function elsewhere({ name, target }: McpServerStatus): DoctorCheck {
  const summary = `${target} was not asked: it is not on this machine`;
  return { id: `mcp.${name}`, status: "info", summary, remedy: `tandem mcp test ${name}` };
}

function unasked({ name, runsWorkspace }: McpServerStatus): DoctorCheck {
  const summary = `was not started: ${runsWorkspace}, so it runs what the workspace holds`;
  return {
    id: `mcp.${name}`,
    status: "info",
    summary,
    remedy: `tandem mcp test ${name} starts it, and so does a turn`,
  };
}

function isHere({ transport, target }: McpServerStatus): boolean {
  if (transport !== "http" && transport !== "sse") return true;
  const host = URL.canParse(target) ? new URL(target).hostname : "";
  return host === "localhost" || host === "[::1]" || /^127\./.test(host);
}
