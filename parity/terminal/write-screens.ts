/** Writes the page of screens anew: `node parity/terminal/write-screens.ts`. */
import { writeFileSync } from "node:fs";
import { Check } from "../check.ts";
import { ENGINES } from "../engines.ts";
import { openLab } from "../lab.ts";
import { questionScreens, SCREENS_PAGE } from "./question-screens.ts";

const engine = ENGINES[0]!;
const { face, close } = await openLab(new Check(), new AbortController().signal, engine);
try {
  writeFileSync(SCREENS_PAGE, await questionScreens(face, engine));
} finally {
  await close();
}
