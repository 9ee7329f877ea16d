import { expect, it } from "vitest";
import { configSchema } from "../config/schema.ts";
import { checkPermissions } from "./doctor.ts";

it.each([
  [{}, ["permissions.mode ok"]],
  [{ permissions: { mode: "bypass" } }, ["permissions.mode warn"]],
  [{ exec: "allow" }, ["permissions.mode ok", "permissions.exec warn"]],
  [{ permissions: { allow: ["Bash(*)"] } }, ["permissions.mode ok", "permissions.exec warn"]],
  [{ permissions: { allow: ["exec(npm test:*)"] } }, ["permissions.mode ok"]],
])("tells of settings that let everything happen: %j", (config, expected) => {
  expect(checkPermissions(configSchema.parse(config)).map(({ id, status }) => `${id} ${status}`)).toEqual(
    expected,
  );
});
