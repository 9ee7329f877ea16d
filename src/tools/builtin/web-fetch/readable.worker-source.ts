/** Where the code of `readable.worker.ts` is. The build replaces this module with the code itself. */
import type { WorkerSource } from "../../../process/worker.ts";

export const source: WorkerSource = { url: new URL("./readable.worker.ts", import.meta.url) };
