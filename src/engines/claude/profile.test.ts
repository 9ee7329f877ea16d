import { expect, test } from "vitest";
import { model, TOOL } from "./drive.test-helper.ts";
import { cleanOptions, type ProcessSettings, settingsKey } from "./profile.ts";

const settings: ProcessSettings = {
  model: model(),
  provider: { id: "loop", name: "Loop", baseUrl: "http://loop", auth: "none", keyVariables: [] },
  thinking: "off",
  streamParams: {},
  systemPrompt: "Be brief.",
  tools: [TOOL],
};

test.each<[string, Partial<ProcessSettings>]>([
  ["system prompt", { systemPrompt: "Be long." }],
  ["model", { model: model({ id: "claude-haiku-4-5" }) }],
  ["provider", { provider: { ...settings.provider, id: "other" } }],
  ["thinking level", { thinking: "low" }],
  ["parameters", { streamParams: { temperature: 0.5 } }],
  ["cache retention", { streamParams: { cacheRetention: "none" } }],
  ["tools", { tools: [{ ...TOOL, description: "Looks twice." }] }],
])("a process is not shared by turns that differ in %s", (_name, change) => {
  expect(settingsKey({ ...settings })).toBe(settingsKey(settings));
  expect(settingsKey({ ...settings, ...change })).not.toBe(settingsKey(settings));
});

test("the child's environment is made from nothing", () => {
  const folders = { root: "/r", config: "/r/config", home: "/r/home", temp: "/r/tmp", cwd: "/r/cwd" };
  const { env } = cleanOptions(settings, { binary: "/b", folders, baseUrl: "http://relay", token: "t" });
  const ours = Object.keys(process.env).filter((name) => !["PATH", "HOME", "TMPDIR"].includes(name));
  expect(Object.keys(env ?? {}).filter((name) => ours.includes(name))).toEqual([]);
  expect(env).toMatchObject({ HOME: "/r/home", ANTHROPIC_API_KEY: "t" });
});
