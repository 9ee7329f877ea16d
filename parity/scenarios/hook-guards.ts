/** Guards written for Claude Code, as people paste them: they look for its tool names and fields, and must protect here too. */
import { existsSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { resultsOf } from "../on-wire.ts";
import { sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

/** Reads `tool_input.file_path` alone, as such scripts do, and refuses what is in migrations/. */
const FILE_GUARD = `#!/usr/bin/env node
let text = "";
process.stdin.on("data", (part) => (text += part)).on("end", () => {
  const { tool_name, tool_input } = JSON.parse(text);
  if (!["Edit", "Write", "MultiEdit"].includes(tool_name)) process.exit(0);
  if (/\\/migrations\\//.test(tool_input.file_path ?? "")) {
    console.error("migrations are not edited by hand");
    process.exit(2);
  }
});
`;
/** Reads `tool_input.command` alone. */
const PUSH_GUARD = `#!/bin/sh
node -e '
  const { tool_name, tool_input } = JSON.parse(require("fs").readFileSync(0, "utf8"));
  if (tool_name === "Bash" && /git\\s+push/.test(tool_input.command))
    console.log(JSON.stringify({ hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: "no pushing" } }));
'
`;

const PATCH = `*** Begin Patch
*** Add File: notes.txt
+note
*** Update File: migrations/1.sql
@@
-create table a;
+drop table a;
*** End Patch`;

const CALLS = [
  {
    name: "edit",
    input: { path: "migrations/1.sql", old_string: "create", new_string: "drop" },
    why: "migrations are not edited by hand",
  },
  {
    name: "write",
    input: { path: "migrations/2.sql", content: "drop" },
    why: "migrations are not edited by hand",
  },
  { name: "apply_patch", input: { patch: PATCH }, why: "migrations are not edited by hand" },
  { name: "exec", input: { command: "git push origin main" }, why: "no pushing" },
] as const;

export const hookGuardScenarios = [
  scenario({
    id: "HOOK-03",
    name: "guards written for Claude Code's tools and fields refuse edits, writes, patches and commands of Tandem's tools",
    run: async ({ stage, check }) => {
      const guards = {
        PreToolUse: [
          { matcher: "Edit|Write|MultiEdit", hooks: [{ command: "$CLAUDE_PROJECT_DIR/guard-files.mjs" }] },
          { matcher: "Bash", hooks: [{ command: "$CLAUDE_PROJECT_DIR/guard-push.sh" }] },
        ],
      };
      const s = await stage({ config: { hooks: guards }, accounting: false });
      await mkdir(join(s.workspace, "migrations"));
      await writeFile(join(s.workspace, "migrations/1.sql"), "create table a;\n");
      for (const [name, text] of [
        ["guard-files.mjs", FILE_GUARD],
        ["guard-push.sh", PUSH_GUARD],
      ] as const) {
        await writeFile(join(s.workspace, name), text);
        await chmod(join(s.workspace, name), 0o755);
      }
      for (const { name, input, why } of CALLS) {
        s.server.reply({ toolCalls: [{ id: `toolu_${name}`, name, input }] }, { text: "as you wish" });
        const { result, requests } = await s.turn({
          prompt: "go",
          exec: "allow",
          permissionMode: "bypass",
          sessionKey: sessionKey(name),
        });
        check.equal(result.text, "as you wish", `${name}: reply (${result.error?.message})`);
        const refusal = resultsOf(requests[1]).get(`toolu_${name}`);
        check.equal(refusal?.isError, true, `${name}: refused`);
        check.includes(refusal?.text ?? "", why, `${name}: the guard's reason`);
      }
      check.equal(existsSync(join(s.workspace, "notes.txt")), false, "no file of a refused patch is written");
      check.equal(existsSync(join(s.workspace, "migrations/2.sql")), false, "the refused file");
    },
  }),

  scenario({
    id: "HOOK-04",
    name: "an answer that is not one clean JSON object is a failure: reported, and a refusal where the hook is blocking",
    run: async ({ stage, check }) => {
      const deny = `{"hookSpecificOutput":{"permissionDecision":"deny","permissionDecisionReason":"no"}}`;
      const answers = {
        cut: `printf '%s' '${deny.slice(0, -4)}'`,
        banner: `echo 'Guard 1.2'; echo '${deny}'`,
        trailing: `echo '${deny}'; echo 'checked in 3 ms'`,
      };
      for (const [name, command] of Object.entries(answers)) {
        for (const blocking of name === "banner" ? [false, true] : [true]) {
          const hooks = { PreToolUse: [{ matcher: "Write", hooks: [{ command, blocking }] }] };
          const s = await stage({ config: { hooks }, accounting: false });
          const call = { id: "toolu_w", name: "write", input: { path: "a.txt", content: "x" } };
          s.server.reply({ toolCalls: [call] }, { text: "done" });
          const { events } = await s.turn({ prompt: "go", sessionKey: sessionKey(name) });
          const event = events.find((one) => one.type === "hook");
          check.equal(event?.type === "hook" && event.outcome, "failed", `${name}: the hook's outcome`);
          check.equal(
            existsSync(join(s.workspace, "a.txt")),
            !blocking,
            `${name}: the file, ${blocking ? "blocking" : "not blocking"}`,
          );
        }
      }
    },
  }),
];
