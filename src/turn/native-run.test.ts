import { expect, test } from "vitest";
import type { ToolOffer } from "../tools/tool.ts";
import { divideTools, type NativeTurn } from "./native-run.ts";

const offer = (name: string): ToolOffer => ({ name, description: "", inputSchema: { type: "object" } });
const offered = ["Bash", "Read", "exec", "ls", "process", "read", "write"].map(offer);
const turn = (...names: string[]): NativeTurn => ({
  names: new Set(names),
  workspaceDir: "/work",
  additionalDirectories: [],
  permissionMode: "default",
  fire: async () => [],
});
const names = (tools: readonly ToolOffer[]) => tools.map((tool) => tool.name);

test("a clean turn is offered the very list it has", () => {
  expect(divideTools(offered, null, "claude").tools).toBe(offered);
});

test("on its engine a native tool takes the place of Tandem's", () => {
  const { tools, own } = divideTools(offered, turn("Bash", "Read"), "claude");
  expect(own).toEqual(["Bash", "Read"]);
  expect(names(tools)).toEqual(["ls", "write"]);
});

test("a native tool that is not offered any more gives the place back", () => {
  const left = offered.filter((tool) => tool.name !== "Bash");
  const { tools, own } = divideTools(left, turn("Bash", "Read"), "claude");
  expect(own).toEqual(["Read"]);
  expect(names(tools)).toEqual(["exec", "ls", "process", "write"]);
});

test("another engine that takes over has Tandem's tools and none of the first one's", () => {
  const { tools, own } = divideTools(offered, turn("Bash", "Read"), "pi");
  expect(own).toEqual([]);
  expect(names(tools)).toEqual(["exec", "ls", "process", "read", "write"]);
});
