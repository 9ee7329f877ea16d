/** Work that may take long on the wrong input, in a thread of its own that is ended when its time or memory is up. */
import { Worker } from "node:worker_threads";
import { TandemError } from "../kernel/errors.ts";

/**
 * Where a worker's code is: a file beside the module that names it, or, in the bundle, the code itself. See `scripts/lib/worker-sources.mjs`.
 */
export type WorkerSource = { readonly url: URL } | { readonly code: string };

export interface WorkerTask<Input> {
  readonly source: WorkerSource;
  /** Copied into the thread. */
  readonly input: Input;
  /** What is being done, for the error: `Reading the page`. */
  readonly what: string;
  readonly timeoutMs: number;
  /** Megabytes of heap; default 256. */
  readonly memoryMb?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a worker made by {@link serve} to its answer. Rejects with TandemError `tool_error` when it takes too long, needs too much memory or
 * throws, and with the signal's reason. The thread is gone when the promise settles. Several may run at once.
 */
export async function inWorker<Input, Output>(task: WorkerTask<Input>): Promise<Output> {
  const { source, input, what, timeoutMs, memoryMb = 256, signal } = task;
  signal?.throwIfAborted();
  const worker = new Worker("url" in source ? source.url : source.code, {
    eval: !("url" in source),
    workerData: input,
    env: {},
    // What it prints is of no use to anybody.
    stdout: true,
    stderr: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Output>();
  const failed = (message: string, cause?: unknown) =>
    reject(new TandemError({ code: "tool_error", message: `${what} ${message}`, cause }));
  const timer = setTimeout(() => failed(`took longer than ${timeoutMs} ms and was stopped.`), timeoutMs);
  const onAbort = () => reject(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  worker.once("message", (answer: Output) => resolve(answer));
  worker.once("error", (error: Error & { code?: string }) => {
    if (error.code === "ERR_WORKER_OUT_OF_MEMORY")
      failed(`needed more than ${memoryMb} MB and was stopped.`, error);
    else failed(`failed: ${error.message}`, error);
  });
  worker.once("exit", () => failed("ended without a result."));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    await worker.terminate();
  }
}
