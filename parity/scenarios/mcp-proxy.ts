/** The proxy tool, where a wire API refuses the schema of an MCP tool. */
import { mcpServers, small } from "../mcp-servers.ts";
import { resultsOf, toolNamesOf } from "../on-wire.ts";
import { scenario } from "../registry.ts";

export const mcpProxyScenarios = [
  scenario({
    id: ["TOOL-08", "TOOL-06"],
    name: "where a wire API refuses an MCP tool's schema a proxy tool stands in, and reaches nothing that policy denies",
    run: async ({ stage, check }) => {
      const either = {
        type: "object",
        properties: { a: { type: "string" }, b: { type: "string" } },
        anyOf: [{ required: ["a"] }, { required: ["b"] }],
      };
      const tools = [
        { name: "plain", inputSchema: { type: "object" } },
        { name: "either", inputSchema: either },
        { name: "vault", inputSchema: either },
      ];
      const s = await stage({
        config: {
          ...mcpServers({ small: small(tools) }).config,
          tools: { deny: ["mcp__small__vault"] },
        },
      });
      const call = (id: string, tool: string, args: object) => ({
        id,
        name: "mcp_call",
        input: { server: "small", tool, arguments: args },
      });
      s.server.reply(
        {
          toolCalls: [
            call("toolu_1", "either", { a: "x" }),
            call("toolu_2", "either", {}),
            call("toolu_3", "vault", { a: "x" }),
            call("toolu_4", "plain", {}),
          ],
        },
        { text: "done" },
      );
      const { requests, result } = await s.turn({ prompt: "go" });
      check.equal(result.text, "done", `reply (${result.error?.message})`);
      const offered = toolNamesOf(requests[0]);
      check.ok(
        offered.includes("mcp_call") && offered.includes("mcp__small__plain"),
        "the proxy and what needs none",
      );
      check.excludes(offered.join(" "), "either", "the refused schema is not on the wire");
      const body = JSON.stringify(requests[0]?.body);
      check.excludes(body, "vault", "what is denied is not even named");
      const results = resultsOf(requests[1]);
      check.equal(results.get("toolu_1")?.text, 'either {"a":"x"}', "the tool behind the proxy ran");
      check.match(
        results.get("toolu_2")?.text ?? "",
        /mcp__small__either.*do not fit its schema/s,
        "its own schema is held",
      );
      check.match(results.get("toolu_3")?.text ?? "", /reaches no tool "vault"/, "a denied tool");
      check.match(
        results.get("toolu_4")?.text ?? "",
        /reaches no tool "plain"/,
        "a tool that needs no proxy",
      );
      const proxied = s.tandem.mcp.status()[0]?.tools.find(({ tool }) => tool === "either")?.proxied;
      check.match(proxied?.["anthropic-messages"] ?? "", /anyOf at the top/, "diagnostics say why");
    },
  }),

  scenario({
    id: "ROUTE-03",
    name: "only on OpenAI APIs the proxy stands in for a schema that only they refuse, also after falling back to one",
    mode: "layer",
    run: async ({ stage, check }) => {
      const schema = { type: "object", properties: { a: { type: "string" } }, not: { required: ["b"] } };
      const s = await stage(mcpServers({ small: small([{ name: "odd", inputSchema: schema }]) }));
      const offeredOn = async (model: string) => {
        s.server.reply({ text: "ok" });
        const { requests, result } = await s.turn({ prompt: "hi", runtime: "pi", model });
        check.equal(result.text, "ok", `${model}: reply (${result.error?.message})`);
        return namesOn(requests[0]!.body);
      };
      check.deepEqual(
        await offeredOn("anthropic/claude-sonnet-4-5"),
        ["mcp__small__heard", "mcp__small__odd", "mcp__small__wait"],
        "Anthropic Messages",
      );
      check.deepEqual(
        await offeredOn("openai/gpt-5"),
        ["mcp__small__heard", "mcp__small__wait", "mcp_call"],
        "OpenAI Responses",
      );
      s.server.reply({ status: 529 }, { text: "ok" });
      const { requests } = await s.turn({ prompt: "hi", runtime: "pi", fallbackModels: ["openai/gpt-5"] });
      check.deepEqual(
        requests.map(({ body }) => namesOn(body)),
        [
          ["mcp__small__heard", "mcp__small__odd", "mcp__small__wait"],
          ["mcp__small__heard", "mcp__small__wait", "mcp_call"],
        ],
        "before and after falling back",
      );
    },
  }),
];

/** Names of the MCP tools in a request of any API. */
function namesOn(body: unknown): string[] {
  const { tools = [] } = body as { tools?: { name?: string; function?: { name: string } }[] };
  return tools
    .map(({ name, function: one }) => name ?? one?.name ?? "")
    .filter((name) => /^mcp_/.test(name))
    .sort();
}
