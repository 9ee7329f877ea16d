/** The environment of tools: what programs need to work, and nothing that gives access to anything. */
import { DEFAULT_PATH, trustedPath } from "./program-path.ts";

const PASSED: ReadonlySet<string> = new Set([
  "PATH",
  "HOME",
  "LANG",
  "TERM",
  "TMPDIR",
  "TZ",
  "USER",
  "SHELL",
]);
const PASSED_PREFIX = "LC_";

const CREDENTIAL_NAME = /key|token|secret|passw|credential|auth|cookie/i;
/** Shapes of well-known credentials, and a password inside a URL. */
const CREDENTIAL_VALUE =
  /\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{16,}|\bgh[a-z]_[A-Za-z0-9]{20,}|\bgithub_pat_|\bxox[a-z]-|\bA[KS]IA[A-Z0-9]{16}\b|\bAIza[A-Za-z0-9_-]{30,}|\beyJ[A-Za-z0-9_-]{10,}\.|-----BEGIN|:\/\/[^/\s:@]+:[^/\s@]+@/;

/**
 * The clean environment of a turn's tools, as a new object. From `source` (the process's environment) only PATH, HOME, LANG,
 * `LC_*`, TERM, TMPDIR, TZ, USER and SHELL pass, and none of these if it looks like a credential; PATH keeps absolute folders
 * only, so that no program of the workspace runs by accident. `requested` is what the caller asked for explicitly: it
 * passes as it is.
 */
export function toolEnvironment(
  source: Readonly<Record<string, string | undefined>>,
  requested: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const clean: Record<string, string> = { PATH: DEFAULT_PATH };
  for (const [name, value] of Object.entries(source)) {
    if (value === undefined || !(PASSED.has(name) || name.startsWith(PASSED_PREFIX))) continue;
    if (looksLikeCredential(name, value)) continue;
    clean[name] = name === "PATH" ? trustedPath(value) : value;
  }
  return { ...clean, ...requested };
}

/**
 * The same environment without what would have programs taken from these folders: folders of PATH in them, and a TMPDIR there. For what
 * Tandem starts outside the sandbox.
 */
export function outsideOf(
  env: Readonly<Record<string, string>>,
  folders: readonly string[],
): Record<string, string> {
  const { TMPDIR, ...rest } = env;
  const isOutside = TMPDIR !== undefined && trustedPath(TMPDIR, folders) === TMPDIR;
  return { ...rest, ...(isOutside ? { TMPDIR } : {}), PATH: trustedPath(env.PATH, folders) };
}

/** Whether a variable's name or value suggests that it grants access. */
export function looksLikeCredential(name: string, value: string): boolean {
  return CREDENTIAL_NAME.test(name) || CREDENTIAL_VALUE.test(value);
}
