/**
 * Asks for approvals in the chat, one at a time, above the input. An answer is a deliberate act: letters never answer, keys belong to
 * the input while it holds text or a key came within the last second, a digit counts only when nothing follows it, and nothing is
 * selected before an arrow key selects it. Every key that is no answer reaches the input.
 */
import { type Component, isKeyRelease, matchesKey } from "@earendil-works/pi-tui";
import type { TandemEvent } from "../../../events/event.ts";
import type { ConfirmAnswer, ConfirmQuestion } from "../../../kernel/request.ts";
import type { Clock } from "../../../transport/clock.ts";
import type { Style } from "../render/style.ts";
import { type ChoiceId, choicesOf, type Step } from "./approval-choices.ts";
import { endedLine, outcomeLine } from "./approval-record.ts";
import { ApprovalScreen } from "./approval-screen.ts";
import { HOLD_MS, LATE_MS, READ_MS, TypingGuard } from "./typing-guard.ts";

/** The input line, as the dialog needs it; pi-tui's `Editor` is one. */
export interface DialogInput {
  getText(): string;
  getExpandedText(): string;
  setText(text: string): void;
  handleInput(data: string): void;
}

export interface ApprovalDialogHost {
  readonly input: DialogInput;
  readonly style: Style;
  readonly clock: Clock;
  /** Rows that the dialog may fill without pushing anything off the screen. */
  readonly room: () => number;
  /** Whether keys go to the input and not to something else in front of it. */
  readonly inputHasKeys: () => boolean;
  /** A line that stays in the conversation. */
  readonly record: (text: string) => void;
  /** Stops the turn: Escape says no and stops. */
  readonly stop: () => void;
  readonly requestRender: () => void;
}

/** A question on the screen or in line for it. */
interface Asked {
  readonly question: ConfirmQuestion;
  readonly resolve: (answer: ConfirmAnswer) => void;
  readonly stopListening: () => void;
}

export class ApprovalDialog implements Component {
  readonly #host: ApprovalDialogHost;
  readonly #guard: TypingGuard;
  readonly #screen: ApprovalScreen;
  readonly #queue: Asked[] = [];
  /** Questions of the turn that are open, those too that were not handed over yet; and how many have gone since none was. */
  readonly #open = new Set<string>();
  #gone = 0;
  #step: Step = "answer";
  #selected: number | null = null;
  /** The keys are the dialog's, because an arrow or Ctrl-R said so; until something is typed. */
  #engaged = false;
  #held: { readonly data: string; readonly index: number; readonly cancel: () => void } | null = null;
  /** What the input held when Ctrl-R put it aside. */
  #draft: string | null = null;

  constructor(host: ApprovalDialogHost) {
    this.#host = host;
    this.#guard = new TypingGuard(host.clock);
    this.#screen = new ApprovalScreen(host.style);
  }

  /** Whether a question is on the screen. */
  get isOpen(): boolean {
    return this.#queue.length > 0;
  }

  /** Settles with the person's answer; with a no when the question's signal aborts. Any number may be asked at the same time. */
  ask(question: ConfirmQuestion): Promise<ConfirmAnswer> {
    if (question.signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const onAbort = () => this.#end(asked, false, endedLine(question));
      question.signal.addEventListener("abort", onAbort, { once: true });
      const stopListening = () => question.signal.removeEventListener("abort", onAbort);
      const asked: Asked = { question, resolve, stopListening };
      this.#open.add(question.approvalId);
      this.#queue.push(asked);
      this.#guard.watch();
      if (this.#queue.length === 1) this.#show("answer");
      else this.#host.requestRender();
    });
  }

  /** Counts the questions of the turn; to be given every event. */
  event(event: TandemEvent): void {
    if (event.type === "approval.request" && event.expiresAt !== undefined) this.#open.add(event.approvalId);
    else if (event.type === "approval.response") this.#forget(event.approvalId);
    else return;
    this.#host.requestRender();
  }

