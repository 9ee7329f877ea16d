/** Tandem as a contender: no network but the model server, one data folder of its own. */
import {
  type ConfigInput,
  createTandem,
  type Tandem,
  type ToolDefinition,
  type TurnRequest,
} from "../../src/index.ts";
import type { Bench } from "./benchmark.ts";
import { KEY, MODEL_ID } from "./model.ts";

/** What the model server calls. */
export const ECHO: ToolDefinition = {
  name: "echo",
  description: "Gives the text back.",
  inputSchema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] },
  readOnly: true,
  execute: async (input) => ({ content: [{ type: "text", text: String(input.text) }] }),
};

export type Ours = Tandem & { readonly home: string; readonly workspace: string };

/** Opens a Tandem on `baseUrl`; closed with the benchmark. */
export async function openOurs(bench: Bench, baseUrl: string, config: ConfigInput = {}): Promise<Ours> {
  const home = config.home ?? bench.folder();
  const workspace = bench.folder();
  const tandem = await createTandem({ ...configFor(home, baseUrl), workspace, ...config });
  bench.defer(() => tandem.close());
  return { ...tandem, home, workspace };
}

export function configFor(home: string, baseUrl: string): ConfigInput {
  return {
    home,
    offline: "never",
    model: MODEL_ID,
    env: { ANTHROPIC_API_KEY: KEY },
    providers: { anthropic: { baseUrl } },
  };
}

/** Runs a turn; throws when it did not end well, since a failure may be quick. */
export async function turn(tandem: Tandem, request: TurnRequest): Promise<void> {
  const result = await tandem.run({ extraTools: [ECHO], ...request });
  if (result.status !== "completed")
    throw new Error(`Tandem's turn ended as ${result.status}: ${result.error?.message}`);
}
