/** The chat, without its looks: what is sent, what the commands do, what Ctrl-C means. */

import type { TandemEvent } from "../../../events/event.ts";
import { TandemError } from "../../../kernel/errors.ts";
import type { TurnRequest } from "../../../kernel/request.ts";
import type { ExecutionResult } from "../../../kernel/result.ts";
import { type ModelInfo, THINKING_LEVELS, type ThinkingLevel } from "../../../routing/model.ts";
import { nearest as nearestNames } from "../../../routing/nearest.ts";
import type { RuntimeKind } from "../../../sessions/message.ts";
import type { SessionInfo } from "../../../sessions/store.ts";
import type { Tandem } from "../../../tandem.ts";
import { RESERVED_COMMANDS } from "../../../templates/reserved.ts";
import { PERMISSION_MODES, type PermissionMode } from "../../../turn/facts.ts";
import { formatCost, formatTime, formatUsage } from "../render/format.ts";
import { parseSlash, SLASH_COMMANDS, slashHelp } from "./slash.ts";
import type { ChatView } from "./view.ts";

const ENGINES: readonly RuntimeKind[] = ["pi", "claude"];
const SESSIONS_SHOWN = 15;
/** Not worth a word in the footer. */
const DEFAULT_MODE: PermissionMode = "acceptEdits";
const OFFLINE_HINT =
  "The built-in offline model answers: fixed answers, but real tools. Try “list the files here”. With ANTHROPIC_API_KEY or " +
  "OPENAI_API_KEY set a real model does.";

export interface ChatSettings {
  readonly agentId?: string;
  /** Key or id of the conversation, as `sessionFields` gives it. */
  readonly session: { readonly sessionKey: string } | { readonly sessionId: string };
  readonly workspaceDir: string;
  readonly runtime?: RuntimeKind;
  readonly model?: string;
  readonly thinking?: ThinkingLevel;
  readonly allowExec: boolean;
  /** Default: the config's. */
  readonly permissionMode?: PermissionMode;
  readonly allowTools?: readonly string[];
}

/** A turn on the view. */
interface Shown {
  readonly events: AsyncIterable<TandemEvent>;
  readonly result: Promise<ExecutionResult | null>;
  abort(): void;
}

export class Chat {
  readonly #tandem: Tandem;
  readonly #view: ChatView;
  readonly #settings: ChatSettings;
  #session: ChatSettings["session"];
  #runtime: RuntimeKind | undefined;
  #model: string | undefined;
  #thinking: ThinkingLevel | undefined;
  #permissionMode: PermissionMode | undefined;
  #running: Pick<Shown, "abort"> | null = null;
  /** The turn that Ctrl-C has already stopped. */
  #stopping: Pick<Shown, "abort"> | null = null;
  /** Settles when what the view shows now has ended. */
  #shown: Promise<void> = Promise.resolve();
  /** The last run that a message sent during a turn has become. */
  #followUp: string | null = null;
  #listed: readonly SessionInfo[] = [];
  #left = false;

  constructor(tandem: Tandem, view: ChatView, settings: ChatSettings) {
    this.#tandem = tandem;
    this.#view = view;
    this.#settings = settings;
    this.#session = settings.session;
    this.#runtime = settings.runtime;
    this.#model = settings.model;
    this.#thinking = settings.thinking;
    this.#permissionMode = settings.permissionMode;
  }

  /** Whether the chat is over. */
  get left(): boolean {
    return this.#left;
  }

  /** Says where the conversation stands. */
  open(): void {
    this.#showFooter();
    if (this.#model === undefined && this.#tandem.defaults().model.startsWith("offline/"))
      this.#view.note(OFFLINE_HINT);
    const session = this.#current();
    if (session !== null && session.entryCount > 0)
      this.#view.note(
        `Going on with ${nameOf(session)} (${session.entryCount} entries). /new starts afresh.`,
      );
  }

  /** Takes one line: a command, or a message. Settles when it has been dealt with; a message during a turn enters that turn. */
  async submit(text: string): Promise<void> {
    if (text.trim() === "") return;
    const slash = parseSlash(text);
    if (slash?.name === "compact") return this.#compact(slash.argument);
    if (slash !== null && !(await this.#isTemplate(slash.name))) {
      try {
        const said = this.#command(slash.name, slash.argument);
        if (said !== "") this.#view.note(said);
        this.#showFooter();
      } catch (error) {
        this.#view.error(TandemError.from(error).toJSON());
      }
      return;
    }
    this.#view.user(text);
    if (this.#running !== null) return this.#steer(text);
    await this.#next(async () => {
      const stream = this.#tandem.stream(this.#request(text));
      await this.#show({ events: stream, result: stream.result, abort: () => stream.abort() });
    });
  }

