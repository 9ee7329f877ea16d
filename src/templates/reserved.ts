/** Names that stand for commands of chats, which no template takes from them. */
export const RESERVED_COMMANDS: ReadonlySet<string> = new Set([
  "approve",
  "compact",
  "cost",
  "deny",
  "engine",
  "exit",
  "help",
  "model",
  "new",
  "quit",
  "reset",
  "runtime",
  "sessions",
  "status",
  "stop",
  "thinking",
]);
