/** Whole commands in this process: real store, real Pi engine, the offline model over the loopback interface. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lacks } from "../../../../parity/needs.ts";
import type { TandemEvent } from "../../../events/event.ts";
import type { ExecutionResult } from "../../../kernel/result.ts";
import { runCli } from "../cli.ts";
import { type TestIoOptions, testIo } from "../test-io.ts";

const noSandbox = await lacks("sandbox");
let folder: string;
let workspace: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-run-"));
  workspace = mkdtempSync(join(tmpdir(), "tandem-run-ws-"));
  writeFileSync(join(workspace, "notes.txt"), "buy milk\n");
});
afterAll(() => {
  for (const path of [folder, workspace]) rmSync(path, { recursive: true, force: true });
});

async function tandem(args: readonly string[], options: TestIoOptions = {}) {
  const io = testIo({ cwd: workspace, env: { TANDEM_HOME: folder, PATH: process.env.PATH }, ...options });
  const code = await runCli(args, io);
  return { code, out: io.out(), err: io.err() };
}

const PI = ["--runtime", "pi"];

describe("tandem run", () => {
  test("prints the reply on stdout and what was done on stderr, both plain", async () => {
    const { code, out, err } = await tandem(["run", ...PI, "Read notes.txt"]);
    expect(code).toBe(0);
    expect(out).toContain("buy milk");
    expect(err).toMatch(/^read notes\.txt → /m);
    expect(err).toMatch(/^pi · offline\/\S+ · [\d,]+ in, [\d,]+ out · \$0 · [\d.]+ m?s$/m);
    expect(out + err).not.toContain("\u001b");
  });

  test("says that piped input was left out, and with `-` includes it", async () => {
    const note = "stdin was not read";
    const input = "piped text";
    const without = await tandem(["run", ...PI, "What did I say?"], { input });
    expect(without.err).toContain(note);
    expect(without.out).not.toContain(input);
    expect((await tandem(["run", ...PI, "-q", "say yes"], { input })).err).toBe("");
    expect((await tandem(["-p", ...PI, "--output-format", "json", "say yes"], { input })).err).toBe("");
    const included = await tandem(["run", ...PI, "say", "-"], { input });
    expect(included.out).toContain(input);
    expect(included.err).not.toContain(note);
  });

  test("json is the result, stream-json its events and then the result", async () => {
    const json = await tandem(["run", ...PI, "--json", "say yes"]);
    expect(json.code).toBe(0);
    const result = JSON.parse(json.out) as ExecutionResult;
    expect(result).toMatchObject({ status: "completed", text: "yes", runtime: "pi", error: null });
    expect(result.attempts).toHaveLength(1);
    expect(json.err).toBe("");

    const stream = await tandem(["run", ...PI, "--format", "stream-json", "say yes"]);
    const lines = stream.out
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text) as TandemEvent | (ExecutionResult & { type: "result" }));
    expect(lines[0]!.type).toBe("lifecycle.start");
    expect(lines.at(-2)!.type).toBe("lifecycle.end");
    expect(lines.at(-1)).toMatchObject({ type: "result", status: "completed", text: "yes" });
  });

  test("leaves calls of client tools to the script, and goes on with what it gives", async () => {
    const file = (name: string, value: unknown) => {
      writeFileSync(join(folder, name), JSON.stringify(value));
      return join(folder, name);
    };
    const tools = file("tools.json", [
      { name: "read", description: "Reads a file.", inputSchema: { type: "object" } },
    ]);
    const common = ["run", ...PI, "--session", "script", "--client-tools", tools];
    const asked = await tandem([...common, "Read notes.txt"]);
    expect(asked.code).toBe(0);
    expect(asked.err).toContain("waiting for results of read notes.txt (");
    const [id = ""] = /(?<=notes\.txt \()[^)]+/.exec(asked.err) ?? [];
    const results = file("results.json", [{ toolCallId: id, content: "sell eggs" }]);
    const answered = await tandem([...common, "--json", "--tool-results", results]);
    expect(JSON.parse(answered.out)).toMatchObject({ status: "completed", stopReason: "stop" });
    expect(JSON.parse(answered.out).text).toContain("sell eggs");
    const wrong = await tandem([...common, "--tool-results", tools]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain(`There is no field "toolResults[0].name".`);
  });

  test("reads the prompt from stdin when there is none, or where a dash stands", async () => {
    expect((await tandem(["run", ...PI, "-q"], { input: "say one\n" })).out).toBe("one\n");
    expect((await tandem(["run", ...PI, "-q", "say", "-"], { input: "two" })).out).toBe("two\n");
  });

  test("a name goes on with its session, which can be listed, shown, renamed and deleted", async () => {
    await tandem(["run", ...PI, "-q", "--session", "dogs", "My dog is called Rex"]);
    const second = await tandem(["run", ...PI, "-q", "-s", "dogs", "What did I say first?"]);
    expect(second.out).toContain("My dog is called Rex");
    expect((await tandem(["sessions", "list"])).out).not.toContain("agent:main");
    expect((await tandem(["sessions", "show", "dogs"])).out).toContain("user: My dog is called Rex");
    expect((await tandem(["sessions", "rename", "dogs", "About Rex"])).out).toContain("About Rex");
    expect((await tandem(["sessions", "delete", "dogs"])).code).toBe(0);
    const gone = await tandem(["sessions", "show", "dogs", "--json"]);
    expect(gone.code).toBe(2);
    expect(JSON.parse(gone.out)).toMatchObject({ error: { code: "session_not_found" } });
  });

  test("commands are refused without --allow-exec", async () => {
    const denied = await tandem(["run", ...PI, "Run `echo to-a-file > made.txt`"]);
    expect(denied.code).toBe(0);
    expect(() => readFileSync(join(workspace, "made.txt"))).toThrow();
  });

  test.skipIf(noSandbox)("commands run with --allow-exec", async () => {
    await tandem(["run", ...PI, "--allow-exec", "Run `echo to-a-file > made.txt`"]);
    expect(readFileSync(join(workspace, "made.txt"), "utf8")).toBe("to-a-file\n");
  });

  test.each([
    [["--runtime", "gpt", "hi"], 2, "unknown_runtime"],
    [["--model", "nobody/nothing", "hi"], 2, "unknown_model"],
    [["--workspace", "/no/such/folder", "hi"], 2, "workspace_missing"],
    [["--image", "/no/such.png", "hi"], 2, "image_unreadable"],
    [[""], 2, "prompt_missing"],
    [[...PI, "--timeout", "100ms", "count to 500"], 124, "timeout"],
  ])("run %j ends with %i and the code %s", async (args, code, error) => {
    const text = await tandem(["run", ...args]);
    expect(text.code).toBe(code);
    expect(text.err).toContain(`(${error}`);
    const json = await tandem(["run", "--json", ...args]);
    expect(json.code).toBe(code);
    expect(JSON.parse(json.out)).toMatchObject({ error: { code: error } });
  });

  test("Ctrl-C stops the turn and ends with 130 and a whole result", async () => {
    const io = testIo({ cwd: workspace, env: { TANDEM_HOME: folder } });
    let stopped = false;
    io.stdout.on("data", () => {
      if (!stopped && io.out().includes('"text-delta"')) {
        stopped = true;
        io.interrupt();
      }
    });
    const code = await runCli(["run", ...PI, "--format", "stream-json", "count to 500"], io);
    expect(code).toBe(130);
    const last = JSON.parse(io.out().trimEnd().split("\n").at(-1)!) as unknown;
    expect(last).toMatchObject({ type: "result", status: "aborted", stopReason: "aborted" });
  });

  test("the events of a run can be read again, from any cursor", async () => {
    const { runId } = JSON.parse((await tandem(["run", ...PI, "--json", "say yes"])).out) as ExecutionResult;
    const all = (await tandem(["events", runId, "--json"])).out.trimEnd().split("\n");
    expect(JSON.parse(all[0]!)).toMatchObject({ runId, seq: 1, type: "lifecycle.start" });
    const rest = (await tandem(["events", runId, "--json", "--after", "2", "--follow"])).out
      .trimEnd()
      .split("\n");
    expect(rest).toEqual(all.slice(2));
    expect((await tandem(["events", "no-such-run"])).code).toBe(2);
  });
});

describe("tandem chat without a terminal", () => {
  test("takes each line as a message or a command", async () => {
    const input = ["My dog is called Rex", "/model nobody", "/cost", "What did I say?", "/exit", "say never"];
    const { code, out, err } = await tandem(["chat", ...PI, "--session", "lines"], {
      input: input.join("\n"),
    });
    expect(code).toBe(0);
    expect(out).toContain("My dog is called Rex");
    expect(out).not.toContain("never");
    expect(err).toContain('There is no model "nobody".');
    expect(err).toMatch(/“My dog is called Rex”: [\d,]+ in/);
  });
});

test("models can be searched, and doctor reports what it found", async () => {
  const models = JSON.parse((await tandem(["models", "sonnet", "--json"])).out) as { id: string }[];
  expect(models.length).toBeGreaterThan(0);
  expect(models.every((model) => JSON.stringify(model).toLowerCase().includes("sonnet"))).toBe(true);
  const doctor = await tandem(["doctor", "--json"]);
  expect(JSON.parse(doctor.out)).toContainEqual(expect.objectContaining({ id: "engine.pi", status: "ok" }));
});
