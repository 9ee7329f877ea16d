import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImageInput } from "../kernel/request.ts";
import type { ImageBlock } from "../sessions/message.ts";
import { temporaryFolder } from "../tools/testing.ts";
import { fitImage, MAX_IMAGE_BYTES, sniffImage } from "./fit-image.ts";
import { imageReferences } from "./image-references.ts";
import { loadPromptImages } from "./images.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let outside: Awaited<ReturnType<typeof temporaryFolder>>;
const at = (path: string) => join(folder.path, path);

/** Pictures are told apart by their width. */
function picture(width: number, height = 2) {
  return sharp({ create: { width, height, channels: 3, background: "blue" } });
}

beforeAll(async () => {
  folder = await temporaryFolder();
  outside = await temporaryFolder();
  await mkdir(at("sub"));
  await writeFile(at("one.png"), await picture(1).png().toBuffer());
  await writeFile(at("sub/two.jpg"), await picture(2).jpeg().toBuffer());
  await writeFile(at("three three.webp"), await picture(3).webp().toBuffer());
  await writeFile(at("four.gif"), await picture(4).gif().toBuffer());
  await writeFile(at("wrong-name.jpeg"), await picture(5).png().toBuffer());
  await writeFile(at("fake.png"), "no picture");
  await writeFile(at("cut.png"), (await picture(300, 300).png().toBuffer()).subarray(0, 20));
  await writeFile(join(outside.path, "out.png"), await picture(9).png().toBuffer());
  await symlink(join(outside.path, "out.png"), at("link.png"));
  await symlink("one.png", at("same.png"));
});
afterAll(() => Promise.all([folder.remove(), outside.remove()]));

async function load(prompt: string, images: readonly ImageInput[] = []) {
  const scope = { workspaceDir: folder.path, additionalDirectories: [] };
  const { content, notes } = await loadPromptImages({ prompt, images, ...scope });
  const blocks = content.filter((block): block is ImageBlock => block.type === "image");
  const widths = await Promise.all(
    blocks.map(async ({ data }) => (await sharp(Buffer.from(data, "base64")).metadata()).width),
  );
  return { content, notes, widths, types: blocks.map(({ mimeType }) => mimeType) };
}

describe("images of the prompt", () => {
  it.each([
    ["[media attached: one.png (image/png) | https://example.com/one.png] see", [1]],
    ["[media attached 1/2: one.png (image/png)]\n[media attached 2/2: three three.webp]", [1, 3]],
    ["[Image: source: sub/two.jpg]", [2]],
    ["look at ./one.png, then sub/two.jpg.", [1, 2]],
    ["what is in (four.gif)?", [4]],
    ["compare 'three three.webp' with `one.png`", [3, 1]],
    ["three\\ three.webp", [3]],
    ["one.png ./one.png same.png", [1]],
    ["one.png: first\nsub/two.jpg: second", [1, 2]],
    ["**one.png** image=./sub/two.jpg!", [1, 2]],
    ['she said "look at one.png please"', [1]],
    ["ONE.PNG wrong-name.jpeg", [5]],
    ['look at @one.png, @sub/two.jpg and @"three three.webp"', [1, 2, 3]],
    ["no image here, only one.png.txt and one.pngx", []],
    ["https://example.com/one.png and data:image/png;base64,AAAA", []],
  ])("%j", async (prompt, widths) => {
    const loaded = await load(prompt);
    expect(loaded.widths).toEqual(widths);
    expect(loaded.content[0]).toEqual({ type: "text", text: prompt });
    expect(loaded.notes).toEqual([]);
  });

  it("takes file URLs and absolute paths", async () => {
    const { widths } = await load(`${pathToFileURL(at("three three.webp"))} and ${at("one.png")}`);
    expect(widths).toEqual([3, 1]);
  });

  it.each([
    ["./missing.png", "does not exist"],
    ["[media attached: fake.png]", "not a png, jpeg, gif or webp"],
    ["./cut.png", "left as text"],
    ["./link.png", "outside the workspace"],
    ["../out.png", "outside the workspace"],
    ["/etc/x.png", "outside the workspace"],
    ["~/x.png", "outside the workspace"],
    ["file:///etc/passwd", "outside the workspace"],
    ["file://host/x.png", "left as text"],
    ["./.ssh/x.png", "may hold secrets"],
  ])("leaves %s as text, with a note", async (prompt, reason) => {
    const { content, notes } = await load(prompt);
    expect(content).toEqual([{ type: "text", text: prompt }]);
    expect(notes).toEqual([expect.stringContaining(reason)]);
  });

  it("says nothing of a bare name that is no file, and of other media", async () => {
    expect(
      await load("write plot.png [media attached: a.mp4 (video/mp4)] [media attached: 2 files]"),
    ).toMatchObject({
      notes: [],
      widths: [],
    });
  });
});

