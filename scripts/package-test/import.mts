// A strict TypeScript project that has nothing but the package.
import {
  type ConfigInput,
  createTandem,
  defineTool,
  type ExecutionResult,
  TandemError,
  type TurnRequest,
} from "tandem";

const config: ConfigInput = { offline: "always", retries: { max: 1 } };
const greet = defineTool<{ name: string }>({
  name: "greet",
  description: "Greets somebody.",
  inputSchema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
  readOnly: true,
  execute: async ({ name }, { signal }) => ({
    content: [{ type: "text", text: signal.aborted ? "" : `Hello ${name}` }],
  }),
});
const request: TurnRequest = { prompt: "hi", thinkLevel: "off", extraTools: [greet] };

const tandem = await createTandem(config);
const stream = tandem.stream(request);
for await (const event of stream) if (event.type === "text-delta") console.log(event.delta satisfies string);
const result: ExecutionResult = await stream.result;
if (result.error !== null) console.log(result.error.code);
// @ts-expect-error: there is no such field
await tandem.run({ prompt: "hi", thinkLevl: "low" });
// @ts-expect-error: there is no such key
await createTandem({ retrys: {} }).catch((error: unknown) => TandemError.isInstance(error));
await tandem.close();
