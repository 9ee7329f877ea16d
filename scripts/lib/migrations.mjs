/** The store's schema as plain SQL: only the build needs the library that writes it, and the package comes without. */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./project.mjs";

const SOURCE = "src/sessions/sqlite/migrations/index.ts";

/** Puts what `sqlOf` gives for each step in the place of the code that makes it. */
export const migrations = {
  name: "migrations",
  setup({ onLoad, esbuild }) {
    onLoad({ filter: /[/\\]sqlite[/\\]migrations[/\\]index\.ts$/ }, async () => {
      const steps = await writtenOut(esbuild);
      return {
        contents: `export const STEPS = ${JSON.stringify(steps)}; export const sqlOf = (step) => step.statements;`,
        loader: "js",
      };
    });
  },
};

async function writtenOut(esbuild) {
  // Inside the project, from where the library is found.
  const folder = mkdtempSync(join(ROOT, "dist.sql-"));
  try {
    const outfile = join(folder, "migrations.mjs");
    await esbuild.build({
      absWorkingDir: ROOT,
      entryPoints: [SOURCE],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      packages: "external",
    });
    const { STEPS, sqlOf } = await import(pathToFileURL(outfile).href);
    return STEPS.map((step) => ({ name: step.name, statements: sqlOf(step) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
