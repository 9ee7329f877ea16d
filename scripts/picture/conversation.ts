/** What the picture in README shows: the commands, and what the scripted provider answers to each request they make. */
import type { Reply } from "../../parity/wire/model-server.ts";

export const MODEL = "claude-sonnet-4-5";
export const COLUMNS = 96;

/** Files in the workspace. */
export const FILES: Readonly<Record<string, string>> = {
  "guests.txt": "Ada, Grace, Linus\n",
  "plan.txt": "The demo is on Friday.\nIt begins at noon.\n",
};

export interface Scene {
  /** As typed after `tandem run`. */
  readonly args: readonly string[];
  readonly replies: readonly Reply[];
}

export const SCENES: readonly Scene[] = [
  {
    args: ["-s", "demo", "--runtime", "pi", "When is the demo? See plan.txt"],
    replies: [
      { toolCalls: [{ name: "read", input: { path: "plan.txt" } }], usage: { input: 5_210, output: 38 } },
      { text: "On Friday at noon.", usage: { input: 160, cacheRead: 5_180, output: 9 } },
    ],
  },
  {
    args: ["-s", "demo", "--runtime", "claude", "Who is coming? The list is in guests.txt"],
    replies: [
      { toolCalls: [{ name: "read", input: { path: "guests.txt" } }], usage: { input: 5_390, output: 41 } },
      { status: 529, body: { type: "error", error: { type: "overloaded_error", message: "Overloaded" } } },
      {
        text: "Ada, Grace and Linus. Friday at noon is in the plan you had me read before.",
        usage: { input: 170, cacheRead: 5_360, output: 24 },
      },
    ],
  },
  {
    args: ["-s", "demo", "--runtime", "pi", "Which files did you read?"],
    replies: [
      {
        text: "plan.txt on Pi, then guests.txt on Claude.",
        usage: { input: 5_570, output: 21 },
      },
    ],
  },
];

/** What the picture is about; the test holds the recording to it. */
export const SHOWN: readonly string[] = ["pi · anthropic", "Overloaded", "claude · anthropic", "guests.txt"];
