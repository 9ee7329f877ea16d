/**
 * Who fires which of Claude Code's events in native mode, so that none is fired twice. Tandem's tool runner and kernel fire theirs for
 * both engines alike; only what happens inside the binary is bridged from its hooks.
 */
import type { HookCallback, HookCallbackMatcher, HookEvent } from "@anthropic-ai/claude-agent-sdk";

/** `tandem`: as in every other turn. `bridged`: when the binary's own hook fires. */
export const FIRED_BY = {
  /** The binary's hook holds a native call until the runner has taken it through its gates, which fire the event. */
  PreToolUse: "tandem",
  PostToolUse: "tandem",
  PostToolUseFailure: "tandem",
  /** Tandem asks for approvals and reports them. */
  Notification: "bridged",
  SessionStart: "tandem",
  SessionEnd: "tandem",
  UserPromptSubmit: "tandem",
  Stop: "tandem",
  /** Tandem reports the subagents of its own spawn_subagent; these are the ones of the Agent tool. */
  SubagentStart: "bridged",
  SubagentStop: "bridged",
  /** The binary's own compaction is off. */
  PreCompact: "tandem",
} as const satisfies Readonly<Record<string, "tandem" | "bridged">>;

type Bridged<Event = keyof typeof FIRED_BY> = Event extends keyof typeof FIRED_BY
  ? (typeof FIRED_BY)[Event] extends "bridged"
    ? Event
    : never
  : never;

/** Events that come from the binary's hooks. */
export type BridgedEvent = Bridged;

export const BRIDGED_EVENTS = (Object.keys(FIRED_BY) as (keyof typeof FIRED_BY)[]).filter(
  (event): event is BridgedEvent => FIRED_BY[event] === "bridged",
);

/** Seconds a hook may take: longer than any turn, since a person may be asked. */
const PATIENCE_S = 2_000_000;

/**
 * What of the binary's hooks is listened to: the bridged events, and those that hold and explain its native calls. One that fails blocks
 * what it guards.
 */
export function bridgedHooks(answer: HookCallback): Partial<Record<HookEvent, HookCallbackMatcher[]>> {
  const listened: readonly HookEvent[] = ["PreToolUse", "PostToolUse", ...BRIDGED_EVENTS];
  return Object.fromEntries(
    listened.map((event) => [event, [{ hooks: [answer], timeout: PATIENCE_S, onFailure: "block" as const }]]),
  );
}
