/** What the chat needs of whatever shows it. */
import type { TandemEvent } from "../../../events/event.ts";
import type { ErrorInfo } from "../../../kernel/errors.ts";
import type { ConfirmAnswer, ConfirmQuestion } from "../../../kernel/request.ts";
import type { ExecutionResult } from "../../../kernel/result.ts";
import type { FooterState } from "./footer-state.ts";

export interface ChatView {
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
  /** Asks for an approval; absent where nobody can be asked. */
  readonly ask?: (question: ConfirmQuestion) => Promise<ConfirmAnswer>;
}
