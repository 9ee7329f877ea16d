/** `npm run picture`: records the conversation in README anew and writes it as `docs/images/conversation.svg`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { COLUMNS } from "./picture/conversation.ts";
import { record } from "./picture/record.ts";
import { parseTerminal, toSvg } from "./picture/svg.ts";

const FILE = join(import.meta.dirname, "..", "docs", "images", "conversation.svg");
const TITLE =
  "One conversation on two engines: it starts on Pi, continues on Claude through a 529, and returns to Pi";

writeFileSync(FILE, toSvg(parseTerminal(await record(), COLUMNS), { columns: COLUMNS, title: TITLE }));
process.stderr.write("wrote docs/images/conversation.svg\n");
