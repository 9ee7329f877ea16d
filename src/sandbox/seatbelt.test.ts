import { expect, it } from "vitest";
import { seatbeltCommand } from "./seatbelt.ts";

// The profile is text and can be held to its rules anywhere; only macOS can run it.
it("writes a profile that closes homes and secrets, and opens the workspace alone for writing", async () => {
  const line = await seatbeltCommand(
    ["/bin/sh", "-c", "echo it's"],
    {
      readable: ["/usr/local/opt"],
      writable: ["/work/project"],
      own: [{ source: "/private/data/temp", path: "/tmp" }],
      hidden: [{ path: "/work/project/.env", isFolder: false }],
      guarded: [{ path: "/work/project/hooks", why: "a hook runs it", isMissing: false }],
    },
    null,
  );
  expect(line).toContain("sandbox-exec");
  expect(line).toContain("(deny default");
  expect(line).toMatch(/deny file-read\*[\s\S]*\/Users/);
  expect(line).toMatch(/deny file-read\*[\s\S]*\/work\/project\/\.env/);
  expect(line).toMatch(/deny file-write\*[\s\S]*\/work\/project\/hooks/);
  expect(line).toMatch(/allow file-write\*[\s\S]*\/work\/project/);
  expect(line).toMatch(/deny file-write\*[\s\S]*\/work\/project\/\.env/);
  expect(line).not.toContain("(allow network*)");
});
