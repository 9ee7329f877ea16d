import type { Extension } from "tandem";

const weather: Extension = (api) => {
  api.tool({
    name: "weather",
    description: "The weather of a city.",
    inputSchema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    readOnly: true,
    execute: async ({ city }) => ({ content: [{ type: "text", text: `Sun in ${city}` }] }),
  });
  api.on("PostToolUse", ({ tool_response }) => console.log(tool_response), { matcher: "weather" });
};
export default weather;
