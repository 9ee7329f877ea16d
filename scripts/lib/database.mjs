/**
 * The database driver in the bundle, with its ready-made native files beside it. If it were a package of its own, npm would compile it at
 * every `npm ci` of a project that uses Tandem, since lock files do not say that it comes ready-made.
 */
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MODULES } from "./project.mjs";

/** Below `dist`, where all bundled modules are. */
const FOLDER = "database";
const LOOKUP = "path.join(__dirname, '..', 'prebuilds', ";

/** Lets the driver look for its native files in that folder. */
export const database = {
  name: "database",
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]better-sqlite3[/\\]lib[/\\]binding\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      if (!source.includes(LOOKUP)) throw new Error(`${path} does not look for native files as expected.`);
      return { contents: source.replace(LOOKUP, `path.join(__dirname, '${FOLDER}', `), loader: "js" };
    });
  },
};

/** The native files of all systems: a lock file, a container or a package may move to another one. */
export function copyDatabase(outdir) {
  cpSync(join(MODULES, "better-sqlite3", "prebuilds"), join(outdir, FOLDER), { recursive: true });
}
