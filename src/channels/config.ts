/** Settings of what agents send by themselves. */
import { z } from "zod";

export const messagesSchema = z
  .strictObject({
    sendTimeoutMs: z
      .number()
      .positive()
      .default(30_000)
      .describe("Milliseconds for sending one message; later ones to the same target wait that long"),
  })
  .prefault({});
