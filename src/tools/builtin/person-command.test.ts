import { expect, test } from "vitest";
import type { Guards } from "../../guarded/guards.ts";
import type { ToolDefinition } from "../tool.ts";
import { runForPerson } from "./person-command.ts";

test("in a folder that is gone the error names it", async () => {
  const exec = { execute: () => Promise.reject(new Error("it was run")) } as unknown as ToolDefinition;
  const guards = { in: () => Promise.reject(new Error("it was looked at")) } as unknown as Pick<Guards, "in">;
  await expect(
    runForPerson({ exec, env: {}, home: "/tmp", guards }, "ls", { workspaceDir: "/nowhere/at/all" }),
  ).rejects.toMatchObject({ code: "workspace_missing", field: "workspaceDir" });
});
