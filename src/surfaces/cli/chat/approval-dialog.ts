/** Asks for an approval in the conversation. */
import { matchesKey } from "@earendil-works/pi-tui";
import type { ConfirmAnswer, ConfirmQuestion } from "../../../kernel/request.ts";
import type { Style } from "../render/style.ts";
import type { DialogHost } from "./terminal/dialog-host.ts";
import type { KeyDispatch } from "./terminal/key-dispatch.ts";
import type { TranscriptLog } from "./terminal/transcript-log.ts";

/** What a question is asked with. */
export interface AskParts {
  readonly log: TranscriptLog;
  readonly dialogs: DialogHost;
  readonly keys: KeyDispatch;
  readonly style: Style;
  /** Whether the input holds text. */
  readonly typing: () => boolean;
}

type Answer = "yes" | "always" | "no" | "gone";

const OUTCOMES: Readonly<Record<Answer, string>> = {
  yes: "allowed",
  always: "allowed, and from now on",
  no: "denied",
  gone: "needs no answer any more",
};

/** Milliseconds in which keys still belong to what was being typed when a question came up. */
const TYPE_AHEAD_MS = 400;

/** Resolves with the answer; with a no when the question needs none any more. */
export function askInChat(question: ConfirmQuestion, { log, keys, style }: AskParts): Promise<ConfirmAnswer> {
  const { rule, signal } = question;
  const asked = `${style.yellow(`${question.toolName} asks to:`)} ${question.summary}`;
  const always = rule === null ? "" : ` / a: always, for ${rule}`;
  const shown = log.addText(`${asked}\n${style.bold(`Allow it? y / n${always}`)}`);
  const askedAt = performance.now();
  return new Promise((resolve) => {
    const settle = (answer: Answer): void => {
      stopListening();
      const allow = answer === "yes" || answer === "always";
      shown.setText(`${asked} ${(allow ? style.green : style.red)(OUTCOMES[answer])}`);
      log.changed();
      resolve({ allow, remember: answer === "always" });
    };
    const stopListening = keys.intercept((data) => {
      if (matchesKey(data, "ctrl+c") || performance.now() - askedAt <= TYPE_AHEAD_MS) return false;
      if (/^y$/i.test(data)) settle("yes");
      else if (/^a$/i.test(data) && rule !== null) settle("always");
      else if (/^n$/i.test(data) || matchesKey(data, "escape") || matchesKey(data, "enter")) settle("no");
      return true;
    });
    signal.addEventListener("abort", () => settle("gone"), { once: true });
  });
}
