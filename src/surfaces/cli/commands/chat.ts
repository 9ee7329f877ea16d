/** `tandem chat`: a conversation. */
import type { Command } from "commander";
import { Option } from "commander";
import type { ConfigInput } from "../../../config/schema.ts";
import { TandemError } from "../../../kernel/errors.ts";
import { THINKING_LEVELS, type ThinkingLevel } from "../../../routing/model.ts";
import type { RuntimeKind } from "../../../sessions/message.ts";
import type { Tandem } from "../../../tandem.ts";
import type { PermissionMode } from "../../../turn/facts.ts";
import { VERSION } from "../../../version.ts";
import { Chat, type ChatSettings } from "../chat/chat.ts";
import type { Cli } from "../cli.ts";
import { EXIT } from "../exit-codes.ts";
import { type CliIo, line } from "../io.ts";
import { offerKey } from "../key-setup/first-start.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { collect, continueOption, permissionModeOption, realFolder } from "../options.ts";
import { styleFor } from "../render/style.ts";
import { chosenSession, newConversation } from "../session-ref.ts";

interface ChatOptions extends CommonOptions {
  readonly runtime?: string;
  readonly model?: string;
  readonly agent?: string;
  readonly session?: string;
  readonly workspace?: string;
  readonly thinking?: ThinkingLevel;
  readonly allowExec?: boolean;
  readonly permissionMode?: PermissionMode;
  readonly allowTool?: readonly string[];
  readonly new?: boolean;
  readonly continue?: boolean;
  /** True: to be chosen. */
  readonly resume?: string | true;
}

const EXAMPLES = `
Examples:
  tandem chat                          a new conversation, as \`tandem\` alone
  tandem "what is in this folder?"     the same, beginning with this message
  tandem -c                            continue the last one of this folder
  tandem -r                            choose one, by search
  tandem --runtime pi --model sonnet --thinking low
  tandem chat --session notes --new

In the chat /help lists the commands and keys.
Without a terminal each line of stdin is one message.`;

export function defineChat(program: Command, cli: Cli): void {
  program
    .command("chat")
    .description("talk to the agent (what `tandem` alone does on a terminal)")
    .argument("[message...]", "what to begin with")
    .addOption(continueOption())
    .option("-r, --resume [session]", "choose a conversation to continue, or name it")
    .option("-s, --session <name>", "a conversation by name, id or key (default: a new one)")
    .option("-n, --new", "with --session: start over")
    .option("-e, --runtime <engine>", "engine to start with: pi or claude")
    .option("-m, --model <model>", "model to start with")
    .option("-a, --agent <id>", "agent whose settings apply")
    .option("-w, --workspace <folder>", "folder that the tools work in (default: this one)")
    .addOption(new Option("-t, --thinking <level>", "how much to reason").choices(THINKING_LEVELS))
    .option("--allow-exec", "let the exec tool run commands without asking")
    .addOption(permissionModeOption())
    .option("--allow-tool <rule>", "calls to allow without asking; may be repeated", collect)
    .option("--config <file>", "config file (default: config.json in the data folder)")
    .addHelpText("after", EXAMPLES)
    .action(async (words: readonly string[], options: ChatOptions) => {
      const message = words.join(" ");
      const onTerminal = cli.io.stdin.isTTY && cli.io.stdout.isTTY && cli.io.env.TERM !== "dumb";
      if (options.resume === true && !onTerminal) throw cannotChoose();
      const open = () =>
        withTandem(cli.io, options, async (tandem, config) => {
          if (onTerminal && (await offerKey(tandem, cli.io, options)).reopen) return "reopen";
          const settings = {
            ...settingsOf(tandem, cli.io, options),
            favourites: config.chat?.models ?? [],
          };
          if (options.new && "sessionKey" in settings.session)
            tandem.sessions.reset(settings.session.sessionKey);
          tandem.prewarm({
            workspaceDir: settings.workspaceDir,
            ...(settings.runtime === undefined ? {} : { runtime: settings.runtime }),
            ...(settings.model === undefined ? {} : { model: settings.model }),
            ...(settings.thinking === undefined ? {} : { thinking: settings.thinking }),
          });
          cli.exitCode = onTerminal
            ? await chatOnTerminal(tandem, cli.io, {
                settings,
                message,
                choose: options.resume === true,
                options,
                look: config.chat ?? {},
              })
            : await chatInLines(tandem, cli.io, settings, message);
          return "over";
        });
      if ((await open()) === "reopen") await open();
    });
}

