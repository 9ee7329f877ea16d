/** Where the code of `diff.worker.ts` is. The build puts the code itself in place of this module. */
import type { WorkerSource } from "../../process/worker.ts";

export const source: WorkerSource = { url: new URL("./diff.worker.ts", import.meta.url) };
