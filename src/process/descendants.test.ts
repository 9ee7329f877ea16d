import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { descendantsOf, killAll } from "./descendants.ts";
import { startTimeOf } from "./identity.ts";

test("finds grandchildren that left the process group, and ends them", async () => {
  const inner = `const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true });
    console.log(child.pid);`;
  const child = spawn(process.execPath, ["-e", `${inner} setInterval(() => {}, 1000)`]);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const grandchild = Number(line.toString());
  const below = descendantsOf(child.pid!);
  expect(below).toContain(grandchild);
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  killAll(below);
  await gone;
  await expect.poll(() => startTimeOf(grandchild)).toBeNull();
});
