import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCredentials } from "../auth/credentials.ts";
import { PROVIDERS } from "../auth/providers.test-helper.ts";
import { checkCredentials } from "./credentials.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tandem-doctor-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function check(
  env: Record<string, string>,
  prepare?: (credentials: ReturnType<typeof createCredentials>) => void,
) {
  const credentials = createCredentials({ home, env, providers: PROVIDERS });
  prepare?.(credentials);
  return checkCredentials(PROVIDERS.providers(), credentials);
}

test("names the profiles there are, and says so when there is none", () => {
  expect(check({ ACME_API_KEY: "k" })).toMatchObject([
    { id: "credentials.acme", status: "ok", summary: expect.stringContaining("acme:env") },
  ]);
  expect(check({})).toMatchObject([{ id: "credentials", status: "info" }]);
});

test("warns when every profile of a provider rests, and fails when none may be sent", () => {
  const rest = check({ ACME_API_KEY: "k" }, (credentials) =>
    credentials.markFailure({ profile: "acme:env", model: null, kind: "billing" }),
  );
  expect(rest).toMatchObject([{ status: "warn", summary: expect.stringContaining("[rests: billing]") }]);
  expect(check({ ACME_API_KEY: "sk-ant-oat01-x" })).toMatchObject([{ status: "fail" }]);
});

test("a profile file that cannot be used fails, and stops nothing else", () => {
  writeFileSync(join(home, "auth-profiles.json"), "{");
  const [only, ...others] = check({ ACME_API_KEY: "k" });
  expect(only).toMatchObject({ id: "credentials", status: "fail", summary: expect.stringContaining(home) });
  expect(others).toEqual([]);
});
