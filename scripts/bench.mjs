/** `npm run bench`: installs and builds what is missing, then runs the benchmarks; see docs/benchmarks.md. */
import { join } from "node:path";
import { build } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { nodeBinary, ROOT, run } from "./lib/project.mjs";

await ensureInstalled();
const code = await build();
process.exit(code || (await run(nodeBinary(), [join(ROOT, "bench", "run.ts"), ...process.argv.slice(2)])));
