/**
 * What no file tool may read or write, whatever the configuration says: secrets by name. Names are compared without regard
 * to case, to Unicode look-alikes that some file systems fold, and to characters that cannot be seen.
 */

/** Folders and files blocked wherever they are, with everything below them: one name, or several in a row. */
export const BLOCKED_NAMES: readonly string[] = [
  ".ssh",
  ".aws",
  ".gnupg",
  ".tandem",
  // Credential stores of common programs.
  ".azure",
  ".kube",
  ".password-store",
  ".netrc",
  "_netrc",
  ".npmrc",
  ".pypirc",
  ".pgpass",
  ".my.cnf",
  ".git-credentials",
  ".vault-token",
  ".htpasswd",
  ".boto",
  ".s3cfg",
  "application_default_credentials.json",
  "credentials.tfrc.json",
  ".credentials.json",
  "logins.json",
  "key4.db",
  "login data",
  ".docker/config.json",
  ".config/gcloud",
  ".config/gh",
  ".config/hub",
  ".config/op",
  ".config/doctl",
  ".config/git/credentials",
  ".cargo/credentials",
  ".cargo/credentials.toml",
  ".gem/credentials",
  ".m2/settings-security.xml",
  ".codex/auth.json",
  ".pi/agent/auth.json",
  "run/secrets",
  "library/keychains",
  "share/keyrings",
];

const BLOCKED_PATTERNS: readonly RegExp[] = [
  /^\.env/,
  /\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk|keychain|keychain-db)$/,
  /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/,
];

/** Kernel file systems that show processes' memory and environments as files; `/dev/shm` is only a temporary folder. */
const KERNEL_FILES = /^\/(?:proc|sys|dev(?!\/shm\/))(?:\/|$)/;

/** The part of a path that makes it blocked (`.ssh`, `.env.local`), or `null`. Judges the text; resolve symlinks first. */
export function blockedName(path: string): string | null {
  const names = path.split(/[/\\]/).filter((name) => name !== "");
  const folded = names.map(fold);
  const byPattern = folded.findIndex((name) => BLOCKED_PATTERNS.some((pattern) => pattern.test(name)));
  if (byPattern >= 0) return names[byPattern]!;
  const whole = `/${folded.join("/")}/`;
  if (path.startsWith("/") && KERNEL_FILES.test(whole)) return `/${names[0]}`;
  return BLOCKED_NAMES.find((blocked) => whole.includes(`/${blocked}/`)) ?? null;
}

/** As the most forgiving file system would compare it. */
function fold(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, "")
    .toLowerCase()
    .replace(/[. ]+$/, "")
    .replace(/:.*$/, "");
}

const ENDINGS = ["pem", "key", "p12", "pfx", "jks", "keystore", "kdbx", "ppk"];
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const SUSPECT = new RegExp(
  [
    // A name may end in dots, spaces or a stream's name; one with a foreign character may fold to a blocked one.
    `/(?:${[".env", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"]
      .concat(BLOCKED_NAMES)
      .map((name) => escaped(name).replaceAll("/", "[^/]*/"))
      .join("|")})`,
    `\\.(?:${ENDINGS.join("|")})`,
    "[^\\x01-\\x7f]",
  ].join("|"),
  "i",
);

/** Whether {@link blockedName} may call an absolute path blocked. Much cheaper, and never wrong when it says no. */
export function mayBeBlocked(path: string): boolean {
  return SUSPECT.test(path);
}

/** Globs, without regard to case, of the blocked names below a folder: for sandboxes that judge paths by patterns of their own. */
export function blockedGlobs(): string[] {
  const names = [...BLOCKED_NAMES, ".env*", "id_rsa*", "id_dsa*", "id_ecdsa*", "id_ed25519*"];
  return [...names, ...ENDINGS.map((ending) => `*.${ending}`)].flatMap((glob) => [
    `**/${glob}`,
    `**/${glob}/**`,
  ]);
}
