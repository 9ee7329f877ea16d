/** Approvals on the command line: real store, real Pi engine, the offline model. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTandem } from "../../../create.ts";
import type { Tandem } from "../../../tandem.ts";
import type { ToolDefinition } from "../../../tools/tool.ts";
import { runCli } from "../cli.ts";
import { testIo } from "../test-io.ts";

let home: string;
let tandem: Tandem;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "tandem-approve-"));
  tandem = await createTandem({ home, env: {}, runtime: "pi", workspace: home });
});
afterAll(async () => {
  await tandem.close();
  rmSync(home, { recursive: true, force: true });
});

async function cli(...args: string[]) {
  const io = testIo({ env: { TANDEM_HOME: home }, cwd: home });
  const code = await runCli(args, io);
  return { code, text: io.out() + io.err() };
}

/** A question that waits, of a tool that asks by itself, and what became of it. */
async function waiting(runId: string) {
  const tool: ToolDefinition = {
    name: "ls",
    description: "Asks first.",
    inputSchema: { type: "object" },
    readOnly: false,
    effect: "external",
    summary: () => "Look around",
    execute: async () => ({ content: [{ type: "text", text: "looked" }] }),
  };
  const stream = tandem.stream({
    prompt: "list the files here",
    runId,
    approvals: "wait",
    extraTools: [tool],
  });
  const answers: string[] = [];
  const over = (async () => {
    for await (const event of stream)
      if (event.type === "approval.response")
        answers.push(
          `${event.allowed} ${event.by} ${event.remembered ?? ""}${event.instead === undefined ? "" : ` ${event.instead}`}`,
        );
    return answers;
  })();
  while (tandem.approvals.list().length === 0) await new Promise((resolve) => setImmediate(resolve));
  return { over };
}

test("a question is listed, answered by the beginning of its id, and answered once", async () => {
  const { over } = await waiting("run-one");
  expect((await cli("approve")).text).toContain("run-one-1\t");
  expect(await cli("approve", "run-one")).toMatchObject({ code: 2 });
  expect(await cli("approve", "run-one", "--deny")).toEqual({ code: 0, text: "Denied.\n" });
  expect(await over).toEqual(["false user "]);
  const late = await cli("approve", "run-one-1", "--allow");
  expect(late).toEqual({ code: 1, text: "Too late: it is denied already (user).\n" });
  expect(await cli("approve", "run-two-1", "--allow")).toMatchObject({ code: 2 });
});

test("a question is shown whole, and a no with what to do instead is kept", async () => {
  const { over } = await waiting("run-shown");
  const shown = await cli("approve", "show", "run-shown");
  expect(shown.code).toBe(0);
  expect(shown.text).toContain("ls: call ls");
  expect(shown.text).toContain(`Agent main in ${home}. With --remember it stores the rule ls.`);
  expect(JSON.parse((await cli("approve", "show", "run-shown", "--json")).text)).toMatchObject({
    id: "run-shown-1",
    preview: { kind: "arguments" },
  });
  expect(await cli("approve", "run-shown", "--allow", "--instead", "x")).toMatchObject({ code: 2 });
  expect((await cli("approve", "answer", "run-shown", "--deny", "--instead", "Use find.")).text).toBe(
    "Denied.\n",
  );
  expect(await over).toEqual(["false user  Use find."]);
  expect((await cli("approve", "show", "run-shown-1")).text).toContain("ls: call ls");
  expect(await cli("approve", "show", "nothing")).toMatchObject({ code: 2 });
});

test("what is to be remembered is listed and revoked", async () => {
  const { over } = await waiting("run-three");
  const remembered = await cli("approve", "run-three", "--allow", "--remember");
  expect(remembered.code).toBe(0);
  expect(remembered.text).toContain(`│ ls\nFor agent main in ${home}`);
  expect(await over).toEqual(["true user ls"]);
  expect((await cli("approve", "rules")).text).toMatch(/^1\tmain\t.*\tls\n$/);
  expect((await cli("approve", "rules", "--json")).text).toContain('"text":"ls"');
  expect((await cli("approve", "revoke", "1")).text).toBe("Rule 1 is revoked.\n");
  expect((await cli("approve", "revoke", "1")).code).toBe(2);
  expect((await cli("approve", "rules")).text).toBe("Nothing is remembered.\n");
});

test("tools are listed with whose rule takes the others away", async () => {
  const file = join(home, "config.json");
  const { writeFileSync } = await import("node:fs");
  writeFileSync(
    file,
    JSON.stringify({ tools: { deny: ["group:web"] }, channels: { slack: { tools: { allow: ["read"] } } } }),
  );
  expect((await cli("tools", "exec")).text).toBe("exec\tyes\t\n");
  expect((await cli("tools", "web_fetch")).text).toBe("web_fetch\tno\tglobal: deny group:web\n");
  expect((await cli("tools", "exec", "--channel", "slack")).text).toBe(
    "exec\tno\tchannel slack: not in allow\n",
  );
  expect(await cli("tools", "nothing")).toMatchObject({ code: 2 });
});
