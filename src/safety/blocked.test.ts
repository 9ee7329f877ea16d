import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { BLOCKED_NAMES, blockedName, mayBeBlocked } from "./blocked.ts";
import { KEY_NAMES, SECRET_BEGINNINGS, SECRET_ENDINGS, SECRET_STORES } from "./secret-names.ts";

const SECRETS = [
  ...BLOCKED_NAMES,
  ...KEY_NAMES,
  ...Object.keys(SECRET_ENDINGS).map((ending) => `server.${ending}`),
  ...Object.keys(SECRET_BEGINNINGS).map((beginning) => `${beginning}x`),
];

/** What editors, package managers and people make of a name. */
const COPIES: readonly ((name: string) => string)[] = [
  (name) => `${name}.bak`,
  (name) => `${name}.BAK2`,
  (name) => `${name}.old`,
  (name) => `${name}_old`,
  (name) => `${name}-backup-2024-05-01`,
  (name) => `${name}.orig.1`,
  (name) => `${name}.save`,
  (name) => `${name}.tmp.4711`,
  (name) => `${name}~`,
  (name) => `${name}.~3~`,
  (name) => `#${name}#`,
  (name) => `.#${name}`,
  (name) => `.${name}.swp`,
  (name) => `.${name}.un~`,
  (name) => `${name}.swo`,
  (name) => `.${name}.kate-swp`,
  (name) => `${name}___jb_tmp___`,
  (name) => `.~lock.${name}#`,
  (name) => `${name}.1`,
  (name) => `${name}.20240501`,
  (name) => `${name} copy`,
  (name) => `${name} copy 2`,
  (name) => `${name} (1)`,
  (name) => `Copy of ${name}`,
  (name) => `${name}.dpkg-old`,
  (name) => `${name}.rpmsave`,
  (name) => `${name}.pacnew`,
  (name) => `${name}.gz`,
  (name) => `${name}.tar.gz`,
  (name) => `#${name}.bak.1~#`,
];

describe("every name in the lists", () => {
  test.each(SECRETS)("%s is blocked, in any case, with what is below it", (name) => {
    for (const path of [name, name.toUpperCase(), `${name}.`, `${name}/below`, `a/b/${name}`]) {
      expect([path, blockedName(`/work/${path}`)]).not.toEqual([path, null]);
      expect([path, mayBeBlocked(`/work/${path}`)]).toEqual([path, true]);
    }
  });

  test.each(SECRETS)("%s is blocked under the names of its copies", (name) => {
    const folder = name.includes("/") ? name.slice(0, name.lastIndexOf("/") + 1) : "";
    const last = name.slice(folder.length);
    for (const copy of COPIES) {
      const path = `${folder}${copy(last)}`;
      expect([path, blockedName(`/work/${path}`)]).not.toEqual([path, null]);
      expect([path, mayBeBlocked(`/work/${path}`)]).toEqual([path, true]);
    }
  });

  test("comes with the place where the program says so", () => {
    expect(new Set(BLOCKED_NAMES).size).toBe(BLOCKED_NAMES.length);
    for (const { program, names, source } of SECRET_STORES) {
      expect([program, names.length > 0, source.length > 5]).toEqual([program, true, true]);
      for (const name of names) expect(name).toBe(name.toLowerCase());
    }
    expect(SECRET_STORES.length).toBeGreaterThan(80);
  });
});

test.each([
  "src/env.ts",
  "src/environment/dev.ts",
  "vite-env.d.ts",
  "monkey.old",
  "turkey~",
  "src/keys.json",
  "locales/en.key.json",
  "id_rsa.pub",
  "id_ed25519.pub.bak",
  "docs/pem.md",
  "auth.json",
  "src/containers/auth.json",
  "cookies.ts",
  "src/cookies/index.ts",
  "nuget.config",
  "settings.xml",
  "gradle.properties",
  "pip.conf",
  "profiles.yml",
  "config/database.yml",
  "README (1).md",
  "CHANGELOG.1",
  "data-2024-05-01.csv",
  "lib-1.2.3.tgz",
  "old_api.ts",
  "Copy of plan.md",
  "#draft#",
  ".config/app.json",
  "oci/config",
  "kubeconfig.go",
  "huggingface/token/index.ts",
  "wallet.ts",
])("%s is an everyday name", (path) => {
  expect(blockedName(`/work/${path}`)).toBeNull();
});

describe("the quick look at a path", () => {
  it.each([
    ".env",
    ".ENV.local",
    "prod.env",
    ".ssh/config",
    "a/.Docker/config.json",
    ".docker /config.json",
    "server.pem",
    "server.pem.",
    "id_ed25519_sk",
    "\uff0e\uff45nv",
    ".e\u200bnv",
    "logins.json",
    "logins.json:stream",
    "Library/Keychains/login",
  ])("does not overlook %s", (path) => {
    expect(blockedName(`/work/${path}`)).not.toBeNull();
    expect(mayBeBlocked(`/work/${path}`)).toBe(true);
  });

  it("never says no where the long look says yes", () => {
    const part = fc.constantFrom(
      ...[".env", ".ssh", ".docker", "config.json", ".config", "gh", "x.pem", "id_rsa", "a", " ", ".", ":s"],
      ...["KEY", ".key", "run", "secrets", "\u212a", "~", "#", ".#", ".bak", "_old", ".1", " (1)", ".gz"],
      ...["Copy of ", ".swp", "logins.json", "___jb_tmp___", ".dpkg-old", "-2024"],
    );
    const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
        const path = `/work/${names.join("/")}`;
        expect(blockedName(path) === null || mayBeBlocked(path)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});
