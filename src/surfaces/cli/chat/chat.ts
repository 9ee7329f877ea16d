/** The chat, without its looks: what is sent, what commands do, what Ctrl-C means. */
import { TandemError } from "../../../kernel/errors.ts";
import type { Tandem } from "../../../tandem.ts";
import { RESERVED_COMMANDS } from "../../../templates/reserved.ts";
import { type ChatSettings, ChatState } from "./chat-state.ts";
import type { CommandContext } from "./commands/command.ts";
import { findCommand, noSuchCommand } from "./commands/table.ts";
import { Conversation } from "./conversation.ts";
import { parseSlash } from "./slash.ts";
import { TurnRunner } from "./turn-runner.ts";
import type { ChatView } from "./view.ts";

export type { ChatSettings } from "./chat-state.ts";

const OFFLINE_HINT =
  "The built-in offline model answers: fixed answers, but real tools. Try “list the files here”. Set ANTHROPIC_API_KEY or " +
  "OPENAI_API_KEY to talk to a real model.";

export class Chat {
  readonly #state: ChatState;
  readonly #view: ChatView;
  readonly #turns: TurnRunner;
  readonly #conversation: Conversation;
  readonly #context: CommandContext;
  #left = false;

  constructor(tandem: Tandem, view: ChatView, settings: ChatSettings) {
    this.#state = new ChatState(tandem, settings);
    this.#view = view;
    this.#conversation = new Conversation({
      tandem,
      view,
      state: this.#state,
      changed: () => this.#showFooter(),
    });
    this.#turns = new TurnRunner(tandem, view, {
      began: (runId) => this.#conversation.own(runId),
      event: (event) => this.#state.heard(event),
      ended: () => this.#showFooter(),
    });
    this.#context = {
      tandem,
      view,
      state: this.#state,
      turns: this.#turns,
      conversation: this.#conversation,
      leave: () => {
        this.#left = true;
        this.#turns.stop();
      },
    };
  }

  /** Whether the chat is over. */
  get left(): boolean {
    return this.#left;
  }

  /** Id of the conversation; `null` before its first message. */
  get sessionId(): string | null {
    return this.#state.current()?.id ?? null;
  }

  /** Shows the conversation. `choose`: lets the person pick an older one first. */
  async open(options: { readonly choose?: boolean } = {}): Promise<void> {
    const route = this.#state.route();
    if ("context" in route && route.context.provider.id === "offline") this.#view.note(OFFLINE_HINT);
    if ("error" in route) this.#view.error(route.error);
    this.#conversation.open();
    if (options.choose === true) await this.#command("resume", "");
  }

  /** Stops following the conversation. */
  close(): void {
    this.#conversation.close();
  }

  /** Takes one line: a command, or a message. Settles when it has been dealt with; a message during a turn enters that turn. */
  async submit(text: string): Promise<void> {
    if (text.trim() === "") return;
    const slash = parseSlash(text);
    if (slash !== null && !(await this.#isTemplate(slash.name)))
      return this.#command(slash.name, slash.argument);
    this.#view.user(text);
    await this.#turns.send(this.#state.request(text, this.#view.ask));
  }

  /** Ctrl-C: stops the turn; a second time, or when nothing runs, leaves. */
  interrupt(): void {
    if (!this.#turns.running || this.#turns.stopping) this.#left = true;
    this.#turns.stop();
  }

  async #command(name: string, argument: string): Promise<void> {
    const command = findCommand(name);
    try {
      const said = command === undefined ? noSuchCommand(name) : await command.run(this.#context, argument);
      if (said !== undefined) this.#view.note(said);
      this.#showFooter();
    } catch (error) {
      this.#view.error(TandemError.from(error).toJSON());
    }
  }

  /** Whether a command that the chat does not have is a template, which is sent as a message. */
  async #isTemplate(name: string): Promise<boolean> {
    if (name === "" || RESERVED_COMMANDS.has(name)) return false;
    const { tandem, settings } = this.#state;
    const { agentId, workspaceDir } = settings;
    const { templates } = await tandem.templates({ agentId, workspaceDir });
    return templates.some((template) => template.name.toLowerCase() === name);
  }

  #showFooter(): void {
    this.#view.footer(this.#state.footer());
  }
}
