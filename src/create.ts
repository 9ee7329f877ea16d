/** Puts Tandem together from a configuration. Everything heavy (engines, relay, offline model) is loaded when a turn needs it. */
import { resolve } from "node:path";
import { createAccounts } from "./auth/accounts.ts";
import { createCredentials } from "./auth/credentials.ts";
import { PrimaryProbes } from "./auth/primary-probe.ts";
import { dataFolder } from "./config/load.ts";
import { parseConfig } from "./config/parse.ts";
import type { ConfigInput } from "./config/schema.ts";
import { SpendingRecord } from "./cost/spending-record.ts";
import { createParts } from "./create-parts.ts";
import { EventQueue } from "./delivery/turn-stream.ts";
import type { EarlyStart } from "./engines/claude/early-start.ts";
import { Engines } from "./engines/engines.ts";
import { kindOfWireFailure } from "./failure/wire.ts";
import { checkAgent, MAIN_AGENT } from "./kernel/agents.ts";
import { ExecutionKernel } from "./kernel/kernel.ts";
import { runIdOf } from "./kernel/read-request.ts";
import type { TurnRequest } from "./kernel/request.ts";
import { validateRequest } from "./kernel/validate.ts";
import { Lanes } from "./lanes/lanes.ts";
import { openLogger } from "./logging/logger.ts";
import { ProxyBook } from "./mcp/proxy.ts";
import { memoryAccess } from "./memory/access.ts";
import { OfflineModelHost } from "./offline/host.ts";
import { permissionRules } from "./permissions/gate.ts";
import { createToolPolicy } from "./policy/policy.ts";
import { testModel } from "./routing/default-model.ts";
import type { ProviderInfo } from "./routing/model.ts";
import { createRegistry } from "./routing/registry.ts";
import { createResolver } from "./routing/resolver.ts";
import { currentFolder } from "./safety/current-folder.ts";
import { SessionsFacade } from "./sessions/facade.ts";
import { HistoryCache } from "./sessions/history-cache.ts";
import { LazyStore } from "./sessions/lazy-store.ts";
import type { RuntimeKind } from "./sessions/message.ts";
import { createSkillsFace, type SkillScope } from "./skills/facade.ts";
import { SteeringDesk } from "./steering/desk.ts";
import type { Tandem, TurnStream } from "./tandem.ts";
import type { ValidatorCache } from "./tools/stages/validate.ts";
import { createTransport } from "./transport/client.ts";
import { type Clock, systemClock } from "./transport/clock.ts";
import { OfferBook } from "./turn/offer.ts";
import { previewPrompt } from "./turn/preview.ts";
import { prewarmEngine } from "./turn/prewarm.ts";

/**
 * Makes a Tandem. Engines are loaded by the first turn that needs them. Several may live in one process and on one data
 * folder. Rejects with TandemError `invalid_config`; a data folder that cannot be opened is reported by the first call that needs it.
 */
export function createTandem(input: ConfigInput = {}): Promise<Tandem> {
  return createTandemWith(input, {});
}

/** What tests and the program pass in. Not part of the public interface. */
export interface Seams {
  /** Time of attempts, retries, idle limits and cooldowns. Timers of turns, tools and lanes stay the system's. */
  readonly clock?: Clock;
  /** What the program started before it loaded anything; ended with this Tandem. */
  readonly early?: EarlyStart | null;
}

