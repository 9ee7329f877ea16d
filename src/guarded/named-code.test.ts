import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Guards, hookCode, programCode } from "./guards.ts";

let workspace: string;
beforeAll(async () => {
  workspace = await realpath(mkdtempSync(join(tmpdir(), "tandem-guards-")));
  for (const folder of ["hooks", "src", "deep/er"]) await mkdir(join(workspace, folder), { recursive: true });
  for (const file of ["hooks/check.sh", "hooks/check.py", "deep/er/x.mjs", "src/a.txt", "run.sh"])
    await writeFile(join(workspace, file), "");
  await symlink("hooks", join(workspace, "linked"));
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

const namedBy = (command: string) =>
  hookCode(command, workspace, {}).named.map(({ path }) => path.replace(`${workspace}/`, ""));
const lookupOf = (command: string) => hookCode(command, workspace, {}).lookup;

test.each([
  ["$CLAUDE_PROJECT_DIR/hooks/check.sh", ["hooks/check.sh"]],
  ['"$CLAUDE_PROJECT_DIR"/hooks/check.sh --fast', ["hooks/check.sh"]],
  [`"\${CLAUDE_PROJECT_DIR}/hooks/check.sh"`, ["hooks/check.sh"]],
  [`\${CLAUDE_PROJECT_DIR:-.}/hooks/check.sh`, ["hooks/check.sh"]],
  ["./run.sh", ["run.sh"]],
  ["hooks/check.sh", ["hooks/check.sh"]],
  ["python3 hooks/check.py src/a.txt", ["hooks/check.py"]],
  ["env A=1 timeout 5 python3 -u hooks/check.py", ["hooks/check.py"]],
  ["node --require=./hooks/check.sh deep/er/x.mjs", ["hooks/check.sh", "deep/er/x.mjs"]],
  ["node -r ./hooks/check.sh deep/er/x.mjs", ["hooks/check.sh", "deep/er/x.mjs"]],
  ["if true; then sh hooks/check.sh; fi", ["hooks/check.sh"]],
  ["cat | sh hooks/check.sh && ./run.sh || exit 0", ["hooks/check.sh", "run.sh"]],
  [`sh -c "cd hooks && ./check.sh"`, ["check.sh", "hooks/check.sh"]],
  ["cd hooks && python3 check.py", ["check.py", "hooks/check.py"]],
  ["echo $(sh hooks/check.sh)", ["hooks/check.sh"]],
  ["later/not-there.sh", ["later/not-there.sh"]],
  [". hooks/check.sh", ["hooks/check.sh"]],
  // What is only looked at, or written to, is nobody's code.
  ["cat hooks/check.sh >> run.sh", []],
  ["[ -f run.sh ] && echo yes > src/a.txt", []],
  ["grep -q x src/a.txt", []],
  ['node -e \'require("fs").readFileSync("src/a.txt")\'', []],
])("%s names %j", (command, expected) => {
  expect(namedBy(command)).toEqual(expect.arrayContaining(expected));
  expect(namedBy(command).length).toBe(expected.length);
});

test.each([
  ["npx prettier --write x", "npx"],
  ["if true; then env A=1 npx x; fi", "npx"],
  [`bash -c "uvx ruff"`, "uvx"],
  ["python3 -m black .", "python3 -m"],
  [`python3 -c "import json"`, "python3 -c"],
  ["python3.12 -um black", "python3.12 -um"],
  ["make lint", "make"],
  ["node -e 0", "node -e"],
  ["cat | python3", "python3"],
  ["python3 hooks/check.py -m x", null],
  ["git status", null],
  ["hooks/check.sh npx", null],
  ["echo npx", null],
])("%s looks for its code in its folder: %s", (command, expected) => {
  expect(lookupOf(command)).toBe(expected);
});

test("a server's arguments are data but for its script", () => {
  const argv = ["npx", "-y", "@x/server-filesystem", workspace];
  expect(programCode({ argv, env: {}, cwd: null }).named).toEqual([]);
  const script = ["node", join(workspace, "deep/er/x.mjs"), join(workspace, "src")];
  expect(programCode({ argv: script, env: {}, cwd: null }).named).toEqual([
    { path: join(workspace, "deep/er/x.mjs"), isProgram: true },
  ]);
  const env = { PYTHONPATH: `${workspace}/src:/opt/x`, NOTES: workspace };
  expect(programCode({ argv: ["python3", "-m", "x"], env, cwd: null }).named.map(({ path }) => path)).toEqual(
    [join(workspace, "src"), "/opt/x"],
  );
});

function guards(command: string): Guards {
  return new Guards({
    commands: [{ who: "the hook Stop[0].hooks[0]", command }],
    programs: () => [],
    modules: [],
    files: [],
    env: {},
    workspaces: [workspace],
  });
}
const folders = () => ({ workspaceDir: workspace, additionalDirectories: [] });
const guardedBy = (command: string) =>
  guards(command)
    .in(folders())
    .filter(({ ifThere }) => ifThere !== true)
    .map(({ path }) => path.replace(`${workspace}/`, ""));

test("a script is guarded with the folder that it is in, unless that is the workspace", () => {
  expect(guardedBy("sh hooks/check.sh")).toEqual(["hooks/check.sh", "hooks"]);
  expect(guardedBy("./run.sh")).toEqual(["run.sh"]);
  expect(guardedBy("/opt/guards/check.sh")).toEqual([]);
});

test("a script of the folder that is worked in by another agent is guarded there too", () => {
  const both = new Guards({
    commands: [{ who: "the hook Stop[0].hooks[0]", command: "./check.sh" }],
    programs: () => [],
    modules: [],
    files: [],
    env: {},
    workspaces: [workspace, join(workspace, "hooks")],
  });
  expect(both.in(folders()).map(({ path }) => path)).toContain(join(workspace, "hooks/check.sh"));
});

test("a link that tools could replace on the way to a script is a problem, one in its own folder is none", () => {
  const problem = (command: string) => {
    const all = guards(command);
    return all.linkProblem(all.hookCode(command, workspace).named, workspace);
  };
  expect(problem("linked/check.sh")).toContain("linked is a link in the workspace");
  expect(problem("hooks/check.sh")).toBeNull();
});
