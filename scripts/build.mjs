/** `npm run build`: bundles the library, the CLI and the parity suite into `dist`, with type declarations. */
import { fileURLToPath } from "node:url";
import { build } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureInstalled();
  process.exit(await build({ force: process.argv.includes("--force"), types: true }));
}
