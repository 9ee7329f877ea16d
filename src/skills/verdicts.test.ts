/** The verdicts of `skills-ref validate`, the standard's reference implementation, on files that are easy to get wrong. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { validateSkill } from "./check.ts";

let base: string;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "tandem-verdicts-"));
});
afterAll(() => rm(base, { recursive: true, force: true }));

const matter = (fields: string, name = "it") => `---\nname: ${name}\n${fields}\n---\nText.\n`;
const DESCRIBED = "description: d";

async function problemsOf(text: string | Buffer, name = "it", file = "SKILL.md"): Promise<readonly string[]> {
  const folder = join(base, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await writeFile(join(folder, file), text);
  return (await validateSkill(name, base)).problems;
}

describe("valid", () => {
  it.each([
    ["the least there can be", matter(DESCRIBED)],
    ["line ends of Windows", matter(DESCRIBED).replaceAll("\n", "\r\n")],
    ["a description in quotes", matter('description: "Use when: now # really"')],
    ["a description over several lines", matter("description: >-\n  two\n  lines")],
    ["three hyphens that end the front matter early", matter("description: a --- b")],
    ["1024 characters beyond the basic plane", matter(`description: ${"🚲".repeat(1_024)}`)],
    ["words YAML has other ideas about", matter("description: yes\nlicense: null\ncompatibility: 1.0")],
    ["a list of tools", matter(`${DESCRIBED}\nallowed-tools:\n  - read\n  - exec`)],
    [
      "nested metadata",
      matter(`${DESCRIBED}\nmetadata:\n  openclaw:\n    requires:\n      bins:\n        - git`),
    ],
    ["metadata that is a text", matter(`${DESCRIBED}\nmetadata: none`)],
    ["comments", matter(`# of ours\t!\n${DESCRIBED} # short`)],
    ["a tab in quotes and in a block", matter('description: "a\tb"\nlicense: |\n  x:\ty')],
    ["front matter on the first line", `---name: it\n${DESCRIBED}\n---\n`],
    ["an indented list of fields", "---\n  name: it\n  description: d\n---\n"],
  ])("%s", async (_, text) => {
    expect(await problemsOf(text)).toEqual([]);
  });

  it.each(["café", "日本", "a1-b2", "123", "ß", "a".repeat(64)])("the name %s", async (name) => {
    expect(await problemsOf(matter(DESCRIBED, name), name)).toEqual([]);
  });

  it("skill.md in small letters", async () => {
    expect(await problemsOf(matter(DESCRIBED), "it", "skill.md")).toEqual([]);
  });
});

describe("not valid", () => {
  it.each([
    ["an empty file", "", /start with front matter/],
    ["no front matter", "# It\n", /start with front matter/],
    ["a byte order mark", `\ufeff${matter(DESCRIBED)}`, /start with front matter/],
    ["front matter without an end", "---\nname: it\ndescription: d\n", /not closed/],
    ["a colon in plain text", matter("description: Use when: now"), /not valid YAML/],
    ["an open quote", matter('description: "open'), /not valid YAML/],
    ["a field twice", matter(`${DESCRIBED}\nlicense: a\nlicense: b`), /not valid YAML/],
    ["a text that begins with a mark", matter("description: @you"), /not valid YAML/],
    ["a list in place of fields", "---\n- name\n- description\n---\n", /not a list of fields/],
    ["nothing between the marks", "---\n---\n", /not a list of fields/],
    ["a mapping in braces", matter(`${DESCRIBED}\nmetadata: {a: b}`), /line by line/],
    ["a list in brackets", matter(`${DESCRIBED}\nallowed-tools: [read]`), /line by line/],
    ["an anchor", matter("description: &d d"), /anchor/],
    ["a tag", matter("description: !!str d"), /tag/],
    [
      "inner mappings at different depths",
      matter(`${DESCRIBED}\nmetadata:\n  a:\n    b: c\n  d:\n      e: f`),
      /indented/,
    ],
    ["a tab between field and value", matter("description:\td"), /tab/],
    ["a control character", matter("description: a\x07b"), /printed/],
    ["bytes that are no text", Buffer.from([0x2d, 0x2d, 0x2d, 0x0a, 0xe9, 0x0a, 0x2d, 0x2d, 0x2d]), /UTF-8/],
    ["a field of another program", matter(`${DESCRIBED}\nversion: 1`), /no field "version"/],
    ["no description", matter("license: MIT"), /"description" is missing/],
    ["a blank description", matter("description: '  '"), /description is empty/],
    ["a long description", matter(`description: ${"x".repeat(1_025)}`), /1025 characters/],
    ["a long compatibility", matter(`${DESCRIBED}\ncompatibility: ${"x".repeat(501)}`), /501 characters/],
    ["a compatibility that is a list", matter(`${DESCRIBED}\ncompatibility:\n  - a`), /not a text/],
    ["another folder's name", matter(DESCRIBED, "other"), /not that of its folder/],
  ])("%s", async (_, text, reason) => {
    expect((await problemsOf(text)).join(" ")).toMatch(reason);
  });

  it.each([
    ["Upper", /capital/],
    ["-lead", /begins or ends/],
    ["trail-", /begins or ends/],
    ["do--uble", /two hyphens/],
    ["under_score", /other than letters/],
    ["bike🚲", /other than letters/],
    ["a".repeat(65), /65 characters/],
  ])("the name %s", async (name, reason) => {
    expect((await problemsOf(matter(DESCRIBED, name), name)).join(" ")).toMatch(reason);
  });

  it("a folder without a SKILL.md, and no folder", async () => {
    await mkdir(join(base, "empty"), { recursive: true });
    expect((await validateSkill("empty", base)).problems).toEqual(["It has no SKILL.md."]);
    expect((await validateSkill("nowhere", base)).problems).toEqual(["There is no such folder."]);
  });
});

it("the skills that come with Tandem are valid", async () => {
  const { readdir } = await import("node:fs/promises");
  const folder = join(import.meta.dirname, "../../skills");
  const verdicts = await Promise.all((await readdir(folder)).map((name) => validateSkill(name, folder)));
  expect(verdicts.length).toBeGreaterThan(3);
  expect(verdicts.filter(({ problems }) => problems.length > 0)).toEqual([]);
});
