/** Thin proxies by which Pi's loop reaches Tandem's tool runner. */
import type { AgentTool, AgentToolResult } from "@earendil-works/pi-agent-core";
import type { EngineRun } from "../runtime.ts";
import type { CallTracker } from "./calls.ts";
import { piContent } from "./history.ts";

/** What Pi checks a call against. Everything passes: the one check of arguments is the runner's, the same for each engine. */
const ANYTHING = {};

/** Whether the runner called it an error; Pi would learn that only from a throw, which loses images. */
interface ProxyDetails {
  readonly isError: boolean;
}

/**
 * A proxy for a tool name. The call itself comes from `calls`, since Pi's own arguments may be repaired JSON. Settles with
 * `stopped`, which rejects when the run is aborted, whatever the tool does.
 */
export function toolProxy(
  name: string,
  calls: CallTracker,
  runTool: EngineRun["runTool"],
  stopped: Promise<never>,
): AgentTool {
  return {
    name,
    label: name,
    description: "",
    parameters: ANYTHING,
    prepareArguments: () => ANYTHING,
    async execute(piId): Promise<AgentToolResult<ProxyDetails>> {
      const call = calls.input(piId);
      if (call === undefined) throw new Error(`The model's call of ${name} was not streamed to its end.`);
      const output = await Promise.race([runTool(call), stopped]);
      return { content: piContent(output.content), details: { isError: output.isError } };
    },
  };
}

/** For Pi's hook after a tool: marks the result as the runner did. */
export async function markErrors(context: {
  readonly result: AgentToolResult<unknown>;
}): Promise<{ isError: true } | undefined> {
  return (context.result.details as Partial<ProxyDetails> | undefined)?.isError === true
    ? { isError: true }
    : undefined;
}
