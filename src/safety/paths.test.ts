import { realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TandemError } from "../kernel/errors.ts";
import { openInside } from "./open.ts";
import { resolveInside } from "./paths.ts";
import { isWithin, type PathScope } from "./scope.ts";
import { escapes, reasonOf } from "./testing.ts";
import { writeInside } from "./write.ts";

let base: string;
let workspace: string;
let scope: PathScope;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ base, workspace, scope, remove } = await escapes());
});
afterAll(() => remove());

describe("allowed", () => {
  it.each([
    ["a.txt", "a.txt"],
    ["./a.txt", "a.txt"],
    ["sub/../a.txt", "a.txt"],
    ["sub//b.txt", "sub/b.txt"],
    [".", ""],
    ["sub/", "sub"],
    ["link-in/b.txt", "sub/b.txt"],
    ["link-file", "sub/b.txt"],
    ["link-dangling-in", "sub/new.txt"],
    ["link-in/new/file.txt", "sub/new/file.txt"],
    ["link-out/../a.txt", "a.txt"],
    ["missing/new.txt", "missing/new.txt"],
    ["..hidden", "..hidden"],
    ["~notes", "~notes"],
    ["environment.ts", "environment.ts"],
    ["keys.ts", "keys.ts"],
    ["monkey", "monkey"],
    ["héllo wörld.txt", "héllo wörld.txt"],
    ["link-extra/d.txt", "../extra/d.txt"],
  ])("%j is %j", async (path, expected) => {
    expect(await resolveInside(path, scope, "write")).toBe(join(workspace, expected));
  });

  it("takes absolute paths inside", async () => {
    expect(await resolveInside(join(workspace, "a.txt"), scope, "read")).toBe(join(workspace, "a.txt"));
    expect(await resolveInside(join(base, "extra/d.txt"), scope, "read")).toBe(join(base, "extra/d.txt"));
  });

  it("takes ~ where the home folder is allowed", async () => {
    const home = { workspaceDir: await realpath(homedir()), additionalDirectories: [] };
    expect(await resolveInside("~/tandem-no-such-file", home, "read")).toBe(
      join(home.workspaceDir, "tandem-no-such-file"),
    );
  });
});

describe("denied", () => {
  const OUTSIDE = "outside the workspace";
  const SECRET = "may hold secrets";
  it.each([
    ["..", OUTSIDE],
    ["../", OUTSIDE],
    ["../outside/secret.txt", OUTSIDE],
    ["sub/../../outside/secret.txt", OUTSIDE],
    ["sub/../../../../../../../../etc/passwd", OUTSIDE],
    ["/etc/passwd", OUTSIDE],
    ["/", OUTSIDE],
    ["//etc/passwd", OUTSIDE],
    ["/etc/../etc/./passwd", OUTSIDE],
    ["../workspace2/c.txt", OUTSIDE],
    ["~", OUTSIDE],
    ["~/notes.txt", OUTSIDE],
    ["~/../../etc/passwd", OUTSIDE],
    ["link-out", OUTSIDE],
    ["link-out/secret.txt", OUTSIDE],
    ["link-out/new.txt", OUTSIDE],
    ["link-out/new/deeper.txt", OUTSIDE],
    ["link-out-absolute/secret.txt", OUTSIDE],
    ["link-out-file", OUTSIDE],
    ["link-dangling-out", OUTSIDE],
    ["link-through-missing", OUTSIDE],
    ["link-chain-1/secret.txt", OUTSIDE],
    ["link-in/../link-out/secret.txt", OUTSIDE],
    ["sub/deep/../../link-root/etc/passwd", OUTSIDE],
    ["link-home/notes.txt", OUTSIDE],
    ["link-root/tmp", OUTSIDE],
    ["link-self", "round in a circle"],
    ["link-circle-1/x", "round in a circle"],
    ["", "is empty"],
    ["   ", "is empty"],
    ["a.txt\0.png", "null byte"],
    ["\0", "null byte"],
    ["file:///etc/passwd", "is a URL"],
    ["http://127.0.0.1/x", "is a URL"],
    ["/proc/self/environ", SECRET],
    ["/proc/self/cwd/a.txt", SECRET],
    ["/proc/self/root/etc/passwd", SECRET],
    ["/proc/self/fd/0", SECRET],
    ["/dev/stdin", SECRET],
    ["link-root/proc/self/environ", SECRET],
    [".env", SECRET],
    [".ENV", SECRET],
    [".env.local", SECRET],
    [".envrc", SECRET],
    ["sub/.Env.Production", SECRET],
    [".env/nested.txt", SECRET],
    ["server.pem", SECRET],
    ["SERVER.PEM", SECRET],
    ["new.key", SECRET],
    ["server.pem.", SECRET],
    ["server.pem ", SECRET],
    [".e\u200Bnv", SECRET],
    ["\uFF0Eenv", SECRET],
    [".\uFF45nv", SECRET],
    ["new.\u212Aey", SECRET],
    ["sub\\..\\.env", SECRET],
    [".env::$DATA", SECRET],
    [".ssh", SECRET],
    [".ssh/config", SECRET],
    [".SSH/id_ed25519", SECRET],
    ["sub/id_rsa", SECRET],
    ["~/.ssh/id_rsa", SECRET],
    ["~/.aws/credentials", SECRET],
    [".aws/credentials", SECRET],
    [".gnupg/private-keys-v1.d/x", SECRET],
    [".git-credentials", SECRET],
    [".netrc", SECRET],
    [".npmrc", SECRET],
    [".docker/config.json", SECRET],
    [".config/gh/hosts.yml", SECRET],
    ["~/.tandem/tandem.db", SECRET],
    ["link-env", SECRET],
    ["link-ssh/config", SECRET],
    ["link-ssh/new", SECRET],
    ["link-pem", SECRET],
    ["../home/data/tandem.db", "Tandem's own data"],
    ["../home/data", "Tandem's own data"],
    ["link-data/tandem.db", "Tandem's own data"],
  ])("%j", async (path, reason) => {
    for (const mode of ["read", "write"] as const) {
      expect(await reasonOf(resolveInside(path, scope, mode))).toContain(reason);
    }
    expect(await reasonOf(openInside(path, scope))).toContain(reason);
    expect(await reasonOf(writeInside(path, "x", scope))).toContain(reason);
  });

  it.each([
    ["a name over 255 characters", "x".repeat(300)],
    ["a name over 255 bytes", "é".repeat(200)],
    ["a path over 4095 bytes", "d/".repeat(2_100)],
  ])("%s", async (_what, path) => {
    expect(await reasonOf(resolveInside(path, scope, "write"))).toContain("too long");
  });

  it("keeps secrets closed where the whole disk is the workspace", async () => {
    const whole = { workspaceDir: "/", additionalDirectories: ["/"] };
    for (const path of [
      "/proc/self/environ",
      "/dev/mem",
      join(workspace, ".env"),
      join(workspace, "link-env"),
    ]) {
      expect(await reasonOf(openInside(path, whole))).toContain("may hold secrets");
    }
  });

  it("recognises a hard link to a secret", async () => {
    expect(await reasonOf(openInside("sub/innocent.txt", scope))).toContain("second name");
  });
});

