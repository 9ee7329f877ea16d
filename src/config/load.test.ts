import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TandemError } from "../kernel/errors.ts";
import { configPath, loadConfig } from "./load.ts";
import { configJsonSchema, parseConfig } from "./parse.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tandem-config-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function failure(work: () => unknown): TandemError {
  try {
    work();
  } catch (error) {
    if (TandemError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

function write(text: string): string {
  const path = join(home, "config.json");
  writeFileSync(path, text);
  return path;
}

describe("loadConfig", () => {
  test("reads config.json of the data folder, and nothing when there is none", () => {
    const env = { TANDEM_HOME: home };
    expect(configPath({ env })).toBe(join(home, "config.json"));
    expect(loadConfig({ env })).toEqual({});
    write('{"model":"sonnet"}');
    expect(loadConfig({ env })).toEqual({ model: "sonnet" });
  });

  test("a file asked for by name must exist", () => {
    const error = failure(() => loadConfig({ file: join(home, "other.json"), env: {} }));
    expect(error).toMatchObject({ code: "invalid_config", message: expect.stringContaining("other.json") });
  });

  test("says how JSON is broken, without quoting the file", () => {
    const file = write('{"env": {"KEY": "secret-value" }');
    const error = failure(() => loadConfig({ file, env: {} }));
    expect(error.message).toMatch(/config\.json is not valid JSON: (Expected|Unexpected)/);
    expect(JSON.stringify(error)).not.toContain("secret-value");
  });
});

describe("parseConfig", () => {
  test("adds the defaults", () => {
    expect(parseConfig({})).toMatchObject({ timeoutMs: 600_000, lanes: { main: 4 }, offline: "auto" });
  });

  test.each([
    [{ timeoutMs: "long" }, "timeoutMs", /timeoutMs must be a number, and is a string/],
    [{ runtime: "gpt" }, "runtime", /runtime cannot be "gpt"/],
    [{ lanes: { main: 0 } }, "lanes.main", /must be more than 0/],
    [
      { providers: { acme: { models: [{ id: "" }] } } },
      "providers.acme.models[0].id",
      /models\[0\]\.id is empty/,
    ],
    [[], undefined, /The top level must be an object, and is an array/],
  ])("names the path of a bad value and what is expected: %j", (input, field, message) => {
    const error = failure(() => parseConfig(input));
    expect(error).toMatchObject({ code: "invalid_config", field });
    expect(error.message).toMatch(message);
  });

  test.each([
    [{ modle: "x" }, "modle", "model"],
    [{ claude: { maxProcess: 2 } }, "claude.maxProcess", "maxProcesses"],
    [{ providers: { acme: { baseURL: "http://x" } } }, "providers.acme.baseURL", "baseUrl"],
  ])("offers the nearest key for an unknown one: %j", (input, field, nearest) => {
    const error = failure(() => parseConfig(input));
    expect(error.field).toBe(field);
    expect(error.message).toContain(`did you mean "${nearest}"?`);
  });
});

test("the JSON Schema names every key of the configuration", () => {
  expect(Object.keys((configJsonSchema() as { properties: object }).properties)).toEqual(
    expect.arrayContaining(["model", "runtime", "providers", "claude", "offline"]),
  );
});