/** `createTandem` with seams. */
export async function createTandemWith(input: ConfigInput, seams: Seams): Promise<Tandem> {
  const config = parseConfig(input);
  const env = config.env ?? process.env;
  const home = resolve(config.home ?? dataFolder(env));
  const cwd = currentFolder();
  const time = seams.clock ?? systemClock;
  const clock = () => time.now();
  const logger = await openLogger(env);
  const debug = (message: string) => logger?.debug(message);

  const store = new LazyStore(home);
  const opening = store.open();
  const registry = createRegistry({ config, env });
  const credentials = createCredentials({ home, env, providers: registry, health: store.health, clock });
  const resolver = createResolver({
    registry,
    config,
    credentialsFor: (provider) => credentials.has(provider),
  });
  const lanes = new Lanes(config.lanes);
  const offline = new OfflineModelHost();
  const transport = createTransport({ classify: kindOfWireFailure, clock: time });
  const engines = new Engines({ config, home, store: () => store.use(), logger, early: seams.early ?? null });
  const workspaceDir = (agentId: string) => config.agents[agentId]?.workspace ?? config.workspace ?? cwd;
  const agentDir = (agentId: string) => config.agents[agentId]?.dir;
  const defaults = { workspaceDir, agentDir, timeoutMs: config.timeoutMs, agents: config.agents };
  const validated = (request: TurnRequest) => validateRequest(request, defaults);
  const validators: ValidatorCache = new WeakMap();
  const executor = {
    transport,
    runtime: (kind: RuntimeKind) => engines.get(kind),
    endpoint: (provider: ProviderInfo) => offline.reach(provider),
  };
  const spending = new SpendingRecord(() => store.use().spending);
  const parts = createParts({
    config,
    home,
    env,
    workspaceDir,
    store: () => store.use(),
    resolver,
    executor,
    spending,
    validators,
    time,
    logger,
    kernel: () => kernel,
  });
  const { hooks, guards, approvals, library, skills, templates, memories, outbox, commands, mcp } = parts;
  const prepare = {
    store: () => store.use(),
    histories: new HistoryCache(),
    resolver,
    config,
    home,
    env,
    toolSources: parts.toolSources,
    promptSources: parts.promptSources,
    policy: createToolPolicy(config),
    permissionRules: permissionRules(config.permissions),
    approvals,
    offers: new OfferBook(config),
    proxies: new ProxyBook(),
    hooks,
    guards,
    credentials,
    probes: new PrimaryProbes(clock),
    executor,
    validators,
    memoryFeedback: parts.memoryFeedback,
    outbox,
    spending,
    clock,
    debug,
  };
  const kernel: ExecutionKernel = new ExecutionKernel({
    store: () => store.use(),
    lanes,
    resolver,
    prepare,
    executor,
    templates,
    defaults,
    onOver: (runId, stopped) => commands.jobs.runOver(runId, stopped),
    clock,
    leaseMs: config.leaseMs,
    time,
  });
  const sessions = new SessionsFacade({
    store: () => store.use(),
    workspaceDir,
    busy: (key) => lanes.busy(key),
    onGone: (sessionId, next) => {
      hooks.sessionGone(sessionId, next);
      void engines.forget(sessionId);
      commands.jobs.sessionOver(sessionId);
    },
  });

  const sessionOf = ({ sessionId, sessionKey }: TurnRequest) => {
    const session = sessionId ?? sessionKey;
    return session === undefined ? null : sessions.get(session);
  };

  const stream = (request: TurnRequest): TurnStream => {
    const runId = runIdOf(request);
    const queue = new EventQueue();
    const result = kernel.execute(request, (event) => queue.push(event), runId).finally(() => queue.end());
    return {
      runId,
      result,
      abort: () => void kernel.abort(runId),
      [Symbol.asyncIterator]: () => queue[Symbol.asyncIterator](),
    };
  };

  const desk = new SteeringDesk({
    kernel,
    store: () => store.use(),
    validate: validated,
    takesImages: (request) => resolver.resolve(request, null).capabilities.images,
    templates,
    protectedDirectories: [home],
    timers: seams.clock ?? { after: keepingAlive },
  });

  const scopeFolder = ({ agentId = MAIN_AGENT, workspaceDir: folder }: SkillScope) => {
    checkAgent(agentId, config.agents);
    return resolve(folder ?? workspaceDir(agentId));
  };
  const skillsFace = createSkillsFace({
    library,
    source: skills,
    config: config.skills,
    workspaceDir: scopeFolder,
  });
  const prewarm = { prepare, engines, endpoint: executor.endpoint };

  const promptParts = {
    skills: skillsFace,
    templates: () => templates.list(scopeFolder({})),
    preview: () => previewPrompt(prepare, validated({ prompt: "-" }), null),
  };

  let closed: Promise<void> | undefined;
  const close = async (deadlineMs: number) => {
    desk.close();
    await kernel.close(deadlineMs);
    await parts.settle(deadlineMs);
    await Promise.all([engines.close(), transport.close(), offline.close(), parts.close()]);
    store.close();
  };

  await opening;
  try {
    store.use().runs.endAbandoned();
  } catch (error) {
    debug(`abandoned runs: ${error}`);
  }
  await engines.endOrphans().catch((error: unknown) => debug(`orphans: ${error}`));
  return {
    run: (request) => kernel.execute(request),
    stream,
    hooks: { on: (event, handler, options) => hooks.on(event, handler, options) },
    send: (request, options) => desk.send(request, options?.mode),
    lanes: { clear: (name) => lanes.clear(name) },
    sessions,
    mcp: { status: () => mcp.status(), check: (server) => mcp.check(server) },
    runs: {
      get: (runId) => store.use().runs.getRun(runId),
      list: (options) => store.use().runs.listRuns(options),
    },
    events: {
      read: (runId, after) => store.use().events.read(runId, after),
      follow: (runId, after, signal) => store.use().events.follow(runId, after, signal),
    },
    auth: createAccounts({
      credentials,
      providers: registry,
      env,
      testModel: (provider) => testModel(provider, registry, config),
      run: (request) => kernel.execute(request),
    }),
    approvals: {
      list: () => approvals.list(),
      get: (id) => approvals.get(id),
      answer: (id, answer) => approvals.answer(id, answer),
      rules: (options) => approvals.rules(options),
      revoke: (ruleId) => approvals.revoke(ruleId),
    },
    memory: memoryAccess(memories, (agentId) => checkAgent(agentId, config.agents)),
    channels: { register: (channel) => outbox.register(channel), names: () => outbox.names },
    usage: (query) => store.use().spending.report(query),
    models: () => registry.models(),
    providers: () => registry.providers(),
    defaults: () => ({ ...resolver.defaults(), permissionMode: config.permissions.mode }),
    shell: (command, options) => parts.shell(command, options),
    route: (request = {}) => resolver.resolve(request, sessionOf(request)),
    doctor: async () => {
      const { doctor } = await import("./doctor/doctor.ts");
      return doctor({
        config,
        env,
        home,
        engines,
        registry,
        credentials,
        resolver,
        store,
        prompt: promptParts,
        hooks,
        guards,
        workspaceDir: workspaceDir("main"),
        mcp,
      });
    },
    prompt: async (request = {}) => {
      const valid = validated({ prompt: "-", ...request });
      return previewPrompt(prepare, valid, sessionOf(request));
    },
    skills: skillsFace,
    templates: (scope = {}) => templates.list(scopeFolder(scope)),
    prewarm: (request = {}) => {
      const valid = () => validated({ prompt: "-", ...request });
      void (async () => prewarmEngine(prewarm, valid()))().catch((error: unknown) =>
        debug(`prewarm: ${error}`),
      );
    },
    close: ({ deadlineMs = 0 } = {}) => {
      if (closed !== undefined) void kernel.close(deadlineMs);
      closed ??= close(deadlineMs);
      return closed;
    },
  };
}

/** A timer that the process waits for. */
function keepingAlive(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
