/** Settings that let more happen than people may think, and rules that say nothing. */
import type { Config } from "../config/schema.ts";
import type { DoctorCheck } from "../tandem.ts";
import { ruleProblems } from "./rule-problem.ts";

/** One check of the permissions, and one for each setting that should be known of. */
export function checkPermissions({ permissions, exec }: Pick<Config, "permissions" | "exec">): DoctorCheck[] {
  const { mode, allow, ask, deny } = permissions;
  const counts = `${allow.length} allow and ${deny.length} deny rules`;
  const checks: DoctorCheck[] = [
    mode === "bypass"
      ? {
          id: "permissions.mode",
          status: "warn",
          summary: "permissions.mode is bypass: every turn runs every tool without a question.",
          remedy: "Set permissions.mode to acceptEdits, and ask for bypass in the turns that need it.",
        }
      : { id: "permissions.mode", status: "ok", summary: `${mode}, ${counts}` },
  ];
  if (
    exec === "allow" ||
    allow.some((rule) => /^(?:exec|bash|group:runtime|\*)(?:\(\*\))?$/i.test(rule.trim()))
  )
    checks.push({
      id: "permissions.exec",
      status: "warn",
      summary: "Commands run without a question in every turn.",
      remedy: "Name the commands that may: permissions.allow with exec(npm test:*) and the like.",
    });
  const idle = ruleProblems([...deny, ...ask]).map(
    (summary): DoctorCheck => ({
      id: "permissions.rules",
      status: "warn",
      summary,
      remedy: "Correct the rule in `permissions`, or remove it.",
    }),
  );
  return [...checks, ...idle];
}
