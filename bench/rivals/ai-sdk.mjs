/** The AI SDK: `streamText` with tools; the caller keeps the messages, in memory. */
import { createAnthropic } from "@ai-sdk/anthropic";
import { jsonSchema, stepCountIs, streamText, tool } from "ai";

const { serve } = await import(process.argv[3]);

await serve(async ({ urls, key, model, systemPrompt, tools }) => {
  const offered = Object.fromEntries(
    tools.map(({ name, description, inputSchema }) => [
      name,
      tool({ description, inputSchema: jsonSchema(inputSchema), execute: async ({ text }) => String(text) }),
    ]),
  );
  return {
    open(task) {
      const anthropic = createAnthropic({ baseURL: `${urls[task]}/v1`, apiKey: key });
      let messages = [];
      return {
        async prompt(text) {
          messages = [...messages, { role: "user", content: text }];
          const result = streamText({
            model: anthropic(model),
            system: systemPrompt,
            messages,
            tools: offered,
            stopWhen: stepCountIs(8),
            onError: () => {},
          });
          let answer = "";
          for await (const delta of result.textStream) answer += delta;
          messages = [...messages, ...(await result.response).messages];
          return answer;
        },
      };
    },
  };
});
