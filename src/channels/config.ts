/** Settings of what agents send by themselves. */
import { z } from "zod";

export const messagesSchema = z
  .strictObject({
    sendTimeoutMs: z
      .number()
      .positive()
      .default(30_000)
      .describe(
        "Milliseconds for one message of the message tool; later ones to the same place wait as long",
      ),
  })
  .prefault({});
