/** The hooks of one Tandem, put together: who sets them, which turn fires them, and what still runs after a turn is over. */

import type { EventBody } from "../events/event.ts";
import { Extensions } from "../extensions/extensions.ts";
import type { Guards } from "../guarded/guards.ts";
import type { StartFolders } from "../process/start-folders.ts";
import { outsideOf, toolEnvironment } from "../safety/environment.ts";
import { isWithin } from "../safety/scope.ts";
import type { Omission } from "../tools/source.ts";
import type { PermissionMode } from "../turn/facts.ts";
import { HookBus } from "./bus.ts";
import { commandRun } from "./command.ts";
import { type HooksConfig, WORKSPACE } from "./config.ts";
import { HOOK_EVENTS, type HookEvent } from "./events.ts";
import { functionHook } from "./function-hook.ts";
import type { Hook, HookHandler, HookOptions } from "./handler.ts";
import { matcherOf } from "./matcher.ts";
import { programProblem } from "./programs.ts";
import { type KnownSession, SessionStarts } from "./sessions.ts";
import { type HookStarts, startOfHook } from "./start.ts";
import { type HookScope, ScopedHooks } from "./turn-hooks.ts";

/** Milliseconds that `close` waits for hooks of turns and sessions that are over, when it was given less itself. */
const CLOSE_MS = 5_000;

export interface HooksOptions {
  readonly config: HooksConfig;
  readonly extensions: readonly string[];
  /** Absolute. Extensions are found from here. */
  readonly home: string;
  /** Environment that commands get a clean copy of. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly permissionMode: PermissionMode;
  /** What tools may not change, of which commands are a part. */
  readonly guards: Guards;
  readonly folders: StartFolders;
  /** For hooks that no turn's events can report. */
  readonly log: (message: string) => void;
}

/** Commands of a configuration's hooks, each with its place there. */
export function hookCommands(config: HooksConfig): { readonly place: string; readonly command: string }[] {
  return HOOK_EVENTS.flatMap((event) =>
    (config[event] ?? []).flatMap(({ hooks }, group) =>
      hooks.map(({ command }, index) => ({ place: placeOf(event, group, index), command })),
    ),
  );
}

function placeOf(event: HookEvent, group: number, index: number): string {
  return `${event}[${group}].hooks[${index}]`;
}

/** A hook of the configuration whose program cannot be run. */
export interface HookProblem {
  /** Where it is in the configuration. */
  readonly place: string;
  readonly reason: string;
}

/** A command that takes code from the folder it starts in. */
export interface HookLookup {
  readonly place: string;
  /** What does: `npx`, `python3 -m`. */
  readonly lookup: string;
  /** It has been told to start in the workspace, or changes to it. */
  readonly inWorkspace: boolean;
}

interface ConfiguredCommand {
  readonly place: string;
  readonly command: string;
  readonly cwd: string | undefined;
}

export class Hooks {
  readonly extensions: Extensions;
  readonly starts = new SessionStarts();
  readonly #bus = new HookBus();
  readonly #options: HooksOptions;
  readonly #commands: readonly ConfiguredCommand[];
  readonly #env: Readonly<Record<string, string>>;
  readonly #sessions = new Map<string, KnownSession>();
  readonly #after = new Set<Promise<unknown>>();

