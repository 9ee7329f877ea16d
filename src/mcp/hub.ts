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

  /** At once, and the same object, while nothing changed. Never rejects. */
  supply(): ToolSupply | Promise<ToolSupply> {
    const unsettled = this.#needed.filter((server) => !server.settled);
    if (unsettled.length === 0) return this.#now();
    return Promise.all(unsettled.map((server) => server.ready())).then(() => this.#now());
  }

  status(): McpServerStatus[] {
    return this.#servers.map(statusOf);
  }

  /** Starts one server, or all, as a turn would; a back-off is not waited for. Resolves false for a name that is not configured. */
  async start(name?: string): Promise<boolean> {
    const wanted = this.#servers.filter((server) => name === undefined || server.name === name);
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
