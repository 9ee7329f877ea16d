/**
 * Attempts to have what a workspace carries run by what Tandem starts, as data: the files that are planted, and a configuration that a
 * person may well have. `ran-…` beside the workspace means that planted code ran. Texts in braces are the den's.
 */
import type { ConfigInput } from "../../src/config/schema.ts";

/**
 * `look`: the doctor, the list of servers and the preview of a prompt, which start nothing that runs the workspace. `server`: servers are
 * started by name. `turn`: a turn calls tools and fires hooks.
 */
export type Step = "look" | "server" | "turn";

export interface StartAttempt {
  /** Unique. */
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Of the files, those that may be executed. */
  readonly programs?: readonly string[];
  readonly config?: Partial<ConfigInput>;
  /** Variables of Tandem's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is done with it: see {@link Step}; default that of its kind. */
  readonly steps?: readonly Step[];
}

const EVERYTHING: readonly Step[] = ["look", "server", "turn"];
const LEAVE_JS = `require("node:fs").writeFileSync("{outside}/ran-js", "");\n`;
const LEAVE_PY = `open("{outside}/ran-py", "w")\n`;
const LEAVE_SH = "#!/bin/sh\ntouch {outside}/ran-sh\n";
/** Nothing is downloaded: what is not found in the workspace is not found. */
const OFFLINE = {
  npm_config_offline: "true",
  npm_config_registry: "http://127.0.0.1:9/",
  npm_config_cache: "{outside}/npm-cache",
  npm_config_update_notifier: "false",
};

const server = (command: string, args: readonly string[], more: object = {}): Partial<ConfigInput> => ({
  mcpServers: { one: { command, args: [...args], startTimeoutMs: 8_000, ...more } },
});
const hook = (command: string, more: object = {}): Partial<ConfigInput> => ({
  hooks: Object.fromEntries(
    ["SessionStart", "Stop"].map((event) => [event, [{ hooks: [{ command, timeout: 20, ...more }] }]]),
  ),
});

const packageAt = (name: string): Readonly<Record<string, string>> => ({
  "package.json": JSON.stringify({ name: "x", version: "1.0.0", dependencies: { [name]: "*" } }),
  [`node_modules/${name}/package.json`]: JSON.stringify({
    name,
    version: "1.0.0",
    bin: { [name.split("/").at(-1)!]: "cli.js" },
  }),
  [`node_modules/${name}/cli.js`]: `#!/usr/bin/env node\n${LEAVE_JS}`,
  [`node_modules/.bin/${name.split("/").at(-1)}`]: `#!/usr/bin/env node\n${LEAVE_JS}`,
});
const packagePrograms = (name: string) => [
  `node_modules/${name}/cli.js`,
  `node_modules/.bin/${name.split("/").at(-1)}`,
];

/** Servers that the doctor, lists and turns start. */
const ofTurns: readonly StartAttempt[] = [
  {
    name: "npx finds the server's package in the workspace",
    files: packageAt("@modelcontextprotocol/server-filesystem"),
    programs: packagePrograms("@modelcontextprotocol/server-filesystem"),
    config: server("npx", ["-y", "@modelcontextprotocol/server-filesystem", "{workspace}"], { env: OFFLINE }),
  },
  {
    name: "python -m finds the module in the workspace",
    files: { "mcp_server.py": LEAVE_PY },
    config: server("python3", ["-m", "mcp_server"]),
  },
];

