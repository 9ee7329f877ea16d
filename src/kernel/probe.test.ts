import { expect, test } from "vitest";
import { isProbe, keepsNothing } from "./probe.ts";

test.each([
  [{ sessionId: "probe-1" }, true],
  [{ sessionKey: "probe-health" }, true],
  [{ sessionKey: "agent:main:cli:dm:probe-1" }, false],
  [{ sessionId: "a", sessionKey: "probe-1" }, false],
  [{ sessionKey: "my-probe-1" }, false],
  [{}, false],
])("%j is a probe: %s", (request, probe) => {
  expect(isProbe(request)).toBe(probe);
  expect(keepsNothing(request)).toBe(probe);
  expect(keepsNothing({ ...request, ephemeral: true })).toBe(true);
});
