/** Looks for skills, templates and bootstrap files that cannot be used. */
import type { SkillsFace } from "../skills/facade.ts";
import type { DoctorCheck } from "../tandem.ts";
import type { TemplateList } from "../templates/library.ts";
import type { PromptPreview } from "../turn/preview.ts";

export interface PromptParts {
  readonly skills: Pick<SkillsFace, "list">;
  readonly templates: () => Promise<TemplateList>;
  readonly preview: () => Promise<PromptPreview>;
}

/** One check for all that is in order, and one for each thing that is not. */
export async function checkPromptParts({ skills, templates, preview }: PromptParts): Promise<DoctorCheck[]> {
  const [all, { templates: usable, omissions }, files] = await Promise.all([
    skills.list(),
    templates(),
    // Other checks report why no turn can start.
    preview().then(
      ({ report }) => report.omissions.filter(({ kind }) => kind === "bootstrap"),
      () => [],
    ),
  ]);
  const broken = all.filter((skill) => skill.status === "invalid");
  const ready = all.filter((skill) => skill.status === "ready" || skill.status === "user-only");
  return [
    { id: "skills", status: "ok", summary: `${ready.length} of ${all.length} can be used here` },
    ...broken.map(
      ({ name, reasons, location }): DoctorCheck => ({
        id: `skills.${name}`,
        status: "warn",
        summary: reasons.join(" "),
        remedy: `Correct ${location}, or remove its folder.`,
      }),
    ),
    ...(usable.length === 0
      ? []
      : [
          { id: "templates", status: "ok" as const, summary: usable.map(({ name }) => `/${name}`).join(" ") },
        ]),
    ...[...files, ...omissions].map(
      ({ kind, name, reason }): DoctorCheck => ({ id: `${kind}.${name}`, status: "warn", summary: reason }),
    ),
  ];
}
