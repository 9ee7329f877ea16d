/**
 * The hard blocks as permission rules of the binary, which its searches leave out of what they look through. They come behind Tandem's
 * own check of every call, which knows more spellings.
 */
import { BLOCKED_NAMES } from "../../../safety/blocked.ts";

const PATTERNS: readonly string[] = [
  ".env*",
  ...["pem", "key", "p12", "pfx", "jks", "keystore", "kdbx", "ppk"].map((ending) => `*.${ending}`),
  ...["rsa", "dsa", "ecdsa", "ed25519"].flatMap((kind) => [`id_${kind}`, `id_${kind}_sk`]),
];

/** Rules in Claude Code's syntax; `//` begins at the root of the file system. */
export function denyRules(): string[] {
  return [...BLOCKED_NAMES, ...PATTERNS].flatMap((name) =>
    ["Read", "Edit"].flatMap((tool) => [`${tool}(//**/${name})`, `${tool}(//**/${name}/**)`]),
  );
}
