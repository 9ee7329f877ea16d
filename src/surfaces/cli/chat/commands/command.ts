/** What a command of the chat is: one file each, listed in `table.ts`. */
import type { Tandem } from "../../../../tandem.ts";
import type { ChatState } from "../chat-state.ts";
import type { Conversation } from "../conversation.ts";
import type { PickerItem } from "../picker.ts";
import type { TurnRunner } from "../turn-runner.ts";
import type { ChatView } from "../view.ts";

/** What a command works with. */
export interface CommandContext {
  readonly tandem: Tandem;
  readonly view: ChatView;
  readonly state: ChatState;
  readonly turns: TurnRunner;
  readonly conversation: Conversation;
  /** Asks for a key on the terminal and gives what became of it; absent where nobody can be asked. */
  readonly login?: () => Promise<string>;
  /** Ends the chat. */
  leave(): void;
}

/** What an argument may be: offered while it is typed, and as a list when there is none. */
export interface Choices {
  readonly title: string;
  list(context: CommandContext): readonly PickerItem[];
  /** The value that counts now. */
  current?(context: CommandContext): string | undefined;
}

export interface ChatCommand {
  readonly name: string;
  /** Further names, which help and completion do not show. */
  readonly aliases?: readonly string[];
  /** Its argument, as help shows it. */
  readonly argument?: string;
  readonly help: string;
  readonly choices?: Choices;
  /** Carries it out. What it gives is shown as a note; an error is shown as an error. */
  run(context: CommandContext, argument: string): string | undefined | Promise<string | undefined>;
}
