/** A command that a person runs by hand: the `exec` tool with its sandbox and environment, outside a turn and without a question. */
import { randomUUID } from "node:crypto";
import type { Guards } from "../../guarded/guards.ts";
import { toolEnvironment } from "../../safety/environment.ts";
import { existingFolder } from "../../safety/existing-folder.ts";
import { textOf } from "../../sessions/message.ts";
import type { ToolDefinition } from "../tool.ts";

export interface PersonCommandOptions {
  /** Existing folder to run in. */
  readonly workspaceDir: string;
  /** Ends the command. */
  readonly signal?: AbortSignal;
  /** The latest part of the output, now and then while it runs. */
  readonly onOutput?: (latest: string) => void;
}

export interface PersonCommandResult {
  /** Cut in its middle when it is long; its last line says how the command ended. */
  readonly output: string;
  /** It ended by itself with code 0. */
  readonly ok: boolean;
}

export interface PersonCommandDeps {
  readonly exec: ToolDefinition;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Data folder. */
  readonly home: string;
  readonly guards: Pick<Guards, "in">;
}

/** Rejects with TandemError `workspace_missing`, with `sandbox_unavailable` where commands cannot be confined, and as the tool does. */
export async function runForPerson(
  { exec, env, home, guards }: PersonCommandDeps,
  command: string,
  { workspaceDir, signal, onOutput }: PersonCommandOptions,
): Promise<PersonCommandResult> {
  const id = randomUUID();
  const workspace = existingFolder(workspaceDir, "workspaceDir");
  const result = await exec.execute(
    { command },
    {
      toolCallId: id,
      runId: id,
      sessionId: null,
      signal: signal ?? new AbortController().signal,
      workspaceDir: workspace,
      additionalDirectories: [],
      guarded: guards.in({ workspaceDir: workspace, additionalDirectories: [] }),
      protectedDirectories: [home],
      env: toolEnvironment(env, {}),
      onUpdate: (content) => onOutput?.(textOf({ content })),
      confirm: () => Promise.resolve(true),
      exec: "allow",
    },
  );
  return { output: textOf(result), ok: result.isError !== true };
}
