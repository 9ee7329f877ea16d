import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Guards } from "../guarded/guards.ts";
import { hooksSchema, WORKSPACE } from "../hooks/config.ts";
import { Hooks } from "../hooks/hooks.ts";
import { StartFolders } from "../process/start-folders.ts";
import { checkHooks } from "./hooks.ts";

async function checksOf(hook: object) {
  const home = mkdtempSync(join(tmpdir(), "tandem-hooks-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const hooks = new Hooks({
    config: hooksSchema.parse({ Stop: [{ hooks: [hook] }] }),
    extensions: [],
    home,
    env: { PATH: "/usr/bin:/bin" },
    permissionMode: "default",
    guards: new Guards({
      commands: [],
      programs: () => [],
      modules: [],
      files: [],
      env: {},
      workspaces: [home],
    }),
    folders: new StartFolders({ home, env: {}, workspaces: [] }),
    log: () => {},
  });
  return (await checkHooks(hooks, home)).map(({ id, status }) => `${id} ${status}`);
}

test("a hook that looks for code in its folder is told where it starts, and warned of the workspace", async () => {
  expect(await checksOf({ command: "echo npx" })).toEqual([]);
  expect(await checksOf({ command: "sh -c 'npx x'" })).toEqual(["hook.Stop[0].hooks[0] info"]);
  expect(await checksOf({ command: "sh -c 'npx x'", cwd: WORKSPACE })).toEqual([
    "hook.Stop[0].hooks[0] warn",
  ]);
  expect(await checksOf({ command: `cd "$CLAUDE_PROJECT_DIR" && env npx x` })).toEqual([
    "hook.Stop[0].hooks[0] warn",
  ]);
});
