/** The bare `Agent` of pi-agent-core: the engine without anything around it. */
import type { AgentTool } from "@earendil-works/pi-agent-core";
import { bareAgent } from "../lib/pi.ts";
import { serve } from "./contender.ts";

await serve(async ({ urls, key, systemPrompt, tools }) => ({
  open(task) {
    const agent = bareAgent(urls[task], {
      key,
      systemPrompt,
      tools: tools.slice(1).map(
        ({ name, description, inputSchema }): AgentTool => ({
          name,
          label: name,
          description,
          parameters: inputSchema as AgentTool["parameters"],
          execute: async () => ({ content: [], details: undefined }),
        }),
      ),
    });
    return agent;
  },
}));
