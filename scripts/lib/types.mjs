/** Rolls a tree of declarations up into `index.d.ts` and `index.d.cts`: `node types.mjs <tree> <folder>`. */
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";

const [tree, outdir] = process.argv.slice(2);
const bundle = await rolldown({
  input: { index: join(tree, "index.d.ts") },
  external: [/^[a-z@]/],
  plugins: [dts({ dtsOnly: true, generator: "oxc", tsconfig: false })],
  onLog(level, log) {
    if (level === "warn") throw new Error(log.message);
  },
});
const { output } = await bundle.write({ dir: outdir, format: "es" });
const foreign = output.flatMap(({ code }) =>
  [...code.matchAll(/\b(?:from|import\()\s*["']((?!node:)[^"']+)/g)].map(([, name]) => name),
);
if (output.length !== 1 || foreign.length > 0)
  throw new Error(
    `The public types need ${foreign.join(", ") || `${output.length} files`}: they must stand alone.`,
  );
copyFileSync(join(outdir, "index.d.ts"), join(outdir, "index.d.cts"));
rmSync(tree, { recursive: true });
