/**
 * `{ deny, tool, about, right }`: a rule that denies, and a call it must stop (`tool` with the command or path `about`): denied, asked
 * about, or reported as a rule that can never apply. `stops: false` turns it round: the call must run.
 */
import { permissionRules } from "../../src/permissions/gate.ts";
import { effectOf } from "../../src/permissions/modes.ts";
import { restricts } from "../../src/permissions/rule.ts";
import { subjectOf } from "../../src/permissions/subject.ts";
import { knownTool } from "../../src/policy/face.ts";
import { toolContext } from "../../src/tools/testing.ts";
import type { CaseKind } from "./kind.ts";
import { builtins, inFolder } from "./tools.ts";

export const denyRuleCases: CaseKind = {
  takes: ({ deny, tool, about }) => [deny, tool, about].every((field) => typeof field === "string"),
  play: ({ deny, tool: name, about, stops = true }) =>
    inFolder(async (folder) => {
      const { deny: rules, problems } = permissionRules({ allow: [], ask: [], deny: [String(deny)] });
      const tool = builtins().find((one) => one.name === name);
      if (tool === undefined) return `there is no tool "${name}"`;
      const input =
        name === "exec" ? { command: about } : name === "web_fetch" ? { url: about } : { path: about };
      const pending = {
        call: { id: "case", name: tool.name, input },
        tools: new Map([[tool.name, tool]]),
        context: toolContext(folder),
        tool,
        input,
      };
      const face = knownTool({
        name: tool.name,
        effect: effectOf(tool),
        ...(tool.origin && { origin: tool.origin }),
      });
      const match =
        rules[0] === undefined ? "unread" : await restricts(rules[0], [face], () => subjectOf(pending));
      const stopped = match !== "no" || problems.length > 0;
      if (stopped === stops) return null;
      return stops
        ? "the call runs"
        : `the call is stopped (${match}${problems.length > 0 ? ", reported" : ""})`;
    }),
};
