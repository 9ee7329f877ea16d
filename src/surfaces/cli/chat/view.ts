/** What the chat needs of whatever shows it. */
import type { TandemEvent } from "../../../events/event.ts";
import type { ErrorInfo } from "../../../kernel/errors.ts";
import type { ConfirmAnswer, ConfirmQuestion } from "../../../kernel/request.ts";
import type { ExecutionResult } from "../../../kernel/result.ts";
import type { FooterState } from "./footer-state.ts";
import type { KeyTable } from "./keybindings.ts";
import type { Picker } from "./picker.ts";

export interface ChatView {
  /** Whether it shows a conversation from its beginning, so that an older one is to be drawn again. */
  readonly drawsHistory: boolean;
  /** A message of the person, as the conversation shows it. */
  user(text: string): void;
  event(event: TandemEvent): void;
  result(result: ExecutionResult): void;
  /** Something the chat itself has to say; may be several lines. */
  note(text: string): void;
  error(error: ErrorInfo): void;
  /** What is shown below the input: engine, model, session. */
  footer(state: FooterState): void;
  /** Whether a turn runs. */
  busy(busy: boolean): void;
  /** A line that goes with the next key. */
  hint(text: string): void;
  /** The messages that wait to enter the turn, in their order. */
  queue(messages: readonly string[]): void;
  /** Takes everything off the screen: another conversation begins. */
  clear(): void;
  /** Asks for an approval; absent where nobody can be asked. */
  readonly ask?: (question: ConfirmQuestion) => Promise<ConfirmAnswer>;
  /** Lets the person choose from a list; `null`: they would rather not. Absent where nobody can choose. */
  readonly pick?: (picker: Picker) => Promise<string | null>;
  /** What is being written; absent where nothing is before it is sent. */
  readonly input?: { text(): string; set(text: string): void };
  /** Puts a text on the clipboard and says who took it. */
  readonly copy?: (text: string) => Promise<string>;
  /** Gives the terminal to something else for as long as it takes. */
  readonly suspend?: <T>(work: () => Promise<T>) => Promise<T>;
  /** The keys that do something; absent where no keys are read. */
  readonly keys?: KeyTable;
}
