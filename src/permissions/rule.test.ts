import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { knownTool } from "../policy/face.ts";
import type { PendingCall } from "../tools/stages/stage.ts";
import { temporaryFolder, toolContext } from "../tools/testing.ts";
import type { ToolDefinition } from "../tools/tool.ts";
import { effectOf } from "./modes.ts";
import { allowedBy, parseRule, restricts } from "./rule.ts";
import { subjectOf } from "./subject.ts";

function tool(name: string, more: Partial<ToolDefinition>): ToolDefinition {
  return {
    name,
    description: "",
    inputSchema: {},
    readOnly: false,
    execute: async () => ({ content: [] }),
    ...more,
  };
}

const exec = tool("exec", { effect: "exec" });
// With the origin that Tandem's own tools have.
const write = tool("write", { effect: "edit", origin: "builtin" });
const patch = tool("apply_patch", { effect: "edit", paths: ({ paths }) => paths as string[] });
const fetch = tool("web_fetch", { effect: "network", readOnly: true });

function pending(
  definition: ToolDefinition,
  input: Record<string, unknown>,
  workspace = "/tmp",
): PendingCall {
  return {
    call: { id: "c", name: definition.name, input },
    tools: new Map(),
    context: toolContext(workspace),
    tool: definition,
    input,
  };
}

const faceOf = (definition: ToolDefinition) => [
  knownTool({
    name: definition.name,
    effect: effectOf(definition),
    ...(definition.origin && { origin: definition.origin }),
  }),
];
const allowed = (rules: readonly string[], call: PendingCall) =>
  allowedBy(
    rules.map((text) => parseRule(text)!),
    faceOf(call.tool!),
    () => subjectOf(call),
  );
const restricted = (rule: string, call: PendingCall) =>
  restricts(parseRule(rule)!, faceOf(call.tool!), () => subjectOf(call));

describe("a command that is allowed", () => {
  const RULES = ["exec(git status:*)", "exec(npm run *)", "exec(ls)", "Bash(echo:*)", "exec(git * --stat)"];

  it.each([
    "git status",
    "git status --short",
    "git 'status' -s",
    "npm run test",
    "ls",
    "ls && git status; npm run build | echo done",
    "git status 2>&1",
    "git status > /dev/null",
    "git log --stat",
    "echo 'a; rm -rf $HOME `id`'",
    "ls\ngit status",
  ])("is %s", async (command) => {
    expect(await allowed(RULES, pending(exec, { command }))).toBe(true);
  });

  it.each([
    "git statusx",
    "git push",
    "ls -la",
    "git status && rm -rf .",
    "git status; rm x",
    "git status & rm x",
    "git status | sh",
    "git status\nrm x",
    "git status\r\nrm x",
    "git status $(rm x)",
    "git status `rm x`",
    'git status "$(rm x)"',
    "git status $IFS",
    "git status > /etc/passwd",
    "git status >/dev/null2",
    "git status < (rm x)",
    "git status <(rm x)",
    "git status \\\nrm",
    "PATH=. git status",
    "echo hi > file",
    "echo {a,b}",
    "echo *",
    "echo 'open",
    "! ls",
    "if ls; then rm x; fi",
    "git status # && ls",
    "git log; git push --stat extra",
    "git push origin --stat",
    "npm run",
    "git\u00a0status",
    "",
    "   ",
  ])("is not %j", async (command) => {
    expect(await allowed(RULES, pending(exec, { command }))).toBe(false);
  });

  it("is any command under a rule for the whole tool", async () => {
    expect(await allowed(["exec"], pending(exec, { command: "rm $(x)" }))).toBe(true);
    expect(await allowed(["exec(*)"], pending(exec, { command: "rm $(x)" }))).toBe(true);
  });
});

describe("a command that is denied", () => {
  it.each([
    ["git push", "yes"],
    ["git push --force", "yes"],
    ["ls && git push", "yes"],
    ["/usr/bin/git push", "yes"],
    ["sudo git push", "yes"],
    ["sh -c 'git push'", "yes"],
    ["env A=1 git push", "yes"],
    ["echo $(git push)", "yes"],
    ['echo "$(git push)"', "yes"],
    ["git pull", "no"],
    ["echo 'git push'", "no"],
    ["$GIT push", "unsure"],
    ["g\\it push", "yes"],
    ["eval $X", "unsure"],
    ["git -C repo push", "yes"],
    ["git -c a=b --no-pager push origin", "yes"],
    ["sudo git --git-dir x push", "yes"],
    ["timeout 5 git push", "yes"],
    ["flock lock git push", "yes"],
    ["some-wrapper --retry 3 git push", "unsure"],
    [`python3 -c "import os; os.system('git push')"`, "unsure"],
    [`node -e 'spawn("git", ["push"])'`, "unsure"],
    ["echo git push | sh", "unsure"],
    ["echo push | xargs git", "unsure"],
    ["git log push", "no"],
    ["npm run push", "no"],
    ["docker run image git status", "no"],
  ])("%s: %s", async (command, match) => {
    expect(await restricted("exec(git push:*)", pending(exec, { command }))).toBe(match);
  });
});

