import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startTimeOf } from "../../process/identity.ts";
import { reapOrphans } from "../../process/orphans.ts";
import type { ChildStore } from "../../sessions/store.ts";
import { memoryChildren } from "./drive.test-helper.ts";

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

test("a claude process whose owner is killed in the middle of a reply is found and ended", async () => {
  const script = `import { openLab } from ${JSON.stringify(new URL("./drive.test-helper.ts", import.meta.url).href)};
    const lab = await openLab();
    lab.server.reply({ text: ["One ", "two"], hold: { afterDeltas: 1, until: new Promise(() => {}) } });
    await lab.drive({ emit: (event) => {
      if (event.type === "text-delta") console.log(JSON.stringify([lab.folder, lab.children.list()]));
    } });`;
  const owner = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output] = (await once(owner.stdout, "data")) as [Buffer];
  owner.kill("SIGKILL");
  await once(owner, "exit");
  const [home, recorded] = JSON.parse(output.toString()) as [string, ReturnType<ChildStore["list"]>];
  const children = memoryChildren();
  for (const child of recorded) children.record(child);
  expect(recorded.map(({ pid, startTime }) => startTimeOf(pid) === startTime)).toEqual([true]);
  expect(await reapOrphans(children)).toBe(1);
  expect(recorded.map(({ pid }) => startTimeOf(pid))).toEqual([null]);
  expect(recorded.map(({ folder }) => existsSync(folder ?? ""))).toEqual([false]);
  rmSync(home, { recursive: true, force: true });
});

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
