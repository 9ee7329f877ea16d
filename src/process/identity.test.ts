import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { isGone, processName } from "./identity.ts";

it("knows this process as living, an ended one as gone, and another machine's as unknown", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  await once(child, "spawn");
  const name = processName(child.pid);
  expect(isGone(name)).toBe(false);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isGone(name)).toBe(true);
  expect(isGone(processName())).toBe(false);
  expect(isGone(`elsewhere ${child.pid} 1`)).toBe(false);
});

it.runIf(process.platform !== "win32")("takes a pid that another process got since for an ended one", () => {
  const [machine, pid] = processName().split(" ");
  expect(isGone(`${machine} ${pid} 1`)).toBe(true);
});
