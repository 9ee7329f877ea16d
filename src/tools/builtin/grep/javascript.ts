/**
 * Matches with JavaScript's regular expressions, where ripgrep is missing. It runs in a worker thread: a pattern that
 * backtracks without end must not hold up the process, and a worker can be ended from outside.
 */
import { Worker } from "node:worker_threads";
import { TandemError } from "../../../kernel/errors.ts";
import type { FileMatches, Matcher, Pattern } from "./matcher.ts";

/** Milliseconds for one file. */
const MAX_MATCH_MS = 5_000;

/** Runs in the worker, apart from everything in this module; must use nothing from outside. */
const WORKER_SOURCE = `
const { parentPort, workerData } = require("node:worker_threads");
const expression = new RegExp(workerData.source, workerData.flags);
parentPort.on("message", (text) => {
  const lines = text.split("\\n");
  if (lines.at(-1) === "") lines.pop();
  const found = [];
  for (const [index, line] of lines.entries()) {
    if (expression.test(line.endsWith("\\r") ? line.slice(0, -1) : line)) found.push(index + 1);
  }
  parentPort.postMessage(found);
});
`;

/** A matcher; `readText` gives a file's text, or `null` for one that is to be skipped. Throws for an invalid pattern. */
export function javascriptMatcher(
  pattern: Pattern,
  readText: (path: string) => Promise<string | null>,
  signal: AbortSignal,
): Matcher {
  const { source, flags } = compile(pattern);
  const worker = new Worker(WORKER_SOURCE, { eval: true, workerData: { source, flags }, env: {} });
  // Failures are reported to the caller that waits for an answer.
  worker.on("error", () => undefined);
  return {
    async *match(paths): AsyncGenerator<FileMatches> {
      for (const path of paths) {
        signal.throwIfAborted();
        const text = await readText(path);
        if (text === null) continue;
        const lines = await ask(worker, text, signal);
        if (lines.length > 0) yield { path, lines };
      }
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

function ask(worker: Worker, text: string, signal: AbortSignal): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      worker.off("message", onMessage);
      worker.off("error", onError);
      finish();
    };
    const onMessage = (lines: number[]) => settle(() => resolve(lines));
    const onError = (error: unknown) => settle(() => reject(error));
    const onAbort = () => settle(() => reject(signal.reason));
    const timer = setTimeout(() => {
      const message = "The pattern takes too long to match. Use a simpler one, without nested repetition.";
      settle(() => reject(new TandemError({ code: "tool_error", message })));
    }, MAX_MATCH_MS);
    worker.on("message", onMessage);
    worker.on("error", onError);
    signal.addEventListener("abort", onAbort);
    worker.postMessage(text);
  });
}

/** Unicode-aware where the pattern allows it; a leading `(?i)`, as other dialects write it, becomes a flag. */
function compile(pattern: Pattern): { readonly source: string; readonly flags: string } {
  const inline = pattern.literal ? null : /^\(\?([ims]+)\)/.exec(pattern.source);
  const body = pattern.literal
    ? pattern.source.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
    : pattern.source.slice(inline?.[0].length ?? 0);
  const flags = [...new Set(`${inline?.[1] ?? ""}${pattern.ignoreCase ? "i" : ""}`)].join("");
  for (const candidate of [`${flags}u`, flags]) {
    try {
      const { source } = new RegExp(body, candidate);
      return { source, flags: candidate };
    } catch (cause) {
      if (candidate === flags) {
        const message = `Invalid pattern: ${(cause as Error).message}`;
        throw new TandemError({
          code: "tool_input_invalid",
          message,
          remediation: "Correct the pattern.",
          cause,
        });
      }
    }
  }
  throw new TandemError({ code: "tool_input_invalid", message: "Invalid pattern." });
}
