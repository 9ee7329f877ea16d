/** What a chat is set to: its conversation, and the engine, model and modes of its next turn. */
import type { ConfirmAnswer, ConfirmQuestion, TurnRequest } from "../../../kernel/request.ts";
import type { ModelInfo, ThinkingLevel } from "../../../routing/model.ts";
import type { RuntimeKind } from "../../../sessions/message.ts";
import type { SessionInfo } from "../../../sessions/store.ts";
import type { Tandem } from "../../../tandem.ts";
import type { PermissionMode } from "../../../turn/facts.ts";
import type { FooterState } from "./footer-state.ts";

/** Key or id of a conversation, as `sessionFields` gives it. */
export type SessionRef = { readonly sessionKey: string } | { readonly sessionId: string };

export interface ChatSettings {
  readonly agentId?: string;
  readonly session: SessionRef;
  readonly workspaceDir: string;
  readonly runtime?: RuntimeKind;
  readonly model?: string;
  readonly thinking?: ThinkingLevel;
  readonly allowExec: boolean;
  /** Default: the config's. */
  readonly permissionMode?: PermissionMode;
  readonly allowTools?: readonly string[];
}

export class ChatState {
  readonly tandem: Tandem;
  readonly settings: ChatSettings;
  session: SessionRef;
  runtime: RuntimeKind | undefined;
  model: string | undefined;
  thinking: ThinkingLevel | undefined;
  permissionMode: PermissionMode | undefined;
  /** What `/sessions` listed last, by number. */
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

  /** The mode of the next turn. */
  mode(): PermissionMode {
    return this.permissionMode ?? this.tandem.defaults().permissionMode;
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
    const { runtime, model } = this.tandem.defaults();
    const session = this.current();
    return {
      runtime:
        this.runtime ??
        (this.model === undefined ? runtime : (this.findModel(this.model)?.runtimes[0] ?? runtime)),
      model: this.model ?? model,
      thinking: this.thinking ?? null,
      permissionMode: this.mode(),
      spent: session === null ? null : { usage: session.usage, costUsd: session.costUsd },
    };
  }
}

/** Every name of a model, the full one first. */
export function namesOf(model: ModelInfo): string[] {
  return [`${model.provider}/${model.id}`, model.id, ...model.aliases];
}

/** A session as people read it. */
export function nameOf(session: SessionInfo): string {
  return session.title === null ? session.key : `“${session.title}”`;
}
