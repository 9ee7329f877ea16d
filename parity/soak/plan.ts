/** What a soak does: its turns, the provider's faults and the kills, all from one seed. */
import { PLAIN_MODEL } from "../engines.ts";
import { sessionKey } from "../props.ts";
import { randomFrom } from "../random.ts";
import type { Reply } from "../wire/reply.ts";

export interface SoakOptions {
  readonly turns: number;
  readonly sessions: number;
  readonly processes: number;
  readonly seed: number;
  /** Share of the requests that fail at the provider, 0 to 1. */
  readonly faults: number;
  /** Milliseconds between kills. */
  readonly killEveryMs: number;
  /** Share of the turns on the Claude engine, 0 to 1. */
  readonly claude: number;
  /** Turns that a process is given at once. */
  readonly atOnce: number;
}

/** One turn. Its id is in the prompt, in the tool call and in the answer, and nowhere else. */
export interface Job {
  readonly id: string;
  /** Position in the plan, from 0. */
  readonly n: number;
  readonly sessionKey: string;
  readonly runtime: "pi" | "claude";
  readonly model: string;
  readonly prompt: string;
}

const ID = /\[(t\d+)\]/g;

export function jobsOf(options: SoakOptions): Job[] {
  const random = randomFrom(options.seed);
  return Array.from({ length: options.turns }, (_, n) => {
    const id = `t${n}`;
    return {
      id,
      n,
      sessionKey: sessionKey(`soak-${Math.floor(random() * options.sessions)}`),
      runtime: random() < options.claude ? "claude" : "pi",
      model: PLAIN_MODEL,
      prompt: `Do your work [${id}]`,
    };
  });
}

/** Every second turn has a tool call. */
export function usesTool(id: string): boolean {
  return Number(id.slice(1)) % 2 === 1;
}

/** Ids in a text, in order. */
export function idsIn(text: string): string[] {
  return [...text.matchAll(ID)].map((match) => match[1]!);
}

/** How the provider fails the `nth` request of a turn; `null`: it does not. */
export function faultOf({ seed, faults }: SoakOptions, id: string, nth: number): Reply | null {
  const random = randomFrom(`${seed} ${id} ${nth}`);
  if (random() >= faults) return null;
  return FAULTS[Math.floor(random() * FAULTS.length)]!;
}

/** What passes, what does not, and what breaks off after something was shown. */
const FAULTS: readonly Reply[] = [
  { status: 500 },
  { status: 502, body: "<html><body>502 Bad Gateway</body></html>" },
  { status: 503 },
  { status: 529 },
  {
    status: 400,
    body: { type: "error", error: { type: "invalid_request_error", message: "messages: odd" } },
  },
  { status: 413 },
  { cut: "before-headers" },
  { cut: "after-first-delta" },
  { cut: "in-tool-json" },
  { cut: "before-terminal" },
  { malformed: "html" },
  { empty: "body" },
  { sseError: { at: "after-first-delta" } },
];
