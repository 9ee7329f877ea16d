/** Programs that scenarios start as processes of their own, from the sources or from the built package. */
import { fileURLToPath } from "node:url";

const built = !import.meta.url.endsWith(".ts");
const at = (source: string, bundle: string) =>
  fileURLToPath(new URL(built ? bundle : source, import.meta.url));

/** The `tandem` program. */
export const CLI = at("../src/surfaces/cli/main.ts", "./bin/tandem.js");

/** A host process with a Tandem of its own; see `child.ts`. */
export const CHILD = at("./child.ts", "./parity-child.js");
