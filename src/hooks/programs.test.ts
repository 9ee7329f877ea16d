import { chmod, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { programProblem } from "./programs.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await realpath(await mkdtemp(join(tmpdir(), "tandem-hooks-")));
  await writeFile(join(cwd, "ok.sh"), "#!/bin/sh\n");
  await chmod(join(cwd, "ok.sh"), 0o755);
  await writeFile(join(cwd, "plain.sh"), "#!/bin/sh\n", { mode: 0o644 });
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const problem = (command: string) => programProblem(command, { cwd, path: "/usr/bin:/bin" });

test.for([
  "./ok.sh --flag",
  `"$CLAUDE_PROJECT_DIR"/ok.sh`,
  "$CLAUDE_PROJECT_DIR/ok.sh",
  "cat > log.txt",
  "exit 2",
  "test -f x && exit 2",
  // What only the shell can tell is left to it.
  "$HOOK",
  "NAME=1 ./absent.sh",
  "$(which node) x.js",
  "{ echo a; }",
])("nothing is wrong with %s", (command) => {
  expect(problem(command)).toBeNull();
});

test.for([
  ["./absent.sh", /absent\.sh does not exist/],
  ["/no/such/hook --x", /^\/no\/such\/hook does not exist/],
  [`"$CLAUDE_PROJECT_DIR"/absent.sh`, /absent\.sh does not exist/],
  ["./plain.sh", /may not be executed/],
  ["no-such-program-here", /no program "no-such-program-here"/],
] as const)("%s cannot run", ([command, reason]) => {
  expect(problem(command)).toMatch(reason);
});
