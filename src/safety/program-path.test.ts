import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { trustedEnvironment, trustedPath } from "./program-path.ts";

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "tandem-path-")));
  mkdirSync(join(folder, "project", "node_modules", ".bin"), { recursive: true });
  mkdirSync(join(folder, "bin"));
  symlinkSync(join(folder, "project"), join(folder, "linked"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("programs are looked for in absolute folders outside the workspace only", () => {
  const at = (name: string) => join(folder, name);
  const path = [
    ...[".", "", "bin", "node_modules/.bin", at("project"), at("project/node_modules/.bin")],
    ...[at("linked/node_modules/.bin"), at("bin"), at("project-two"), "/usr/bin"],
  ].join(":");
  const kept = `${at("bin")}:${at("project-two")}:/usr/bin`;
  expect(trustedPath(path, [at("project")])).toBe(kept);
  expect(trustedPath(path, [at("linked")])).toBe(kept);
  expect(trustedEnvironment({ PATH: path, HOME: "/h" }, [at("linked")])).toEqual({ PATH: kept, HOME: "/h" });
});

test("nothing left is the usual folders, not the current one", () => {
  for (const path of [undefined, "", ".", `${folder}/bin`])
    expect(trustedPath(path, [folder])).toBe("/usr/local/bin:/usr/bin:/bin");
});
