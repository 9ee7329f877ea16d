/** The conversation that the chat shows: drawn from its beginning, and followed where other processes continue it. */
import type { Tandem } from "../../../tandem.ts";
import { sessionName } from "../render/session-name.ts";
import type { SessionRef } from "../session-ref.ts";
import type { ChatState } from "./chat-state.ts";
import { followRun } from "./follow-run.ts";
import { contextUsed, replay } from "./replay.ts";
import { SessionWatch } from "./session-watch.ts";
import type { ChatView } from "./view.ts";

export interface ConversationOptions {
  readonly tandem: Tandem;
  readonly view: ChatView;
  readonly state: ChatState;
  /** The conversation is left for another one. */
  readonly left: () => void;
  /** Something of it has changed that the footer shows. */
  readonly changed: () => void;
}

export class Conversation {
  readonly #options: ConversationOptions;
  #watch: SessionWatch;
  /** Ends what is followed. */
  #following = new AbortController();

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#watch = this.#newWatch();
  }

  /** Draws the conversation, and follows it from now on. */
  open(): void {
    const { tandem, view, state, changed } = this.#options;
    const session = state.current();
    if (session !== null && session.entryCount > 0) {
      const running = this.#watch.begin();
      const entries = tandem.sessions.entries(session.id);
      state.contextUsed = contextUsed(entries);
      if (view.drawsHistory)
        replay(
          entries.filter(({ runId }) => runId === null || !running.has(runId)),
          view,
        );
      else view.note(`Continuing ${sessionName(session)} (${session.entryCount} entries).`);
    }
    if (view.drawsHistory) {
      this.#watch.look();
      this.#watch.start();
    }
    changed();
  }

  /** Leaves the conversation for another one, by default a new one. */
  turnTo(session?: SessionRef): void {
    this.close();
    this.#following = new AbortController();
    this.#watch = this.#newWatch();
    this.#options.left();
    this.#options.state.turnTo(session);
    this.#options.view.clear();
    this.open();
  }

  /** A run of this chat, which it shows by itself. */
  own(runId: string): void {
    this.#watch.own(runId);
  }

  /** Stops following. */
  close(): void {
    this.#watch.stop();
    this.#following.abort();
  }

  #newWatch(): SessionWatch {
    const { tandem, view, state, changed } = this.#options;
    return new SessionWatch(
      tandem,
      () => state.current()?.id ?? null,
      ({ runId, sessionId }) => {
        if (sessionId === null) return;
        const { signal } = this.#following;
        followRun({ tandem, view, sessionId, runId, signal })
          .catch(() => view.note("A turn of another terminal cannot be shown: the store cannot be read."))
          .finally(changed);
      },
    );
  }
}
