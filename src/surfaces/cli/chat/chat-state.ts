/** What a chat is set to: its conversation, and the engine, model and modes of its next turn. */
import type { TandemEvent } from "../../../events/event.ts";
import type { ErrorInfo } from "../../../kernel/errors.ts";
import { TandemError } from "../../../kernel/errors.ts";
import type { ConfirmAnswer, ConfirmQuestion, TurnRequest } from "../../../kernel/request.ts";
import type { ModelInfo, RuntimeContext, ThinkingLevel } from "../../../routing/model.ts";
import type { RuntimeKind } from "../../../sessions/message.ts";
import type { SessionInfo } from "../../../sessions/store.ts";
import type { Tandem } from "../../../tandem.ts";
import type { PermissionMode } from "../../../turn/facts.ts";
import { newConversation, type SessionRef } from "../session-ref.ts";
import type { FooterState } from "./footer-state.ts";
import { gitBranch } from "./git-branch.ts";

export interface ChatSettings {
  readonly agentId?: string;
  readonly session: SessionRef;
  /** Real path. */
  readonly workspaceDir: string;
  readonly runtime?: RuntimeKind;
  readonly model?: string;
  readonly thinking?: ThinkingLevel;
  readonly allowExec: boolean;
  /** Default: the config's. */
  readonly permissionMode?: PermissionMode;
  readonly allowTools?: readonly string[];
  /** Models to go through with a key; without any, there is nothing to go through. */
  readonly favourites?: readonly string[];
}

export class ChatState {
  readonly tandem: Tandem;
  readonly settings: ChatSettings;
  session: SessionRef;
  runtime: RuntimeKind | undefined;
  model: string | undefined;
  thinking: ThinkingLevel | undefined;
  permissionMode: PermissionMode | undefined;
  /** Tokens of the conversation's last model call; `null`: not known. */
  contextUsed: number | null = null;
  /** What `/resume` listed last, by number. */
  listed: readonly SessionInfo[] = [];

  constructor(tandem: Tandem, settings: ChatSettings) {
    this.tandem = tandem;
    this.settings = settings;
    this.session = settings.session;
    this.runtime = settings.runtime;
    this.model = settings.model;
    this.thinking = settings.thinking;
    this.permissionMode = settings.permissionMode;
  }

  /** The conversation as the store has it; `null` before its first message. */
  current(): SessionInfo | null {
    const ref = this.session;
    return this.tandem.sessions.get("sessionId" in ref ? ref.sessionId : ref.sessionKey);
  }

  /** Turns to a conversation, by default a new one. It continues on what it ran on, unless the chat was started with a choice. */
  turnTo(session: SessionRef = newConversation(this.settings.agentId)): void {
    this.session = session;
    this.runtime = this.settings.runtime;
    this.model = this.settings.model;
    this.contextUsed = null;
  }

  /** Uses a model from the next turn on, by the name it was asked for, and leaves an engine that cannot run it. */
  useModel(model: ModelInfo, name: string): void {
    this.model = name;
    if (this.runtime !== undefined && !model.runtimes.includes(this.runtime)) this.runtime = undefined;
  }

  /** Keeps of a turn's event what the footer shows. */
  heard(event: TandemEvent): void {
    if (event.type === "compaction.end" && event.ok) this.contextUsed = null;
    if (event.type !== "step-finish") return;
    const { input, cacheRead, cacheWrite, output } = event.usage;
    this.contextUsed = input + cacheRead + cacheWrite + output;
  }

  /** The mode of the next turn; `null`: the configuration's, which cannot be read while its model cannot be used. */
  mode(): PermissionMode | null {
    if (this.permissionMode !== undefined) return this.permissionMode;
    try {
      return this.tandem.defaults().permissionMode;
    } catch {
      return null;
    }
  }

  /** What the next turn will run on, or why it would fail. */
  route(): { readonly context: RuntimeContext } | { readonly error: ErrorInfo } {
    try {
      return { context: this.tandem.route(this.request("")) };
    } catch (error) {
      return { error: TandemError.from(error).toJSON() };
    }
  }

  /** The model that a text names, in any of its names. */
  findModel(text: string): ModelInfo | undefined {
    const wanted = text.toLowerCase();
    return this.tandem.models().find((model) => namesOf(model).some((name) => name.toLowerCase() === wanted));
  }

  /** A turn of this chat. */
  request(
    prompt: string,
    ask?: (question: ConfirmQuestion) => Promise<ConfirmAnswer>,
  ): TurnRequest & { readonly prompt: string } {
    const { agentId, workspaceDir, allowExec, allowTools } = this.settings;
    return {
      prompt,
      workspaceDir,
      // The person at the terminal is the owner.
      senderIsOwner: true,
      ...this.session,
      ...(agentId === undefined ? {} : { agentId }),
      ...(this.runtime === undefined ? {} : { runtime: this.runtime }),
      ...(this.model === undefined ? {} : { model: this.model }),
      ...(this.thinking === undefined ? {} : { thinking: this.thinking }),
      ...(this.permissionMode === undefined ? {} : { permissionMode: this.permissionMode }),
      ...(allowTools === undefined ? {} : { allowTools }),
      ...(allowExec ? { exec: "allow" as const } : {}),
      ...(ask === undefined ? {} : { confirm: (question) => ask(question) }),
    };
  }

  footer(): FooterState {
    const session = this.current();
    const route = this.route();
    const found = "context" in route ? route.context : null;
    const { workspaceDir } = this.settings;
    return {
      route:
        found === null
          ? null
          : { runtime: found.runtime, provider: found.provider.id, model: found.model.id },
      problem: "error" in route ? route.error.message : null,
      thinking: found?.thinking ?? this.thinking ?? "off",
      permissionMode: this.mode(),
      context:
        found === null || this.contextUsed === null
          ? null
          : { used: this.contextUsed, window: found.model.contextWindow },
      spent: session,
      workspaceDir,
      branch: gitBranch(workspaceDir),
      title: session?.title ?? null,
    };
  }
}

/** Every name of a model, the full one first. */
export function namesOf(model: ModelInfo): string[] {
  return [`${model.provider}/${model.id}`, model.id, ...model.aliases];
}
