/**
 * Compares the verdicts on a folder of skills with those of another validator, such as the standard's reference:
 *
 *     node parity/skill-verdicts.ts <folder of skills> [-- <command> <arguments>]
 *
 * The command is run once for each skill with its folder as the last argument, and says by its exit code whether it is valid. Without a
 * command the verdicts are printed. Ends with 1 when verdicts differ.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { validateSkill } from "../src/skills/check.ts";

const [folder, separator, command, ...args] = process.argv.slice(2);
if (folder === undefined || (separator !== undefined && (separator !== "--" || command === undefined))) {
  console.error("usage: node parity/skill-verdicts.ts <folder of skills> [-- <command> <arguments>]");
  process.exit(2);
}

let valid = 0;
let different = 0;
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
for (const name of names) {
  const path = resolve(join(folder, name));
  const { problems } = await validateSkill(path, process.cwd());
  if (problems.length === 0) valid += 1;
  if (command === undefined) console.log(`${name}: ${problems.join(" ") || "valid"}`);
  else {
    const other = spawnSync(command, [...args, path], { encoding: "utf8" });
    if (other.error !== undefined) throw other.error;
    if ((other.status === 0) === (problems.length === 0)) continue;
    different += 1;
    console.log(`${name}: here ${problems.join(" ") || "valid"}; there ${other.stderr.trim() || "valid"}`);
  }
}
const compared = command === undefined ? "" : `, ${different} judged differently there`;
console.log(`${names.length} skills, ${valid} valid${compared}.`);
process.exit(different === 0 ? 0 : 1);
