/** Runs a habit of the chat's users in terminals of each size. */
import type { ScenarioContext } from "../registry.ts";
import type { Stage, StageOptions } from "../stage.ts";
import { SIZES, type TerminalSize } from "./chat.ts";

/** What a habit is tried with. */
export interface Trial {
  readonly s: Stage;
  readonly size: TerminalSize;
  /** For the name of a check. */
  readonly at: string;
}

/** One stage for each size; turns run in another process, so the stage cannot count their attempts. */
export async function atEachSize(
  { stage }: Pick<ScenarioContext, "stage">,
  habit: (trial: Trial) => Promise<void>,
  options: StageOptions = {},
): Promise<void> {
  for (const size of SIZES)
    await habit({
      s: await stage({ accounting: false, ...options }),
      size,
      at: `at ${size.columns}x${size.rows}`,
    });
}
