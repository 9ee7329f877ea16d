/** Tool calls of the running turn by id: each a line, which its result completes. */
import type { Text } from "@earendil-works/pi-tui";
import type { TandemEvent } from "../../../../events/event.ts";
import { toolOutcome, toolTitle } from "../../render/format.ts";
import type { Style } from "../../render/style.ts";
import type { TranscriptLog } from "./transcript-log.ts";

export class ToolList {
  readonly #log: TranscriptLog;
  readonly #style: Style;
  readonly #calls = new Map<string, { readonly title: string; readonly component: Text }>();

  constructor(log: TranscriptLog, style: Style) {
    this.#log = log;
    this.#style = style;
  }

  called(event: Extract<TandemEvent, { type: "tool-call" }>): void {
    const title = toolTitle(event.toolName, event.input);
    const { cyan, dim } = this.#style;
    const component = this.#log.addText(`${cyan(`● ${title}`)} ${dim("…")}`);
    this.#calls.set(event.toolCallId, { title, component });
  }

  done(event: Extract<TandemEvent, { type: "tool-result" }>): void {
    const call = this.#calls.get(event.toolCallId);
    if (call === undefined) return;
    const { cyan, dim, green, red } = this.#style;
    const outcome = toolOutcome(event);
    const sign = event.isError ? red("●") : green("●");
    call.component.setText(
      `${sign} ${cyan(call.title)} ${event.isError ? red(outcome) : dim(`→ ${outcome}`)}`,
    );
    this.#log.changed();
  }

  /** Forgets the calls of a turn that has ended; they stay on the screen. */
  clear(): void {
    this.#calls.clear();
  }
}
