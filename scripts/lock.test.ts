import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Where a package's dependency is found: beside it, or in a folder above it. */
function lockedPathOf(
  packages: Readonly<Record<string, LockedPackage>>,
  from: string,
  name: string,
): string | undefined {
  for (let folder: string | null = from; folder !== null; ) {
    const path: string = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (path in packages) return path;
    const end: number = folder.lastIndexOf("/node_modules/");
    folder = folder === "" ? null : end === -1 ? "" : folder.slice(0, end);
  }
  return undefined;
}

// `npm install` leaves out what the registry at hand does not have for other platforms; `npm ci` then refuses the whole file.
test("the lock file names every optional package, also those of other platforms", () => {
  const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")) as {
    packages: Record<string, LockedPackage>;
  };
  const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) => lockedPathOf(lock.packages, path, name) === undefined,
    ),
  );
  expect(missing).toEqual([]);
});
