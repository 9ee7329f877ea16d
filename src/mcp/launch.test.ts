import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { mcpServersSchema } from "./config.ts";
import { launchOf } from "./launch.ts";

const base = realpathSync(mkdtempSync(join(tmpdir(), "tandem-launch-")));
const workspaceDir = join(base, "workspace");
mkdirSync(join(workspaceDir, "sub"), { recursive: true });
writeFileSync(join(workspaceDir, "server.mjs"), "");
symlinkSync(workspaceDir, join(base, "link"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** The literal text, as a configuration has it. */
const WORKSPACE = "$" + "{workspace}";

function launch(server: object) {
  const { one } = mcpServersSchema.parse({ one: server });
  const made = launchOf("one", one!, { env: { NAME: "value" }, workspaceDir });
  if (made.transport !== "stdio") throw new Error("it has an address");
  return made;
}

test("a server starts in no folder of anybody's, and knows the workspace by its arguments", () => {
  const made = launch({ command: "npx", args: ["-y", "server", WORKSPACE, "$" + "{NAME}"] });
  expect(made).toMatchObject({
    cwd: null,
    args: ["-y", "server", workspaceDir, "value"],
    runsWorkspace: null,
  });
});

test("the workspace as working folder has to be asked for in so many words", () => {
  expect(launch({ command: "x", cwd: WORKSPACE })).toMatchObject({
    cwd: workspaceDir,
    runsWorkspace: "it starts in the workspace",
  });
  expect(launch({ command: "x", cwd: `${WORKSPACE}/sub` }).cwd).toBe(join(workspaceDir, "sub"));
  expect(launch({ command: "x", cwd: "/opt" })).toMatchObject({ cwd: "/opt", runsWorkspace: null });
  for (const cwd of [".", "sub", workspaceDir, join(workspaceDir, "sub"), join(base, "link")])
    expect(() => launch({ command: "x", cwd }), cwd).toThrow(/mcpServers\.one\.cwd/);
});

test("a program or script of the workspace is known as such", () => {
  const script = launch({ command: "node", args: [`${WORKSPACE}/server.mjs`] });
  expect(script.runsWorkspace).toBe(`it runs ${workspaceDir}/server.mjs`);
  expect(launch({ command: "node", args: [join(base, "link/server.mjs")] }).runsWorkspace).not.toBeNull();
  expect(launch({ command: "x", env: { PYTHONPATH: `${WORKSPACE}/lib` } }).runsWorkspace).not.toBeNull();
  expect(() => launch({ command: "./server" })).toThrow(/is relative/);
});
