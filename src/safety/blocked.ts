/**
 * What no file tool may read or write, whatever the configuration says: secrets by name, and other
 * copies of them. Names are compared without regard to case, to Unicode look-alikes that some file systems fold, and to characters that
 * cannot be seen.
 */

import { originalsOf } from "./disguise.ts";
import { KEY_NAMES, SECRET_BEGINNINGS, SECRET_ENDINGS, SECRET_STORES } from "./secret-names.ts";

/** Folders and files blocked wherever they are, with everything below them: one name, or several in a row. */
export const BLOCKED_NAMES: readonly string[] = SECRET_STORES.flatMap(({ names }) => names);

const ENDINGS = Object.keys(SECRET_ENDINGS);
const BEGINNINGS = Object.keys(SECRET_BEGINNINGS);
const ENDING = new RegExp(`\\.(?:${ENDINGS.join("|")})$`);

/** What is blocked by several names in a row, by the last of them. */
const ROWS = new Map<string, string[]>();
for (const name of BLOCKED_NAMES) {
  const last = name.slice(name.lastIndexOf("/") + 1);
  ROWS.set(last, [...(ROWS.get(last) ?? []), name]);
}

/** Kernel file systems that show processes' memory and environments as files; `/dev/shm` is only a temporary folder. */
const KERNEL_FILES = /^\/(?:proc|sys|dev(?!\/shm\/))(?:\/|$)/;

/** The part of a path that makes it blocked (`.ssh`, `.env.local`), or `null`. Judges the text; resolve symlinks first. */
export function blockedName(path: string): string | null {
  const names = path.split(/[/\\]/).filter((name) => name !== "");
  const folded = names.map(fold);
  for (const [at, name] of folded.entries()) {
    const originals = originalsOf(name);
    if (originals.some(isSecretFile)) return names[at]!;
    const row = originals.map((original) => rowAt(folded, at, original)).find((found) => found !== null);
    if (row !== undefined) return row;
  }
  if (path.startsWith("/") && KERNEL_FILES.test(`/${folded.join("/")}/`)) return `/${names[0]}`;
  return null;
}

function isSecretFile(name: string): boolean {
  return (
    ENDING.test(name) ||
    KEY_NAMES.includes(name) ||
    BEGINNINGS.some((beginning) => name.startsWith(beginning))
  );
}

/** The blocked names in a row that end here, if the last of them is `original`. */
function rowAt(folded: readonly string[], at: number, original: string): string | null {
  const rows = ROWS.get(original) ?? [];
  return (
    rows.find((row) => {
      const before = row.split("/").slice(0, -1);
      return before.every((name, index) => folded[at - before.length + index] === name);
    }) ?? null
  );
}

/** What most names are: nothing to fold. */
const FOLDED = /^[a-z0-9_.~#-]*[a-z0-9_~#-]$/;

/** As the most forgiving file system would compare it. */
function fold(name: string): string {
  if (FOLDED.test(name)) return name;
  return name
    .normalize("NFKC")
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, "")
    .toLowerCase()
    .replace(/[. ]+$/, "")
    .replace(/:.*$/, "");
}

// A name may end in dots, spaces or a stream's name; one with a foreign character may fold to a blocked one.
const SUSPECT = new RegExp(
  [
    `\\.(?:${ENDINGS.join("|")})`,
    ...BEGINNINGS.map((beginning) => beginning.replaceAll(".", "\\.")),
    "id_(?:rsa|dsa|ecdsa|ed25519|xmss)",
    "[^\\x01-\\x7f]",
    "[. ](?:/|$)|:",
  ].join("|"),
);

/**
 * Each blocked name, also as part of a longer last name: a copy's name holds the whole name of its original. By their first character, so
 * that most of a path is passed over at one look.
 */
const NAMED = new RegExp(
  [...Map.groupBy(BLOCKED_NAMES, (name) => name[0]!)]
    .map(([first, names]) => {
      const rests = names.map((name) =>
        name
          .slice(1)
          .replaceAll(".", "\\.")
          .replace(/(?<=\/)[^/]+$/, (last) => `[^/]*${last}`),
      );
      return `${first === "." ? "\\." : first}(?:${rests.join("|")})`;
    })
    .join("|"),
);

/** Whether {@link blockedName} may call an absolute path blocked. Much cheaper, and never wrong when it says no. */
export function mayBeBlocked(path: string): boolean {
  const folded = path.toLowerCase();
  return SUSPECT.test(folded) || NAMED.test(folded);
}

/** Globs, without regard to case, of the blocked names: for those who can only match patterns, and so miss the rarer copies. */
export function secretGlobs(): { readonly anything: readonly string[]; readonly files: readonly string[] } {
  const files = [...KEY_NAMES, ...ENDINGS.map((ending) => `*.${ending}`)];
  const copies = files.flatMap((name) => COMMON_COPIES.map((copy) => `${name}${copy}`));
  return {
    anything: [...BLOCKED_NAMES, ...BEGINNINGS.flatMap((beginning) => [`${beginning}*`, `.#${beginning}*`])],
    files: [...files, ...copies],
  };
}

const COMMON_COPIES = ["~", ".bak*", ".old*", ".orig*"];

/** {@link secretGlobs} below a folder: for sandboxes that judge paths by patterns of their own. */
export function blockedGlobs(): string[] {
  const { anything, files } = secretGlobs();
  return [...anything, ...files].flatMap((glob) => [`**/${glob}`, `**/${glob}/**`]);
}
