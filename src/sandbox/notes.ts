/** Says in words what the sandbox refused a command: the system itself only says "Permission denied". */
import { basename, join } from "node:path";
import { blockedName } from "../safety/blocked.ts";
import { isWithin } from "../safety/scope.ts";
import type { CommandView } from "./sandbox.ts";

const MAX_NAMED = 5;
const NO_FILE =
  /No such file|cannot access|not found|Permission denied|ENOENT|EACCES|does not exist|can't cd/i;
const NO_NETWORK =
  /Could not resolve|name resolution|Network is unreachable|network unreachable|getaddrinfo|EAI_AGAIN|ENETUNREACH|ENOTFOUND|Connection refused|ECONNREFUSED|Failed to connect/i;

/** One sentence for each kind of refusal that a command ran into, as far as its text and output show. */
export function refusals(view: CommandView, command: string, output: string, home: string): string[] {
  return [
    hidden(view, command, output),
    outside(view, command, output, home),
    guarded(view, command, output) ?? readOnly(output),
    network(view, output),
    calls(output),
  ].filter((note) => note !== null);
}

function hidden({ hidden: paths }: CommandView, command: string, output: string): string | null {
  const denied = /Permission denied|EACCES|busy|EBUSY|cross-device|EXDEV/i.test(output);
  const met = paths.filter((path) => {
    const name = path.startsWith("/etc/") || path.startsWith("/proc/") ? path : basename(path);
    return command.includes(name) || (denied && output.includes(name));
  });
  if (met.length === 0) return null;
  const names = list(met.map((path) => basename(path)));
  return `${names} may hold secrets and is never read, written or moved; no setting opens it.`;
}

function outside({ visible }: CommandView, command: string, output: string, home: string): string | null {
  if (!NO_FILE.test(output)) return null;
  const named = [...command.matchAll(/(?<![\w.~/-])(~?\/[\w.@+-][\w./@+-]*)/g)].map(([, path]) =>
    path!.startsWith("~") ? join(home, path!.slice(1)) : path!,
  );
  const beyond = named.filter(
    (path) =>
      blockedName(path) !== null ||
      !(
        isWithin(path, "/dev") ||
        isWithin(path, "/tmp") ||
        visible.some((folder) => isWithin(path, folder) && folder !== home)
      ),
  );
  if (beyond.length === 0) return null;
  return `${list(beyond)}: commands see the system's programs, the workspace and the folders added to the turn, nothing else.`;
}

function guarded({ guarded: paths }: CommandView, command: string, output: string): string | null {
  if (!/Read-only file system|EROFS|busy|EBUSY|cross-device|EXDEV|Permission denied|EACCES/i.test(output))
    return null;
  const met = paths.filter(({ path }) => `${command}\n${output}`.includes(basename(path)));
  if (met.length === 0) return null;
  const names = met.map(({ path, why }) => `${path} (${why})`);
  return `${list(names)} is read-only to tools.`;
}

function readOnly(output: string): string | null {
  if (!/Read-only file system|EROFS/.test(output)) return null;
  return "Only the workspace, the folders added to the turn, /tmp and the home folder of commands can be written.";
}

function network({ network: allow, refused }: CommandView, output: string): string | null {
  const hosts = refused();
  const reach =
    allow.length === 0
      ? "Commands have no network."
      : `Commands may reach ${allow.join(", ")} over HTTP only.`;
  if (hosts.length > 0) return `${list(hosts)} was refused. ${reach}`;
  return NO_NETWORK.test(output) ? reach : null;
}

function calls(output: string): string | null {
  if (!/Operation not permitted|EPERM/.test(output)) return null;
  return "Namespaces, mounts, and sockets other than IP are refused.";
}

function list(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, MAX_NAMED).join(", ");
  return unique.length > MAX_NAMED ? `${shown} and ${unique.length - MAX_NAMED} more` : shown;
}
