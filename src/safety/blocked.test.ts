import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockedName, mayBeBlocked } from "./blocked.ts";

describe("the quick look at a path", () => {
  it.each([
    ".env",
    ".ENV.local",
    ".ssh/config",
    "a/.Docker/config.json",
    ".docker /config.json",
    "server.pem",
    "server.pem.",
    "id_ed25519_sk",
    "\uff0e\uff45nv",
    ".e\u200bnv",
    "logins.json",
    "Library/Keychains/login",
  ])("does not overlook %s", (path) => {
    expect(blockedName(`/work/${path}`)).not.toBeNull();
    expect(mayBeBlocked(`/work/${path}`)).toBe(true);
  });

  it("never says no where the long look says yes", () => {
    const part = fc.constantFrom(
      ".env",
      ".ssh",
      ".docker",
      "config.json",
      ".config",
      "gh",
      "x.pem",
      "id_rsa",
      "a",
      " ",
      ".",
      ":s",
      "KEY",
      ".key",
      "run",
      "secrets",
      "\u212a",
    );
    const name = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
        const path = `/work/${names.join("/")}`;
        expect(blockedName(path) === null || mayBeBlocked(path)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
