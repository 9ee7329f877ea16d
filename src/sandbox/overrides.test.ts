import { describe, expect, it } from "vitest";
import { sandboxSchema } from "./config.ts";
import { checkExecRequest } from "./overrides.ts";

const open = sandboxSchema.parse({ allowElevated: true, network: { allow: ["registry.npmjs.org"] } });
const closed = sandboxSchema.parse(undefined);

describe("leaving the sandbox", () => {
  it.each([
    ["a caller who names no sender", {}],
    ["the owner", { senderId: "1", messageChannel: "telegram", senderIsOwner: true }],
  ])("is open to %s where the configuration allows it, and nowhere else", (_who, sender) => {
    expect(() => checkExecRequest({ bashElevated: true, ...sender }, open)).not.toThrow();
    expect(() => checkExecRequest({ bashElevated: true, ...sender }, closed)).toThrow("not allowed here");
    expect(() => checkExecRequest({ bashElevated: false, ...sender }, closed)).not.toThrow();
  });

  it.each([
    ["a sender who is not known to be the owner", { senderId: "1" }],
    ["a group", { groupId: "g" }],
    ["somebody said not to be the owner", { senderIsOwner: false }],
    ["truth of another kind", { senderIsOwner: "true" as unknown as boolean }],
  ])("is closed to %s", (_who, sender) => {
    expect(() => checkExecRequest({ bashElevated: true, ...sender }, open)).toThrow(
      expect.objectContaining({ code: "elevation_denied", field: "bashElevated" }),
    );
  });
});

describe("overrides", () => {
  it.each([
    [{ network: [] }, null],
    [{ network: ["registry.npmjs.org"] }, null],
    [{ network: ["example.com"] }, "execOverrides.network"],
    [{ timeoutMs: 5 }, null],
    [{ timeoutMs: 0 }, "execOverrides.timeoutMs"],
    [{ timeoutMs: Number.NaN }, "execOverrides.timeoutMs"],
  ])("%j: %s", (execOverrides, field) => {
    const check = () => checkExecRequest({ execOverrides }, open);
    if (field === null) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ field }));
  });
});
