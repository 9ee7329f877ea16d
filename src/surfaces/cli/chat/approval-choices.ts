/** What can be answered to a question, step by step. */
import type { ConfirmQuestion } from "../../../kernel/request.ts";
import { oneLine } from "../../../permissions/question.ts";

/** `always`: the rule is shown and must be confirmed. `instead`: what to do in place of the call is typed. */
export type Step = "answer" | "always" | "instead";

export type ChoiceId = "yes" | "always" | "no" | "instead" | "store" | "back";

export interface Choice {
  readonly id: ChoiceId;
  readonly text: string;
}

/** The choices of a step, numbered from 1 as they are listed. */
export function choicesOf(step: Step, { rule }: ConfirmQuestion): readonly Choice[] {
  switch (step) {
    case "answer":
      return [
        { id: "yes", text: "Yes" },
        ...(rule === null
          ? []
          : [{ id: "always", text: `Yes, and do not ask again for ${oneLine(rule)} …` } as const]),
        { id: "no", text: "No" },
        { id: "instead", text: "No, and do this instead …" },
      ];
    case "always":
      return [
        { id: "store", text: "Yes, store this rule" },
        { id: "back", text: "Back" },
      ];
    case "instead":
      return [];
  }
}
