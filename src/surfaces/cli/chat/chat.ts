/** The chat, without its looks: what is sent, what commands do, what its keys mean. */
import { TandemError } from "../../../kernel/errors.ts";
import type { ImageInput } from "../../../kernel/request.ts";
import type { Tandem } from "../../../tandem.ts";
import { RESERVED_COMMANDS } from "../../../templates/reserved.ts";
import { type ChatSettings, ChatState } from "./chat-state.ts";
import { runCommand } from "./commands/choose.ts";
import type { CommandContext } from "./commands/command.ts";
import { findCommand, noSuchCommand } from "./commands/table.ts";
import { Conversation } from "./conversation.ts";
import { cycleModel, cyclePermissions } from "./cycle.ts";
import { PersonShell, parseShell } from "./person-shell.ts";
import { parseSlash } from "./slash.ts";
import { TurnRunner } from "./turn-runner.ts";
import type { ChatView } from "./view.ts";

export type { ChatSettings } from "./chat-state.ts";

const OFFLINE_HINT =
  "The built-in offline model answers: fixed answers, but real tools. Try “list the files here”. /login adds a key for a real model.";
/** Milliseconds within which a second Ctrl-C leaves. */
const TWICE_MS = 2_000;

export interface ChatOptions {
  readonly login?: CommandContext["login"];
  /** Milliseconds, from anywhere; default the process's own clock. */
  readonly now?: () => number;
}

export class Chat {
  /** For what the view offers behind a `/`. */
  readonly context: CommandContext;
  readonly #state: ChatState;
  readonly #view: ChatView;
  readonly #turns: TurnRunner;
  readonly #shell: PersonShell;
  readonly #conversation: Conversation;
  readonly #now: () => number;
  #left = false;
  /** When Ctrl-C was pressed last with nothing to stop. */
  #interruptedAt = Number.NEGATIVE_INFINITY;

  constructor(tandem: Tandem, view: ChatView, settings: ChatSettings, options: ChatOptions = {}) {
    this.#state = new ChatState(tandem, settings);
    this.#view = view;
    this.#now = options.now ?? (() => performance.now());
    this.#shell = new PersonShell(tandem, view, settings.workspaceDir);
    this.#conversation = new Conversation({
      tandem,
      view,
      state: this.#state,
      left: () => this.#shell.forget(),
      changed: () => this.#showFooter(),
    });
    this.#turns = new TurnRunner(tandem, view, {
      began: (runId) => this.#conversation.own(runId),
      event: (event) => this.#state.heard(event),
      ended: () => this.#showFooter(),
    });
    this.context = {
      tandem,
      view,
      state: this.#state,
      turns: this.#turns,
      conversation: this.#conversation,
      ...(options.login === undefined ? {} : { login: options.login }),
      leave: () => {
        this.#left = true;
        this.stop();
      },
    };
  }

  /** Whether the chat is over. */
  get left(): boolean {
    return this.#left;
  }

  /** Whether a turn or a command runs. */
  get busy(): boolean {
    return this.#turns.running || this.#shell.running;
  }

  /** How the conversation is continued later; `null`: it has no message. */
  get comeBack(): string | null {
    const session = this.#state.current();
    if (session === null || session.entryCount === 0) return null;
    const last = session.workspaceDir === this.#state.settings.workspaceDir ? "tandem -c, or " : "";
    return `To continue: ${last}tandem -r ${session.id}`;
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
  async submit(text: string, images: readonly ImageInput[] = []): Promise<void> {
    if (text.trim() === "") return;
    const shell = parseShell(text);
    if (shell !== null) return this.#reported(() => this.#shell.run(shell.command, shell.shared));
    const slash = parseSlash(text);
    if (slash !== null && !(await this.#isTemplate(slash.name)))
      return this.#command(slash.name, slash.argument);
    const request = this.#state.request(this.#shell.with(text), this.#view.ask);
    await this.#turns.send(images.length === 0 ? request : { ...request, images }, text);
  }

  /** Stops what runs; false: nothing does. */
  stop(): boolean {
    const { busy } = this;
    this.#shell.stop();
    this.#turns.stop();
    return busy;
  }

  /** Ctrl-C with an empty input: stops what runs; a second time leaves. */
  interrupt(): void {
    if (this.busy && !this.#turns.stopping) {
      this.stop();
      return;
    }
    if (this.#turns.stopping || this.#now() - this.#interruptedAt < TWICE_MS) this.#left = true;
    else this.warnOfLeaving();
  }

  /** The first Ctrl-C has done what it could: the next one leaves. */
  warnOfLeaving(): void {
    this.#interruptedAt = this.#now();
    this.#view.hint("Press Ctrl-C again to leave.");
  }

  /** Lets the person go back to an earlier message. */
  goBack(): Promise<void> {
    return this.#command("tree", "");
  }

  /** Takes the last waiting message back into the input. */
  takeBack(): void {
    const text = this.#turns.takeBack();
    if (text !== null) this.#view.input?.set(text);
    else this.#view.hint("No message waits. What the model was given cannot be taken back.");
  }

  /** Goes to the next permission mode. */
  cyclePermissions(): void {
    this.#view.hint(cyclePermissions(this.#state));
    this.#showFooter();
  }

  /** Goes to the next favourite model, or to the one before. */
  cycleModel(step: 1 | -1): void {
    this.#view.hint(cycleModel(this.#state, step));
    this.#showFooter();
  }

  #command(name: string, argument: string): Promise<void> {
    const command = findCommand(name);
    return this.#reported(async () => {
      const said =
        command === undefined ? noSuchCommand(name) : await runCommand(command, this.context, argument);
      if (said !== undefined) this.#view.note(said);
    });
  }

  async #reported(work: () => Promise<void>): Promise<void> {
    try {
      await work();
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
