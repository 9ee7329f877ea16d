import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describePlan, packageParts, partsToFetch, SIZES } from "./install-plan.mjs";
import { InstallProgress } from "./install-progress.mjs";
import { packagesNeeded, platform } from "./lock.mjs";
import { ROOT, readJson } from "./project.mjs";

const lock = readJson(join(ROOT, "package-lock.json"));
const machine = platform();

describe("what an install will fetch", () => {
  it("puts every package that this machine needs into one part", () => {
    const parts = packageParts(lock, machine);
    const all = Object.values(parts).flat().sort();
    expect(all).toEqual(packagesNeeded(lock, machine));
    expect(parts.claude).toHaveLength(1);
    expect(parts.checks).toContain("node_modules/@biomejs/biome");
    expect(parts.libraries).toContain("node_modules/better-sqlite3");
  });

  it("adds up to the measured sizes when nothing is there, and to a share of them for a part of the packages", () => {
    const of = (isMissing, node) => partsToFetch(lock, machine, isMissing, node);
    const download = (parts) => parts.reduce((sum, part) => sum + part.download, 0);
    const whole = Object.values(SIZES).reduce((sum, part) => sum + part.download, 0);
    expect(download(of(() => true, "24.0.0"))).toBeCloseTo(whole);
    const few = of((path) => path === "node_modules/zod", undefined);
    expect(download(few)).toBeLessThan(3);
    expect(describePlan(few)[0]).toMatch(/^1 package from npm: about 1 MB/);
  });
});

describe("the progress of an install", () => {
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tandem-progress-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("counts a package only once it is whole, not when its folder is made or while it grows", () => {
    const write = (path, size) => {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), "x".repeat(size));
    };
    const progress = new InstallProgress(folder, ["a", "b"]);
    for (const name of ["a", "b"]) mkdirSync(join(folder, name));
    expect(progress.read()).toEqual({ packages: 0, total: 2, bytes: 0 });
    write("a/package.json", 10_000);
    expect(progress.read()).toMatchObject({ packages: 0 });
    write("a/lib/index.js", 50_000);
    expect(progress.read()).toMatchObject({ packages: 0 });
    const { packages, bytes } = progress.read();
    expect(packages).toBe(1);
    expect(bytes).toBeGreaterThanOrEqual(60_000);
    write("b/package.json", 10);
    progress.read();
    expect(progress.read()).toMatchObject({ packages: 2, total: 2 });
  });
});
