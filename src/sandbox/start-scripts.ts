/** The scripts and arguments by which a command gets into its sandbox. */
import { INNER_PORT } from "./network.ts";

/** A socket file and the filter, as the sandbox shows them to the script that starts the command. */
export const INNER_SOCKET = "/run/tandem/proxy";
export const INNER_FILTER = "/run/tandem/filter";
/**
 * Opens the file of bubblewrap's arguments (`$1`), removes it, and starts the rest: the command's variables are among these arguments, and
 * neither the programs outside nor a list of processes may have them. `$0` is the system call filter, read from descriptor 3.
 */
export const START = 'exec 5<"$1" && rm -f -- "$1" && shift && exec "$@" 3<"$0"';
/** The same for a sandbox in a sandbox: `$2` are the arguments of the inner one. */
export const START_BOTH = 'exec 5<"$1" 6<"$2" && rm -f -- "$1" "$2" && shift 2 && exec "$@" 3<"$0"';
/** Waits until socat listens (a socket in state 0A), then continues under the filter, which would forbid socat its work. */
export const WITH_NETWORK = `socat=$1; bwrap=$2; shift 2
"$socat" TCP-LISTEN:${INNER_PORT},bind=127.0.0.1,fork,reuseaddr UNIX-CONNECT:${INNER_SOCKET} </dev/null >/dev/null 2>&1 6<&- &
until grep -q ':0*${INNER_PORT.toString(16).toUpperCase()} .* 0A ' /proc/net/tcp; do kill -0 $! || exit 125; done
exec "$bwrap" --args 6 --seccomp 3 -- "$@" 3<${INNER_FILTER}`;

/** What a shell that starts bubblewrap may have put into the environment on its own. */
const SHELL_VARIABLES = ["PWD", "OLDPWD", "SHLVL", "_"];

/** The command's whole environment, set where it is confined already. */
export function variableArguments(env: Readonly<Record<string, string>>): string[] {
  const named = Object.entries(env).filter(([name]) => name !== "" && !/[=\0]/.test(name));
  return [
    ...SHELL_VARIABLES.filter((name) => !Object.hasOwn(env, name)).flatMap((name) => ["--unsetenv", name]),
    ...named.flatMap(([name, value]) => ["--setenv", name, value.split("\0", 1)[0]!]),
  ];
}
