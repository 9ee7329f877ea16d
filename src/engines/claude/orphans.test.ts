import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryChildren } from "./drive.test-helper.ts";
import { reapOrphans } from "./orphans.ts";
import { startTimeOf } from "./process-identity.ts";

/** Starts a child that starts a child of its own, is killed, and leaves the second one behind. */
async function orphan(): Promise<{ pid: number; ownerPid: number; ownerStartTime: string }> {
  const script = `const child = require("node:child_process").spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
    console.log(child.pid); setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
  const [output] = (await once(owner.stdout, "data")) as [Buffer];
  const ownerPid = owner.pid ?? 0;
  const ownerStartTime = startTimeOf(ownerPid) ?? "";
  owner.kill("SIGKILL");
  await once(owner, "exit");
  return { pid: Number(output), ownerPid, ownerStartTime };
}

test("a child whose owner was killed is ended and its folder removed", async () => {
  const { pid, ownerPid, ownerStartTime } = await orphan();
  const startTime = startTimeOf(pid) ?? "";
  const folder = mkdtempSync(join(tmpdir(), "tandem-orphan-"));
  const children = memoryChildren();
  children.record({ pid, startTime, ownerPid, ownerStartTime, folder });
  expect(await reapOrphans(children)).toBe(1);
  expect(startTimeOf(pid)).toBeNull();
  expect(existsSync(folder)).toBe(false);
  expect(children.list()).toEqual([]);
});

test("a live owner's child and a process that got an orphan's pid are left alone", async () => {
  const { pid, ownerPid, ownerStartTime } = await orphan();
  const startTime = startTimeOf(pid) ?? "";
  const mine = { ownerPid: process.pid, ownerStartTime: startTimeOf(process.pid) ?? "" };
  const children = memoryChildren();
  children.record({ pid, startTime, ...mine, folder: null });
  expect(await reapOrphans(children)).toBe(0);
  expect(children.list()).toHaveLength(1);
  children.record({ pid, startTime: "another", ownerPid, ownerStartTime, folder: null });
  expect(await reapOrphans(children)).toBe(0);
  expect(children.list()).toEqual([]);
  expect(startTimeOf(pid)).toBe(startTime);
  process.kill(pid, "SIGKILL");
});
