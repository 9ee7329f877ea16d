/** The model server that every contender talks to. It has a process of its own, so that its work is in nobody's event loop. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The model all contenders ask for. */
export const MODEL_ID = "claude-haiku-4-5";
export const KEY = "sk-bench";
/** The server answers it with 429. */
export const LIMITED_KEY = "sk-bench-limited";

export interface Model {
  /** Base URL of a model that answers with a text. */
  readonly text: string;
  /** Base URL of a model that first calls the tool `echo`. */
  readonly tool: string;
  close(): void;
}

export async function startModel(): Promise<Model> {
  const script = fileURLToPath(new URL("model-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const [url] = (await once(createInterface(child.stdout), "line")) as [string];
  return { text: `${url}/text`, tool: `${url}/tool`, close: () => child.stdin.end() };
}
