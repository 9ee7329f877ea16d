/** What people type who use other programs of this kind, in words of this one. No imports: the program asks before it loads anything. */

/** Arguments that mean the same here, under Tandem's names; everything else is left as it is. */
export function inOwnWords(args: readonly string[]): readonly string[] {
  const [first, ...more] = args;
  if (first === undefined) return args;
  if (first === "help") return [...more.filter((word) => !word.startsWith("-")), "--help"];
  if (first === "version" && more.length === 0) return ["--version"];
  // No command has a space in its name.
  if (/\s/.test(first) && !first.startsWith("-")) return ["chat", ...args];
  return first.startsWith("-") ? asRun(args) : args;
}

/** `-p "…"` is one turn. */
function asRun(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--");
  const at = args.findIndex((arg) => arg === "-p" || arg === "--print");
  if (at === -1 || (end !== -1 && end < at)) return args;
  const rest = args.toSpliced(at, 1).map((arg) => arg.replace(/^--output-format(?==|$)/, "--format"));
  return ["run", ...rest];
}

const BYPASS = "`--permission-mode bypass` asks about nothing.";
const ALLOW = "`--allow-tool` names what may run without asking.";
const CONFIG_FILE = "`tandem config path` names the file to edit.";
const SERVERS = `MCP servers are listed under \`mcpServers\` in the configuration: ${CONFIG_FILE}`;
const KEYS = "`tandem auth add` adds a key, `tandem auth remove` removes one.";

/** Options and commands that other programs have and this one has not, and what does the same here. */
const HERE: Readonly<Record<string, string>> = {
  "--add-dir": "`--workspace` names the folder that the tools work in.",
  "--allowed-tools": ALLOW,
  "--allowedTools": ALLOW,
  "--api-key": KEYS,
  "--append-system-prompt": "`--system` appends to the system prompt.",
  "--dangerously-skip-permissions": BYPASS,
  "--effort": "`--thinking` says how much to reason.",
  "--fallback-model": "`--fallback` names a model to try if the first one fails.",
  "--fork-session": "`tandem sessions fork` copies a conversation.",
  "--json-schema": "`tandem run --output-schema <file>` takes a JSON Schema.",
  "--list-models": "`tandem models` lists the models.",
  "--max-budget-usd": "`tandem run --budget` limits what a turn may spend.",
  "--mcp-config": SERVERS,
  "--mode": "`tandem run --format` chooses text, json or stream-json.",
  "--no-session": "`tandem run --ephemeral` writes nothing to the store.",
  "--no-tools": "`tandem run --disable-tools` gives the model no tools.",
  "--output-format": "`tandem run --format` chooses text, json or stream-json.",
  "--print": '`tandem run "…"` runs one turn.',
  "--provider": "`--model provider/model` chooses both.",
  "--session-id": "`--session` takes a name, an id or a key.",
  "--skip-permissions": BYPASS,
  "--system-prompt": "`systemPrompt` in the configuration replaces it; `tandem run --system` appends to it.",
  "--verbose": "`tandem run --format stream-json` shows every event.",
  "--yolo": BYPASS,
  "-p": '`tandem run "…"` runs one turn.',
  "config edit": CONFIG_FILE,
  "config get": "`tandem config` shows all of it.",
  "config set": CONFIG_FILE,
  continue: "`tandem -c` continues the last conversation of this folder.",
  login: KEYS,
  logout: KEYS,
  "mcp add": SERVERS,
  "mcp remove": SERVERS,
  resume: "`tandem -r` chooses a conversation to continue.",
  update: "In a clone, `git pull` and `npm start` update it; in a project, `npm install tandem@latest`.",
  upgrade: "In a clone, `git pull` and `npm start` update it; in a project, `npm install tandem@latest`.",
};

/** What does here what `name` does elsewhere; `null`: nothing is known of it. `group`: the command it was written after. */
export function sameHere(name: string, group: string | undefined): string | null {
  for (const key of [`${group} ${name}`, name]) if (Object.hasOwn(HERE, key)) return HERE[key]!;
  return null;
}