  constructor(options: HooksOptions) {
    this.#options = options;
    this.#env = toolEnvironment(options.env);
    const configured = commandHooks(options.config, { ...options, env: this.#env });
    this.#commands = configured.map(({ hook: _, ...command }) => command);
    if (configured.length > 0)
      this.#bus.add(
        "config",
        configured.map(({ hook }) => hook),
      );
    this.extensions = new Extensions(options.extensions, options.home, this.#bus);
  }

  /**
   * Sets a hook of the library; gives what takes it away again. Counts from the next turn on. Throws TandemError `validation_failed`.
   */
  on<E extends HookEvent>(event: E, handler: HookHandler<E>, options: HookOptions = {}): () => void {
    return this.#bus.add("library", [functionHook(event, handler, options, "library")]);
  }

  /** The hooks of a turn as they are now, and its own after them. Extensions must be ready. */
  forTurn(scope: HookScope, own: readonly Hook[] = []): ScopedHooks {
    return new ScopedHooks(this.#bus.tableWith(own), scope);
  }

  /** The session's turns run here, so that its end is reported. */
  ran(session: KnownSession): void {
    this.#sessions.set(session.id, session);
  }

  /** The session was reset (`next` came in its place) or deleted. */
  sessionGone(id: string, next: string | null): void {
    const end = this.starts.end(id) ? this.#tellEnd(id, next === null ? "other" : "clear") : null;
    if (next !== null) this.starts.cleared(next, end);
  }

  /** Waits for it at close. */
  keep(work: Promise<unknown>): void {
    const done: Promise<unknown> = work.then(() => this.#after.delete(done));
    this.#after.add(done);
  }

  /** Ends the sessions that began here, and waits for what still runs: 5 s, or longer when the deadline is. */
  async close(deadlineMs: number): Promise<void> {
    for (const id of this.starts.endAll()) this.#tellEnd(id, "other");
    if (this.#after.size === 0) return;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, Math.max(deadlineMs, CLOSE_MS));
    await Promise.race([Promise.all(this.#after), late]);
    clearTimeout(timer);
  }

  /** Commands of the configuration that cannot run in this folder. Looks at files, so only where there are commands. */
  problems(workspaceDir: string): readonly HookProblem[] {
    if (this.#commands.length === 0) return [];
    const { guards } = this.#options;
    const path = outsideOf(this.#env, guards.foreign(workspaceDir)).PATH ?? "";
    return this.#commands.flatMap(({ place, command, cwd }) => {
      const { named } = guards.hookCode(command, workspaceDir);
      const folder = cwd?.replaceAll(WORKSPACE, workspaceDir) ?? workspaceDir;
      const link = guards.linkProblem(named, workspaceDir);
      const reason = link === null ? programProblem(command, { cwd: folder, path }) : `${link}.`;
      return reason === null ? [] : [{ place, reason }];
    });
  }

  /** Commands that look for code in the folder they start in, and where that is. */
  lookups(workspaceDir: string): readonly HookLookup[] {
    return this.#commands.flatMap(({ place, command, cwd }) => {
      const { lookup, folders = [] } = this.#options.guards.hookCode(command, workspaceDir);
      if (lookup === null) return [];
      const starts = [...folders, ...(cwd === undefined ? [] : [cwd.replaceAll(WORKSPACE, workspaceDir)])];
      return [{ place, lookup, inWorkspace: starts.some((folder) => isWithin(folder, workspaceDir)) }];
    });
  }

  /** {@link problems}, for a turn's report. */
  omissions(cwd: string): readonly Omission[] {
    return this.problems(cwd).map(({ place, reason }) => ({
      kind: "hook",
      name: place,
      reason: `${reason} It fails whenever it is run.`,
    }));
  }

  /** `null`: nobody wants to know. */
  #tellEnd(id: string, reason: "clear" | "other"): Promise<unknown> | null {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    if (session === undefined || !this.#bus.table.has("SessionEnd")) return null;
    const record = (body: EventBody) => {
      if (body.type === "warning") this.#options.log(body.message);
    };
    const scope: HookScope = {
      runId: id,
      sessionId: id,
      sessionKey: session.key,
      agentId: session.agentId,
      workspaceDir: session.workspaceDir,
      permissionMode: this.#options.permissionMode,
      subagent: false,
      emit: record,
      record,
      controller: new AbortController(),
    };
    const told = new ScopedHooks(this.#bus.table, scope).tellAfter("SessionEnd", { reason });
    this.keep(told);
    return told;
  }
}

function commandHooks(
  config: HooksConfig,
  starts: HookStarts,
): (ConfiguredCommand & { readonly hook: Hook })[] {
  return HOOK_EVENTS.flatMap((event) =>
    (config[event] ?? []).flatMap(({ matcher, hooks }, group) =>
      hooks.map(({ command, cwd, timeout, blocking }, index) => {
        const place = placeOf(event, group, index);
        const hook: Hook = {
          event,
          name: `command:${place}`,
          matches: matcherOf(matcher),
          timeoutMs: timeout * 1_000,
          blocking,
          run: commandRun(event, command, (workspaceDir) =>
            startOfHook(starts, { command, cwd, workspaceDir }),
          ),
        };
        return { place, command, cwd, hook };
      }),
    ),
  );
}
