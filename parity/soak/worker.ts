/** A process of a soak: runs the turns its parent gives it, and tells what became of them. */
import type { ConfigInput } from "../../src/config/schema.ts";
import { createTandem } from "../../src/create.ts";
import type { TurnStatus } from "../../src/kernel/result.ts";
import { textOutput, toolOf } from "../props.ts";
import type { Job } from "./plan.ts";

/** From the parent. */
export type ToWorker = { readonly type: "run"; readonly job: Job } | { readonly type: "close" };

/** To the parent. */
export type FromWorker =
  | { readonly type: "ready" }
  | { readonly type: "done"; readonly id: string; readonly status: TurnStatus; readonly code: string | null }
  | { readonly type: "memory"; readonly rss: number };

const SAMPLE_MS = 500;

/** Works until the parent says `close`. */
export async function soakWorker(config: ConfigInput): Promise<void> {
  const tandem = await createTandem(config);
  const act = toolOf("act", ({ id }) => textOutput(`acted for ${id}`));
  const tell = (message: FromWorker) => void process.send?.(message);
  const closed = Promise.withResolvers<void>();
  process.on("message", (message: ToWorker) => {
    if (message.type === "close") {
      closed.resolve();
      return;
    }
    const { id, sessionKey, runtime, model, prompt } = message.job;
    void tandem
      .run({ runId: `run-${id}`, sessionKey, runtime, model, prompt, extraTools: [act] })
      .then(({ status, error }) => tell({ type: "done", id, status, code: error?.code ?? null }));
  });
  // A parent that is gone leaves nobody to work for.
  process.on("disconnect", () => process.exit(1));
  const sampling = setInterval(() => tell({ type: "memory", rss: process.memoryUsage().rss }), SAMPLE_MS);
  tell({ type: "ready" });
  await closed.promise;
  clearInterval(sampling);
  await tandem.close({ deadlineMs: 5_000 });
  process.removeAllListeners("disconnect");
  process.disconnect();
}