describe("a pattern with a star", () => {
  it.each([
    ["Bash(git push*)", "git push origin main", "yes"],
    ["Bash(git push*)", "git push", "yes"],
    ["Bash(rm -rf*)", "rm -rf x", "yes"],
    ["exec(git * --force)", "git push origin --force", "yes"],
    ["exec(git *)", "git", "yes"],
    ["exec(rm:*)", "caffeinate rm x", "yes"],
    ["exec(rm:*)", "unheard-of rm x", "unsure"],
    ["exec(docker rm:*)", "docker --context prod rm x", "unsure"],
    ["exec(rm:*)", "git rm x", "no"],
    ["exec(touch:*)", "git -c alias.p='!touch x' p", "unsure"],
    ["exec(git push:*)", "git -c alias.p=push p origin", "unsure"],
    ["exec(git push:*)", "git -c user.name=me push", "yes"],
    ["exec(rm:*)", "git -c color.ui=never log", "no"],
    ["exec(git push:*)", "git unknown-alias", "unsure"],
    ["exec(rm:*)", "git bisect run rm x", "unsure"],
    ["exec(rm:*)", "git submodule foreach rm x", "unsure"],
    ["exec(rm:*)", "git rebase -x 'rm y' main", "unsure"],
    ["exec(rm:*)", "git clone --upload-pack=rm a:b", "unsure"],
    ["exec(rm:*)", "git fetch origin", "no"],
    ["exec(rm:*)", "sudo git -c core.pager=less log", "unsure"],
    ["exec(rm:*)", "tar -cf a.tar . --checkpoint-action=exec='rm x'", "unsure"],
    ["exec(rm:*)", "tar -I rm -xf a.tar", "unsure"],
    ["exec(rm:*)", "rg --pre rm x", "unsure"],
    ["exec(rm:*)", "sort --compress-program=rm x", "unsure"],
    ["exec(rm:*)", "man -P rm ls", "unsure"],
    ["exec(pip install:*)", "python3 -mpip install x", "unsure"],
    ["exec(*--force*)", "git push --force", "yes"],
    ["exec(*rm*)", "ls", "no"],
    ["exec(rm:*)", "ls rm", "no"],
  ])("restricts as in Claude Code: %s, %s: %s", async (rule, command, match) => {
    expect(await restricted(rule, pending(exec, { command }))).toBe(match);
  });

  it.each([
    ["git push origin main", true],
    ["git pushx", true],
    ["git pull", false],
    ["git push; rm x", false],
  ])("allows whatever follows its end: %s %s", async (command, expected) => {
    expect(await allowed(["exec(git push*)"], pending(exec, { command }))).toBe(expected);
  });

  it("takes time in proportion to a long command, whatever it repeats", async () => {
    const started = process.cpuUsage().user;
    const option = `-${"a".repeat(48)}`;
    for (const rule of ["rm:*", "git push:*", "*rm*", "docker rm:*", "a* b*", "-a*"]) {
      for (const word of [option, "rm", "git", "x=y"])
        await restricted(`exec(${rule})`, pending(exec, { command: Array(390).fill(word).join(" ") }));
    }
    // Processor time in microseconds, far above what it takes and far below a quadratic way.
    expect(process.cpuUsage().user - started).toBeLessThan(8_000_000);
  });

  it("does not take apart what is too long, and asks", async () => {
    const command = `unheard-of ${"x ".repeat(30_000)} git push`;
    expect(await restricted("exec(git push:*)", pending(exec, { command }))).toBe("unsure");
    const words = `unheard-of ${"x ".repeat(3_000)} git push`;
    expect(await restricted("exec(git push:*)", pending(exec, { command: words }))).toBe("unsure");
  });
});

