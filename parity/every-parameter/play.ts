/** What several rows do: a turn with a tool in it, and looking at what it was told. */
import { setImmediate as turnOfLoop } from "node:timers/promises";
import type { TurnRequest } from "../../src/kernel/request.ts";
import type { Tandem } from "../../src/tandem.ts";
import { textOutput, toolOf } from "../props.ts";
import type { Probe } from "./row.ts";

/** A call of one tool, then the end. */
export function calls(probe: Probe, name: string, input: Readonly<Record<string, unknown>> = {}): void {
  probe.s.server.reply({ toolCalls: [{ id: "toolu_1", name, input }] }, { text: "ok" });
}

/** What a tool of the turn is told, by a turn in which it is called. */
export async function seenByTool<T>(
  probe: Probe,
  request: TurnRequest,
  look: (context: Parameters<Parameters<typeof toolOf>[1]>[1]) => T,
): Promise<T | undefined> {
  let seen: T | undefined;
  const tool = toolOf("look", (_input, context) => {
    seen = look(context);
    return textOutput("seen");
  });
  calls(probe, "look");
  await probe.turn({ ...request, extraTools: [tool] });
  return seen;
}

/** What `onToolResult` is told of a call whose output is the marker. */
export async function shownOfResult(
  { s, turn }: Pick<Probe, "s" | "turn">,
  request: TurnRequest,
  marker: string,
): Promise<readonly string[]> {
  const shown: string[] = [];
  s.server.reply({ toolCalls: [{ id: "toolu_1", name: "step", input: {} }] }, { text: "ok" });
  await turn({
    prompt: "go",
    extraTools: [toolOf("step", () => textOutput(marker))],
    onToolResult: ({ text }) => void shown.push(text),
    ...request,
  });
  return shown;
}

/** The question that a turn waits with; turns of the loop pass until it is there. */
export async function waitingQuestion(s: Probe["s"]) {
  for (;;) {
    const [question] = s.tandem.approvals.list();
    if (question !== undefined) return question;
    await turnOfLoop();
  }
}

/** Another Tandem on the same store, as another process would be. */
export async function anotherTandem(s: Probe["s"]): Promise<Tandem> {
  const { createTandem } = await import("../../src/create.ts");
  return createTandem(s.config);
}
