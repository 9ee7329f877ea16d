/** Looks at the installation and says what works, what is missing and what to do about it. Shows no secret. */
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { Credentials } from "../auth/credentials.ts";
import type { Config } from "../config/schema.ts";
import { type Engines, MODEL_RUNTIMES } from "../engines/engines.ts";
import type { Guards } from "../guarded/guards.ts";
import type { Hooks } from "../hooks/hooks.ts";
import { TandemError } from "../kernel/errors.ts";
import type { Mcp } from "../mcp/mcp.ts";
import { checkPermissions } from "../permissions/doctor.ts";
import type { Registry } from "../routing/registry.ts";
import type { Resolver } from "../routing/resolver.ts";
import { trustedPath } from "../safety/program-path.ts";
import type { LazyStore } from "../sessions/lazy-store.ts";
import type { RuntimeKind } from "../sessions/message.ts";
import type { DoctorCheck } from "../tandem.ts";
import { checkCredentials } from "./credentials.ts";
import { checkHooks } from "./hooks.ts";
import { findLocalServers } from "./local-servers.ts";
import { checkMcp } from "./mcp.ts";
import { checkSandbox } from "./sandbox.ts";
import { checkPromptParts, type PromptParts } from "./skills.ts";

export interface DoctorInput {
  readonly config: Config;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly engines: Engines;
  readonly registry: Registry;
  readonly credentials: Credentials;
  readonly resolver: Resolver;
  readonly store: LazyStore;
  readonly prompt: PromptParts;
  readonly hooks: Hooks;
  /** Absolute; commands of hooks are looked for from here. */
  readonly workspaceDir: string;
  readonly mcp: Mcp;
  readonly guards: Guards;
}

/** Programs that tools use, with the package that brings them on Debian. */
const PROGRAMS: readonly {
  readonly id: string;
  readonly program: string;
  readonly use: string;
  readonly packageName: string;
}[] = [
  {
    id: "tools.ripgrep",
    program: "rg",
    use: "to search quickly; without it a slower search is used",
    packageName: "ripgrep",
  },
];

/** All checks, in a fixed order. Takes about a second, and as long as MCP servers need to start; makes no request but to this machine. */
export async function doctor(input: DoctorInput): Promise<readonly DoctorCheck[]> {
  const [engines, programs, local, prompt, hooks, mcp] = await Promise.all([
    Promise.all(MODEL_RUNTIMES.map((kind) => checkEngine(input, kind))),
    Promise.all([
      checkSandbox(input.config.sandbox, {
        path: trustedPath(input.env.PATH, input.guards.foreign(input.workspaceDir)),
        foreign: input.guards.foreign(input.workspaceDir),
      }),
      ...PROGRAMS.map(async (program) => [await checkProgram(program, input.env)]),
    ]),
    findLocalServers(),
    checkPromptParts(input.prompt),
    checkHooks(input.hooks, input.workspaceDir),
    checkMcp(input.mcp),
  ]);
  return [
    checkNode(),
    ...engines,
    checkStore(input),
    checkDefault(input),
    ...checkPermissions(input.config),
    ...checkCredentials(input.registry.providers(), input.credentials),
    ...prompt,
    ...hooks,
    ...mcp,
    ...programs.flat(),
    ...local,
  ];
}

function checkNode(): DoctorCheck {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const ok = major > 22 || (major === 22 && minor >= 19);
  const summary = `Node ${process.versions.node}`;
  return ok
    ? { id: "node", status: "ok", summary }
    : { id: "node", status: "fail", summary, remedy: "Use Node 22.19 or newer." };
}

/** An engine that was left out of the installation is a warning, unless turns would run on it. */
async function checkEngine(
  { engines, resolver }: DoctorInput,
  kind: (typeof MODEL_RUNTIMES)[number],
): Promise<DoctorCheck> {
  const id = `engine.${kind}`;
  try {
    const engine = await engines.get(kind);
    const check = await engine.check();
    if (check.ok) return { id, status: "ok", summary: `${engine.displayName} ${check.version}` };
    const status = isDefault(resolver, kind) ? "fail" : "warn";
    return { id, status, summary: `${engine.displayName}: ${check.reason}`, remedy: check.remedy };
  } catch (error) {
    const { message, remediation } = TandemError.from(error, "runtime_unavailable");
    return { id, status: "fail", summary: message, remedy: remediation };
  }
}

function isDefault(resolver: Resolver, kind: RuntimeKind): boolean {
  try {
    return resolver.defaults().runtime === kind;
  } catch {
    return false;
  }
}

function checkStore({ store, home }: DoctorInput): DoctorCheck {
  try {
    const sessions = store.use().sessions.listSessions({ limit: 1 }).length;
    return { id: "store", status: "ok", summary: `${home}${sessions === 0 ? " (no session yet)" : ""}` };
  } catch (error) {
    const { message, remediation } = TandemError.from(error, "state_persist_failed");
    return { id: "store", status: "fail", summary: message, remedy: remediation };
  }
}

function checkDefault({ resolver }: DoctorInput): DoctorCheck {
  try {
    const { runtime, model, why } = resolver.defaults();
    return { id: "default", status: "ok", summary: `${model} on ${runtime} (${why.join("; ")})` };
  } catch (error) {
    const { message, remediation } = TandemError.from(error);
    return { id: "default", status: "fail", summary: message, remedy: remediation };
  }
}

async function checkProgram(
  { id, program, use, packageName }: (typeof PROGRAMS)[number],
  env: DoctorInput["env"],
): Promise<DoctorCheck> {
  for (const folder of (env.PATH ?? "").split(delimiter)) {
    if (folder === "") continue;
    const path = join(folder, program);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return { id, status: "ok", summary: path };
  }
  return {
    id,
    status: "warn",
    summary: `${program} was not found; it is used ${use}.`,
    remedy: `Install it, on Debian: apt-get install ${packageName}`,
  };
}
