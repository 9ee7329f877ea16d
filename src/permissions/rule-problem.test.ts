import { expect, it } from "vitest";
import { configSchema } from "../config/schema.ts";
import { checkPermissions } from "./doctor.ts";
import { ruleProblem } from "./rule-problem.ts";

it.each([
  ["wirte(migrations/**)", "write"],
  ["group:files", "group"],
  ["exec(git push:* --force)", "only at the end"],
  ["exec(cd x && rm -rf y)", "each part"],
  ["write(secrets\\**)", "forward slashes"],
  ["edit(../other/**)", "two slashes"],
  ["read(~root/**)", "home folder"],
  ["write(C:/secrets/**)", "drive"],
])("%s can never apply", (rule, why) => {
  expect(ruleProblem(rule)).toContain(why);
});

it.each([
  "exec(git push:*)",
  "Bash(git push*)",
  "Edit(migrations/**)",
  "Write(./a/**)",
  "write(/a/**)",
  "write(//etc/**)",
  "read(~/.config/**)",
  "mcp__github__delete_*",
  "deploy(prod)",
  "group:web",
  "*",
  "web_fetch(domain:example.org)",
  "exec(echo *)",
])("%s can apply", (rule) => {
  expect(ruleProblem(rule)).toBeNull();
});

it("is a warning of the doctor, for what denies and what asks", () => {
  const config = configSchema.parse({ permissions: { deny: ["wirte(a)"], ask: ["exec(a && b)"] } });
  const found = checkPermissions(config).filter(({ id }) => id === "permissions.rules");
  expect(found.map(({ status }) => status)).toEqual(["warn", "warn"]);
});
