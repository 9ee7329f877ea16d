/** Mastra's `Agent`; the caller keeps the messages, in memory. */
import { createAnthropic } from "@ai-sdk/anthropic";
import { Agent } from "@mastra/core/agent";
import { createTool } from "@mastra/core/tools";
import { jsonSchema } from "ai";

const { serve } = await import(process.argv[3]);

await serve(async (given) => ({
  open(task) {
    const agent = agentFor(given, task);
    let messages = [];
    return {
      async prompt(text) {
        messages = [...messages, { role: "user", content: text }];
        const result = await agent.stream(messages, { maxSteps: 8 });
        let answer = "";
        for await (const delta of result.textStream) answer += delta;
        messages = [...messages, ...(await result.response).messages];
        return answer;
      },
    };
  },
}));

function agentFor({ urls, key, model, systemPrompt, tools }, task) {
  const anthropic = createAnthropic({ baseURL: `${urls[task]}/v1`, apiKey: key });
  return new Agent({
    id: "bench",
    name: "bench",
    instructions: systemPrompt,
    model: anthropic(model),
    tools: Object.fromEntries(
      tools.map(({ name, description, inputSchema }) => [
        name,
        createTool({
          id: name,
          description,
          inputSchema: jsonSchema(inputSchema),
          execute: async ({ text }) => String(text),
        }),
      ]),
    ),
  });
}
