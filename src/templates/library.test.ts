// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the placeholders of templates
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { templatesSchema } from "./config.ts";
import { TemplateLibrary } from "./library.ts";

let base: string;
let workspaceDir: string;
beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), "tandem-templates-")));
  workspaceDir = join(base, "workspace");
  for (const folder of ["workspace/prompts", "shared", "home"])
    await mkdir(join(base, folder), { recursive: true });
});
afterEach(() => rm(base, { recursive: true, force: true }));

const put = (path: string, text: string) => writeFile(join(base, path), text);
const open = () =>
  new TemplateLibrary({
    config: templatesSchema.parse({
      folders: [join(base, "shared")],
      entries: {
        greet: { text: "Hello from the config, $1." },
        both: { text: "config" },
        help: { text: "no" },
      },
    }),
    home: join(base, "home"),
    skill: async (name) => (name === "deploy" ? "Deploy it." : null),
  });
const promptOf = async (prompt: string) => (await open().expand(prompt, workspaceDir)).prompt;

describe("TemplateLibrary", () => {
  it("expands what the configuration, its folders and the workspace have, the nearer one first", async () => {
    await put("shared/both.md", "shared");
    await put("shared/far.md", "far: $@");
    expect(await promptOf("/greet Ann")).toBe("Hello from the config, Ann.");
    expect(await promptOf("/both")).toBe("shared");
    expect(await promptOf("  /far a b\n")).toBe("far: a b");
    await put(
      "workspace/prompts/both.md",
      "---\ndescription: Both\nargument-hint: <what>\n---\n\nworkspace\n",
    );
    expect(await promptOf("/both")).toBe("workspace");
    expect((await open().list(workspaceDir)).templates).toMatchObject([
      { name: "both", description: "Both", argumentHint: "<what>" },
      { name: "far" },
      { name: "greet", path: null },
    ]);
  });

  it.each([
    "/unknown x",
    "/help",
    "/new",
    "hello /greet",
    "/",
    "//greet",
    "/greet/x",
    "/constructor",
    "/../greet",
  ])("leaves %j as it is", async (prompt) => {
    expect(await promptOf(prompt)).toBe(prompt);
  });

  it("calls a skill by its name, with what is wanted behind it", async () => {
    expect(await promptOf("/skill:deploy to test")).toBe("Deploy it.\n\nto test");
    expect(await promptOf("/skill:other")).toBe("/skill:other");
  });

  it("says what is wrong with a file, and leaves the prompt as it is", async () => {
    await put("secret.md", "private");
    await symlink(join(base, "secret.md"), join(workspaceDir, "prompts/sly.md"));
    await put("workspace/prompts/odd.md", "---\ndescription: [\n---\ntext");
    for (const name of ["sly", "odd"]) {
      const { prompt, omission } = await open().expand(`/${name}`, workspaceDir);
      expect(prompt).toBe(`/${name}`);
      expect(omission).toMatchObject({ kind: "template", name });
    }
    const { omissions } = await open().list(workspaceDir);
    expect(omissions.map(({ name }) => name)).toEqual(["help", "odd", "sly"]);
  });

  it("takes any prompt", async () => {
    const library = open();
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string().map((rest) => `/greet ${rest}`),
    );
    await fc.assert(
      fc.asyncProperty(text, async (prompt) => {
        expect(typeof (await library.expand(prompt, workspaceDir)).prompt).toBe("string");
      }),
    );
  });
});
