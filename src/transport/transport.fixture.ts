/** What the transport's tests share: scopes towards a scripted server, and a clock turned by hand. */
import type { ModelServer, WireApi } from "../../parity/wire/model-server.ts";
import type { FailureKind } from "../kernel/errors.ts";
import type { AttemptRecord } from "../kernel/result.ts";
import type { ProviderInfo } from "../routing/model.ts";
import { createTransport, type TransportOptions } from "./client.ts";
import type { Clock } from "./clock.ts";
import type { ModelTransport, ScopeOptions, TransportScope, WireFailure } from "./transport.ts";

export const SECRET = "sk-test-0123456789abcdef";

/** Kinds by the plainest reading, so that tests of the wire do not depend on the real rules. */
export function classifyPlainly(facts: WireFailure): FailureKind {
  if (facts.idle) return "timeout";
  if (facts.status === 429) return "rate_limit";
  return facts.status !== null && facts.status >= 400 ? "server_error" : "network";
}

export interface Opened {
  readonly scope: TransportScope;
  readonly attempts: AttemptRecord[];
  readonly phases: string[];
  readonly controller: AbortController;
  /** Sends one expected request and reads its answer whole. */
  ask(init?: RequestInit & { readonly path?: string }): Promise<{ status: number; text: string }>;
}

export const PATHS: Readonly<Record<WireApi, string>> = {
  "anthropic-messages": "/v1/messages?beta=true",
  "openai-completions": "/v1/chat/completions",
  "openai-responses": "/v1/responses",
};

export const REQUEST_BODY = JSON.stringify({ model: "m-1", stream: true, messages: [] });

export function provider(
  server: ModelServer,
  api: WireApi,
  changes: Partial<ProviderInfo> = {},
): ProviderInfo {
  const anthropic = api === "anthropic-messages";
  return {
    id: "loop",
    name: "Loop",
    baseUrl: anthropic ? server.url : `${server.url}/v1`,
    auth: anthropic ? "x-api-key" : "bearer",
    keyVariables: [],
    ...changes,
  };
}

export function openScope(
  transport: ModelTransport,
  server: ModelServer,
  api: WireApi,
  changes: Partial<ScopeOptions> = {},
): Opened {
  const attempts: AttemptRecord[] = [];
  const phases: string[] = [];
  const controller = new AbortController();
  const scope = transport.open({
    runId: "run-1",
    runtime: "pi",
    provider: provider(server, api),
    model: {
      provider: "loop",
      id: "m-1",
      name: "m-1",
      aliases: [],
      api,
      runtimes: ["pi"],
      contextWindow: 200_000,
      maxOutputTokens: 8_000,
      input: ["text"],
      thinkingLevels: ["off"],
      price: null,
    },
    credential: async () => ({ profile: "main", secret: SECRET }),
    signal: controller.signal,
    admit: () => ({ admit: true }),
    idleTimeoutMs: 120_000,
    firstAttempt: 1,
    onAttempt: (phase, attempt) => {
      phases.push(`${phase} ${attempt.index}`);
      if (phase === "ended") attempts.push(attempt);
    },
    ...changes,
  });
  return {
    scope,
    attempts,
    phases,
    controller,
    async ask(init = {}) {
      scope.expect();
      const { path = PATHS[api], ...rest } = init;
      const response = await scope.fetch(`http://engine${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-api-key": "stand-in" },
        body: REQUEST_BODY,
        ...rest,
      });
      return { status: response.status, text: await response.text() };
    },
  };
}

export function plainTransport(options: Partial<TransportOptions> = {}): ModelTransport {
  return createTransport({ classify: classifyPlainly, ...options });
}

/** Time stands still until it is told to pass. */
export interface HandClock extends Clock {
  pass(ms: number): void;
}

export function handClock(start = 1_760_000_000_000): HandClock {
  let time = 0;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => start + time,
    elapsed: () => time,
    after(ms, run) {
      const timer = { at: time + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    pass(ms) {
      const until = time + ms;
      for (;;) {
        const next = timers.filter((one) => one.at <= until).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((one) => one !== next);
        time = next.at;
        next.run();
      }
      time = until;
    },
  };
}
