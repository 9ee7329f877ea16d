/** Settings of the chat on a terminal. */
import { z } from "zod";

export const chatSchema = z
  .strictObject({
    models: z
      .array(z.string())
      .default([])
      .describe("Favourite models, in any of their names: a key of the chat (Ctrl-P) goes through them"),
  })
  .prefault({})
  .describe("The chat on a terminal");
