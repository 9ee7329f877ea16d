import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

// Node itself closes the first few on start; a shell hands out 63 and the like.
const DESCRIPTOR = 63;

/** Starts a Node that inherits a file at a descriptor, and lets it start `sh` in the given way; gives what that sees there. */
async function seenByGrandchild(start: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "tandem-spawn-"));
  writeFileSync(join(folder, "secret"), "the secret");
  const fd = openSync(join(folder, "secret"), "r");
  const script = `
    import { spawn } from "node:child_process";
    import { spawnClean } from ${JSON.stringify(join(import.meta.dirname, "spawn.ts"))};
    const child = ${start}("/bin/sh", ["-c", "cat /proc/self/fd/${DESCRIPTOR}"], { stdio: ["ignore", "pipe", "ignore"] });
    child.stdout.pipe(process.stdout);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit", ...Array(DESCRIPTOR - 3).fill("ignore"), fd],
  });
  let text = "";
  child.stdout!.on("data", (part) => {
    text += part;
  });
  await new Promise((resolve) => child.once("close", resolve));
  closeSync(fd);
  rmSync(folder, { recursive: true });
  return text;
}

test.runIf(process.platform === "linux")("a child does not get what Tandem inherited", async () => {
  expect(await seenByGrandchild("spawn")).toContain("the secret");
  expect(await seenByGrandchild("spawnClean")).not.toContain("the secret");
});
