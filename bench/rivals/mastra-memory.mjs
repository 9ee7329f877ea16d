/** Mastra's `Agent` with its memory in a LibSQL file, which keeps the conversation as Tandem's store does. */
import { createAnthropic } from "@ai-sdk/anthropic";
import { Agent } from "@mastra/core/agent";
import { createTool } from "@mastra/core/tools";
import { LibSQLStore } from "@mastra/libsql";
import { Memory } from "@mastra/memory";
import { jsonSchema } from "ai";

const { serve } = await import(process.argv[3]);

await serve(async ({ urls, key, model, systemPrompt, tools, folder }) => {
  const storage = new LibSQLStore({ id: "bench", url: `file:${folder}/mastra.db` });
  const memory = new Memory({ storage, options: { lastMessages: 1_000 } });
  const agentFor = (task) =>
    new Agent({
      id: `bench-${task}`,
      name: `bench-${task}`,
      instructions: systemPrompt,
      model: createAnthropic({ baseURL: `${urls[task]}/v1`, apiKey: key })(model),
      memory,
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
  const agents = { text: agentFor("text"), tool: agentFor("tool") };
  return {
    open: (task, id) => ({
      async prompt(text) {
        const result = await agents[task].stream(text, {
          maxSteps: 8,
          memory: { thread: id, resource: "bench" },
        });
        let answer = "";
        for await (const delta of result.textStream) answer += delta;
        return answer;
      },
    }),
  };
});
