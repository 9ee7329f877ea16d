/**
 * Where the binary and the tool runner meet over a native call. The binary asks before it runs one and waits; the runner takes the
 * call through its gates and then performs it, which lets the binary continue; what the binary has for a result becomes the call's output.
 * Neither side needs to be first.
 */
import type { UserContent } from "../../../sessions/message.ts";
import type { ToolOutput } from "../../../tools/tool.ts";

type Input = Readonly<Record<string, unknown>>;

/** What the binary is told about a call that it wants to run. */
export type Verdict =
  | { readonly run: true; readonly input: Input }
  | { readonly run: false; readonly reason: string };

interface Call {
  readonly verdict: PromiseWithResolvers<Verdict>;
  readonly output: PromiseWithResolvers<ToolOutput>;
  allowed: boolean;
  /** The tool's answer in the binary's own form, for hosts. */
  details: unknown;
}

export class NativeCalls {
  readonly #calls = new Map<string, Call>();
  #ended = false;

  /** The runner has let the call through; gives the output of the binary. Rejects never; the runner's signal ends the wait. */
  perform(id: string, input: Input): Promise<ToolOutput> {
    const call = this.#call(id);
    call.allowed = true;
    call.verdict.resolve({ run: true, input });
    return call.output.promise;
  }

  /** The runner is done with the call; without effect on one that it performed. */
  refuse(id: string, content: readonly UserContent[]): void {
    this.#call(id).verdict.resolve({ run: false, reason: textIn(content) });
  }

  /** The binary wants to run the call; settles when the runner has decided. */
  asked(id: string): Promise<Verdict> {
    if (this.#ended) return Promise.resolve(OVER);
    return this.#call(id).verdict.promise;
  }

  /** Whether the runner has let this call through, asked at once. */
  mayRun(id: string): boolean {
    return !this.#ended && this.#calls.get(id)?.allowed === true;
  }

  /** The binary's answer in its own form; comes before the result. */
  detail(id: string, details: unknown): void {
    this.#call(id).details = details;
  }

  /** What the binary has for the call, whether it ran it or refused it by itself. */
  returned(id: string, content: readonly UserContent[], isError: boolean): void {
    const call = this.#call(id);
    const { details } = call;
    call.output.resolve({ content, isError, ...(details === undefined ? {} : { details }) });
  }

  /** The turn is over: nothing more may run. */
  end(): void {
    this.#ended = true;
    for (const { verdict, output } of this.#calls.values()) {
      verdict.resolve(OVER);
      output.resolve({ content: [{ type: "text", text: OVER.reason }], isError: true });
    }
  }

  #call(id: string): Call {
    const known = this.#calls.get(id);
    if (known !== undefined) return known;
    const made: Call = {
      verdict: Promise.withResolvers(),
      output: Promise.withResolvers(),
      allowed: false,
      details: undefined,
    };
    this.#calls.set(id, made);
    return made;
  }
}

const OVER = { run: false, reason: "The turn has ended." } as const;

function textIn(content: readonly UserContent[]): string {
  return content.map((block) => (block.type === "text" ? block.text : "")).join("\n") || "Denied.";
}
