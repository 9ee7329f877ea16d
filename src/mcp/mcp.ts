/**
 * The MCP client of one Tandem, as everything else sees it. Without servers it is nothing at all; with servers, what speaks the
 * protocol is loaded when a turn first needs their tools.
 */
import { existsSync } from "node:fs";
import { type Guards, programCode } from "../guarded/guards.ts";
import type { StartFolders } from "../process/start-folders.ts";
import { outsideOf, toolEnvironment } from "../safety/environment.ts";
import { isWithin } from "../safety/scope.ts";
import type { SandboxHost } from "../sandbox/host.ts";
import type { ChildStore } from "../sessions/store.ts";
import type { ToolSource, ToolSupply } from "../tools/source.ts";
import type { ValidatorCache } from "../tools/stages/validate.ts";
import type { TurnFacts } from "../turn/facts.ts";
import type { McpServerConfig, McpServersConfig } from "./config.ts";
import { unstartedStatus } from "./describe.ts";
import type { McpHub } from "./hub.ts";
import type { Launch, LaunchPlace } from "./launch.ts";
import type { McpServerStatus } from "./status.ts";
import type { PreparedStart } from "./stdio-transport.ts";

export interface McpOptions {
  readonly servers: McpServersConfig;
  /** Tandem's own environment: variables come from it, and the clean one of a server is taken from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that servers are given as root, and that `${workspace}` stands for. */
  readonly workspaceDir: string;
  /** Tandem's data folder, which no server in the sandbox may enter. */
  readonly home: string;
  readonly guards: Guards;
  /** Where servers start that name no folder. */
  readonly folders: StartFolders;
  readonly sandbox: SandboxHost;
  readonly children: () => ChildStore;
  readonly validators: ValidatorCache;
  readonly clock: () => number;
}

const NOTHING: ToolSupply = { tools: [] };

export class Mcp implements ToolSource {
  readonly name = "mcp";
  readonly #options: McpOptions;
  readonly #any: boolean;
  #hub: McpHub | null = null;
  #loading: Promise<McpHub> | null = null;
  #closed = false;

  constructor(options: McpOptions) {
    this.#options = options;
    this.#any = Object.values(options.servers).some(({ enabled, disabled }) => enabled && disabled !== true);
  }

  supply(_facts: TurnFacts, isLook = false): ToolSupply | Promise<ToolSupply> {
    if (!this.#any || this.#closed) return NOTHING;
    return this.#hub?.supply(isLook) ?? this.#load().then((hub) => hub.supply(isLook));
  }

  /** What is known of each server by now; starts nothing. */
  status(): McpServerStatus[] {
    return (
      this.#hub?.status() ??
      Object.entries(this.#options.servers).map(([name, one]) => unstartedStatus(name, one, this.#place))
    );
  }

  /**
   * Starts one server, or all that run nothing of the workspace, without waiting for a back-off, and gives their status. Of an unknown
   * name nothing.
   */
  async check(name?: string): Promise<McpServerStatus[]> {
    if (Object.keys(this.#options.servers).length === 0) return [];
    const hub = await this.#load();
    await hub.start(name);
    return hub.status().filter((one) => name === undefined || one.name === name);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await (await this.#loading)?.close();
  }

  #load(): Promise<McpHub> {
    this.#loading ??= import("./hub.ts").then(({ McpHub }) => {
      const { servers, children, validators, clock } = this.#options;
      this.#hub = new McpHub(servers, {
        place: this.#place,
        prepare: (launch, config) => this.#prepare(launch, config),
        children,
        validators,
        clock,
      });
      return this.#hub;
    });
    return this.#loading;
  }

  get #place(): LaunchPlace {
    const { env, workspaceDir } = this.#options;
    return { env, workspaceDir };
  }

  async #prepare(
    { command, args, env, cwd }: Extract<Launch, { transport: "stdio" }>,
    config: McpServerConfig,
  ): Promise<PreparedStart> {
    const { workspaceDir, home, guards, folders, sandbox } = this.#options;
    const { named } = programCode({ argv: [command, ...args], env, cwd });
    const link = guards.linkProblem(named, workspaceDir);
    if (link !== null) throw new Error(link);
    const clean = outsideOf(toolEnvironment(this.#options.env), guards.foreign(workspaceDir));
    const whole = { ...clean, ...env };
    // Told by the system as if the command were missing.
    if (cwd !== null && !existsSync(cwd))
      throw new Error(`the folder it is to start in does not exist: ${cwd}`);
    if (!config.sandbox) {
      const folder = cwd === null ? await folders.make() : null;
      const ended = () => void folder?.remove();
      return { command, args, cwd: folder?.path ?? cwd ?? "/", env: whole, ended };
    }
    const shown = cwd === null || isWithin(cwd, workspaceDir) ? workspaceDir : cwd;
    const scope = {
      workspaceDir: shown,
      additionalDirectories: [],
      protectedDirectories: [home],
      guarded: guards.in({ workspaceDir: shown, additionalDirectories: [] }),
    };
    const { file, ...wrapped } = await (await sandbox.open()).wrap({
      argv: [command, ...args],
      cwd: cwd ?? "/tmp",
      scope,
      env: whole,
      // What commands leave in their temp folder and home must not be what a server finds in its own.
      own: `server ${command} ${args.join(" ")}`,
      signal: new AbortController().signal,
    });
    return {
      command: file,
      args: wrapped.args,
      cwd: cwd ?? "/tmp",
      env: wrapped.env,
      ended: () => wrapped.end(),
    };
  }
}
