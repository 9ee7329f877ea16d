/** `tandem mcp`: the MCP servers of the configuration, whether they start, and what they offer. */
import type { Command } from "commander";
import { TandemError } from "../../../kernel/errors.ts";
import type { McpServerStatus } from "../../../mcp/status.ts";
import type { Tandem } from "../../../tandem.ts";
import type { Cli } from "../cli.ts";
import { EXIT } from "../exit-codes.ts";
import { json, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { formatDuration } from "../render/format.ts";
import { printable } from "../render/printable.ts";
import { printTable } from "../render/table.ts";

const EXAMPLES = `
Examples:
  tandem mcp                 all servers; each is started
  tandem mcp test github     how the start of one went; exit code 1 when it is not ready
  tandem mcp tools github    its tools under the names that turns use, and those left out with the reason

Servers stand under mcpServers in the configuration, in the form in which other tools keep them.`;

export function defineMcp(program: Command, cli: Cli): void {
  const mcp = program
    .command("mcp")
    .description("list and test MCP servers, and show their tools")
    .addHelpText("after", EXAMPLES);
  defineList(mcp, cli);
  defineTest(mcp, cli);
  defineTools(mcp, cli);
}

function withOptions(command: Command): Command {
  return command.option("-c, --config <file>", "config file").option("--json", "JSON output");
}

function defineList(mcp: Command, { io }: Cli): void {
  withOptions(mcp.command("list"))
    .description("start all servers and list them (default)")
    .action((options: CommonOptions) =>
      withTandem(io, options, async (tandem) => {
        const servers = await tandem.mcp.check();
        if (options.json) return json(io.stdout, servers);
        printTable(
          io.stdout,
          io.env,
          [
            { title: "NAME" },
            { title: "STATE" },
            { title: "TRANSPORT" },
            { title: "TOOLS", align: "right" },
            { title: "SKIPPED", align: "right" },
            { title: "VERSION" },
            { title: "LAST ERROR" },
          ],
          servers.map((server) => [
            printable(server.name),
            server.state,
            server.transport ?? "-",
            String(server.tools.length),
            String(server.skipped.length),
            printable(server.version ?? "-"),
            printable(server.lastError ?? "-"),
          ]),
        );
        if (servers.length === 0) line(io.stderr, "No MCP server is configured.");
      }),
    );
}

function defineTest(mcp: Command, cli: Cli): void {
  const { io } = cli;
  withOptions(mcp.command("test"))
    .description("start one server and tell how it went")
    .argument("<server>", "its name under mcpServers")
    .action((name: string, options: CommonOptions) =>
      withTandem(io, options, async (tandem) => {
        const began = performance.now();
        const server = (await checked(tandem, name))[0]!;
        const ms = performance.now() - began;
        if (server.state !== "ready") cli.exitCode = EXIT.failed;
        if (options.json) return json(io.stdout, { ...server, durationMs: Math.round(ms) });
        for (const [title, text] of factsOf(server, ms))
          line(io.stdout, `${`${title}:`.padEnd(12)}${printable(text)}`);
        if (server.stderr !== "") line(io.stdout, `stderr:\n${printable(server.stderr)}`);
      }),
    );
}

function defineTools(mcp: Command, { io }: Cli): void {
  withOptions(mcp.command("tools"))
    .description("list the tools of one server, or of all")
    .argument("[server]", "its name under mcpServers")
    .action((name: string | undefined, options: CommonOptions) =>
      withTandem(io, options, async (tandem) => {
        const servers = await checked(tandem, name);
        if (options.json)
          return json(
            io.stdout,
            servers.map(({ name: server, state, tools, skipped, lastError }) => ({
              server,
              state,
              lastError,
              tools,
              skipped,
            })),
          );
        printTable(
          io.stdout,
          io.env,
          [{ title: "TOOL" }, { title: "STATUS" }, { title: "ABOUT" }],
          servers.flatMap(toolRows),
        );
        for (const server of servers) {
          if (server.state === "ready" || server.state === "disabled") continue;
          line(
            io.stderr,
            `${printable(server.name)} is not ready: ${printable(server.lastError ?? server.state)}`,
          );
        }
      }),
    );
}

/** Rejects with TandemError `validation_failed` for a name that is not configured. */
async function checked(tandem: Tandem, name: string | undefined): Promise<McpServerStatus[]> {
  const servers = await tandem.mcp.check(name);
  if (servers.length > 0 || name === undefined) return servers;
  const names = tandem.mcp.status().map((server) => server.name);
  throw new TandemError({
    code: "validation_failed",
    field: "server",
    message: `There is no MCP server "${name}".`,
    remediation:
      names.length === 0 ? "Add it under mcpServers in the configuration." : `There are ${names.join(", ")}.`,
  });
}

function factsOf(server: McpServerStatus, ms: number): (readonly [string, string])[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ["server", `${server.name} (${server.target})`],
    ["state", `${server.state} after ${formatDuration(ms)}`],
    ["version", server.version],
    ["protocol", server.protocol && `${server.protocol} over ${server.transport}`],
    ["tools", server.version === null ? null : `${server.tools.length}, ${server.skipped.length} left out`],
    ["error", server.lastError],
    [
      "noise",
      server.noise.lines === 0
        ? null
        : `${server.noise.lines} lines on standard output were no messages, first: ${server.noise.sample}`,
    ],
    [
      "ignored",
      server.ignoredKeys.length === 0
        ? null
        : `${server.ignoredKeys.join(", ")} (settings that have no effect here)`,
    ],
  ];
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
}

function toolRows({ name: server, tools, skipped }: McpServerStatus): string[][] {
  return [
    ...tools.map(({ name, readOnly, proxied }) => {
      const apis = Object.entries(proxied).map(([api, reason]) => `through mcp_call on ${api}: ${reason}`);
      return [printable(name), readOnly ? "read-only" : "offered", printable(apis.join("; ") || "-")];
    }),
    ...skipped.map(({ tool, reason }) => [printable(`${server}/${tool}`), "left out", printable(reason)]),
  ];
}
