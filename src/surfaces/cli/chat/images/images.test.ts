import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Attachments } from "./attachments.ts";
import { readClipboardImage } from "./clipboard-image.ts";
import { pastedImagePath, readImageFile } from "./pasted-image.ts";

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const image = { data: PIXEL, mimeType: "image/png" };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-images-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a message takes the images whose markers it still has", () => {
  const attachments = new Attachments();
  const other = { ...image, mimeType: "image/webp" };
  expect(attachments.add(image)).toBe("[image 1]");
  expect(attachments.add(other, "a [b].webp")).toBe("[image 2: a _b_.webp]");
  expect(attachments.in("see [image 2: a _b_.webp] and [image 1], [image 1]")).toEqual([other, image]);
  expect(attachments.in("see [image 1")).toEqual([]);
  expect(attachments.in("[image 3] [image 0]")).toEqual([]);
});

test("a paste is an image when it is the whole path of one", () => {
  const paths: [string, string | null][] = [
    ["/tmp/shot.png", "/tmp/shot.png"],
    ["'/tmp/a b.PNG' ", "/tmp/a b.PNG"],
    ["/tmp/a\\ b.jpeg", "/tmp/a b.jpeg"],
    ["file:///tmp/a%20b.gif", "/tmp/a b.gif"],
    ["~/shot.webp", join(homedir(), "shot.webp")],
    ["shot.png", null],
    ["look at /tmp/shot.png", null],
    ["/tmp/a.png\n/tmp/b.png", null],
    ["/tmp/notes.txt", null],
  ];
  for (const [text, path] of paths) expect(pastedImagePath(text), text).toBe(path);
});

test("a file counts by its bytes", async () => {
  writeFileSync(join(folder, "real.png"), Buffer.from(PIXEL, "base64"));
  writeFileSync(join(folder, "fake.png"), "no picture");
  expect(await readImageFile(join(folder, "real.png"))).toEqual({ ...image, name: "real.png" });
  expect(await readImageFile(join(folder, "fake.png"))).toBeNull();
  expect(await readImageFile(join(folder, "absent.png"))).toBeNull();
});

test.skipIf(process.platform === "darwin")(
  "the clipboard is asked by the program of the desktop",
  async () => {
    const program = (name: string, script: string): void => {
      writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, name), 0o755);
    };
    const path = `${folder}:/usr/bin:/bin`;
    expect(await readClipboardImage({ PATH: folder })).toEqual({ missing: "xclip" });
    expect(await readClipboardImage({ PATH: folder, WAYLAND_DISPLAY: "w" })).toEqual({ missing: "wl-paste" });
    program("xclip", `echo ${PIXEL} | base64 -d`);
    expect(await readClipboardImage({ PATH: path })).toEqual(image);
    program("wl-paste", "echo 'No selection' >&2; exit 1");
    expect(await readClipboardImage({ PATH: path, WAYLAND_DISPLAY: "w" })).toEqual(image);
    program("xclip", "echo some text");
    expect(await readClipboardImage({ PATH: path })).toBeNull();
  },
);
