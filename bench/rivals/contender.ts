/** A contender's side of the comparison with other libraries: one JSON command per line in, one JSON answer per line out. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

export type Task = "text" | "tool";

/** The same for every contender, so that all of them put about as much on the wire. */
export interface Given {
  /** Base URL by task, without `/v1`. */
  readonly urls: Readonly<Record<Task, string>>;
  readonly model: string;
  /** Names the contender to the model server. */
  readonly key: string;
  readonly systemPrompt: string;
  /** `echo` first, which the model calls; the others are never called. */
  readonly tools: readonly {
    readonly name: string;
    readonly description: string;
    readonly inputSchema: object;
  }[];
  /** A private, empty folder. */
  readonly folder: string;
}

export interface Conversation {
  /** The answer's text. Throws when the turn fails. */
  prompt(text: string): Promise<string>;
  close?(): void | Promise<void>;
}

export interface Contender {
  /** Starts a conversation. `id` is unique within the process. */
  open(task: Task, id: string): Conversation | Promise<Conversation>;
  close?(): void | Promise<void>;
}

export type Command =
  | { readonly do: "turn"; readonly task: Task; readonly conversation: string; readonly prompt: string }
  | { readonly do: "forget"; readonly conversation: string };

export type Answer = { readonly ms: number; readonly text: string } | { readonly error: string };

/** Serves one contender until its standard input ends. The first turn of a conversation includes opening it. */
export async function serve(create: (given: Given) => Promise<Contender>): Promise<void> {
  const given = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as Given;
  const contender = await create(given);
  const conversations = new Map<string, Conversation>();
  const answer = (line: Answer) => process.stdout.write(`${JSON.stringify(line)}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const command = JSON.parse(line) as Command;
    try {
      if (command.do === "forget") {
        await conversations.get(command.conversation)?.close?.();
        conversations.delete(command.conversation);
        answer({ ms: 0, text: "" });
        continue;
      }
      const start = performance.now();
      let conversation = conversations.get(command.conversation);
      if (conversation === undefined) {
        conversation = await contender.open(command.task, command.conversation);
        conversations.set(command.conversation, conversation);
      }
      const text = await conversation.prompt(command.prompt);
      answer({ ms: performance.now() - start, text });
    } catch (error) {
      answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
  await contender.close?.();
  process.exit(0);
}
