import { mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { webSchema } from "../../sandbox/config.ts";
import { temporaryFolder, textIn, toolContext } from "../testing.ts";
import type { ToolContext } from "../tool.ts";
import { edit } from "./edit.ts";
import { commandsOn } from "./exec/testing.ts";
import { builtinTools } from "./index.ts";
import { ls } from "./ls.ts";
import { read } from "./read.ts";
import { write } from "./write.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let context: ToolContext;
const at = (path: string) => join(folder.path, path);

beforeEach(async () => {
  folder = await temporaryFolder();
  context = toolContext(folder.path);
});
afterEach(() => folder.remove());

it("offers the built-in tools in one order, told apart by whether they only look", () => {
  const parts = { commands: commandsOn("/nowhere"), web: webSchema.parse(undefined) };
  expect(builtinTools(parts).map(({ name, readOnly }) => `${name}${readOnly ? "" : "!"}`)).toEqual([
    "read",
    "write!",
    "edit!",
    "apply_patch!",
    "ls",
    "grep",
    "find",
    "exec!",
    "process!",
    "web_fetch",
    "todo!",
  ]);
});

describe("read", () => {
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`).join("\n");

  it.each([
    ["a whole file", "one\ntwo\n", {}, "one\ntwo"],
    ["Windows line ends and a byte order mark", "\uFEFFone\r\ntwo\r\n", {}, "one\ntwo"],
    ["a last line without an end", "one\ntwo", {}, "one\ntwo"],
    ["empty lines", "\n\nx\n\n", {}, "\n\nx\n"],
    [
      "a range",
      `${lines(1, 9)}\n`,
      { offset: 3, limit: 2 },
      "line 3\nline 4\n\n[Lines 3 to 4 of 9; continue with offset 5.]",
    ],
    ["the range up to the end", `${lines(1, 9)}\n`, { offset: 8, limit: 5 }, "line 8\nline 9"],
    ["an empty file", "", {}, "[a.txt is empty]"],
  ])("gives %s", async (_what, text, range, expected) => {
    await writeFile(at("a.txt"), text);
    expect(textIn(await read.execute({ path: "a.txt", ...range }, context))).toBe(expected);
  });

  it("gives 2000 lines and says how to go on", async () => {
    await writeFile(at("a.txt"), `${lines(1, 4_500)}\n`);
    const text = textIn(await read.execute({ path: "a.txt" }, context));
    expect(text).toBe(`${lines(1, 2_000)}\n\n[Lines 1 to 2000 of 4500; continue with offset 2001.]`);
  });

  it("keeps characters whole that lie across two reads of the disk", async () => {
    await writeFile(at("a.txt"), `${"é".repeat(40_000)}\nend\n`);
    const text = textIn(await read.execute({ path: "a.txt" }, context));
    expect(text).toBe(`${"é".repeat(2_000)}\nend\n\n[Lines over 2000 characters were cut.]`);
  });

  it.each([
    ["a line beyond the end", "a.txt", { offset: 9 }, "has 1 line; there is no line 9"],
    ["a binary file", "b.bin", {}, "is a binary file"],
    ["a folder", ".", {}, "is a folder"],
    ["a missing file", "none.txt", {}, "none.txt does not exist"],
  ])("refuses %s", async (_what, path, range, message) => {
    await writeFile(at("a.txt"), "one\n");
    await writeFile(at("b.bin"), Buffer.from([1, 0, 2]));
    await expect(read.execute({ path, ...range }, context)).rejects.toThrow(message);
  });

  it("shows an image whatever its name says, and makes a large one smaller", async () => {
    const image = sharp({ create: { width: 2_600, height: 1_300, channels: 3, background: "red" } });
    await writeFile(at("picture.txt"), await image.png().toBuffer());
    const { content } = await read.execute({ path: "picture.txt" }, context);
    expect(content[0]).toEqual({ type: "text", text: "picture.txt (image/png)" });
    const block = content[1];
    if (block?.type !== "image") throw new Error("no image");
    expect(await sharp(Buffer.from(block.data, "base64")).metadata()).toMatchObject({
      width: 2_000,
      height: 1_000,
    });
  });
});

describe("write", () => {
  it("says whether the file is new", async () => {
    expect(textIn(await write.execute({ path: "d/a.txt", content: "1\n2\n" }, context))).toBe(
      "Created d/a.txt (2 lines).",
    );
    expect(textIn(await write.execute({ path: "d/a.txt", content: "1" }, context))).toBe(
      "Replaced d/a.txt (1 line).",
    );
    expect(await readFile(at("d/a.txt"), "utf8")).toBe("1");
  });
});

describe("edit", () => {
  const change = (old_string: string, new_string: string, more = {}) =>
    edit.execute({ path: "a.txt", old_string, new_string, ...more }, context);

  it("refuses what would be too large before it is made", async () => {
    await writeFile(at("a.txt"), "a\n".repeat(200_000));
    await expect(change("a", "b\n".repeat(300), { replace_all: true })).rejects.toThrow(
      "would be over 20 MB",
    );
  });

  it("puts the new text in as it is, also where it looks like a replacement pattern", async () => {
    await writeFile(at("a.txt"), "price\n");
    await change("price", "$& $1 $$");
    expect(await readFile(at("a.txt"), "utf8")).toBe("$& $1 $$\n");
  });

  it("replaces the one occurrence and shows the diff", async () => {
    await writeFile(at("a.txt"), "one\ntwo\nthree\n", { mode: 0o755 });
    const output = await change("two", "2");
    expect(textIn(output)).toBe(
      "Edited a.txt (1 replacement).\n\n--- a.txt\n+++ a.txt\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three",
    );
    expect(await readFile(at("a.txt"), "utf8")).toBe("one\n2\nthree\n");
    expect((await stat(at("a.txt"))).mode & 0o777).toBe(0o755);
    expect(output.details).toMatchObject({ replaced: 1, diff: expect.stringContaining("-two\n+2\n") });
  });

  it("replaces all when asked, and takes special characters as they are", async () => {
    await writeFile(at("a.txt"), "a.b $& a.b axb");
    await change("a.b", "$&", { replace_all: true });
    expect(await readFile(at("a.txt"), "utf8")).toBe("$& $& $& axb");
  });

  it("keeps Windows line ends and the byte order mark", async () => {
    await writeFile(at("a.txt"), "\uFEFFone\r\ntwo\r\nthree\r\n");
    await change("one\ntwo", "1\n2");
    expect(await readFile(at("a.txt"), "utf8")).toBe("\uFEFF1\r\n2\r\nthree\r\n");
  });

  it.each([
    ["text that is not there", "four", "4", "was not found in a.txt"],
    ["text that is there twice", "o", "0", "was found 2 times in a.txt"],
    ["no change", "one", "one", "nothing to change"],
  ])("refuses %s and leaves the file", async (_what, old_string, new_string, message) => {
    await writeFile(at("a.txt"), "one\ntwo\n");
    await expect(change(old_string, new_string)).rejects.toThrow(message);
    expect(await readFile(at("a.txt"), "utf8")).toBe("one\ntwo\n");
  });

  it("refuses a file that it would damage", async () => {
    await writeFile(at("a.txt"), Buffer.from([0x6f, 0xff, 0x6b]));
    await expect(change("o", "0")).rejects.toThrow("not valid UTF-8");
  });
});

describe("ls", () => {
  it("lists names in one order, marks what they are, and what is closed", async () => {
    await mkdir(at("src"));
    await mkdir(at(".ssh"));
    for (const name of ["b.txt", "B.txt", ".env", ".hidden"]) await writeFile(at(name), "");
    await symlink("/etc", at("outside"));
    expect(textIn(await ls.execute({}, context))).toBe(
      ".env (closed to tools)\n.hidden\n.ssh/ (closed to tools)\nB.txt\nb.txt\noutside@\nsrc/",
    );
    expect(textIn(await ls.execute({ path: "src" }, context))).toBe("[src is empty]");
  });

  it.each([
    ["a link out", "outside", "outside the workspace"],
    ["a closed folder", ".ssh", "may hold secrets"],
    ["a missing folder", "none", "none does not exist"],
    ["a file", "a.txt", "a part of the path is a file"],
  ])("refuses %s", async (_what, path, message) => {
    await mkdir(at(".ssh"));
    await writeFile(at("a.txt"), "");
    await symlink("/etc", at("outside"));
    await expect(ls.execute({ path }, context)).rejects.toThrow(message);
  });
});
