/** A contender's process, seen from outside. */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Answer, Command, Given } from "./contender.ts";

export interface ContenderProcess {
  /** Milliseconds, measured inside. Throws when the turn failed or gave another answer than the model's. */
  send(command: Command): Promise<number>;
  close(): Promise<void>;
}

/** A turn takes milliseconds, a cold process seconds. */
const TURN_LIMIT_MS = 60_000;
/** What the model server always answers. */
const EXPECTED = "quick brown fox";
const SERVE = new URL("contender.ts", import.meta.url).href;

export function startContender(script: string, given: Given): ContenderProcess {
  mkdirSync(given.folder, { recursive: true });
  const file = join(given.folder, "given.json");
  writeFileSync(file, JSON.stringify(given));
  const child = spawn(process.execPath, [script, file, SERVE], {
    cwd: given.folder,
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      HOME: given.folder,
      TMPDIR: given.folder,
      // Nothing but the model server is contacted.
      PI_OFFLINE: "1",
      MASTRA_TELEMETRY_DISABLED: "1",
      AI_SDK_LOG_WARNINGS: "false",
    },
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors = `${errors}${chunk}`.slice(-4_000);
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answerTo = async (command: Command): Promise<number> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`the process ended: ${errors.trim()}`);
      // Libraries print things of their own.
      if (!value.startsWith('{"ms"') && !value.startsWith('{"error"')) continue;
      const answer = JSON.parse(value) as Answer;
      if ("error" in answer) throw new Error(answer.error);
      if (command.do === "turn" && !answer.text.includes(EXPECTED))
        throw new Error(`gave another answer: ${JSON.stringify(answer.text)}`);
      return answer.ms;
    }
  };
  return {
    async send(command) {
      child.stdin.write(`${JSON.stringify(command)}\n`);
      const late = setTimeout(() => child.kill("SIGKILL"), TURN_LIMIT_MS);
      try {
        return await answerTo(command);
      } finally {
        clearTimeout(late);
      }
    },
    async close() {
      child.stdin.end();
      const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
}