  /** Every key, before anything else gets it. True: it was the dialog's, and nobody else is to have it. */
  key(data: string): boolean {
    if (isKeyRelease(data)) return false;
    const [asked] = this.#queue;
    if (asked === undefined || !this.#host.inputHasKeys()) {
      this.#guard.restart();
      return false;
    }
    this.#guard.watch();
    const taken = this.#take(data, asked);
    // An arrow types nothing: somebody who waits to be asked may press it.
    const isArrow = matchesKey(data, "up") || matchesKey(data, "down");
    if (!taken && !(isArrow && this.#host.input.getText() === "")) this.#typed();
    this.#host.requestRender();
    return taken;
  }

  /** A text that was submitted. True: it is what to do instead, and no message. */
  submit(text: string): boolean {
    const [asked] = this.#queue;
    if (asked === undefined || this.#step !== "instead") return false;
    const instead = text.trim();
    if (instead !== "") this.#answer(asked, { allow: false, instead });
    return true;
  }

  invalidate(): void {}

  render(width: number): string[] {
    const [asked] = this.#queue;
    if (asked === undefined) return [];
    return this.#screen.render(width, this.#host.room(), {
      question: asked.question,
      step: this.#step,
      selected: this.#held?.index ?? this.#selected,
      state: this.#state(),
      number: this.#gone + 1,
      total: this.#gone + Math.max(this.#open.size, this.#queue.length),
    });
  }

  #state(): "held" | "text" | "wait" | "ready" {
    if (this.#held !== null) return "held";
    if (this.#step === "instead") return "ready";
    if (this.#host.input.getText() !== "") return "text";
    return this.#isReady() ? "ready" : "wait";
  }

  /** Whether a key may answer now. */
  #isReady(): boolean {
    return this.#host.input.getText() === "" && (this.#engaged || this.#guard.quiet);
  }

  #take(data: string, asked: Asked): boolean {
    if (this.#held !== null) this.#releaseHeld();
    if (matchesKey(data, "ctrl+o")) {
      this.#screen.toggle();
      return true;
    }
    if (this.#step === "instead") {
      if (!matchesKey(data, "escape")) return false;
      this.#show("answer");
      return true;
    }
    if (matchesKey(data, "ctrl+r")) {
      this.#putAside();
      this.#engaged = true;
      return true;
    }
    if (!this.#isReady()) {
      // Escape is for the input alone while somebody types: it would stop the turn.
      if (!matchesKey(data, "escape")) return false;
      this.#host.input.handleInput(data);
      this.#guard.restart();
      return true;
    }
    return this.#takeReady(data, asked);
  }

  #takeReady(data: string, asked: Asked): boolean {
    const choices = choicesOf(this.#step, asked.question);
    if (matchesKey(data, "pageUp") || matchesKey(data, "pageDown")) {
      this.#screen.scroll(matchesKey(data, "pageUp") ? -1 : 1);
      return true;
    }
    if (matchesKey(data, "up") || matchesKey(data, "down")) {
      const last = choices.length - 1;
      const move = matchesKey(data, "up") ? -1 : 1;
      const from = this.#selected ?? (move === 1 ? -1 : last + 1);
      this.#selected = Math.min(last, Math.max(0, from + move));
      this.#engaged = true;
      return true;
    }
    if (matchesKey(data, "enter") && this.#selected !== null) {
      this.#choose(asked, choices[this.#selected]!.id);
      return true;
    }
    if (matchesKey(data, "escape")) {
      if (this.#step === "always") this.#show("answer");
      else {
        this.#answer(asked, false, "stopped");
        this.#host.stop();
      }
      return true;
    }
    const index = choices.findIndex((_, at) => isDigit(data, at + 1));
    if (index < 0) return false;
    this.#hold(data, index, asked);
    return true;
  }

  /** Where this process was kept from running, keys may have come that it has not read: then it waits once more. */
  #hold(data: string, index: number, asked: Asked): void {
    const { clock } = this.#host;
    const since = clock.elapsed();
    const after = (ms: number, run: () => void): void => {
      this.#held = { data, index, cancel: clock.after(ms, run) };
    };
    after(HOLD_MS, () => {
      if (clock.elapsed() - since > HOLD_MS + LATE_MS) this.#hold(data, index, asked);
      // Between two timers whatever waits in the terminal is read.
      else after(READ_MS, () => this.#takeHeld(asked));
    });
  }

  /** Nothing followed the digit: it is an answer. */
  #takeHeld(asked: Asked): void {
    const held = this.#held;
    if (held === null) return;
    const choice = choicesOf(this.#step, asked.question)[held.index];
    if (choice === undefined || this.#queue[0] !== asked || this.#host.input.getText() !== "") {
      this.#releaseHeld();
    } else {
      this.#held = null;
      this.#choose(asked, choice.id);
    }
    this.#host.requestRender();
  }

  /** The digit was the beginning of a text. */
  #releaseHeld(): void {
    const held = this.#held;
    this.#held = null;
    held?.cancel();
    if (held !== null) {
      this.#typed();
      this.#host.input.handleInput(held.data);
    }
  }

  #typed(): void {
    const isText = this.#step !== "instead";
    if (isText) this.#bringBack();
    this.#selected = null;
    this.#engaged = false;
    this.#guard.restart();
    this.#guard.whenQuiet(this.#host.requestRender);
  }

  #choose(asked: Asked, id: ChoiceId): void {
    if (id === "yes") this.#answer(asked, true);
    else if (id === "store") this.#answer(asked, { allow: true, remember: true });
    else if (id === "no") this.#answer(asked, false);
    else this.#show(id === "back" ? "answer" : id);
  }

  #answer(asked: Asked, answer: ConfirmAnswer, how?: "stopped"): void {
    this.#end(asked, answer, outcomeLine(asked.question, answer, how));
  }

  #end(asked: Asked, answer: ConfirmAnswer, line: string): void {
    const at = this.#queue.indexOf(asked);
    if (at < 0) return;
    asked.stopListening();
    if (at === 0) this.#releaseHeld();
    this.#queue.splice(at, 1);
    this.#forget(asked.question.approvalId);
    this.#host.record(line);
    asked.resolve(answer);
    if (at === 0) {
      this.#screen.reset();
      this.#bringBack();
      this.#show("answer");
    }
    if (this.#queue.length === 0) this.#guard.stop();
    this.#host.requestRender();
  }

  #show(step: Step): void {
    this.#step = step;
    this.#selected = null;
    this.#engaged = false;
    this.#guard.restart();
    this.#guard.whenQuiet(this.#host.requestRender);
    this.#host.requestRender();
  }

  #forget(id: string): void {
    if (!this.#open.delete(id)) return;
    this.#gone = this.#open.size === 0 ? 0 : this.#gone + 1;
  }

  #putAside(): void {
    const text = this.#host.input.getExpandedText();
    if (text === "") return;
    this.#draft = this.#draft === null ? text : `${this.#draft}\n${text}`;
    this.#host.input.setText("");
  }

  #bringBack(): void {
    if (this.#draft === null) return;
    const typed = this.#host.input.getExpandedText();
    this.#host.input.setText(typed === "" ? this.#draft : `${this.#draft}\n${typed}`);
    this.#draft = null;
  }
}

const DIGITS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** Whether a key is this digit; pasted text is none. */
function isDigit(data: string, digit: number): boolean {
  const key = DIGITS[digit];
  return key !== undefined && matchesKey(data, key);
}
