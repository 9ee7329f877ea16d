/** The chat, without its looks: what is sent, what commands do, what Ctrl-C means. */
import { TandemError } from "../../../kernel/errors.ts";
import type { Tandem } from "../../../tandem.ts";
import { RESERVED_COMMANDS } from "../../../templates/reserved.ts";
import { type ChatSettings, ChatState, nameOf } from "./chat-state.ts";
import type { CommandContext } from "./commands/command.ts";
import { findCommand, noSuchCommand } from "./commands/table.ts";
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
  readonly #context: CommandContext;
  #left = false;

  constructor(tandem: Tandem, view: ChatView, settings: ChatSettings) {
    this.#state = new ChatState(tandem, settings);
    this.#view = view;
    this.#turns = new TurnRunner(tandem, view, () => this.#showFooter());
    this.#context = {
      tandem,
      view,
      state: this.#state,
      turns: this.#turns,
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

  /** Shows which conversation this is. */
  open(): void {
    this.#showFooter();
    const { tandem, model } = this.#state;
    if (model === undefined && tandem.defaults().model.startsWith("offline/")) this.#view.note(OFFLINE_HINT);
    const session = this.#state.current();
    if (session !== null && session.entryCount > 0)
      this.#view.note(
        `Continuing ${nameOf(session)} (${session.entryCount} entries). /new starts a new conversation.`,
      );
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