const servers: readonly StartAttempt[] = [
  {
    name: "npx finds an unscoped package in the workspace",
    files: packageAt("mcp-server"),
    programs: packagePrograms("mcp-server"),
    config: server("npx", ["mcp-server"], { env: OFFLINE }),
  },
  {
    name: "npx finds a package among workspaces",
    files: {
      "package.json": JSON.stringify({ name: "x", workspaces: ["packages/*"] }),
      "packages/s/package.json": JSON.stringify({ name: "mcp-server", version: "1.0.0", bin: "cli.js" }),
      "packages/s/cli.js": `#!/usr/bin/env node\n${LEAVE_JS}`,
      "node_modules/.bin/mcp-server": `#!/usr/bin/env node\n${LEAVE_JS}`,
    },
    programs: ["packages/s/cli.js", "node_modules/.bin/mcp-server"],
    config: server("npx", ["-y", "mcp-server"], { env: OFFLINE }),
  },
  {
    name: "npm exec finds the package in the workspace",
    files: packageAt("mcp-server"),
    programs: packagePrograms("mcp-server"),
    config: server("npm", ["exec", "-y", "--", "mcp-server"], { env: OFFLINE }),
  },
  {
    name: "npm start runs the workspace's script",
    files: { "package.json": JSON.stringify({ name: "x", scripts: { start: "touch {outside}/ran-npm" } }) },
    config: server("npm", ["start"], { env: OFFLINE }),
  },
  {
    name: ".npmrc has npm use another shell and node options",
    files: {
      ".npmrc": "script-shell={workspace}/evil.sh\nnode-options=--require {workspace}/evil.cjs\n",
      "package.json": JSON.stringify({ name: "x", scripts: { start: "true" } }),
      "evil.sh": LEAVE_SH,
      "evil.cjs": LEAVE_JS,
    },
    programs: ["evil.sh"],
    config: server("npx", ["-y", "nothing-of-this-name"], { env: OFFLINE }),
  },
  {
    name: "python -m finds the package in the workspace",
    files: { "mcp_server/__init__.py": "", "mcp_server/__main__.py": LEAVE_PY },
    config: server("python3", ["-m", "mcp_server"]),
  },
  {
    name: "python -c imports a module of the workspace",
    files: { "json.py": LEAVE_PY },
    config: server("python3", ["-c", "import json; import asyncio"]),
  },
  {
    name: "a module of the workspace shadows one that an installed server imports",
    files: { "datetime.py": LEAVE_PY, "locale.py": LEAVE_PY },
    config: server("python3", ["-m", "calendar"]),
  },
  {
    name: "node -e requires a package of the workspace",
    files: packageAt("zod"),
    config: server("node", ["-e", 'require("zod/cli.js")']),
  },
  {
    name: "node -r names a file relatively",
    files: { "setup.cjs": LEAVE_JS },
    config: server("node", ["-r", "./setup.cjs", "-e", "0"]),
  },
  {
    name: "a script is named relatively",
    files: { "server.js": LEAVE_JS },
    config: server("node", ["server.js"]),
  },
  {
    name: "a program is named relatively",
    files: { "bin/server": LEAVE_SH },
    programs: ["bin/server"],
    config: server("./bin/server", []),
  },
  {
    name: "the working folder is given relatively",
    files: { "mcp_server.py": LEAVE_PY },
    config: server("python3", ["-m", "mcp_server"], { cwd: "." }),
  },
  {
    name: "the working folder is the workspace, not said in so many words",
    files: { "mcp_server.py": LEAVE_PY },
    config: server("python3", ["-m", "mcp_server"], { cwd: "{workspace}" }),
  },
  {
    name: "make finds the workspace's Makefile",
    files: { Makefile: "serve:\n\ttouch {outside}/ran-make\n" },
    config: server("make", ["serve"]),
  },
  {
    name: "sh reads a script from the working folder",
    files: { "serve.sh": LEAVE_SH },
    config: server("sh", ["-c", ". ./serve.sh"]),
  },
  {
    name: "git runs the workspace's fsmonitor for a server",
    files: {
      ".git/HEAD": "ref: refs/heads/main\n",
      ".git/config": "[core]\n\trepositoryformatversion = 0\n\tfsmonitor = touch {outside}/ran-git\n",
      ".git/objects/x": "",
      ".git/refs/x": "",
    },
    config: server("git", ["status"]),
  },
  {
    name: "a server that asked for the workspace is started by nobody who only looks",
    files: { "mcp_server.py": LEAVE_PY },
    config: server("python3", ["-m", "mcp_server"], { cwd: "$" + "{workspace}" }),
    steps: ["look"],
  },
  {
    name: "a server's script in the workspace is started by nobody who only looks",
    files: { "server.cjs": LEAVE_JS },
    config: server("node", ["$" + "{workspace}/server.cjs"]),
    steps: ["look"],
  },
  {
    name: "what a server takes from the workspace in a shell that changes to it is started by nobody who only looks",
    files: { "mcp_server.py": LEAVE_PY },
    config: server("sh", ["-c", "cd {workspace} && python3 -m mcp_server"]),
    steps: ["look"],
  },
  {
    name: "what a server takes from the workspace in a shell that names its script is started by nobody who only looks",
    files: { "server.cjs": LEAVE_JS },
    config: server("bash", ["-c", "exec node {workspace}/server.cjs"]),
    steps: ["look"],
  },
  {
    name: "what a server takes from the workspace in a shell in a shell is started by nobody who only looks",
    files: { "serve.sh": LEAVE_SH },
    config: server("sh", ["-c", "sh -c 'sh {workspace}/serve.sh'"]),
    steps: ["look"],
  },
  {
    name: "what a server takes from the workspace by an option of make is started by nobody who only looks",
    files: { Makefile: "serve:\n\ttouch {outside}/ran-make\n" },
    config: server("make", ["-C", "{workspace}", "serve"]),
    steps: ["look"],
  },
  {
    name: "what a server takes from the workspace by an option of npm is started by nobody who only looks",
    files: { "package.json": JSON.stringify({ name: "x", scripts: { start: "touch {outside}/ran-npm" } }) },
    config: server("npm", ["start", "--prefix", "{workspace}"]),
    steps: ["look"],
  },
  {
    name: "what a server takes from the workspace by an option of env is started by nobody who only looks",
    files: { "mcp_server.py": LEAVE_PY },
    config: server("env", ["-C", "{workspace}", "python3", "-m", "mcp_server"]),
    steps: ["look"],
  },
  {
    name: "what a server takes from the workspace by PYTHONPATH is started by nobody who only looks",
    files: { "mcp_server.py": LEAVE_PY },
    config: server("env", ["PYTHONPATH={workspace}", "python3", "-m", "mcp_server"]),
    steps: ["look"],
  },
  {
    name: "what a server takes from the workspace by an option of node is started by nobody who only looks",
    files: { "setup.cjs": LEAVE_JS },
    config: server("node", ["--require={workspace}/setup.cjs", "-e", "0"]),
    steps: ["look"],
  },
  {
    name: "a server that is a program of the workspace is started by nobody who only looks",
    files: { "bin/server": LEAVE_SH },
    programs: ["bin/server"],
    config: server("$" + "{workspace}/bin/server", []),
    steps: ["look"],
  },
];

