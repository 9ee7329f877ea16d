/** A workspace that holds programs of hooks and servers, as people keep them there, and the configuration that names them. */
import { chmod, link, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { ConfigInput } from "../../src/config/schema.ts";
import { put } from "../escape/trap.ts";

/** Where things are, for attempts that name them in braces. */
export interface DenPlaces {
  readonly workspace: string;
  /** Beside the workspace. A file in it whose name begins with `ran-` was left by code that should not have run. */
  readonly outside: string;
}

/** Puts the places instead of `{workspace}` and `{outside}`, in every text of a value. */
export function fill<T>(value: T, places: DenPlaces): T {
  // `${workspace}` is the configuration's own.
  const text = JSON.stringify(value).replaceAll(/(?<!\$)\{workspace\}/g, places.workspace);
  return JSON.parse(text.replaceAll("{outside}", places.outside));
}

/** Files that Tandem runs or takes settings from. The missing ones are named by hooks and not there. */
export const OWN = {
  guard: ".claude/hooks/guard.sh",
  library: ".claude/hooks/lib/common.sh",
  check: "tools/check.py",
  bare: "bare.sh",
  server: "server/main.mjs",
  extension: "extensions/noted.mjs",
  settings: ".claude/settings.json",
  mcp: ".mcp.json",
  config: "tandem.json",
  git: ".git/config",
} as const;
export const MISSING = ["later/made.sh", "extensions/helper.mjs", ".claude/hooks/json.py"] as const;

/** Names of the hooks' and the server's programs in its log, once they ran as they are. */
export const LEGITIMATE = ["guard", "check", "bare", "server", "extension"] as const;

const SERVER = `
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";
appendFileSync("{outside}/log", "server\\n");
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params = {} } = JSON.parse(line);
  if (id === undefined) return;
  const result = {
    initialize: () => ({ protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "own", version: "1" } }),
    "tools/list": () => ({ tools: [{ name: "look", inputSchema: { type: "object" } }] }),
  }[method]?.() ?? {};
  send({ id, result });
});
`;

/** Writes the files; `config` names them. */
export async function buildDen(places: DenPlaces): Promise<Partial<ConfigInput>> {
  const at = (path: string) => join(places.workspace, path);
  const log = (name: string) => `#!/bin/sh\necho ${name} >> {outside}/log\n`;
  const files: Readonly<Record<string, string>> = {
    [OWN.guard]: `${log("guard")}. "$(dirname "$0")/lib/common.sh"
exit 0
`,
    [OWN.library]: "# nothing\n",
    [OWN.check]: `import os, json\nopen("{outside}/log", "a").write("check\\n")\n`,
    [OWN.bare]: log("bare"),
    [OWN.server]: SERVER,
    [OWN.extension]: `import { appendFileSync } from "node:fs";\nappendFileSync("{outside}/log", "extension\\n");\nexport default () => {};\n`,
    [OWN.settings]: "{}\n",
    [OWN.mcp]: '{ "mcpServers": {} }\n',
    [OWN.config]: "{}\n",
    [OWN.git]: "[core]\n\trepositoryformatversion = 0\n",
    ".git/HEAD": "ref: refs/heads/main\n",
    ".git/objects/.keep": "",
    ".git/refs/.keep": "",
    ".git/hooks/.keep": "",
    "evil.sh": "#!/bin/sh\ntouch {outside}/ran-evil\n",
    "free.txt": "free\n",
    "archive/.claude/hooks/guard.sh": "#!/bin/sh\ntouch {outside}/ran-archive\n",
  };
  for (const [path, text] of Object.entries(files)) await put(at(path), fill(text, places));
  for (const path of [OWN.guard, OWN.bare, "evil.sh", "archive/.claude/hooks/guard.sh"])
    await chmod(at(path), 0o755);
  await link(at(OWN.guard), at("second-name.sh"));
  await link(at(OWN.library), at("third-name.sh"));
  await symlink(OWN.guard, at("link-to-guard"));
  await symlink(".claude", at("link-to-folder"));
  const hook = (command: string) => [{ hooks: [{ command }] }];
  return {
    hooks: {
      PreToolUse: hook("$CLAUDE_PROJECT_DIR/.claude/hooks/guard.sh"),
      PostToolUse: [...hook("python3 tools/check.py"), ...hook("./bare.sh")],
      Stop: hook("sh later/made.sh 2>/dev/null || true"),
    },
    mcpServers: { own: { command: process.execPath, args: [at(OWN.server)] } },
    extensions: [at(OWN.extension)],
    readOnly: [at(OWN.config)],
  };
}

/** The content of everything that must stay as it is; of what is missing `null`. */
export async function contents({ workspace }: DenPlaces): Promise<Readonly<Record<string, string | null>>> {
  const paths = [...Object.values(OWN), ...MISSING];
  const texts = await Promise.all(
    paths.map((path) => readFile(join(workspace, path), "utf8").catch(() => null)),
  );
  return Object.fromEntries(paths.map((path, index) => [path, texts[index]!]));
}
