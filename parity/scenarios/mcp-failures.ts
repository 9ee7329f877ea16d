/** MCP servers that are stopped, go away, or never work. */
import { everything, everythingOverHttp, mcpServers, noisy, small } from "../mcp-servers.ts";
import { resultsOf } from "../on-wire.ts";
import { eventsOf, pidsOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

export const mcpFailureScenarios = [
  scenario({
    id: "TOOL-08",
    name: "stopping a turn cancels the MCP call, and the server lives on",
    run: async ({ stage, check }) => {
      const s = await stage(mcpServers({ small: small([]) }));
      s.server.reply({ toolCalls: [{ id: "toolu_1", name: "mcp__small__wait", input: {} }] });
      const started = s.start({
        prompt: "go",
        sessionKey: sessionKey("cancel"),
        onAgentEvent: ({ type }) => {
          if (type === "tool-progress") started.stream.abort();
        },
      });
      const { result } = await started.done;
      check.equal(result.status, "aborted", "the turn");
      s.server.reply(
        { toolCalls: [{ id: "toolu_2", name: "mcp__small__heard", input: {} }] },
        { text: "ok" },
      );
      const next = await s.turn({ prompt: "what did it hear?" });
      const heard = resultsOf(next.requests[1]).get("toolu_2")?.text ?? "";
      check.match(heard, /tools\/call notifications\/cancelled tools\/call$/, "what the server heard");
      check.equal(s.tandem.mcp.status()[0]?.restarts, 0, "it was not started again");
    },
  }),

  scenario({
    id: "TOOL-08",
    name: "a killed MCP server comes back over stdio and HTTP; a call in flight is made again only where that is harmless",
    run: async ({ stage, check, defer }) => {
      const http = await everythingOverHttp();
      defer(() => http.close());
      const s = await stage(
        mcpServers({ local: everything(), small: small([]), web: { url: http.url, trust: true } }),
      );
      const pidOf = (name: string) => s.tandem.mcp.status().find((server) => server.name === name)!.pid!;
      const sum = (id: string, server: string) => ({
        id,
        name: `mcp__${server}__get-sum`,
        input: { a: 1, b: 2 },
      });

      s.server.reply({ toolCalls: [sum("toolu_1", "local"), sum("toolu_2", "web")] }, { text: "ok" });
      await s.turn({ prompt: "one" });
      const pids = pidsOf(s.home);
      check.ok(
        pids.includes(pidOf("local")) && pids.includes(pidOf("small")),
        "servers are recorded, to be ended if Tandem is killed",
      );
      process.kill(pidOf("local"), "SIGKILL");
      await http.restart();
      s.server.reply({ toolCalls: [sum("toolu_3", "local"), sum("toolu_4", "web")] }, { text: "ok" });
      const two = await s.turn({ prompt: "two" });
      check.deepEqual(
        [...resultsOf(two.requests[1]).values()].map(({ text }) => text),
        ["The sum of 1 and 2 is 3.", "The sum of 1 and 2 is 3."],
        "both answer in the next turn",
      );

      s.server.reply(
        {
          toolCalls: [
            {
              id: "toolu_5",
              name: "mcp__local__trigger-long-running-operation",
              input: { duration: 0.2, steps: 2 },
            },
            { id: "toolu_6", name: "mcp__small__wait", input: {} },
          ],
        },
        { text: "ok" },
      );
      const killed = new Set<string>();
      const third = await s.turn({
        prompt: "three",
        onAgentEvent: (event) => {
          if (event.type !== "tool-progress" || killed.has(event.toolCallId)) return;
          killed.add(event.toolCallId);
          process.kill(pidOf(event.toolCallId === "toolu_5" ? "local" : "small"), "SIGKILL");
        },
      });
      const results = resultsOf(third.requests[1]);
      check.match(results.get("toolu_5")?.text ?? "", /completed/, "a read-only call is made again");
      check.equal(results.get("toolu_6")?.isError, true, "another is not");
      check.match(
        results.get("toolu_6")?.text ?? "",
        /went away during the call.*Whether the call had an effect is not known/s,
        "and the model is told",
      );

      const living = s.tandem.mcp
        .status()
        .map(({ pid }) => pid)
        .filter((pid) => pid !== null);
      await s.tandem.close();
      check.deepEqual(living.filter(isAlive), [], "no server outlives Tandem");
    },
  }),

  scenario({
    id: "TOOL-08",
    name: "MCP servers that exit at once, hang, make noise or do not exist leave the turn its other tools, and are told",
    run: async ({ stage, check }) => {
      const exits = {
        command: process.execPath,
        args: ["-e", "console.error('no database'); process.exit(3)"],
      };
      const hangs = {
        command: process.execPath,
        args: ["-e", "setInterval(() => {}, 1000)"],
        startTimeoutMs: 200,
      };
      const broken = small([
        { name: "bad", inputSchema: { type: "object", properties: { x: { type: "colour" } } } },
        { name: "good", inputSchema: { type: "object" } },
      ]);
      const s = await stage(
        mcpServers({ exits, hangs, noisy: noisy(), missing: { command: "/does/not/exist" }, broken }),
      );
      s.server.reply(
        {
          toolCalls: [
            { id: "toolu_1", name: "mcp__noisy__echo", input: { message: "heard" } },
            { id: "toolu_2", name: "mcp__broken__good", input: {} },
          ],
        },
        { text: "went on" },
      );
      const { result, requests, events } = await s.turn({ prompt: "go" });
      check.equal(result.text, "went on", `reply (${result.error?.message})`);
      check.equal(resultsOf(requests[1]).get("toolu_1")?.text, "Echo: heard", "a noisy server works");
      check.equal(
        resultsOf(requests[1]).get("toolu_2")?.text,
        "good {}",
        "a server with a broken tool works",
      );
      const expected: Readonly<Record<string, RegExp>> = {
        exits: /exited with code 3 \(no database\)/,
        hangs: /had not started after 200 ms/,
        missing: /ENOENT/,
        "broken/bad": /its input schema is not valid/,
      };
      const omissions = result.systemPrompt?.omissions.filter(({ kind }) => kind === "mcp") ?? [];
      check.deepEqual(
        omissions.map(({ name }) => name).sort(),
        Object.keys(expected).sort(),
        "left out, in the report",
      );
      for (const { name, reason } of omissions) check.match(reason, expected[name]!, name);
      const warnings = eventsOf(events, "warning").filter(({ code }) => code === "mcp_left_out");
      check.equal(warnings.length, omissions.length, "told as warnings");
      const told = new Map((await s.tandem.doctor()).map((one) => [one.id, one]));
      for (const name of ["exits", "hangs", "missing"])
        check.equal(told.get(`mcp.${name}`)?.status, "fail", `doctor: ${name}`);
      check.equal(told.get("mcp.broken")?.status, "warn", "doctor: a tool that was left out");
      check.match(told.get("mcp.broken")?.summary ?? "", /left out: bad/, "doctor: which");
      const noise = s.tandem.mcp.status().find(({ name }) => name === "noisy")?.noise;
      check.deepEqual(noise, { lines: 300, sample: "noise 0" }, "noise is counted");
    },
  }),
];

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
