/** What turns are made of beside their history: where their tools and prompt texts come from, and what decides over their calls. */
import { resolve } from "node:path";
import { messageSource } from "./channels/message-source.ts";
import { Outbox } from "./channels/outbox.ts";
import type { Config } from "./config/schema.ts";
import { Bootstrap } from "./context/bootstrap.ts";
import { MessagingSection } from "./context/messaging-section.ts";
import type { PromptSource } from "./context/prompt-section.ts";
import type { SpendingRecord } from "./cost/spending-record.ts";
import { nativeToolSource } from "./engines/claude/native/source.ts";
import type { Guards } from "./guarded/guards.ts";
import { guardsOf } from "./guarded/of-config.ts";
import { Hooks } from "./hooks/hooks.ts";
import type { ExecutionKernel } from "./kernel/kernel.ts";
import type { Logger } from "./logging/logger.ts";
import { Mcp } from "./mcp/mcp.ts";
import { MemoryFeedback } from "./memory/feedback.ts";
import { Memories } from "./memory/memory.ts";
import { memorySources } from "./memory/sources.ts";
import { ApprovalDesk } from "./permissions/approvals.ts";
import { StartFolders } from "./process/start-folders.ts";
import type { Resolver } from "./routing/resolver.ts";
import { trustedEnvironment } from "./safety/program-path.ts";
import { SandboxHost } from "./sandbox/host.ts";
import type { Store } from "./sessions/store.ts";
import { calledSkill } from "./skills/call.ts";
import { SkillLibrary } from "./skills/library.ts";
import { Skills } from "./skills/source.ts";
import { subagentSource } from "./subagents/source.ts";
import { TemplateLibrary } from "./templates/library.ts";
import { Commands } from "./tools/builtin/exec/commands.ts";
import { execTool } from "./tools/builtin/exec.ts";
import { builtinTools } from "./tools/builtin/index.ts";
import {
  type PersonCommandOptions,
  type PersonCommandResult,
  runForPerson,
} from "./tools/builtin/person-command.ts";
import { clientToolSource } from "./tools/client/client-tools.ts";
import type { ToolSource } from "./tools/source.ts";
import type { ValidatorCache } from "./tools/stages/validate.ts";
import type { Clock } from "./transport/clock.ts";
import type { ExecutorDeps } from "./turn/executor.ts";

export interface PartsDeps {
  readonly config: Config;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workspaceDir: (agentId: string) => string;
  readonly store: () => Store;
  readonly resolver: Resolver;
  readonly executor: ExecutorDeps;
  readonly spending: SpendingRecord;
  readonly validators: ValidatorCache;
  readonly time: Clock;
  readonly logger: Logger | undefined;
  /** For what a tool starts a turn with; called only while one runs. */
  readonly kernel: () => ExecutionKernel;
}

/** The parts of one Tandem. Making them reads and starts nothing. */
export interface TurnParts {
  /** In the order of their standing: of two tools with one name the earlier source's counts. */
  readonly toolSources: readonly ToolSource[];
  readonly promptSources: readonly PromptSource[];
  readonly hooks: Hooks;
  readonly guards: Guards;
  readonly approvals: ApprovalDesk;
  readonly library: SkillLibrary;
  readonly skills: Skills;
  readonly templates: TemplateLibrary;
  readonly memories: Memories;
  readonly memoryFeedback: MemoryFeedback;
  readonly outbox: Outbox;
  readonly commands: Commands;
  readonly mcp: Mcp;
  /** Runs a command as a person does by hand. */
  shell(command: string, options: PersonCommandOptions): Promise<PersonCommandResult>;
  /** Waits for what the last turns have begun. To be called when no turn runs any more, and while models can still be reached. */
  settle(deadlineMs: number): Promise<void>;
  /** Ends the programs that serve turns. */
  close(): Promise<void>;
}

/** Milliseconds that judging what a memory gave may still take when everything else has ended. */
const FEEDBACK_GRACE_MS = 5_000;

export function createParts(deps: PartsDeps): TurnParts {
  const { config, home, env, store, resolver, executor, spending, time, logger } = deps;
  const clock = () => time.now();
  const workspaces = [
    ...new Set(["main", ...Object.keys(config.agents)].map((id) => resolve(deps.workspaceDir(id)))),
  ];
  const guards = guardsOf({ config, home, env, workspaces });
  const folders = new StartFolders({ home, env, workspaces });
  const sandbox = new SandboxHost({
    config: config.sandbox,
    home,
    env: trustedEnvironment(env, guards.foreign(workspaces[0]!)),
    foreign: guards.foreign(workspaces[0]!),
  });
  const commands = new Commands({ sandbox, jobs: config.jobs });
  const builtin = { tools: builtinTools({ commands, web: config.web }) };
  const library = new SkillLibrary({ config: config.skills, home });
  const skills = new Skills({ library, config, home, env });
  const templates = new TemplateLibrary({
    config: config.templates,
    home,
    skill: (name, folder) => calledSkill({ library, source: skills }, name, folder),
  });
  const hooks = new Hooks({
    config: config.hooks,
    extensions: config.extensions,
    home,
    env,
    permissionMode: config.permissions.mode,
    guards,
    folders,
    log: (message) => logger?.warn(message),
  });
  const approvals = new ApprovalDesk({
    store: () => store().approvals,
    clock: time,
    timeoutMs: config.permissions.timeoutMs,
  });
  const mcp = new Mcp({
    servers: config.mcpServers,
    env,
    workspaceDir: workspaces[0]!,
    home,
    guards,
    folders,
    sandbox,
    children: () => store().children,
    validators: deps.validators,
    clock,
  });
  const outbox = new Outbox({ timeoutMs: config.messages.sendTimeoutMs });
  const memories = new Memories({ config: config.memory, home, clock });
  const memory = memorySources(memories);
  const memoryFeedback = new MemoryFeedback({
    memories,
    executor,
    spending,
    resolve: (model) => resolver.resolve({ model }, null),
    clock,
    debug: (message) => logger?.debug(message),
  });
  return {
    toolSources: [
      clientToolSource(),
      { name: "builtin", supply: () => builtin },
      memory.tools,
      messageSource(outbox),
      subagentSource({ kernel: deps.kernel, resolver, config }),
      nativeToolSource(config, sandbox),
      hooks.extensions,
      mcp,
    ],
    promptSources: [
      new Bootstrap({ config: config.bootstrap, home }),
      skills,
      memory.prompt,
      new MessagingSection(),
    ],
    hooks,
    guards,
    approvals,
    library,
    skills,
    templates,
    memories,
    memoryFeedback,
    outbox,
    commands,
    mcp,
    shell: (command, options) =>
      runForPerson({ exec: execTool(commands), env, home, guards }, command, options),
    async settle(deadlineMs) {
      await hooks.close(deadlineMs);
      await memoryFeedback.close(Math.max(deadlineMs, FEEDBACK_GRACE_MS));
      memories.close();
    },
    async close() {
      await mcp.close();
      await commands.close();
      await folders.close();
    },
  };
}
