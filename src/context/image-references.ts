/** Finds the image files a prompt speaks of. Looks at the text only. */

export interface ImageReference {
  /** As written, without quotes and escapes; a path or a `file://` URL. */
  readonly path: string;
  /** Clearly meant as a file: marked as attached, a URL, or a path with `/`, `./`, `../` or `~/` in front. */
  readonly explicit: boolean;
}

const EXTENSION = "\\.(?:png|jpe?g|gif|webp)";
const IMAGE_FILE = new RegExp(`${EXTENSION}$`, "i");
/** Every alternative runs over its text once, so that no prompt takes long; a word is judged after it was found. */
const PATTERN = new RegExp(
  [
    // [media attached: shot.png (image/png) | https://…], [media attached 1/2: …], [Image: source: shot.png]
    "\\[media attached(?: \\d+/\\d+)?:(?<attached>[^\\]\\n]{1,4096})\\]",
    "\\[Image:\\s?source:(?<source>[^\\]\\n]{1,4096})\\]",
    "(?<url>file://[^\\s\"'`<>()\\[\\]{}|]+)",
    `(?<quote>["'\`])(?<quoted>[^"'\`\\n]{1,4096}${EXTENSION})\\k<quote>`,
    // A word; a backslash keeps a space in it.
    "(?<bare>(?:\\\\ |[^\\s\"'`<>()\\[\\]{},;|=])+)",
  ].join("|"),
  "gi",
);

/** References in the order they are in the prompt; one may appear more than once. Web addresses are none. */
export function imageReferences(prompt: string): ImageReference[] {
  return [...prompt.matchAll(PATTERN)].flatMap(({ groups = {} }) => {
    const { attached, source, url, quoted, bare = "" } = groups;
    if (attached !== undefined) return attachedReference(attached.trim());
    if (source !== undefined) return [{ path: source.trim(), explicit: true }];
    if (url !== undefined) return [{ path: url.replace(/[.,;:!?]+$/, ""), explicit: true }];
    const written =
      quoted ??
      bare
        .replaceAll("\\ ", " ")
        .replace(/^\*+/, "")
        .replace(/[.:!?*]{1,8}$/, "");
    if (!IMAGE_FILE.test(written) || /^[a-z][a-z0-9+.-]+:/i.test(written)) return [];
    // `@shot.png` mentions a file, as chats write it; there may also be a folder of that name.
    const paths = written.startsWith("@") ? [written.slice(1), written] : [written];
    return paths.map((path) => ({ path, explicit: /^(?:\/|\.{1,2}\/|~\/)/.test(path) }));
  });
}

/** `path (type) | url`, as channels write it; other media than images are not meant. */
function attachedReference(text: string): ImageReference[] {
  const [file = ""] = text.split(" | ");
  const { path = "", type } =
    /^(?<path>.*?)(?:\s+\((?<type>[\w.+-]+\/[\w.+-]+)\))?\s*$/.exec(file)?.groups ?? {};
  if (path === "" || /^\d+ files?$/.test(path)) return [];
  if (type !== undefined && !type.startsWith("image/")) return [];
  return [{ path, explicit: true }];
}
