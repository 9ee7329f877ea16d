/** The screen of the chat, which no text can end: a line that is too wide for it is cut. */
import { TuiMainScreen, visibleWidth } from "@earendil-works/pi-tui";
import { fitLine } from "../components/safe-lines.ts";

/** Draws nothing wider than the terminal; otherwise a line of a component that cannot break it would be an error that ends the process. */
export class ChatScreen extends TuiMainScreen {
  /** The lines as they were given and as they were drawn the last time: most of thousands have not changed. */
  #given: readonly string[] = [];
  #fitted: readonly string[] = [];
  #width = 0;

  override render(width: number): string[] {
    const given = super.render(width);
    const same = width === this.#width;
    const lines = given.map((line, index) =>
      same && this.#given[index] === line ? (this.#fitted[index] ?? line) : fitted(line, width),
    );
    this.#given = given;
    this.#fitted = lines;
    this.#width = width;
    return lines;
  }
}

function fitted(line: string, width: number): string {
  return visibleWidth(line) > width ? fitLine(line, width) : line;
}