/** Files by which package managers and version managers are told what to run; a program that looks for them like they do finds none. */
const SOUGHT = [
  ".npmrc",
  "uv.toml",
  "pyproject.toml",
  ".python-version",
  "bunfig.toml",
  "pip.conf",
  ".yarnrc.yml",
  "pnpm-workspace.yaml",
  "mise.toml",
  ".tool-versions",
  ".envrc",
  ".nvmrc",
  "package.json",
  "rust-toolchain.toml",
  "deno.json",
  ".pnp.cjs",
] as const;
const seeker = (name: string) =>
  `const { existsSync, writeFileSync, readFileSync } = require("node:fs"); const { dirname, join } = require("node:path");
for (let at = process.cwd(); ; at = dirname(at)) {
  const path = join(at, ${JSON.stringify(name)});
  if (existsSync(path) && readFileSync(path, "utf8").includes("planted")) writeFileSync("{outside}/ran-found", path);
  if (at === dirname(at)) break;
}`;
const sought = SOUGHT.map(
  (name): StartAttempt => ({
    name: `a server looks upwards for ${name}`,
    files: { [name]: "planted" },
    config: server(process.execPath, ["-e", seeker(name)]),
  }),
);

const PROGRAMS = ["bwrap", "rg", "socat", "node", "python3", "git", "sh", "npx", "ps", "find", "env"];
const environment: readonly StartAttempt[] = [
  {
    name: "PATH leads to programs of the workspace",
    files: Object.fromEntries(PROGRAMS.map((program) => [`node_modules/.bin/${program}`, LEAVE_SH])),
    programs: PROGRAMS.map((program) => `node_modules/.bin/${program}`),
    env: { PATH: "{workspace}/node_modules/.bin:/usr/local/bin:/usr/bin:/bin" },
    config: {
      mcpServers: Object.fromEntries(
        ["node", "python3", "git", "npx"].map((command) => [command, { command, args: ["--version"] }]),
      ),
      ...hook("node --version; python3 --version; git --version; npx --version; exit 0"),
      sandbox: { network: { allow: ["example.org"] } },
    },
  },
  {
    name: "PATH leads to the workspace relatively",
    files: { "bin/python3": LEAVE_SH, "bin/bwrap": LEAVE_SH, python3: LEAVE_SH },
    programs: ["bin/python3", "bin/bwrap", "python3"],
    env: { PATH: ".:bin:./bin::/usr/local/bin:/usr/bin:/bin" },
    config: { ...server("python3", ["--version"]), ...hook("python3 --version") },
  },
  {
    name: "PATH leads to the workspace through a link",
    files: { "bin/python3": LEAVE_SH },
    programs: ["bin/python3"],
    env: { PATH: "{outside}/link-in/bin:/usr/local/bin:/usr/bin:/bin" },
    config: { ...server("python3", ["--version"]), ...hook("python3 --version") },
  },
  {
    name: "NODE_OPTIONS, PYTHONPATH and their like name the workspace",
    files: { "evil.cjs": LEAVE_JS, "json.py": LEAVE_PY, "sitecustomize.py": LEAVE_PY, "evil.sh": LEAVE_SH },
    env: {
      NODE_OPTIONS: "--require {workspace}/evil.cjs",
      PYTHONPATH: "{workspace}",
      PYTHONSTARTUP: "{workspace}/json.py",
      BASH_ENV: "{workspace}/evil.sh",
      ENV: "{workspace}/evil.sh",
      npm_config_node_options: "--require {workspace}/evil.cjs",
      npm_config_prefix: "{workspace}",
      LD_PRELOAD: "{workspace}/evil.so",
    },
    config: {
      ...server("python3", ["-c", "import json"]),
      ...hook("node -e 0; python3 -c 'import json'; bash -c true"),
    },
  },
  {
    name: "sandbox.bubblewrap is a program of the workspace",
    files: { "bin/bwrap": LEAVE_SH },
    programs: ["bin/bwrap"],
    config: { sandbox: { bubblewrap: "{workspace}/bin/bwrap" } },
  },
];

