/** `!command`: commands that the person runs, and what the model is given of them with the next message. */
import { randomUUID } from "node:crypto";
import type { EventBody, EventEnvelope } from "../../../events/event.ts";
import type { Tandem } from "../../../tandem.ts";
import type { ChatView } from "./view.ts";

/** A line as a command; `null` when it is none. */
export function parseShell(text: string): { readonly command: string; readonly shared: boolean } | null {
  const match = /^!(!?)\s*(\S[\s\S]*)$/.exec(text.trim());
  return match === null ? null : { command: match[2]!, shared: match[1] === "" };
}

export class PersonShell {
  readonly #tandem: Pick<Tandem, "shell">;
  readonly #view: ChatView;
  readonly #workspaceDir: string;
  /** What the model has not seen yet. */
  #unseen: string[] = [];
  #running: AbortController | null = null;

  constructor(tandem: Pick<Tandem, "shell">, view: ChatView, workspaceDir: string) {
    this.#tandem = tandem;
    this.#view = view;
    this.#workspaceDir = workspaceDir;
  }

  get running(): boolean {
    return this.#running !== null;
  }

  /** Ends the running command. */
  stop(): void {
    this.#running?.abort();
  }

  /** Runs a command and shows its output. `shared`: the model gets it with the next message. Rejects as `tandem.shell` does. */
  async run(command: string, shared: boolean): Promise<void> {
    if (this.#running !== null) {
      this.#view.note("A command is running: stop it with Escape first.");
      return;
    }
    const stop = new AbortController();
    this.#running = stop;
    this.#view.busy(true);
    const call = { toolCallId: randomUUID(), toolName: "exec" };
    const show = (body: EventBody): void => this.#view.event({ ...body, ...this.#envelope(call.toolCallId) });
    const content = (text: string) => [{ type: "text", text } as const];
    const startedAt = performance.now();
    show({ type: "tool-call", ...call, input: { command } });
    const end = (text: string, isError: boolean): void =>
      show({
        type: "tool-result",
        ...call,
        content: content(text),
        isError,
        durationMs: performance.now() - startedAt,
      });
    try {
      const { output, ok } = await this.#tandem.shell(command, {
        workspaceDir: this.#workspaceDir,
        signal: stop.signal,
        onOutput: (latest) => show({ type: "tool-progress", ...call, content: content(latest) }),
      });
      end(output, !ok);
      // Where tools are one line each, what the person asked for is shown whole.
      if (!this.#view.drawsHistory) this.#view.note(output);
      if (shared) this.#unseen.push(`I ran \`${command}\`:\n\n\`\`\`\n${output}\n\`\`\``);
    } catch (error) {
      end("it could not be run", true);
      throw error;
    } finally {
      this.#running = null;
      this.#view.busy(false);
    }
  }

  /** A message with what was run since the last one before it. */
  with(text: string): string {
    const prompt = [...this.#unseen, text].join("\n\n");
    this.#unseen = [];
    return prompt;
  }

  /** Another conversation begins. */
  forget(): void {
    this.#unseen = [];
  }

  #envelope(runId: string): EventEnvelope {
    return { runId, sessionId: null, seq: 0, at: Date.now() };
  }
}
