/** The AI SDK's `HarnessAgent` on Pi, in its in-memory sandbox. Tools that its Pi has itself are not given twice. */
import { HarnessAgent } from "@ai-sdk/harness/agent";
import { createPi } from "@ai-sdk/harness-pi";
import { createJustBashSandbox } from "@ai-sdk/sandbox-just-bash";
import { jsonSchema, tool } from "ai";

const { serve } = await import(process.argv[3]);
/** Tandem's tools that the harness has one of its own for. */
const BUILT_IN = new Set(["read", "write", "edit", "exec", "grep", "find", "ls"]);

await serve(async ({ urls, key, model, systemPrompt, tools }) => {
  const offered = Object.fromEntries(
    tools
      .filter(({ name }) => !BUILT_IN.has(name))
      .map(({ name, description, inputSchema }) => [
        name,
        tool({
          description,
          inputSchema: jsonSchema(inputSchema),
          execute: async ({ text }) => String(text),
        }),
      ]),
  );
  const agentFor = (task) =>
    new HarnessAgent({
      harness: createPi({
        auth: { ANTHROPIC_API_KEY: key },
        providers: {
          bench: {
            baseUrl: urls[task],
            apiKey: key,
            api: "anthropic-messages",
            models: [
              {
                id: model,
                name: model,
                reasoning: false,
                input: ["text"],
                cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
                contextWindow: 200_000,
                maxTokens: 32_000,
              },
            ],
          },
        },
        thinkingLevel: "off",
      }),
      model: `bench/${model}`,
      sandbox: createJustBashSandbox(),
      instructions: systemPrompt,
      tools: offered,
      permissionMode: "allow-all",
    });
  const agents = { text: agentFor("text"), tool: agentFor("tool") };
  return {
    async open(task) {
      const session = await agents[task].createSession();
      return {
        async prompt(prompt) {
          const result = await agents[task].stream({ session, prompt });
          let answer = "";
          for await (const delta of result.textStream) answer += delta;
          return answer;
        },
        close: () => session.destroy(),
      };
    },
  };
});
