/** All MCP servers of one Tandem, as one source of tools. */
import type { ToolSupply } from "../tools/source.ts";
import type { McpServersConfig } from "./config.ts";
import { statusOf } from "./describe.ts";
import { McpServer, type ServerHost } from "./server.ts";
import type { McpServerStatus } from "./status.ts";

export class McpHub {
  readonly #servers: readonly McpServer[];
  #supply: ToolSupply | null = null;

  constructor(config: McpServersConfig, host: Omit<ServerHost, "onChange">) {
    const onChange = () => {
      this.#supply = null;
    };
    this.#servers = Object.entries(config).map(
      ([name, one]) => new McpServer(name, one, { ...host, onChange }),
    );
  }

  /**
   * At once, and the same object, while nothing changed. Never rejects. `isLook`: for a look at what a turn would have, which starts no
   * server that runs what the workspace holds.
   */
  supply(isLook = false): ToolSupply | Promise<ToolSupply> {
    const unsettled = this.#needed.filter(
      (server) =>
        !server.settled && !(isLook && server.state !== "starting" && server.runsWorkspace !== null),
    );
    if (unsettled.length === 0) return this.#now();
    return Promise.all(unsettled.map((server) => server.ready())).then(() => this.#now());
  }

  status(): McpServerStatus[] {
    return this.#servers.map(statusOf);
  }

  /**
   * Starts one server as a turn would, or all that run nothing of the workspace; a back-off is not waited for. Resolves false for a name
   * that is not configured.
   */
  async start(name?: string): Promise<boolean> {
    const wanted = this.#servers.filter((server) =>
      name === undefined ? server.runsWorkspace === null : server.name === name,
    );
    await Promise.all(
      wanted.map((server) => {
        server.backoff.succeeded();
        return server.ready();
      }),
    );
    return wanted.length > 0;
  }

  /** Ends every server and whatever it started. Idempotent. */
  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  get #needed(): readonly McpServer[] {
    return this.#servers.filter((server) => server.state !== "disabled");
  }

  #now(): ToolSupply {
    if (this.#supply !== null && this.#needed.every((server) => server.settled)) return this.#supply;
    const supplies = this.#needed.map((server) => server.supply());
    const supply = {
      tools: supplies.flatMap(({ tools }) => tools),
      omissions: supplies.flatMap(({ omissions }) => omissions),
    };
    this.#supply = supply;
    return supply;
  }
}
