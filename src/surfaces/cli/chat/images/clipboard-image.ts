/** The image in the clipboard, by the programs that a desktop has for it. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sniffImage } from "../../../../context/fit-image.ts";
import type { AttachedImage } from "./attachments.ts";

const execute = promisify(execFile);
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_MS = 3_000;

type Env = Readonly<Record<string, string | undefined>>;

/** `missing`: there is no program to ask; its name. */
export type ClipboardImage = AttachedImage | { readonly missing: string } | null;

/** What the clipboard holds; `null`: no image. Never rejects. */
export async function readClipboardImage(env: Env): Promise<ClipboardImage> {
  const programs = programsFor(env);
  let ran = false;
  for (const [program, ...args] of programs) {
    const output = await run(program!, args, env);
    if (output === "missing") continue;
    ran = true;
    const mimeType = output === null ? null : sniffImage(output);
    if (output !== null && mimeType !== null) return { data: output.toString("base64"), mimeType };
  }
  return ran ? null : { missing: programs[0]![0]! };
}

function programsFor(env: Env): readonly (readonly string[])[] {
  if (process.platform === "darwin")
    return [
      ["pngpaste", "-"],
      ["osascript", "-e", APPLE_PNG],
    ];
  const wayland = ["wl-paste", "--no-newline", "--type", "image/png"];
  const x11 = ["xclip", "-selection", "clipboard", "-target", "image/png", "-out"];
  return env.WAYLAND_DISPLAY ? [wayland, x11] : [x11, wayland];
}

/** AppleScript shows data as `«data PNGf89504E47…»`. */
const APPLE_PNG = "get the clipboard as «class PNGf»";

async function run(program: string, args: readonly string[], env: Env): Promise<Buffer | null | "missing"> {
  try {
    const { stdout } = await execute(program, [...args], {
      encoding: "buffer",
      maxBuffer: MAX_BYTES,
      timeout: MAX_MS,
      env: { ...env },
    });
    const hex = /^«data PNGf([0-9A-F]+)»/.exec(stdout.subarray(0, stdout.length).toString("utf8"))?.[1];
    return hex === undefined ? stdout : Buffer.from(hex, "hex");
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "missing" : null;
  }
}
