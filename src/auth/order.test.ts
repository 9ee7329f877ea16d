import fc from "fast-check";
import { expect, test } from "vitest";
import type { Availability } from "./cooldown.ts";
import { type Candidate, orderProfiles } from "./order.ts";
import { PROFILE_TYPES, type ProfileType } from "./profile.ts";

const READY: Availability = { state: "ready" };

function candidate(
  id: string,
  type: ProfileType = "api_key",
  lastUsedAt: number | null = null,
  until = 0,
): Candidate {
  const availability: Availability = until > 0 ? { state: "cooling", until, reason: "rate_limit" } : READY;
  return { id, type, lastUsedAt, availability };
}

function ids(candidates: readonly Candidate[], explicit: readonly string[] | null = null): string[] {
  return orderProfiles(candidates, explicit).map((profile) => profile.id);
}

test("oauth before token before api_key, then least recently used, never used first", () => {
  const profiles = [
    candidate("key-new", "api_key", 200),
    candidate("key-old", "api_key", 100),
    candidate("key-fresh"),
    candidate("token", "token", 900),
    candidate("oauth", "oauth", 999),
  ];
  expect(ids(profiles)).toEqual(["oauth", "token", "key-fresh", "key-old", "key-new"]);
});

test("cooled ones go last, soonest free first, whatever their type", () => {
  const profiles = [
    candidate("late", "oauth", null, 900),
    candidate("soon", "api_key", null, 500),
    candidate("ready", "api_key", 800),
  ];
  expect(ids(profiles)).toEqual(["ready", "soon", "late"]);
});

test("an explicit order holds, leaves out whom it does not name, and still puts cooled ones last", () => {
  const profiles = [
    candidate("a", "oauth"),
    candidate("b"),
    candidate("c", "api_key", null, 500),
    candidate("d"),
  ];
  expect(ids(profiles, ["c", "d", "b", "gone", "d"])).toEqual(["d", "b", "c"]);
});

test("for any profiles the order is complete, does not depend on how they came, and never puts a cooled one first", () => {
  const any = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 4 }),
      type: fc.constantFrom(...PROFILE_TYPES),
      lastUsedAt: fc.option(fc.integer({ min: 0, max: 5 })),
      until: fc.integer({ min: 0, max: 5 }),
    }),
    { selector: (profile) => profile.id },
  );
  fc.assert(
    fc.property(any, (drawn) => {
      const profiles = drawn.map((one) => candidate(one.id, one.type, one.lastUsedAt, one.until));
      const ordered = orderProfiles(profiles, null);
      expect(new Set(ordered)).toEqual(new Set(profiles));
      expect(orderProfiles(profiles.toReversed(), null)).toEqual(ordered);
      const cooling = ordered.map((profile) => profile.availability.state === "cooling");
      expect(cooling).toEqual(cooling.toSorted((a, b) => Number(a) - Number(b)));
    }),
  );
});
