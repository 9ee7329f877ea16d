/** Shows a turn as text while it runs: the reply on one stream, everything about it on another. */
import type { TandemEvent } from "../../../events/event.ts";
import type { ExecutionResult } from "../../../kernel/result.ts";
import { line, type OutputStream } from "../io.ts";
import { errorLines } from "../print-error.ts";
import { formatStatus, pendingLine, subagentLine, toolOutcome, toolTitle, waitingLine } from "./format.ts";
import { printable } from "./printable.ts";
import type { Style } from "./style.ts";

export interface TurnTextOptions {
  /** Gets the reply, and nothing else. */
  readonly out: OutputStream;
  /** Gets tool calls, reasoning, warnings and the status line. */
  readonly notes: OutputStream;
  readonly style: Style;
  /** Show the model's reasoning among the notes. */
  readonly reasoning: boolean;
  /** Errors and nothing else among the notes. */
  readonly quiet: boolean;
  /** Say how a question that waits is answered; for when it is not asked here. */
  readonly approvals?: boolean;
}

export interface TurnText {
  event(event: TandemEvent): void;
  /** Ends the reply with a line break and says what ran, or what went wrong. */
  end(result: ExecutionResult): void;
}

export function createTurnText(options: TurnTextOptions): TurnText {
  const { out, notes, style } = options;
  const titles = new Map<string, string>();
  // Where the cursor is, so that a note never lands in the middle of a line of the reply when both share a terminal.
  let open: "reply" | "reasoning" | null = null;

  const closeLine = (): void => {
    if (open === "reply") line(out);
    if (open === "reasoning") line(notes);
    open = null;
  };
  const note = (text: string): void => {
    if (options.quiet) return;
    if (open === "reasoning" || (open === "reply" && notes.isTTY)) closeLine();
    line(notes, text);
  };

  return {
    event(event) {
      switch (event.type) {
        case "text-delta":
          if (open === "reasoning") closeLine();
          // A file or a program gets the reply as it is.
          out.write(out.isTTY ? printable(event.delta) : event.delta);
          open = "reply";
          return;
        case "text-end":
          if (open === "reply") closeLine();
          return;
        case "reasoning-delta":
          if (!options.reasoning || options.quiet) return;
          if (open === "reply") closeLine();
          notes.write(style.dim(printable(event.delta)));
          open = "reasoning";
          return;
        case "reasoning-end":
          if (open === "reasoning") closeLine();
          return;
        case "tool-call":
          titles.set(event.toolCallId, toolTitle(event.toolName, event.input));
          return;
        case "tool-result": {
          const title = titles.get(event.toolCallId) ?? event.toolName;
          const outcome = toolOutcome(event);
          note(`${style.cyan(title)} ${event.isError ? style.red(outcome) : style.dim(`→ ${outcome}`)}`);
          return;
        }
        case "subagent":
          note(style.dim(subagentLine(event)));
          return;
        case "approval.request":
          if (options.approvals && event.expiresAt !== undefined)
            note(style.yellow(`${event.summary}\n  waits for: tandem approve ${event.approvalId} --allow`));
          return;
        case "queue":
          if (event.state === "waiting") note(style.dim(waitingLine(event)));
          return;
        case "recovery":
        case "warning":
          note(style.yellow(printable(event.message)));
          return;
        case "fallback":
          note(
            style.yellow(
              `continuing with ${event.to.runtime} · ${event.to.provider}/${event.to.model} (${event.reason})`,
            ),
          );
          return;
        case "attempt.discarded":
          if (event.blockIds.length > 0)
            note(style.yellow(`discarding the text above (${event.reason}); trying again`));
          return;
      }
    },
    end(result) {
      closeLine();
      if (result.error !== null && result.status !== "aborted") {
        for (const text of errorLines(result.error, style)) line(notes, text);
      }
      if (result.pendingToolCalls.length > 0) note(style.yellow(pendingLine(result)));
      // A turn that was refused before it was resolved has nothing to account for.
      if (result.runtime !== null) note(style.dim(formatStatus(result)));
    },
  };
}
