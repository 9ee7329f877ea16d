/** The client scenarios of the MCP conformance suite, at the two revisions whose requirements are frozen. */
import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const suite = createRequire(import.meta.url).resolve("@modelcontextprotocol/conformance/dist/index.js");
const baseline = here("./mcp-conformance.yaml");
const expectedToFail = (parse(readFileSync(baseline, "utf8")) as { client: string[] }).client;

/** One stands for all that need OAuth: they fail at the same request. */
const stoodFor = (name: string) => name.startsWith("auth/") && name !== "auth/metadata-default";

describe.each(["2025-11-25", "2026-07-28"])("revision %s", (revision) => {
  const names = clientScenarios(revision);

  test("every scenario of authorization is listed with its reason", () => {
    expect(names.filter(stoodFor).filter((name) => !expectedToFail.includes(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(15);
  });

  test.each(names.filter((name) => !stoodFor(name)))("%s", { timeout: 60_000 }, async (name) => {
    const output = await mkdtemp(join(tmpdir(), "tandem-conformance-"));
    const command = `"${process.execPath}" "${here("./mcp-conformance-client.ts")}"`;
    const args = ["client", "--scenario", name, "--spec-version", revision, "--command", command];
    try {
      const { code, text } = await run([...args, "--expected-failures", baseline, "-o", output]);
      expect(code, text).toBe(0);
    } finally {
      await rm(output, { recursive: true, force: true });
    }
  });
});

/** What a client must pass by the revision's frozen list. */
function clientScenarios(revision: string): string[] {
  const list = execFileSync(process.execPath, [suite, "list", "--requirements", revision], {
    encoding: "utf8",
  });
  const section = list.split("Client scenarios")[1]!.split("\n\n")[0]!;
  return [...section.matchAll(/^ {2}- (\S+)/gm)].map((match) => match[1]!);
}

function run(args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  return new Promise((resolve) =>
    execFile(process.execPath, [suite, ...args], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : 1, text: `${stdout}\n${stderr}` }),
    ),
  );
}
