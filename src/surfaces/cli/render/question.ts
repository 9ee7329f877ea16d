/** A question to a person, in colours where there are any. */
import type { QuestionLine } from "../../../permissions/describe.ts";
import type { Style } from "./style.ts";

export function paintLine({ text, tone }: QuestionLine, style: Style): string {
  switch (tone) {
    case "title":
      return style.bold(text);
    case "added":
      return style.green(text);
    case "removed":
      return style.red(text);
    case "place":
      return style.cyan(text);
    case "note":
      return style.dim(text);
    case "warning":
      return style.yellow(text);
    case "plain":
      return text;
  }
}
