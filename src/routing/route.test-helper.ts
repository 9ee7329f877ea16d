/** Routes requests in tests: real registry and resolver, keys as the environment gives them. */
import { parseConfig } from "../config/parse.ts";
import type { ConfigInput } from "../config/schema.ts";
import { NOTHING_SPENT } from "../cost/spent.ts";
import { TandemError } from "../kernel/errors.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { SessionInfo } from "../sessions/store.ts";
import { createRegistry } from "./registry.ts";
import { createResolver } from "./resolver.ts";

export interface Case {
  readonly request?: TurnRequest;
  readonly session?: Partial<SessionInfo>;
  readonly config?: ConfigInput;
  readonly env?: Readonly<Record<string, string>>;
}

export const ANTHROPIC = { ANTHROPIC_API_KEY: "k" };
export const OPENAI = { OPENAI_API_KEY: "k" };
export const BOTH = { ...ANTHROPIC, ...OPENAI };

export function resolve({ request = {}, session, config = {}, env = {} }: Case) {
  return resolver({ config, env }).resolve(request, session === undefined ? null : sessionInfo(session));
}

export function resolver({ config = {}, env = {} }: Case) {
  const parsed = parseConfig(config);
  const registry = createRegistry({ config: parsed, env });
  return createResolver({
    registry,
    config: parsed,
    credentialsFor: (id) =>
      registry.provider(id)!.keyVariables.some((variable) => env[variable] !== undefined),
  });
}

export function sessionInfo(change: Partial<SessionInfo>): SessionInfo {
  return {
    id: "s",
    key: "agent:main:local:dm:me",
    agentId: "main",
    title: null,
    spawnedBy: null,
    workspaceDir: null,
    createdAt: 0,
    updatedAt: 0,
    entryCount: 2,
    headId: null,
    runtime: null,
    provider: null,
    model: null,
    ...NOTHING_SPENT,
    promptParts: null,
    ...change,
  };
}

export function route(one: Case): string {
  const { runtime, provider, model } = resolve(one);
  return `${runtime} ${provider.id}/${model.id}`;
}

export function errorOf(action: () => unknown): TandemError {
  try {
    action();
  } catch (error) {
    if (TandemError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
