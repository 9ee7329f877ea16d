/** Reads a page in a thread of its own. */
import { serve } from "../../../process/serve-worker.ts";
import { readableHtml } from "./readable.ts";

serve(({ html, url }: { readonly html: string; readonly url: string }) => readableHtml(html, url));
