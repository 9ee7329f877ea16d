/**
 * How the SDK is going to start the binary. Loading the SDK takes about as long as a third of the binary's own start, so the child
 * is started first and handed over when the SDK asks for it; should the SDK ask for anything else, it gets that instead.
 */
import type { Options } from "@anthropic-ai/claude-agent-sdk";
import type { Start } from "../../process/child.ts";

/** Knows the options of the clean profile and no others. `sdkVersion`: of the installed SDK. */
export function expectedStart(options: Options, sdkVersion: string): Start {
  const { pathToClaudeCodeExecutable, model, resume, allowedTools = [], permissionMode } = options;
  return {
    command: pathToClaudeCodeExecutable!,
    args: [
      ...["--output-format", "stream-json", "--verbose", "--input-format", "stream-json"],
      `--model=${model}`,
      ...(resume === undefined ? [] : [`--resume=${resume}`]),
      `--allowedTools=${allowedTools.join(",")}`,
      "--tools=",
      "--setting-sources=",
      "--strict-mcp-config",
      `--permission-mode=${permissionMode}`,
      "--include-partial-messages",
      "--no-session-persistence",
    ],
    cwd: options.cwd,
    env: {
      ...options.env,
      CLAUDE_CODE_ENTRYPOINT: "sdk-ts",
      CLAUDE_AGENT_SDK_VERSION: sdkVersion,
      CLAUDE_CODE_SDK_READS_SESSION_STATE: "1",
    },
  };
}

/** Whether a child started as `started` is what the SDK asks for. */
export function isSameStart(started: Start, asked: Start): boolean {
  return identity(started) === identity(asked);
}

function identity({ command, args, cwd, env }: Start): string {
  const variables = Object.entries(env).filter(([, value]) => value !== undefined);
  return JSON.stringify([command, args, cwd, variables.sort(([a], [b]) => (a < b ? -1 : 1))]);
}
