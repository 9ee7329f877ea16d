/** Settings of the chat on a terminal. */
import { z } from "zod";
import { nearest } from "../routing/nearest.ts";
import { CHAT_KEYS, type ChatAction, keyClash, keyProblem } from "./chat-keys.ts";
import { COLOUR_NAMES, COLOUR_ROLES, type ColourRole, isColour, THEME_NAMES } from "./chat-theme.ts";

const keySchema = z.string().superRefine((text, context) => {
  const problem = keyProblem(text);
  if (problem !== null) context.addIssue({ code: "custom", message: `"${text}" ${problem}` });
});

const colourSchema = z.string().superRefine((text, context) => {
  if (isColour(text)) return;
  const near = nearest(text, COLOUR_NAMES, 1)[0];
  const hint =
    near === undefined ? ": use a name, a number up to 255, or #rrggbb" : `; did you mean "${near}"?`;
  context.addIssue({ code: "custom", message: `"${text}" is not a colour${hint}` });
});

const keysSchema = z
  .strictObject(
    Object.fromEntries(
      Object.entries(CHAT_KEYS).map(([action, { keys, help }]) => [
        action,
        z
          .array(keySchema)
          .optional()
          .describe(`Keys that ${help}. Default ${keys.join(", ")}`),
      ]),
    ) as Record<ChatAction, z.ZodOptional<z.ZodArray<typeof keySchema>>>,
  )
  .superRefine((keys, context) => {
    const clash = keyClash(keys);
    if (clash === null) return;
    const [one, other] = clash.actions;
    const path = [keys[other] === undefined ? one : other];
    context.addIssue({
      code: "custom",
      path,
      message: `"${clash.key}" is a key of both ${one} and ${other}`,
    });
  })
  .prefault({})
  .describe("Keys of the chat's actions, as `ctrl+o` or `shift+tab`; an empty list: no key");

const colorsSchema = z
  .strictObject(
    Object.fromEntries(
      Object.entries(COLOUR_ROLES).map(([role, help]) => [
        role,
        colourSchema.optional().describe(`For ${help}`),
      ]),
    ) as Record<ColourRole, z.ZodOptional<typeof colourSchema>>,
  )
  .prefault({})
  .describe(
    "Colours in place of the theme's: `red`, `bright-red` and the like, `gray`, `dim`, `default`, a number up to 255, or `#rrggbb`",
  );

export const chatSchema = z
  .strictObject({
    models: z
      .array(z.string())
      .default([])
      .describe("Favourite models, in any of their names: a key of the chat (Ctrl-P) goes through them"),
    theme: z
      .enum(THEME_NAMES)
      .default("auto")
      .describe("Colours of the chat: auto follows the terminal's background, plain has none"),
    colors: colorsSchema,
    keys: keysSchema,
  })
  .prefault({})
  .describe("The chat on a terminal");
