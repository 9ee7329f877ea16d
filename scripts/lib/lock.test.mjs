import { describe, expect, it } from "vitest";
import { mismatch, packagesNeeded } from "./lock.mjs";

const lock = {
  packages: {
    "": { dependencies: { a: "1" }, optionalDependencies: { glibc: "1", musl: "1", mac: "1" } },
    "node_modules/a": { version: "1.0.0", dependencies: { b: "1" } },
    "node_modules/a/node_modules/b": { version: "1.0.0" },
    "node_modules/b": { version: "2.0.0" },
    "node_modules/glibc": { version: "1.0.0", optional: true, os: ["linux"], libc: ["glibc"] },
    "node_modules/musl": { version: "1.0.0", optional: true, os: ["linux"], libc: ["musl"] },
    "node_modules/mac": { version: "1.0.0", optional: true, os: ["!linux"], dependencies: { helper: "1" } },
    "node_modules/helper": { version: "1.0.0", optional: true },
  },
};
const LINUX = { os: "linux", cpu: "x64", libc: "glibc" };

describe("the packages that a machine needs", () => {
  it("are those for its system, the nearest of a name, and nothing that only another system needs", () => {
    expect(packagesNeeded(lock, LINUX)).toEqual([
      "node_modules/a",
      "node_modules/a/node_modules/b",
      "node_modules/glibc",
    ]);
    expect(packagesNeeded(lock, { os: "darwin", cpu: "arm64", libc: undefined })).toContain(
      "node_modules/helper",
    );
  });
});

describe("what is installed", () => {
  const of = (...versions) => ({
    packages: {
      "node_modules/a": { version: versions[0] },
      "node_modules/a/node_modules/b": { version: versions[1] },
    },
  });

  it("fits when each package is there in its version; optional ones may be missing", () => {
    expect(mismatch(lock, of("1.0.0", "1.0.0"), LINUX)).toBeNull();
  });

  it("does not fit with another version, and says so otherwise than when nothing is there", () => {
    expect(mismatch(lock, of("1.0.0", "1.0.1"), LINUX)).toMatch(/not those of the lock file/);
    expect(mismatch(lock, undefined, LINUX)).toMatch(/No packages/);
  });
});
