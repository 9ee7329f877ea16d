/**
 * The proxy tool: where a wire API refuses the schemas of some MCP tools, it is offered in their place, with their schemas in words. A
 * call of it becomes a call of the tool it names before any rule is asked, and it knows only the tools that a turn may use.
 */
import { TandemError } from "../kernel/errors.ts";
import type { ToolFace } from "../policy/face.ts";
import type { ApiKind } from "../routing/model.ts";
import { nearest } from "../routing/nearest.ts";
import type { ProxiedTool, ToolDefinition } from "../tools/tool.ts";

export const PROXY_NAME = "mcp_call";
const PROXY: ToolFace = { name: PROXY_NAME, origin: "mcp" };

type Proxied = ToolDefinition & { readonly proxied: ProxiedTool };

/** Sets of tools that are remembered. */
const MOST_SETS = 16;

/** One for each Tandem; gives the same definitions for the same tools. */
export class ProxyBook {
  #known: {
    readonly api: ApiKind | null;
    readonly tools: readonly Proxied[];
    readonly proxy: ToolDefinition;
  }[] = [];

  /**
   * The proxy for a turn with these tools, on whatever API it continues; `null`: all take all of them, or a rule denies the proxy by its
   * own name. That an allow list does not name it says nothing: what it reaches was let through.
   */
  proxyFor(
    tools: readonly ToolDefinition[],
    removal: (tool: ToolFace) => { readonly rule: string } | null,
  ): ToolDefinition | null {
    const proxied = tools.filter(isProxied);
    if (proxied.length === 0 || removal(PROXY)?.rule.startsWith("deny ")) return null;
    return this.#proxy(null, proxied);
  }

  /** What is offered on an API. The given list itself when that takes every schema; without a proxy, what it refuses is left out. */
  offeredOn(
    api: ApiKind,
    tools: readonly ToolDefinition[],
    proxy: ToolDefinition | null,
  ): readonly ToolDefinition[] {
    const refused = tools.filter(isProxied).filter(({ proxied }) => proxied.refused.has(api));
    if (refused.length === 0) return tools;
    const taken = tools.filter((tool) => !tool.proxied?.refused.has(api));
    return proxy === null ? taken : [...taken, this.#proxy(api, refused)];
  }

  #proxy(api: ApiKind | null, tools: readonly Proxied[]): ToolDefinition {
    const same = (other: readonly Proxied[]) =>
      other.length === tools.length && other.every((tool, index) => tool === tools[index]);
    const found = this.#known.find((one) => one.api === api && same(one.tools));
    if (found !== undefined) return found.proxy;
    const proxy = proxyOf(tools);
    this.#known = [{ api, tools, proxy }, ...this.#known.slice(0, MOST_SETS - 1)];
    return proxy;
  }
}

function isProxied(tool: ToolDefinition): tool is Proxied {
  return tool.proxied !== undefined;
}

interface ProxyInput {
  readonly server: string;
  readonly tool: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
}

function proxyOf(tools: readonly Proxied[]): ToolDefinition {
  const sorted = [...tools].sort((a, b) => (a.name < b.name ? -1 : 1));
  const find = (input: Readonly<Record<string, unknown>>) => {
    const { server, tool, arguments: args = {} } = input as unknown as ProxyInput;
    const target = sorted.find(({ proxied }) => proxied.server === server && proxied.tool === tool);
    if (target === undefined) throw unknownTarget(server, tool, sorted);
    return { tool: target, input: args };
  };
  return {
    name: PROXY_NAME,
    description: describe(sorted),
    inputSchema: {
      type: "object",
      properties: {
        server: { type: "string", enum: [...new Set(sorted.map(({ proxied }) => proxied.server))] },
        tool: { type: "string", description: "The tool's name, as listed" },
        arguments: { type: "object", description: "The tool's own arguments, by its schema as listed" },
      },
      required: ["server", "tool"],
      additionalProperties: false,
    },
    readOnly: false,
    effect: "external",
    origin: "mcp",
    forward: find,
    execute: () => Promise.reject(new Error("a proxy is never run itself")),
  };
}

function describe(tools: readonly Proxied[]): string {
  const lines = tools.map(
    ({ description, inputSchema, proxied: { server, tool } }) =>
      `## server ${JSON.stringify(server)}, tool ${JSON.stringify(tool)}\n${description}\nArguments (JSON Schema): ${JSON.stringify(inputSchema)}`,
  );
  return ["Calls one of the following tools.", ...lines].join("\n\n");
}

function unknownTarget(server: string, tool: string, tools: readonly Proxied[]): TandemError {
  const names = tools.map(({ proxied }) => `${proxied.server}/${proxied.tool}`);
  const near = nearest(`${server}/${tool}`, names);
  return new TandemError({
    code: "tool_not_found",
    message: `${PROXY_NAME} reaches no tool "${tool}" of a server "${server}".`,
    remediation: `It reaches ${(near.length > 0 ? near : names).join(", ")}.`,
    details: { nearest: near },
  });
}
