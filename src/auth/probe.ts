/** One small request that finds out whether a profile's key works. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RuntimeKind } from "../sessions/message.ts";
import type { AccountsOptions, AccountTest } from "./accounts.ts";

/** Tokens of the answer at most, where the model can answer without thinking. */
const REPLY_TOKENS = 16;

export interface ProbeOptions {
  readonly model?: string | undefined;
  readonly runtime: RuntimeKind;
  readonly timeoutMs: number;
}

/** Whatever the answer says, and even if it was cut off: a provider that answered has taken the key. */
export async function probe(
  options: Pick<AccountsOptions, "run" | "testModel">,
  profile: string,
  provider: string,
  { model, runtime, timeoutMs }: ProbeOptions,
): Promise<AccountTest> {
  const info = options.testModel(provider);
  const name = model ?? (info === undefined ? provider : `${provider}/${info.id}`);
  const quick = model === undefined && info?.thinkingLevels.includes("off") === true;
  // An empty folder, so that no file of a project is sent along (and paid for).
  const workspaceDir = await mkdtemp(join(tmpdir(), "tandem-auth-test-"));
  try {
    const result = await options.run({
      prompt: "Reply with OK.",
      sessionId: `probe-auth-${randomUUID()}`,
      workspaceDir,
      runtime,
      model: name,
      authProfileId: profile,
      fallbackModels: [],
      config: { retries: { max: 0 } },
      disableTools: true,
      timeoutMs,
      ...(quick ? { thinking: "off", streamParams: { maxOutputTokens: REPLY_TOKENS } } : {}),
    });
    const answered = result.attempts.find((attempt) => attempt.outcome === "ok");
    return {
      profile,
      ok: answered !== undefined,
      runtime: result.runtime,
      model: result.model === null ? name : `${result.provider}/${result.model}`,
      firstByteMs: answered?.firstByteMs ?? null,
      reply: answered === undefined ? null : result.text,
      costUsd: result.costUsd,
      error: answered === undefined ? result.error : null,
    };
  } finally {
    await rm(workspaceDir, { recursive: true, force: true });
  }
}
