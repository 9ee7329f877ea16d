import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { installCommand, PACKAGES, packageMissing, requirePackage } from "./packages.ts";

test("the versions are those of package.json, and each package can be left out", () => {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    dependencies?: Record<string, string>;
    optionalDependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  // The database comes with Tandem, in its bundle.
  const { "better-sqlite3": bundled, ...optional } = PACKAGES;
  expect(manifest.dependencies).toBeUndefined();
  expect(manifest.optionalDependencies).toEqual(optional);
  expect(manifest.devDependencies["better-sqlite3"]).toBe(bundled);
});

test("a missing package is named, with the command that installs it", () => {
  const cause = Object.assign(new Error("Cannot find package 'sharp' imported from /app/x.js"), {
    code: "ERR_MODULE_NOT_FOUND",
  });
  const error = packageMissing("sharp", "Making an image smaller", cause);
  expect(error).toMatchObject({
    code: "package_missing",
    kind: "runtime_unavailable",
    message: "Making an image smaller needs the package sharp, which is not installed.",
    details: { package: "sharp" },
  });
  expect(error.remediation).toContain(installCommand("sharp"));
});

test("a package that is there and does not load says why", () => {
  const cause = Object.assign(new Error("Cannot find module '../build/x.node'\nRequire stack:\n- a"), {
    code: "MODULE_NOT_FOUND",
  });
  const error = packageMissing("better-sqlite3", "The data folder", cause);
  expect(error.message).toBe(
    "The data folder needs the package better-sqlite3, which could not be loaded: Cannot find module '../build/x.node'",
  );
});

test("an engine's package is an engine that is missing", () => {
  expect(packageMissing("@anthropic-ai/claude-agent-sdk", "The Claude engine", new Error("x"))).toMatchObject(
    { code: "engine_missing", kind: "runtime_unavailable" },
  );
});

test("what is installed is loaded", () => {
  expect(typeof requirePackage("better-sqlite3", "The data folder")).toBe("function");
});