describe("images of the caller", () => {
  it("come before those of the prompt, each file once, with the type their bytes show", async () => {
    const data = (await picture(7).webp().toBuffer()).toString("base64");
    const { widths, types } = await load("see one.png and four.gif", [
      { path: join(outside.path, "out.png") },
      { path: "four.gif" },
      { path: at("four.gif") },
      { data: `data:image/png;base64,${data}`, mimeType: "image/png" },
    ]);
    expect(widths).toEqual([9, 4, 7, 1]);
    expect(types).toEqual(["image/png", "image/gif", "image/webp", "image/png"]);
  });

  it("may come without a prompt", async () => {
    expect((await load("", [{ path: "one.png" }])).content).toMatchObject([{ type: "image" }]);
  });

  it.each([
    ["a missing file", { path: "missing.png" }, "does not exist"],
    ["a folder", { path: "sub" }, "not a file"],
    ["something else", { path: "fake.png" }, "not a png, jpeg, gif or webp"],
    ["a damaged file", { path: "cut.png" }, "cannot be read"],
    ["no base64", { data: "§", mimeType: "image/png" }, "not base64"],
    ["no data", { data: "", mimeType: "image/png" }, "not base64"],
  ])("are refused by their field: %s", async (_what, image, message) => {
    await expect(load("x", [{ path: "one.png" }, image])).rejects.toMatchObject({
      code: "image_unreadable",
      field: "images[1]",
      message: expect.stringContaining(message),
    });
  });
});

describe("fitImage", () => {
  it("leaves a small image byte for byte", async () => {
    const bytes = await picture(2_000, 10).png().toBuffer();
    expect(await fitImage(bytes)).toEqual({
      type: "image",
      mimeType: "image/png",
      data: bytes.toString("base64"),
    });
  });

  it.each([
    ["png", 2_001, 1_000],
    ["jpeg", 1_000, 3_000],
    ["webp", 4_000, 4_000],
  ] as const)("brings a %s of %d by %d pixels to 2000", async (format, width, height) => {
    const { data } = await fitImage(await picture(width, height).toFormat(format).toBuffer());
    const fitted = await sharp(Buffer.from(data, "base64")).metadata();
    expect(Math.max(fitted.width, fitted.height)).toBe(2_000);
    expect(fitted.width / fitted.height).toBeCloseTo(width / height, 1);
  });

  it("compresses what is within 2000 pixels and over 5 MB", async () => {
    const noise = sharp({
      create: {
        width: 1_600,
        height: 1_600,
        channels: 3,
        background: "white",
        noise: { type: "gaussian", mean: 128, sigma: 60 },
      },
    });
    const bytes = await noise.png().toBuffer();
    expect(bytes.length).toBeGreaterThan(MAX_IMAGE_BYTES);
    const fitted = await fitImage(bytes);
    expect(fitted.data.length).toBeLessThanOrEqual(MAX_IMAGE_BYTES);
    expect(sniffImage(Buffer.from(fitted.data, "base64"))).toBe(fitted.mimeType);
  });

  it("turns a photograph as its camera says", async () => {
    const bytes = await picture(3_000, 1_000).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { data } = await fitImage(bytes);
    expect(await sharp(Buffer.from(data, "base64")).metadata()).toMatchObject({ width: 667, height: 2_000 });
  });
});

it.each([
  ["folders", "a/".repeat(200_000)],
  ["kept spaces", "\\ ".repeat(200_000)],
  ["quotes", `"'`.repeat(100_000)],
  ["openings", "[media attached: ".repeat(20_000)],
  ["extensions", ".png/".repeat(100_000)],
  ["stops", `x${".".repeat(300_000)}y`],
  ["schemes", "a:".repeat(200_000)],
])("gets through a long prompt of %s", (_what, prompt) => {
  expect(imageReferences(`${prompt}z one.png`)).toMatchObject([{ path: expect.stringMatching(/one\.png$/) }]);
});
