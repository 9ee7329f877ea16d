import { describe, expect, test } from "vitest";
import { IMAGE_TOKENS } from "../context/tokens.ts";
import { attemptUsage, requestTokens, UNPAID, type WireUsage } from "./attempt-usage.ts";
import { addSpent, budgeted, NOTHING_SPENT, spentBy } from "./spent.ts";
import { costOf, NO_USAGE } from "./usage.ts";

const PRICE = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 };
const USAGE = { ...NO_USAGE, input: 100, output: 1 };

function wire(changes: Partial<WireUsage> = {}): WireUsage {
  return { reported: null, free: false, receivedBytes: 0, body: "x".repeat(400), ...changes };
}

describe("an attempt", () => {
  test("that was answered has used what was reported", () => {
    const reported = { usage: USAGE, final: false };
    expect(attemptUsage(wire({ reported }), true, PRICE)).toEqual({
      usage: USAGE,
      costUsd: costOf(USAGE, PRICE),
      usageReport: "complete",
      estimate: null,
    });
  });

  test("that broke off has used at least that, and what arrived since is estimated", () => {
    const reported = { usage: USAGE, final: false };
    const used = attemptUsage(wire({ reported, receivedBytes: 400 }), false, PRICE);
    expect(used).toMatchObject({ usage: USAGE, usageReport: "partial" });
    expect(used.estimate?.usage).toEqual({ ...NO_USAGE, output: 99 });
    expect(attemptUsage(wire({ reported, receivedBytes: 2 }), false, PRICE).estimate?.usage).toEqual(
      NO_USAGE,
    );
  });

  test("that broke off after its last figures is complete", () => {
    const reported = { usage: USAGE, final: true };
    expect(attemptUsage(wire({ reported }), false, PRICE)).toMatchObject({
      usageReport: "complete",
      estimate: null,
    });
  });

  test("of which nothing was reported is unknown, never 0, and estimated by its size", () => {
    const used = attemptUsage(wire({ receivedBytes: 40 }), false, PRICE);
    expect(used).toMatchObject({ usage: null, costUsd: null, usageReport: "unknown" });
    expect(used.estimate?.usage).toEqual({ ...NO_USAGE, input: 100, output: 10 });
    expect(attemptUsage(wire(), false, null).estimate?.costUsd).toBeNull();
    const free = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
    expect(attemptUsage(wire(), false, free)).toMatchObject({ usage: null, costUsd: 0 });
  });

  test("that was refused has used nothing, unless something was reported", () => {
    expect(attemptUsage(wire({ free: true }), false, PRICE)).toBe(UNPAID);
    const reported = { usage: USAGE, final: false };
    expect(attemptUsage(wire({ free: true, reported }), false, PRICE).usage).toEqual(USAGE);
  });
});

test("an image counts as one, not by the length of its base64", () => {
  const image = JSON.stringify({
    data: "A".repeat(400_000),
    url: `data:image/png;base64,${"B".repeat(8_000)}`,
  });
  expect(requestTokens(image)).toBeLessThan(2 * IMAGE_TOKENS + 20);
  expect(requestTokens(image)).toBeGreaterThan(2 * IMAGE_TOKENS);
  expect(requestTokens(Buffer.from("é".repeat(40)))).toBe(20);
});

test("sums keep what is known and never lose what is not", () => {
  const known = spentBy(attemptUsage(wire({ reported: { usage: USAGE, final: true } }), true, PRICE));
  const unknown = spentBy(attemptUsage(wire(), false, PRICE));
  const sum = addSpent(addSpent(NOTHING_SPENT, known), unknown);
  expect(sum).toEqual({
    usage: USAGE,
    costUsd: null,
    knownCostUsd: known.knownCostUsd,
    unreported: { attempts: 1, estimatedCostUsd: expect.closeTo(0.0003, 12) },
  });
  expect(budgeted(sum)).toBeCloseTo(known.knownCostUsd + 300e-6, 12);
  expect(spentBy(UNPAID)).toBe(NOTHING_SPENT);
});
