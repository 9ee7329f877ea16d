import { join } from "node:path";
import { expect, test } from "vitest";
import { openHub, scripted, textsOf } from "./testing.ts";

const variable = (name: string) => `\${${name}}`;

test("the tools of all pages are had once and given as the same objects until they change", async () => {
  const { hub, tools, run, lines, folder } = openHub((at) => ({
    s: scripted({ pageSize: 2, log: join(at, "log") }),
  }));
  const first = await hub.supply();
  expect(first.tools.map((tool) => tool.name)).toContain("mcp__s__fails");
  expect(hub.supply()).toBe(first);
  await run("grow");
  expect((await tools()).map((tool) => tool.name)).toContain("mcp__s__grown");
  expect(lines(join(folder, "log"))).toEqual([expect.stringMatching(/^start/), "call grow"]);
});

test("content of every kind becomes what a model can be shown", async () => {
  const { run } = openHub(() => ({ s: scripted() }));
  const { content } = await run("mixed");
  expect(textsOf(content)).toEqual([
    "first",
    "<image>",
    expect.stringMatching(/^\[Audio \(audio\/wav, 3 bytes\) was left out/),
    "[Resource file:///a.txt: a, text/plain]",
    "[Resource file:///b.txt, text/plain]\ninside",
    expect.stringMatching(/^\[Resource file:\/\/\/c\.bin \(application\/zip, 3 bytes\) was left out/),
  ]);
  expect(await run("structured")).toEqual({
    content: [{ type: "text", text: '{"degrees":7}' }],
    details: { structuredContent: { degrees: 7 } },
  });
  expect(await run("fails")).toMatchObject({ isError: true });
});

test("progress is passed on, and an abort tells the server that nobody waits any more", async () => {
  const { run } = openHub(() => ({ s: scripted() }));
  const seen: string[] = [];
  await run("progress", {}, { onUpdate: (content) => seen.push(...textsOf(content)) });
  expect(seen).toEqual(["1/2", "2/2 half"]);
  const stop = new AbortController();
  const waiting = run("wait", {}, { signal: stop.signal, onUpdate: () => stop.abort("the user stopped") });
  await expect(waiting).rejects.toThrow();
  expect(textsOf((await run("cancelled")).content)).toEqual(['["the user stopped"]']);
});

test("a server's own requests: ping answered, the workspace told, sampling refused, questions declined and told", async () => {
  const { run, folder } = openHub(() => ({ s: scripted() }));
  const [answers, note] = textsOf((await run("ask")).content);
  expect(JSON.parse(answers!)).toMatchObject({
    ping: {},
    roots: { roots: [{ uri: `file://${folder}`, name: "workspace" }] },
    sampling: { code: -32601 },
    elicitation: { action: "decline" },
  });
  expect(note).toMatch(/The server asked the user: "Sure\?"\. It was declined/);
});

test("a server that died comes back; a call is made again only where that can do no harm", async () => {
  const { run, tools, lines, folder, hub } = openHub((at) => ({
    s: scripted({ log: join(at, "log") }, { env: { MARK: join(at, "mark") } }),
  }));
  const before = await tools();
  expect(textsOf((await run("die_once")).content)).toEqual(["alive"]);
  await expect(run("die")).rejects.toMatchObject({
    code: "mcp_unavailable",
    message: expect.stringContaining("went away during the call"),
  });
  const calls = lines(join(folder, "log")).filter((line) => line.startsWith("call"));
  expect(calls).toEqual(["call die_once", "call die_once", "call die"]);
  expect(hub.status()[0]).toMatchObject({ state: "lost", lastError: "it exited with code 7", restarts: 1 });
  // Its list is the same, so its tools are.
  expect(await tools()).toEqual(before);
  expect((await tools())[0]).toBe(before[0]);
  expect(hub.status()[0]).toMatchObject({ state: "ready", restarts: 2 });
});

test("a server that fails costs a turn its tools and no more, and is not tried again before its time", async () => {
  const { hub, advance, lines, folder } = openHub((at) => ({
    exits: {
      command: process.execPath,
      args: [
        "-e",
        `require("fs").appendFileSync(${JSON.stringify(join(at, "log"))}, "start\\n"); console.error("no database"); process.exit(3)`,
      ],
    },
    hangs: scripted({ hangs: true }, { startTimeoutMs: 50 }),
    noisy: scripted({ noise: 500 }),
    missing: { command: "/does/not/exist" },
    neither: { description: "pasted" },
    variable: { command: "x", env: { KEY: variable("NOT_SET") } },
    off: { command: "x", disabled: true },
  }));
  const { tools, omissions = [] } = await hub.supply();
  expect(new Set(tools.map((tool) => tool.origin))).toEqual(new Set(["mcp:noisy"]));
  expect(Object.fromEntries(omissions.map(({ name, reason }) => [name, reason]))).toEqual({
    exits: expect.stringContaining("it exited with code 3 (no database)"),
    hangs: expect.stringContaining("had not started after 50 ms"),
    missing: expect.stringContaining("ENOENT"),
    neither: expect.stringContaining("names neither a command nor a url"),
    variable: expect.stringContaining("mcpServers.variable.env.KEY needs the environment variable NOT_SET"),
  });
  await hub.supply();
  expect(lines(join(folder, "log"))).toEqual(["start"]);
  advance(5_000);
  await hub.supply();
  expect(lines(join(folder, "log"))).toEqual(["start", "start"]);
  const status = new Map(hub.status().map((one) => [one.name, one]));
  expect(status.get("noisy")).toMatchObject({ state: "ready", noise: { lines: 500, sample: "noise 0" } });
  expect(status.get("neither")?.ignoredKeys).toEqual(["description"]);
  expect(status.get("off")?.state).toBe("disabled");
});

test("what breaks the protocol or its schema is left out by itself, and trust decides who must be asked", async () => {
  const object = { type: "object" };
  const { hub, tools } = openHub(() => ({
    s: scripted(
      {
        listed: [
          { name: "no_schema" },
          { name: "bad_schema", inputSchema: { type: "object", properties: { a: { type: "colour" } } } },
          { name: "echo", inputSchema: object },
          { name: "secret_one", inputSchema: object },
        ],
      },
      { alwaysAllow: ["echo"], tools: { deny: ["secret_*"] } },
    ),
  }));
  const effects = Object.fromEntries((await tools()).map((tool) => [tool.name, tool.effect]));
  expect(effects).toMatchObject({ mcp__s__echo: "host", mcp__s__env: "external" });
  expect(effects).not.toHaveProperty("mcp__s__secret_one");
  expect((await hub.supply()).omissions).toEqual([
    { kind: "mcp", name: "s/no_schema", reason: expect.stringContaining("breaks the protocol (inputSchema") },
    { kind: "mcp", name: "s/echo", reason: expect.stringContaining("lists another of this name") },
    { kind: "mcp", name: "s/bad_schema", reason: expect.stringContaining("not valid") },
  ]);
});

test("a server gets the clean environment and what its configuration adds, which is blanked in diagnostics", async () => {
  const { run, hub } = openHub(() => ({
    s: scripted({}, { env: { SECRET: variable("TOKEN"), OTHER: variable("NOT_SET:-fallback") } }),
  }));
  const env = JSON.parse(textsOf((await run("env")).content)[0]!);
  expect(env).toMatchObject({ SECRET: "t0ken-of-the-test", OTHER: "fallback" });
  expect(env).not.toHaveProperty("TOKEN");
  expect(hub.status()[0]?.stderr).toBe("secret is [blanked]");
});

test("closing ends every server, also one that is still starting", async () => {
  const { hub } = openHub(() => ({
    ready: scripted(),
    hangs: scripted({ hangs: true }, { startTimeoutMs: 10 }),
  }));
  await hub.supply();
  const pids = hub.status().map(({ pid }) => pid!);
  await hub.close();
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});