it("lets no path out, whatever it is made of", async () => {
  const names = [
    "..",
    ".",
    "",
    "~",
    "sub",
    "deep",
    "a.txt",
    "missing",
    "link-in",
    "link-out",
    "link-root",
    "link-chain-1",
  ];
  const more = [
    "link-through-missing",
    "link-dangling-out",
    "etc",
    "tmp",
    "\\..",
    "..\\",
    "%2e%2e",
    "．．",
    "\u202E..",
    "outside",
  ];
  const part = fc.oneof(fc.constantFrom(...names, ...more), fc.string({ unit: "grapheme", maxLength: 12 }));
  const path = fc.tuple(fc.constantFrom("", "/", "./", "~/", workspace), fc.array(part, { maxLength: 8 }));
  await fc.assert(
    fc.asyncProperty(path, async ([start, parts]) => {
      const resolved = await resolveInside(start + parts.join("/"), scope, "write").catch(
        (error: unknown) => {
          if (TandemError.isInstance(error) && error.code === "path_denied") return null;
          throw error;
        },
      );
      if (resolved === null) return;
      const allowed = [workspace, join(base, "extra"), join(base, "home")];
      expect(allowed.some((folder) => isWithin(resolved, folder))).toBe(true);
      // And it is real: nothing that exists on the way is a link.
      let existing = resolved;
      while ((await realpath(existing).catch(() => null)) === null) existing = join(existing, "..");
      expect(relative(existing, await realpath(existing))).toBe("");
    }),
    { numRuns: 1_500 },
  );
});

describe("readable folders", () => {
  const withReadable = (folder: string): PathScope => ({ ...scope, readableDirectories: [folder] });

  it("are read, and not written, wherever they lie", async () => {
    const folder = join(base, "home/data");
    const path = join(folder, "tandem.db");
    expect(await resolveInside(path, withReadable(folder), "read")).toBe(path);
    await expect(resolveInside(path, withReadable(folder), "write")).rejects.toThrow("Tandem's own data");
    const blocked = join(workspace, ".ssh");
    expect(await resolveInside(".ssh/config", withReadable(blocked), "read")).toBe(join(blocked, "config"));
  });

  it.each([".env", "server.pem", "../outside/secret.txt", "link-out/secret.txt", "link-env"])(
    "open no way to %s",
    async (path) => {
      const elsewhere = {
        workspaceDir: join(base, "extra"),
        additionalDirectories: [],
        readableDirectories: [workspace],
      };
      await reasonOf(resolveInside(join(workspace, path), elsewhere, "read"));
    },
  );

  it("open nothing once they are links", async () => {
    const link = join(workspace, "link-out");
    const elsewhere = {
      workspaceDir: join(base, "extra"),
      additionalDirectories: [],
      readableDirectories: [link],
    };
    await reasonOf(resolveInside(join(link, "secret.txt"), elsewhere, "read"));
  });
});
