/** Stores in temporary folders, for tests. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { AssistantMessage } from "../message.ts";
import type { Store } from "../store.ts";
import { type OpenStoreOptions, openStore } from "./open.ts";

export const KEY = "agent:main:cli:dm:me";

/** A folder that goes when the test is over. */
export function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), "tandem-store-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** A store that is closed when the test is over. */
export function temporaryStore(options: Partial<OpenStoreOptions> = {}): Store {
  const store = openStore({ home: temporaryHome(), ...options });
  onTestFinished(() => store.close());
  return store;
}

/** Runs a script beside this file in a process of its own; `lines` are its standard output. */
export function child(
  script: string,
  ...args: readonly string[]
): {
  readonly process: ChildProcess;
  readonly lines: AsyncIterable<string>;
  readonly exit: Promise<number | null>;
} {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const started = spawn(process.execPath, [path, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void started.kill("SIGKILL"));
  const exit = new Promise<number | null>((resolve) => started.once("close", resolve));
  return { process: started, lines: createInterface({ input: started.stdout }), exit };
}

export function user(text: string, runId: string | null = "run-1") {
  return { type: "user", runId, message: { role: "user", content: [{ type: "text", text }] } } as const;
}

export function assistant(text: string, changes: Partial<AssistantMessage> = {}) {
  const message: AssistantMessage = {
    role: "assistant",
    content: [{ type: "text", text }],
    origin: { runtime: "pi", provider: "acme", model: "m-1", api: "openai-completions", profile: "work" },
    stop: "stop",
    usage: { input: 10, output: 5, cacheRead: 3, cacheWrite: 2, reasoning: 1 },
    costUsd: 0.25,
    ...changes,
  };
  return { type: "assistant", runId: "run-1", message } as const;
}
