/** The sandbox of macOS, with the profile that the sandbox runtime makes. */
import { homedir } from "node:os";
import { blockedGlobs } from "../safety/blocked.ts";
import type { Layout } from "./bubblewrap.ts";

/** A shell command line that runs `argv` confined. `port`: of the proxy on 127.0.0.1, or `null` for no network. */
export async function seatbeltCommand(
  argv: readonly string[],
  layout: Pick<Layout, "readable" | "writable" | "own" | "hidden" | "guarded">,
  port: number | null,
): Promise<string> {
  const { wrapCommandWithSandboxMacOS } = await import(
    "@anthropic-ai/sandbox-runtime/dist/sandbox/macos-sandbox-utils.js"
  );
  const writable = [...layout.writable, ...layout.own.map(({ source }) => source)];
  const blocked = [
    ...layout.hidden.map(({ path }) => path),
    ...writable.flatMap((folder) => blockedGlobs().map((glob) => `${folder}/${glob}`)),
  ];
  return wrapCommandWithSandboxMacOS({
    command: argv.map(quoted).join(" "),
    binShell: "/bin/sh",
    needsNetworkRestriction: true,
    ...(port === null ? {} : { httpProxyPort: port }),
    readConfig: {
      denyOnly: [homedir(), "/Users", "/Volumes", "/private/tmp", "/private/var/folders", ...blocked],
      allowWithinDeny: [...writable, ...layout.readable],
    },
    writeConfig: {
      allowOnly: writable,
      denyWithinAllow: [...blocked, ...layout.guarded.map(({ path }) => path)],
    },
  });
}

function quoted(argument: string): string {
  return `'${argument.replaceAll("'", `'\\''`)}'`;
}
