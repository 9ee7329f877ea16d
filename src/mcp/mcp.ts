/**
 * The MCP client of one Tandem, as everything else sees it. Without servers it is nothing at all; with servers, what speaks the
 * protocol is loaded when a turn first needs their tools.
 */
import { existsSync } from "node:fs";
import { toolEnvironment } from "../safety/environment.ts";
import type { SandboxHost } from "../sandbox/host.ts";
import type { ChildStore } from "../sessions/store.ts";
import type { ToolSource, ToolSupply } from "../tools/source.ts";
import type { ValidatorCache } from "../tools/stages/validate.ts";
import type { McpServerConfig, McpServersConfig } from "./config.ts";
import { unstartedStatus } from "./describe.ts";
import type { McpHub } from "./hub.ts";
import type { Launch } from "./launch.ts";
import type { McpServerStatus } from "./status.ts";
import type { PreparedStart } from "./stdio-transport.ts";

export interface McpOptions {
  readonly servers: McpServersConfig;
  /** Tandem's own environment: variables come from it, and the clean one of a server is taken from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that servers start in and are given as root. */
  readonly workspaceDir: string;
  /** Tandem's data folder, which no server in the sandbox may enter. */
  readonly home: string;
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

  supply(): ToolSupply | Promise<ToolSupply> {
    if (!this.#any || this.#closed) return NOTHING;
    return this.#hub?.supply() ?? this.#load().then((hub) => hub.supply());
  }

  /** What is known of each server by now; starts nothing. */
  status(): McpServerStatus[] {
    return (
      this.#hub?.status() ??
      Object.entries(this.#options.servers).map(([name, one]) => unstartedStatus(name, one))
    );
  }

  /** Starts one server, or all, without waiting for a back-off, and gives their status. Of an unknown name nothing. */
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
      const { servers, env, workspaceDir, children, validators, clock } = this.#options;
      this.#hub = new McpHub(servers, {
        place: { env, workspaceDir },
        prepare: (launch, config) => this.#prepare(launch, config),
        children,
        validators,
        clock,
      });
      return this.#hub;
    });
    return this.#loading;
  }

  async #prepare(
    { command, args, env, cwd }: Extract<Launch, { transport: "stdio" }>,
    config: McpServerConfig,
  ): Promise<PreparedStart> {
    const whole = toolEnvironment(this.#options.env, env);
    // Told by the system as if the command were missing.
    if (!existsSync(cwd)) throw new Error(`the folder it is to start in does not exist: ${cwd}`);
    if (!config.sandbox) return { command, args, cwd, env: whole };
    const sandbox = await this.#options.sandbox.open();
    const { file, ...wrapped } = await sandbox.wrap({
      argv: [command, ...args],
      cwd,
      scope: { workspaceDir: cwd, additionalDirectories: [], protectedDirectories: [this.#options.home] },
      env: whole,
      signal: new AbortController().signal,
    });
    return { command: file, args: wrapped.args, cwd, env: wrapped.env, ended: () => wrapped.end() };
  }
}
