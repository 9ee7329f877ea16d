import { mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TurnFacts } from "../turn/facts.ts";
import { Bootstrap } from "./bootstrap.ts";
import { bootstrapSchema } from "./bootstrap-config.ts";
import { cutMiddle } from "./cut-text.ts";

let base: string;
let workspaceDir: string;
beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), "tandem-bootstrap-")));
  workspaceDir = await mkdtemp(join(base, "workspace-"));
});
afterEach(() => rm(base, { recursive: true, force: true }));

const open = () => new Bootstrap({ config: bootstrapSchema.parse({}), home: join(base, "home") });
const factsOf = (depth = 0, agentDir: string | null = null) =>
  ({ workspaceDir, agentDir, depth }) as TurnFacts;
const put = (name: string, text: string | Buffer) => writeFile(join(workspaceDir, name), text);

describe("Bootstrap", () => {
  it("puts the files there are into one section, in the configured order", async () => {
    await put("MEMORY.md", "We chose blue.");
    await put("AGENTS.md", "Be brief.\n");
    await put("USER.md", " \n");
    await put("NOTES.md", "not one of them");
    const { sections, omissions } = await open().load(factsOf());
    expect(sections).toHaveLength(1);
    expect(sections[0]?.text).toMatch(/## AGENTS.md\n\nBe brief.\n\n## MEMORY.md\n\nWe chose blue.$/);
    expect(sections[0]?.files).toMatchObject([
      { name: "AGENTS.md", path: join(workspaceDir, "AGENTS.md"), rawChars: 10, chars: 9 },
      { name: "MEMORY.md", rawChars: 14, chars: 14, cut: false },
    ]);
    expect(omissions).toEqual([]);
  });

  it("gives the same object until a file changes, appears or goes", async () => {
    const bootstrap = open();
    const load = () => bootstrap.load(factsOf());
    await put("AGENTS.md", "one");
    await settled("AGENTS.md");
    const first = await load();
    expect(load()).toBe(first);
    await put("AGENTS.md", "two!");
    expect((await load()).sections[0]?.text).toContain("two!");
    await put("SOUL.md", "kind");
    expect((await load()).sections[0]?.text).toContain("kind");
    await rm(join(workspaceDir, "SOUL.md"));
    expect((await load()).sections[0]?.text).not.toContain("kind");
  });

  it("takes from the agent's folder what the workspace lacks, each file from one place", async () => {
    const agentDir = await mkdtemp(join(base, "agent-"));
    await put("AGENTS.md", "of the workspace");
    await writeFile(join(agentDir, "AGENTS.md"), "hidden");
    await writeFile(join(agentDir, "SOUL.md"), "of the agent");
    await symlink("/etc/hostname", join(agentDir, "USER.md"));
    const { sections, omissions } = await open().load(factsOf(0, agentDir));
    expect(sections[0]?.text).toContain("## AGENTS.md\n\nof the workspace\n\n## SOUL.md\n\nof the agent");
    expect(sections[0]?.text).not.toContain("hidden");
    expect(omissions).toMatchObject([{ name: "USER.md" }]);
  });

  it("keeps the beginning and the end of what is too long, and says how long it was", async () => {
    await put("AGENTS.md", `${"a".repeat(14_000)}${"b".repeat(10_000)}${"c".repeat(4_000)}`);
    const [section] = (await open().load(factsOf())).sections;
    expect(section?.text).toContain(`${"a".repeat(14_000)}\n\n[… 10000 characters left out here`);
    expect(section?.text.endsWith(`]\n\n${"c".repeat(4_000)}`)).toBe(true);
    expect(section?.files).toMatchObject([{ rawChars: 28_000, cut: true }]);
    expect(section?.files?.[0]?.chars).toBeLessThanOrEqual(20_000);
  });

  it("reads only the ends of a very large file, without breaking a character", async () => {
    const bytes = Buffer.from(`${"é".repeat(20_000)}${"x".repeat(1_100_000)}${"🚲".repeat(20_000)}`);
    await put("AGENTS.md", bytes);
    const [section] = (await open().load(factsOf())).sections;
    expect(section?.files).toMatchObject([{ rawChars: bytes.length, cut: true }]);
    expect(section?.text).not.toContain("\ufffd");
    expect(section?.text.isWellFormed()).toBe(true);
    expect(section?.text).toContain(`${"é".repeat(14_000)}\n\n[…`);
    expect(section?.text.endsWith("🚲".repeat(2_000))).toBe(true);
  });

  it.each([
    ["a link out of the workspace", "outside.md", "outside the workspace"],
    ["a link to a secret", ".env", "may hold secrets"],
    ["a link to nothing", "missing.md", "does not exist"],
  ])("leaves out %s and says so", async (_, target, reason) => {
    await writeFile(join(base, "outside.md"), "private");
    await put(".env", "KEY=private");
    await symlink(target === "outside.md" ? join(base, target) : target, join(workspaceDir, "AGENTS.md"));
    await put("SOUL.md", "kind");
    const { sections, omissions } = await open().load(factsOf());
    expect(sections[0]?.text).not.toContain("private");
    expect(sections[0]?.text).toContain("kind");
    if (target === "missing.md") expect(omissions).toEqual([]);
    else expect(omissions).toMatchObject([{ kind: "bootstrap", name: "AGENTS.md" }]);
    if (target !== "missing.md") expect(omissions?.[0]?.reason).toContain(reason);
  });

  it("leaves out what is no text", async () => {
    await put("AGENTS.md", Buffer.from([0, 1, 2]));
    await put("SOUL.md", Buffer.from([0x63, 0xe9, 0x20]));
    const { sections, omissions } = await open().load(factsOf());
    expect(sections).toEqual([]);
    expect(omissions?.map(({ reason }) => reason)).toEqual([
      "It is a binary file.",
      "It is not valid UTF-8 text.",
    ]);
  });

  it("gives a subagent AGENTS.md alone", async () => {
    await put("AGENTS.md", "rules");
    await put("MEMORY.md", "private thoughts");
    const bootstrap = open();
    await bootstrap.load(factsOf());
    const [section] = (await bootstrap.load(factsOf(1))).sections;
    expect(section?.files?.map(({ name }) => name)).toEqual(["AGENTS.md"]);
    expect(section?.text).not.toContain("thoughts");
  });
});

describe("cutMiddle", () => {
  it("never makes half a character, and stays within the limit", () => {
    const text = fc.array(fc.constantFrom("a", "🚲", "é"), { minLength: 1_000, maxLength: 1_600 });
    fc.assert(
      fc.property(text, (parts) => {
        const cut = cutMiddle(parts.join(""), "AGENTS.md", 1_000);
        expect(cut.isWellFormed()).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(1_000);
      }),
    );
  });
});

/** Waits until a file was changed long enough ago for its times to count. */
async function settled(name: string): Promise<void> {
  const { utimes } = await import("node:fs/promises");
  const { stampOf } = await import("./stamp.ts");
  await utimes(join(workspaceDir, name), 1, 1);
  await expect.poll(() => stampOf(join(workspaceDir, name)).includes("~")).toBe(false);
}