const hooks: readonly StartAttempt[] = [
  {
    name: "a hook runs python -c, which imports a module of the workspace",
    files: { "json.py": LEAVE_PY },
    config: hook(`python3 -c "import json, sys; json.load(sys.stdin)"`),
  },
  {
    name: "a hook runs python -m, which finds a module of the workspace",
    files: { "checks.py": LEAVE_PY, "checks/__main__.py": LEAVE_PY },
    config: hook("python3 -m checks; exit 0"),
  },
  {
    name: "a hook pipes through python -m json.tool, with a module of the workspace",
    files: { "json.py": LEAVE_PY, "argparse.py": LEAVE_PY },
    config: hook("cat | python3 -m json.tool >/dev/null; exit 0"),
  },
  {
    name: "a hook runs npx, which finds the package in the workspace",
    files: packageAt("prettier"),
    programs: packagePrograms("prettier"),
    config: hook("npm_config_offline=true npm_config_cache={outside}/npm npx -y prettier --version; exit 0"),
  },
  {
    name: "a hook runs npx behind other words",
    files: packageAt("prettier"),
    programs: packagePrograms("prettier"),
    config: hook(
      "if true; then env npm_config_offline=true timeout 9 npx --yes prettier --version; fi; exit 0",
    ),
  },
  {
    name: "a hook runs npx in a shell in a shell",
    files: packageAt("prettier"),
    programs: packagePrograms("prettier"),
    config: hook(`sh -c "sh -c 'npm_config_offline=true npx -y prettier --version'"; exit 0`),
  },
  {
    name: "a hook runs npm's script of the workspace",
    files: { "package.json": JSON.stringify({ name: "x", scripts: { lint: "touch {outside}/ran-lint" } }) },
    config: hook("npm run lint; exit 0"),
  },
  {
    name: "a hook runs make, which finds a Makefile in the workspace",
    files: {
      Makefile: "lint:\n\ttouch {outside}/ran-make\n",
      GNUmakefile: "lint:\n\ttouch {outside}/ran-make\n",
    },
    config: hook("make lint; exit 0"),
  },
  {
    name: "a hook runs node -e, which requires a package of the workspace",
    files: packageAt("zod"),
    config: hook(`node -e 'require("zod/cli.js")'`),
  },
  {
    name: "a hook's script outside imports a module of the workspace",
    files: { "json.py": LEAVE_PY },
    config: hook("sh {outside}/hook-with-python.sh"),
  },
  {
    name: "a hook's script outside asks git, whose settings name a program",
    files: {
      ".git/HEAD": "ref: refs/heads/main\n",
      ".git/config": "[core]\n\trepositoryformatversion = 0\n\tfsmonitor = touch {outside}/ran-git\n",
      ".git/objects/x": "",
      ".git/refs/x": "",
    },
    config: hook("git status >/dev/null 2>&1; exit 0"),
  },
  {
    name: "a hook's program is a name on PATH that the workspace has too",
    files: { guard: LEAVE_SH, "bin/guard": LEAVE_SH, "node_modules/.bin/guard": LEAVE_SH },
    programs: ["guard", "bin/guard", "node_modules/.bin/guard"],
    env: { PATH: "{workspace}/bin:node_modules/.bin:.:/usr/local/bin:/usr/bin:/bin" },
    config: hook("guard; exit 0"),
  },
  {
    name: "a hook is reached through a link that the workspace holds",
    files: { "real/guard.sh": LEAVE_SH },
    programs: ["real/guard.sh"],
    config: hook("$CLAUDE_PROJECT_DIR/linked/guard.sh"),
  },
];

const doing = (steps: readonly Step[], attempts: readonly StartAttempt[]): readonly StartAttempt[] =>
  attempts.map((attempt) => ({ steps, ...attempt }));

/** By what starts, or what leads to it. */
export const startAttempts = {
  servers: doing(["server"], [...servers, ...sought]),
  environment: doing(EVERYTHING, environment),
  turns: [...doing(EVERYTHING, ofTurns), ...doing(["turn"], hooks)],
} as const satisfies Readonly<Record<string, readonly StartAttempt[]>>;