function settingsOf(tandem: Tandem, io: CliIo, options: ChatOptions): ChatSettings {
  const workspaceDir = realFolder(options.workspace ?? io.cwd);
  return {
    session: chosenSession(tandem.sessions, { ...options, workspaceDir }) ?? newConversation(options.agent),
    workspaceDir,
    allowExec: options.allowExec === true,
    ...(options.permissionMode === undefined ? {} : { permissionMode: options.permissionMode }),
    ...(options.allowTool === undefined ? {} : { allowTools: options.allowTool }),
    ...(options.agent === undefined ? {} : { agentId: options.agent }),
    ...(options.runtime === undefined ? {} : { runtime: options.runtime as RuntimeKind }),
    ...(options.model === undefined ? {} : { model: options.model }),
    ...(options.thinking === undefined ? {} : { thinking: options.thinking }),
  };
}

function cannotChoose(): TandemError {
  return new TandemError({
    code: "validation_failed",
    field: "resume",
    message: "Choosing a conversation needs a terminal.",
    remediation:
      "Name it (`tandem sessions list` shows them), or use --continue for the last one of this folder.",
  });
}

/** What to say after `/login`. */
const LOGIN_OUTCOMES = {
  key: "The key counts from the next message on.",
  server: "The configuration has changed: leave the chat and start it again to use the new server.",
  skipped: "No key was added.",
} as const;

interface OnTerminal {
  readonly settings: ChatSettings;
  /** What to send first; empty: nothing. */
  readonly message: string;
  /** Whether a conversation is chosen first. */
  readonly choose: boolean;
  readonly options: ChatOptions;
  /** Theme and keys, from the config. */
  readonly look: NonNullable<ConfigInput["chat"]>;
}

async function chatOnTerminal(
  tandem: Tandem,
  io: CliIo,
  { settings, message, choose, options, look }: OnTerminal,
): Promise<number> {
  const [{ createTerminalView }, { createChatTheme }, { commandMenu, libraryMenu }] = await Promise.all([
    import("../chat/terminal-view.ts"),
    import("../chat/themes/chat-theme.ts"),
    import("../chat/menu.ts"),
  ]);
  const style = createChatTheme({
    enabled: styleFor(io.stdout, io.env).enabled,
    env: io.env,
    choice: { base: look.theme, colors: look.colors },
  });
  const title = `${style.bold("Tandem")} ${style.dim(`${VERSION} · ${settings.workspaceDir}`)}`;
  const { promise: over, resolve: leave } = Promise.withResolvers<void>();
  const leaveWhenDone = (): void => {
    if (chat.left) leave();
  };
  const view = createTerminalView({
    style,
    workspace: settings.workspaceDir,
    title,
    env: io.env,
    keys: look.keys,
    handlers: {
      submit: (text, images) => void chat.submit(text, images).then(leaveWhenDone),
      stop: () => chat.stop(),
      interrupt() {
        chat.interrupt();
        leaveWhenDone();
      },
      cleared: () => chat.warnOfLeaving(),
      leave,
      goBack: () => void chat.goBack(),
      takeBack: () => chat.takeBack(),
      cyclePermissions: () => chat.cyclePermissions(),
      cycleModel: (step) => chat.cycleModel(step),
    },
  });
  const login = async (): Promise<string> => {
    const { askForKey } = await import("../key-setup/ask-for-key.ts");
    const outcome = await view.suspend(() => askForKey(tandem, io, options));
    return LOGIN_OUTCOMES[outcome.kind];
  };
  const chat = new Chat(tandem, view, settings, { login });
  const stopListening = io.onInterrupt(() => leave());
  // The terminal is gone. That may be seen before its signal comes, and nothing else would hold the process until then.
  io.stdin.once("close", leave).once("end", leave);
  view.offer(commandMenu(chat.context));
  void libraryMenu(chat.context).then(
    (commands) => view.offer(commands),
    () => {},
  );
  view.start();
  try {
    void chat
      .open({ choose })
      .then(() => chat.submit(message))
      .then(leaveWhenDone);
    await over;
  } finally {
    stopListening();
    io.stdin.off("close", leave).off("end", leave);
    chat.close();
    await view.stop();
  }
  if (chat.comeBack !== null) line(io.stdout, style.dim(chat.comeBack));
  return EXIT.ok;
}

async function chatInLines(
  tandem: Tandem,
  io: CliIo,
  settings: ChatSettings,
  message: string,
): Promise<number> {
  const [{ LineReader }, { createPlainView }] = await Promise.all([
    import("../line-reader.ts"),
    import("../chat/plain-view.ts"),
  ]);
  const lines = new LineReader(io.stdin);
  const chat = new Chat(tandem, createPlainView(io, lines), settings);
  const stopListening = io.onInterrupt(() => {
    // Without keys there is no second thought: one Ctrl-C stops what runs, or leaves.
    if (!chat.stop()) lines.close();
  });
  try {
    await chat.open();
    await chat.submit(message);
    while (!chat.left) {
      const text = await lines.next();
      if (text === null) break;
      await chat.submit(text);
    }
  } finally {
    stopListening();
    lines.close();
  }
  line(io.stdout);
  return EXIT.ok;
}
