/**
 * Runs after npm has changed the packages (the `dependencies` script): npm does not write `gypfile` into the lock file, and
 * then `npm ci` compiles what ships ready-made (better-sqlite3), which needs Python and a compiler. This puts it back.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, readJson, say } from "./lib/project.mjs";

const path = join(ROOT, "package-lock.json");
const before = readFileSync(path, "utf8");
const lock = JSON.parse(before);
for (const [folder, entry] of Object.entries(lock.packages)) {
  if (folder === "" || entry.gypfile === false) continue;
  const isNative = existsSync(join(ROOT, folder, "binding.gyp"));
  if (!isNative || readJson(join(ROOT, folder, "package.json"))?.gypfile !== false) continue;
  const { version, ...rest } = entry;
  lock.packages[folder] = { version, gypfile: false, ...rest };
}
const after = `${JSON.stringify(lock, null, 2)}\n`;
if (after !== before) {
  writeFileSync(path, after);
  say(
    "package-lock.json: packages with ready-made programs are marked `gypfile: false`, so that nothing compiles them.",
  );
}
