/** Names that commands have in Claude Code or `pi`, for what the chat does under another name or not by a command. */

/** The same under another name. Neither help nor completion shows them. */
export const SAME_AS: Readonly<Record<string, string>> = {
  branch: "fork",
  checkpoint: "tree",
  clone: "fork",
  continue: "resume",
  effort: "thinking",
  hotkeys: "help",
  q: "exit",
  rename: "name",
  reset: "new",
  rewind: "tree",
};

const CONFIG_FILE = "`tandem config path` names the file.";

/** What to do instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  agents: `Agents and subagents are in the configuration, under \`agents\` and \`subagents\`: ${CONFIG_FILE}`,
  config: `The configuration is a file: ${CONFIG_FILE} \`tandem config\` shows it with its defaults.`,
  context:
    "The footer shows how full the context is; `tandem prompt` shows what the system prompt is made of.",
  hooks: `Hooks are in the configuration, under \`hooks\`: ${CONFIG_FILE}`,
  init: "Ask for it in your own words: “write an AGENTS.md for this project”. Each turn then has it in its prompt.",
  logout: "`tandem auth remove` removes a key.",
  mcp: `\`tandem mcp\` lists the MCP servers. They are in the configuration, under \`mcpServers\`: ${CONFIG_FILE}`,
  memory:
    "`tandem memory` shows what is remembered. The AGENTS.md of this folder is in the prompt of each turn.",
  settings: `The configuration is a file: ${CONFIG_FILE} \`tandem config\` shows it with its defaults.`,
  skills: "`tandem skills` lists the skills; `/skill:` and a name calls one.",
  status: "The footer shows what the next turn runs on; /doctor checks the rest.",
  theme: `The theme is in the configuration, under \`chat.theme\`: ${CONFIG_FILE}`,
  tools: "`tandem tools` lists the tools that a turn has.",
  vim: "Ctrl-G opens the message in $VISUAL or $EDITOR.",
};

export function insteadOf(name: string): string | null {
  return Object.hasOwn(INSTEAD, name) ? INSTEAD[name]! : null;
}
