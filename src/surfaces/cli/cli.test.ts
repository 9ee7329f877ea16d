import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCli } from "./cli.ts";
import { inOwnWords } from "./habits.ts";
import { testIo } from "./test-io.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tandem-cli-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function tandem(...args: string[]) {
  const io = testIo({ env: { TANDEM_HOME: home } });
  const code = await runCli(args, io);
  return { code, out: io.out(), err: io.err() };
}

const COMMANDS = [
  "chat",
  "run",
  "sessions",
  "models",
  "auth",
  "usage",
  "doctor",
  "parity",
  "config",
  "events",
  "classify",
];

describe("help", () => {
  test("names every command, with examples and the exit codes", async () => {
    const { code, out } = await tandem("--help");
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^  ${command}\\b`, "m"));
    expect(out).toMatch(/^Examples:\n {2}tandem/m);
    expect(out).toMatch(/^ {2}124 {2}the turn timed out$/m);
    expect(out).not.toContain("sample");
  });

  test.each(COMMANDS)("%s has its own, with examples", async (command) => {
    const { code, out } = await tandem(command, "--help");
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^Examples:\n {2}tandem ${command}`, "m"));
  });

  test("without arguments and without a terminal the help is shown", async () => {
    const { code, out } = await tandem();
    expect(code).toBe(0);
    expect(out).toContain("Usage: tandem");
  });
});

describe("habits from other programs", () => {
  test.each([
    [["help"], ["--help"]],
    [
      ["help", "run"],
      ["run", "--help"],
    ],
    [
      ["help", "sessions", "fork"],
      ["sessions", "fork", "--help"],
    ],
    [["version"], ["--version"]],
  ])("%j is %j", async (habit, own) => {
    expect(await tandem(...habit)).toEqual(await tandem(...own));
  });

  test.each([
    [
      ["-p", "hi"],
      ["run", "hi"],
    ],
    [
      ["-c", "--print", "hi"],
      ["run", "-c", "hi"],
    ],
    [
      ["-p", "hi", "--output-format", "json"],
      ["run", "hi", "--format", "json"],
    ],
    [
      ["-m", "x", "-p", "hi", "--output-format=json"],
      ["run", "-m", "x", "hi", "--format=json"],
    ],
    [
      ["say hello", "-m", "x"],
      ["chat", "say hello", "-m", "x"],
    ],
    [
      ["--", "-p"],
      ["--", "-p"],
    ],
    [
      ["run", "-p", "hi"],
      ["run", "-p", "hi"],
    ],
    [["sesions"], ["sesions"]],
    [[], []],
  ])("%j is %j", (habit, own) => {
    expect(inOwnWords(habit)).toEqual(own);
    expect(inOwnWords(inOwnWords(habit))).toEqual(own);
  });

  test.each([
    [["--yolo"], "--permission-mode bypass"],
    [["run", "--append-system-prompt", "x", "hi"], "`--system`"],
    [["mcp", "add", "x"], "mcpServers"],
    [["config", "set", "a", "b"], "tandem config path"],
    [["login"], "tandem auth add"],
    [["update"], "git pull"],
  ])("%j says what does the same here", async (args, here) => {
    const { code, err } = await tandem(...args);
    expect(code).toBe(2);
    expect(err).toContain(here);
    expect(err).toContain("--help` shows how it is used");
    expect(err).not.toContain("Did you mean");
  });
});

describe("wrong usage", () => {
  test.each([
    [["runn"], "Did you mean run?"],
    [["run", "--modle", "x", "hi"], "Did you mean --model?"],
    [["run", "--timeout", "soon", "hi"], "30, 30s, 5m or 1h"],
    [["run", "--max-turns", "2.5", "hi"], "whole number"],
    [["run", "--budget", "much", "hi"], "US dollars"],
    [["run", "--thinking", "deep", "hi"], "Allowed choices are off, minimal, low"],
    [["run", "--format", "xml", "hi"], "Allowed choices are text, json, stream-json"],
    [["run", "--max-turns", "0", "hi"], "at least 1"],
    [["run", "--budget", "0", "hi"], "more than 0"],
    [["run", "--timeout", "0", "hi"], "at least a millisecond"],
    [["sessions", "list", "-n", "0"], "at least 1"],
    [["sessions", "lst"], "Did you mean list?"],
    [["mcp", "tst"], "Did you mean test?"],
    [["sessions", "rename", "x"], "missing required argument 'title'"],
  ])("%j ends with 2, says what is wrong on stderr and leaves stdout alone", async (args, message) => {
    const { code, out, err } = await tandem(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain("(validation_failed)");
    expect(out).toBe("");
  });

  test("is one JSON object on stdout where JSON was asked for", async () => {
    const { code, out, err } = await tandem("run", "--format", "json", "--bogus");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      error: { code: "validation_failed", message: expect.stringContaining("--bogus"), retryable: false },
    });
    expect(err).toBe("");
  });
});

describe("configuration", () => {
  test("path and schema", async () => {
    expect((await tandem("config", "path")).out).toBe(`${join(home, "config.json")}\n`);
    const schema = JSON.parse((await tandem("config", "schema")).out) as { properties: object };
    expect(Object.keys(schema.properties)).toContain("providers");
  });

  test("show adds the defaults and hides what may be secret", async () => {
    const config = {
      providers: { acme: { headers: { "x-key": "secret-1" } } },
      env: { ACME_KEY: "secret-2" },
    };
    writeFileSync(join(home, "config.json"), JSON.stringify(config));
    const { code, out } = await tandem("config", "show");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ timeoutMs: 600_000, env: { ACME_KEY: "…" } });
    expect(out).not.toContain("secret");
  });

  test("a bad key ends every command with 3 and its path", async () => {
    writeFileSync(join(home, "config.json"), '{"claude":{"maxProcess":1}}');
    const text = await tandem("models");
    expect(text.code).toBe(3);
    expect(text.err).toContain('did you mean "maxProcesses"?');
    expect(text.err).toContain("(invalid_config, field claude.maxProcess)");
    const json = await tandem("run", "--json", "hi");
    expect(json.code).toBe(3);
    expect(JSON.parse(json.out)).toMatchObject({
      error: { code: "invalid_config", field: "claude.maxProcess" },
    });
  });
});
