/**
 * The names that editors, package managers and people give to another copy of a file. A copy of a secret is the same secret, so it is
 * blocked under each of them.
 */

/** In front of the name, in folded form. */
const BEFORE: readonly string[] = [
  // Emacs: lock and automatic save. LibreOffice: lock.
  ".#",
  "#",
  ".~lock.",
  "~$",
  // Finder, Explorer, Nautilus.
  "copy of ",
  "backup of ",
  "old_",
  "old-",
  "bak_",
  "backup_",
  "backup-",
  "copy_",
];

const SUFFIX_WORDS =
  "bak|bk|bkp|bck|backup|old|orig|original|prev|previous|save|saved|sav|copy|tmp|temp|disabled|rej";

/** Behind the name. */
const AFTER: readonly RegExp[] = [
  // Emacs, LibreOffice; numbered backups of GNU tools (`x.~1~`).
  /(?:\.~\d+)?~$/,
  /#$/,
  // With or without a number, a date or a process id: `.bak`, `.bak2`, `_old`, `-backup-2024-05-01`, `.tmp.4711`, `.orig.1`.
  new RegExp(`[._ -](?:${SUFFIX_WORDS})[._-]?[\\d._t-]*$`),
  // Rotated (`.1`), dated (`.2024-05-01`, `-20240501`, `.20240501t1200`), and a copy's number (` (1)`, ` 2`).
  /[._-]\d[\d._t-]*$/,
  / (?:copy(?: \d+)?|\(\d+\)|\d+)$/,
  // Vim: swap and undo. Kate. JetBrains. dpkg, rpm, ucf, pacman.
  /\.(?:sw[a-p]|un~|kate-swp)$/,
  /___jb_(?:tmp|old|bak)___$/,
  /\.(?:dpkg|ucf)-(?:old|new|dist|bak|tmp)$/,
  /\.rpm(?:save|new|orig)$/,
  /\.pac(?:save|new|orig)$/,
  // Packed as it is.
  /\.(?:gz|bz2|xz|zst|lz4|zip|7z|rar|tar|tgz|txz)$/,
];

/** Before which a suffix of vim puts a dot: `.id_rsa.swp`. */
const DOTTED = /^\.(.+)\.(?:sw[a-p]|un~|kate-swp)$/;

/** More layers than anybody has put around a name by accident (`#id_rsa.bak.1.gz~#`). */
const MOST_LAYERS = 6;

/** The names that a folded name may be a copy of, itself first. */
export function originalsOf(name: string): string[] {
  const names = [name];
  if (!looksLikeCopy(name)) return names;
  for (let at = 0; at < names.length && at < MOST_LAYERS * 3; at++) {
    const one = names[at]!;
    const less = [
      ...BEFORE.filter((before) => one.startsWith(before)).map((before) => one.slice(before.length)),
      ...AFTER.filter((after) => after.test(one)).map((after) => one.replace(after, "")),
      DOTTED.exec(one)?.[1] ?? "",
    ];
    for (const next of less) if (next !== "" && !names.includes(next)) names.push(next);
  }
  return names;
}

const LOOK = new RegExp(
  `[~#$]|copy|backup|^(?:old|bak)[_-]|[._ -](?:${SUFFIX_WORDS})|[._ (-]\\d|\\.(?:sw[a-p]|kate-swp|gz|bz2|xz|zst|lz4|zip|7z|rar|tar|tgz|txz|rpm|pac)|-(?:old|new|dist|bak|tmp)$|___jb_`,
);

/** Whether a name may be that of a copy. Cheap, and never wrong when it says no. */
function looksLikeCopy(name: string): boolean {
  return LOOK.test(name);
}