describe("paths", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder();
    await mkdir(join(folder.path, "src"));
    await mkdir(join(folder.path, "secret"));
    await symlink("../secret", join(folder.path, "src/link"));
  });
  afterEach(() => folder.remove());
  const writing = (path: string) => pending(write, { path }, folder.path);

  it.each([
    ["src/a.ts", true],
    ["./src/x/../deep/a.ts", true],
    ["src/../secret/a.ts", false],
    ["src/link/a.ts", false],
    ["../src/a.ts", false],
    ["a.ts", false],
    ["src/.hidden", true],
  ])("are allowed as they lead: %s %s", async (path, expected) => {
    expect(await allowed(["write(src/**)"], writing(path))).toBe(expected);
  });

  it.each([
    ["secret/a.ts", "yes"],
    ["SECRET/a.ts", "yes"],
    ["src/link/a.ts", "yes"],
    ["src/../secret/a.ts", "yes"],
    ["src/a.ts", "no"],
    ["/elsewhere/a.ts", "unsure"],
  ])("are denied as they are written and as they lead: %s %s", async (path, expected) => {
    expect(await restricted("write(secret)", writing(path))).toBe(expected);
  });

  it.each([
    ["write(/secret/**)", "yes"],
    ["write(./secret/**)", "yes"],
    ["write(./src/../secret/**)", "yes"],
    ["Edit(secret/**)", "yes"],
    ["edit(/secret)", "yes"],
    ["MultiEdit(secret/**)", "yes"],
    ["edit(other/**)", "no"],
    ["read(secret/**)", "no"],
  ])(
    "are meant by every way to write them and for every tool that changes files: %s %s",
    async (rule, expected) => {
      expect(await restricted(rule, writing("secret/a.ts"))).toBe(expected);
    },
  );

  it("are meant by their absolute form", async () => {
    expect(await restricted(`write(/${folder.path}/secret/**)`, writing("secret/a.ts"))).toBe("yes");
    expect(await restricted(`write(${folder.path}/secret/**)`, writing("src/link/a.ts"))).toBe("yes");
    expect(await allowed([`write(/${folder.path}/src/**)`], writing("src/a.ts"))).toBe(true);
    expect(await allowed([`write(/${folder.path}/src/**)`], writing("src/link/a.ts"))).toBe(false);
  });

  it("of a rule for reading hold for every tool that reads", async () => {
    const grep = tool("grep", { effect: "read", readOnly: true });
    const looking = (input: Record<string, unknown>) => pending(grep, input, folder.path);
    expect(await restricted("Read(secret/**)", looking({ path: "secret", pattern: "x" }))).toBe("yes");
    expect(await restricted("Read(secret/**)", looking({ path: "src", pattern: "x" }))).toBe("no");
    expect(await restricted("Read(secret/**)", looking({ pattern: "x" }))).toBe("no");
    const native = pending(
      tool("Grep", { effect: "read", readOnly: true, origin: "native" }),
      { pattern: "x" },
      folder.path,
    );
    expect(await restricted("Read(secret/**)", native)).toBe("unsure");
  });

  it("count each of a patch's", async () => {
    const patching = (paths: string[]) => pending(patch, { paths }, folder.path);
    expect(await restricted("edit(secret/**)", patching(["src/a.ts", "secret/b.ts"]))).toBe("yes");
    expect(await allowed(["apply_patch(src/**)"], patching(["src/a.ts", "secret/b.ts"]))).toBe(false);
    expect(
      await allowed(["apply_patch(src/**)", "apply_patch(docs/**)"], patching(["src/a.ts", "docs/b.md"])),
    ).toBe(true);
    expect(await allowed(["apply_patch(**)"], patching([]))).toBe(false);
  });
});

describe("addresses and other tools", () => {
  it.each([
    ["https://example.org/a", true],
    ["https://EXAMPLE.org./", true],
    ["https://docs.example.org/", false],
    ["https://example.org.evil.net/", false],
    ["https://example.org@evil.net/", false],
    ["no address", false],
  ])("allow by domain: %s %s", async (url, expected) => {
    expect(await allowed(["web_fetch(domain:example.org)"], pending(fetch, { url }))).toBe(expected);
  });

  it("are not told apart by a pattern that does not fit them", async () => {
    const other = pending(tool("mcp__x__y", { effect: "external" }), { q: 1 });
    expect(await allowed(["mcp__x__y(a*)"], other)).toBe(false);
    expect(await restricted("mcp__x__y(a*)", other)).toBe("unsure");
    expect(await allowed(["mcp__x__*"], other)).toBe(true);
  });

  it.each(["", "exec(", "exec()", "a b", "(x)"])("are not named by %j", (text) => {
    expect(parseRule(text)).toBeNull();
  });
});
