/** Whether commands can be confined here. */
import type { SandboxConfig } from "../sandbox/config.ts";
import { type ProgramSearch, sandboxPrograms } from "../sandbox/programs.ts";
import type { DoctorCheck } from "../tandem.ts";

/** Starts an empty sandbox. */
export async function checkSandbox(
  config: SandboxConfig,
  search: Pick<ProgramSearch, "path" | "foreign">,
): Promise<DoctorCheck[]> {
  const id = "sandbox.bubblewrap";
  if (config.mode === "unsafe-off") {
    const summary = 'Commands run without confinement (sandbox.mode is "unsafe-off").';
    return [{ id, status: "warn", summary, remedy: "Take sandbox.mode out of the configuration." }];
  }
  const found = await sandboxPrograms({ ...search, chosen: config.bubblewrap });
  if ("reason" in found) {
    const summary = `Commands cannot be confined and are refused: ${found.reason}`;
    return [{ id, status: "fail", summary, remedy: found.remedy }];
  }
  const program: DoctorCheck = { id, status: "ok", summary: `commands are confined by ${found.bubblewrap}` };
  const allow = config.network.allow;
  if (allow.length === 0 || found.socat !== null || process.platform !== "linux") return [program];
  return [
    program,
    {
      id: "sandbox.socat",
      status: "fail",
      summary: `Commands cannot reach ${allow.join(", ")}: socat was not found.`,
      remedy: "Install it, on Debian: apt-get install socat",
    },
  ];
}
