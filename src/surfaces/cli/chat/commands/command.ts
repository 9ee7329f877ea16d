/** What a command of the chat is: one file each, listed in `table.ts`. */
import type { Tandem } from "../../../../tandem.ts";
import type { ChatState } from "../chat-state.ts";
import type { Conversation } from "../conversation.ts";
import type { TurnRunner } from "../turn-runner.ts";
import type { ChatView } from "../view.ts";

/** What a command works with. */
export interface CommandContext {
  readonly tandem: Tandem;
  readonly view: ChatView;
  readonly state: ChatState;
  readonly turns: TurnRunner;
  readonly conversation: Conversation;
  /** Ends the chat. */
  leave(): void;
}

export interface ChatCommand {
  readonly name: string;
  /** Further names, which help and completion do not show. */
  readonly aliases?: readonly string[];
  /** Its argument, as help shows it. */
  readonly argument?: string;
  readonly help: string;
  /** Carries it out. What it gives is shown as a note; an error is shown as an error. */
  run(context: CommandContext, argument: string): string | undefined | Promise<string | undefined>;
}
