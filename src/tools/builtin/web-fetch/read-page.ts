/** Makes text of an HTML page, in a thread with a deadline. */
import { inWorker } from "../../../process/worker.ts";
import { bareText } from "./bare-text.ts";
import type { ReadablePage } from "./readable.ts";

/** Milliseconds to make text of a page that has arrived. */
const MAX_READ_MS = 5_000;

const BARE = "[The structure of this page could not be read. This is its text alone.]";

/** A page of a megabyte of nested elements takes a reader minutes, or all of its stack: what is left then is its words. */
export async function readPage(
  html: string,
  url: string,
  signal: AbortSignal,
  timeoutMs = MAX_READ_MS,
): Promise<ReadablePage> {
  const { source } = await import("./readable.worker-source.ts");
  try {
    return await inWorker({ source, input: { html, url }, what: `Reading ${url}`, timeoutMs, signal });
  } catch {
    signal.throwIfAborted();
    return { title: "", text: `${BARE}\n\n${bareText(html)}` };
  }
}
