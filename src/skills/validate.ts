/** The rules of the Agent Skills standard, with the verdicts of its reference implementation (`skills-ref validate`). */
import type { FrontMatter } from "./front-matter.ts";
import type { YamlValue } from "./strict-yaml.ts";

const FIELDS: ReadonlySet<string> = new Set([
  "name",
  "description",
  "license",
  "compatibility",
  "metadata",
  "allowed-tools",
]);
const MOST_NAME = 64;
const MOST_DESCRIPTION = 1_024;
const MOST_COMPATIBILITY = 500;

/** What is wrong with a skill in a folder of this name, one sentence each; empty: it is valid. */
export function skillProblems({ fields, refusals }: FrontMatter, folderName: string): string[] {
  if (refusals.length > 0) return refusals.map((refusal) => `Front matter: ${refusal}`);
  const unknown = Object.keys(fields).filter((field) => !FIELDS.has(field));
  const allowed = [...FIELDS].join(", ");
  return [
    ...unknown.map((field) => `The standard has no field "${field}"; it has: ${allowed}.`),
    ...nameProblems(fields.name, folderName),
    ...descriptionProblems(fields.description),
    ...compatibilityProblems(fields.compatibility),
  ];
}

function nameProblems(value: YamlValue | undefined, folderName: string): string[] {
  if (value === undefined) return ['The field "name" is missing.'];
  if (typeof value !== "string" || value.trim() === "") return ["The name is empty or not a text."];
  const name = value.trim().normalize("NFKC");
  const problems: string[] = [];
  const length = [...name].length;
  if (length > MOST_NAME) problems.push(`The name has ${length} characters; ${MOST_NAME} are allowed.`);
  if (name !== name.toLowerCase()) problems.push("The name has capital letters.");
  if (/^-|-$/.test(name)) problems.push("The name begins or ends with a hyphen.");
  if (name.includes("--")) problems.push("The name has two hyphens in a row.");
  if (!/^[\p{L}\p{N}-]*$/u.test(name))
    problems.push("The name has characters other than letters, digits and hyphens.");
  if (folderName.normalize("NFKC") !== name)
    problems.push(`The name "${name}" is not that of its folder, "${folderName}".`);
  return problems;
}

function descriptionProblems(value: YamlValue | undefined): string[] {
  if (value === undefined) return ['The field "description" is missing.'];
  if (typeof value !== "string" || value.trim() === "") return ["The description is empty or not a text."];
  const length = [...value].length;
  if (length <= MOST_DESCRIPTION) return [];
  return [`The description has ${length} characters; ${MOST_DESCRIPTION} are allowed.`];
}

function compatibilityProblems(value: YamlValue | undefined): string[] {
  if (value === undefined) return [];
  if (typeof value !== "string") return ["The compatibility is not a text."];
  const length = [...value].length;
  if (length <= MOST_COMPATIBILITY) return [];
  return [`The compatibility has ${length} characters; ${MOST_COMPATIBILITY} are allowed.`];
}
