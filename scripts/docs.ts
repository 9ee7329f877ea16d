/** `npm run docs`: writes the reference pages and fills in the code blocks of the guide. */
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { pages } from "./docs/pages.ts";

for (const { path, text } of await pages()) {
  writeFileSync(path, text);
  process.stderr.write(`wrote ${relative(process.cwd(), path)}\n`);
}
