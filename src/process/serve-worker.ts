/** The other side of {@link inWorker}: what a worker's module calls. */
import { parentPort, workerData } from "node:worker_threads";

/** Computes the one answer of this thread; what it throws is the task's failure. */
export function serve<Input, Output>(compute: (input: Input) => Output): void {
  parentPort?.postMessage(compute(workerData as Input));
}
