/** Tandem as a contender: one instance for each model address, as a host would keep it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createTandem } from "../../src/index.ts";
import { ECHO } from "../lib/ours.ts";
import type { Contender, Given, Task } from "./contender.ts";

export function tandemOn(runtime: "pi" | "claude"): (given: Given) => Promise<Contender> {
  return async ({ urls, model, key, folder }) => {
    const workspace = join(folder, "workspace");
    mkdirSync(workspace);
    const open = (task: Task) =>
      createTandem({
        home: join(folder, task),
        workspace,
        offline: "never",
        model,
        env: { ...process.env, ANTHROPIC_API_KEY: key },
        providers: { anthropic: { baseUrl: urls[task] } },
      });
    const tandems = { text: await open("text"), tool: await open("tool") };
    return {
      open: (task, id) => ({
        async prompt(prompt) {
          const sessionKey = `agent:main:bench:dm:${id}`;
          const result = await tandems[task].run({ runtime, sessionKey, prompt, extraTools: [ECHO] });
          if (result.status !== "completed") throw new Error(result.error?.message ?? result.status);
          return result.text;
        },
      }),
      async close() {
        await Promise.all([tandems.text.close(), tandems.tool.close()]);
      },
    };
  };
}