  /** Ctrl-C: stops the turn; a second time, or when nothing runs, leaves. */
  interrupt(): void {
    if (this.#running === null) {
      this.#left = true;
      return;
    }
    if (this.#stopping === this.#running) this.#left = true;
    this.#stopping = this.#running;
    this.#running.abort();
  }

  /** Sends a message into the turn that runs, and shows the turn that it becomes when that one has no use for it. */
  async #steer(text: string): Promise<void> {
    const stop = new AbortController();
    const sent = this.#tandem.send({ ...this.#request(text), abortSignal: stop.signal });
    const { outcome, runId, error } = await sent.outcome;
    if (outcome === "steered") return this.#view.note("The model has your message now.");
    if (error !== undefined) return this.#view.error(error);
    // Several messages may have become one turn.
    if (runId === null || runId === this.#followUp) return;
    this.#followUp = runId;
    const events = this.#tandem.events.follow(runId);
    await this.#next(() => this.#show({ events, result: sent.result, abort: () => stop.abort() }));
  }

  /** One thing at a time on the view. */
  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#shown.then(work);
    this.#shown = done.catch(() => {});
    return done;
  }

  async #show(turn: Shown): Promise<void> {
    this.#running = turn;
    this.#view.busy(true);
    try {
      for await (const event of turn.events) this.#view.event(event);
      const result = await turn.result;
      if (result === null) return;
      if (result.error !== null && result.status !== "aborted") this.#view.error(result.error);
      this.#view.result(result);
    } finally {
      this.#running = null;
      this.#view.busy(false);
      this.#showFooter();
    }
  }

  /** Whether a command that the chat does not have is a template, which is sent as a message. */
  async #isTemplate(name: string): Promise<boolean> {
    if (name === "" || RESERVED_COMMANDS.has(name)) return false;
    const { agentId, workspaceDir } = this.#settings;
    const { templates } = await this.#tandem.templates({ agentId, workspaceDir });
    return templates.some((template) => template.name.toLowerCase() === name);
  }

  async #compact(focus: string): Promise<void> {
    if (this.#running !== null) return this.#view.note("A turn is running: compact when it has ended.");
    if (this.#current() === null) return this.#view.note("There is nothing to compact yet.");
    this.#view.note("Compacting the conversation …");
    const { prompt: _, ...request } = this.#request("");
    const stream = this.#tandem.stream({ ...request, compact: focus === "" ? {} : { focus } });
    this.#running = stream;
    this.#view.busy(true);
    try {
      const { error, compactionCount, text } = await stream.result;
      if (error !== null) this.#view.error(error);
      else
        this.#view.note(
          compactionCount === 0 ? text : `The conversation goes on from this summary:\n${text}`,
        );
    } finally {
      this.#running = null;
      this.#view.busy(false);
      this.#showFooter();
    }
  }

  #request(prompt: string): TurnRequest {
    const { agentId, workspaceDir, allowExec, allowTools } = this.#settings;
    const ask = this.#view.ask;
    return {
      prompt,
      workspaceDir,
      // Whoever sits at the terminal is the owner.
      senderIsOwner: true,
      ...this.#session,
      ...(agentId === undefined ? {} : { agentId }),
      ...(this.#runtime === undefined ? {} : { runtime: this.#runtime }),
      ...(this.#model === undefined ? {} : { model: this.#model }),
      ...(this.#thinking === undefined ? {} : { thinking: this.#thinking }),
      ...(this.#permissionMode === undefined ? {} : { permissionMode: this.#permissionMode }),
      ...(allowTools === undefined ? {} : { allowTools }),
      ...(allowExec ? { exec: "allow" as const } : {}),
      ...(ask === undefined ? {} : { confirm: (question) => ask(question) }),
    };
  }

  /** Carries out a command; what it has to say is for the view. */
  #command(name: string, argument: string): string {
    switch (name) {
      case "engine":
      case "runtime":
        return this.#setEngine(argument);
      case "model":
        return this.#setModel(argument);
      case "thinking":
        return this.#setThinking(argument);
      case "permissions":
        return this.#permissions(argument);
      case "new":
        return this.#newSession();
      case "sessions":
        return this.#sessions(argument);
      case "cost":
        return this.#cost();
      case "help":
      case "":
        return slashHelp();
      case "exit":
      case "quit":
        this.#left = true;
        this.#running?.abort();
        return "";
      default: {
        const names = SLASH_COMMANDS.map((command) => command.name);
        const nearest = nearestNames(name, names, 1)[0];
        return `There is no command /${name}${nearest === undefined ? "." : `; did you mean /${nearest}?`} /help lists them.`;
      }
    }
  }

  #setEngine(text: string): string {
    if (text === "") return `Engine: ${this.#runtime ?? this.#tandem.defaults().runtime}`;
    const engine = ENGINES.find((kind) => kind === text.toLowerCase());
    if (engine === undefined) return `There is no engine "${text}": choose ${ENGINES.join(" or ")}.`;
    this.#runtime = engine;
    const model = this.#findModel(this.#model ?? "");
    const given = `From the next message on: ${engine}. The conversation goes along.`;
    if (model === undefined || model.runtimes.includes(engine)) return given;
    this.#model = undefined;
    return `${given} ${model.provider}/${model.id} does not run on it: back to the default model.`;
  }

  #setModel(text: string): string {
    if (text === "") {
      const { model, runtime } = this.#tandem.defaults();
      return `Model: ${this.#model ?? model} on ${this.#runtime ?? runtime}. \`tandem models\` lists what there is.`;
    }
    const model = this.#findModel(text);
    if (model === undefined) {
      const nearest = nearestNames(text, this.#tandem.models().flatMap(namesOf));
      return `There is no model "${text}".${nearest.length > 0 ? ` Nearest: ${nearest.join(", ")}.` : ""}`;
    }
    this.#model = text;
    if (this.#runtime !== undefined && !model.runtimes.includes(this.#runtime)) this.#runtime = undefined;
    return `From the next message on: ${model.provider}/${model.id}.`;
  }

  #setThinking(text: string): string {
    const level = THINKING_LEVELS.find((name) => name === text.toLowerCase());
    if (level === undefined)
      return `Thinking: ${this.#thinking ?? "as configured"}. Levels: ${THINKING_LEVELS.join(", ")}.`;
    this.#thinking = level;
    return `From the next message on: thinking ${level}.`;
  }

  #permissions(text: string): string {
    if (text === "") {
      const rules = this.#tandem.approvals.rules({ agentId: this.#settings.agentId ?? "main" });
      const lines = rules.map((rule) => `  ${rule.id}  ${rule.text}  (${rule.workspaceDir})`);
      return [
        `Permission mode: ${this.#mode()}. Modes: ${PERMISSION_MODES.join(", ")}.`,
        ...(lines.length === 0 ? [] : ["Allowed for good (`tandem approve revoke <number>`):", ...lines]),
      ].join("\n");
    }
    const mode = PERMISSION_MODES.find((name) => name.toLowerCase() === text.toLowerCase());
    if (mode === undefined) return `There is no mode "${text}": choose ${PERMISSION_MODES.join(", ")}.`;
    this.#permissionMode = mode;
    return `From the next message on: ${mode}.`;
  }

  #mode(): PermissionMode {
    return this.#permissionMode ?? this.#tandem.defaults().permissionMode;
  }

  #newSession(): string {
    const key = this.#current()?.key ?? ("sessionKey" in this.#session ? this.#session.sessionKey : null);
    if (key === null) return "This conversation is new already.";
    this.#tandem.sessions.reset(key);
    this.#session = { sessionKey: key };
    return "A new conversation. The old one stays in /sessions.";
  }

  #sessions(argument: string): string {
    if (argument !== "") {
      const session = this.#listed[Number(argument) - 1] ?? this.#tandem.sessions.get(argument);
      if (session === null) return `There is no conversation "${argument}". /sessions lists them.`;
      this.#session = { sessionId: session.id };
      return `Going on with ${nameOf(session)} (${session.entryCount} entries).`;
    }
    this.#listed = this.#tandem.sessions.list({ limit: SESSIONS_SHOWN });
    if (this.#listed.length === 0) return "There are no conversations yet.";
    const current = this.#current()?.id;
    const lines = this.#listed.map((session, index) =>
      [
        `${String(index + 1).padStart(3)}${session.id === current ? " *" : "  "}`,
        formatTime(session.updatedAt),
        `${String(session.entryCount).padStart(4)} entries `,
        nameOf(session),
      ].join(" "),
    );
    return [...lines, "/sessions <number> goes on with one of them."].join("\n");
  }

  #cost(): string {
    const session = this.#current();
    if (session === null) return "Nothing was sent yet.";
    return `${nameOf(session)}: ${formatUsage(session.usage)}, ${formatCost(session.costUsd)}, ${session.entryCount} entries`;
  }

  #current(): SessionInfo | null {
    const ref = this.#session;
    return this.#tandem.sessions.get("sessionId" in ref ? ref.sessionId : ref.sessionKey);
  }

  #findModel(text: string): ModelInfo | undefined {
    const wanted = text.toLowerCase();
    return this.#tandem
      .models()
      .find((model) => namesOf(model).some((name) => name.toLowerCase() === wanted));
  }

  #showFooter(): void {
    const { runtime, model } = this.#tandem.defaults();
    const session = this.#current();
    const parts = [
      this.#runtime ??
        (this.#model === undefined ? runtime : (this.#findModel(this.#model)?.runtimes[0] ?? runtime)),
      this.#model ?? model,
      ...(this.#thinking === undefined || this.#thinking === "off" ? [] : [`thinking ${this.#thinking}`]),
      ...(this.#mode() === DEFAULT_MODE ? [] : [`${this.#mode()} mode`]),
      ...(session === null ? [] : [formatUsage(session.usage), formatCost(session.costUsd)]),
      "/help",
    ];
    this.#view.footer(parts.join(" · "));
  }
}

function namesOf(model: ModelInfo): string[] {
  return [`${model.provider}/${model.id}`, model.id, ...model.aliases];
}

function nameOf(session: SessionInfo): string {
  return session.title === null ? session.key : `“${session.title}”`;
}
