/** Attempts with the tools that work on files: what they must not read, write, send, or find content of. */
import type { EscapeAttempt } from "./attempt.ts";

const DENIED = /is denied: /;
const BLOCKED = /is denied: .* may hold secrets and is never (?:read|written)/;
const OUTSIDE = /is denied: it leads outside the workspace/;
const TANDEM = /is denied: it belongs to Tandem's own data/;

function attempt(
  tool: string,
  name: string,
  input: EscapeAttempt["input"],
  refusal: RegExp | null = DENIED,
): EscapeAttempt {
  return { tool, name, input, ...(refusal === null ? {} : { refusal }) };
}

const read = (name: string, path: string, refusal: RegExp | null = DENIED) =>
  attempt("read", name, { path }, refusal);
const write = (name: string, path: string, refusal: RegExp | null = DENIED) =>
  attempt("write", name, { path, content: "changed\n" }, refusal);
const edit = (name: string, path: string, refusal: RegExp | null = DENIED) =>
  attempt("edit", name, { path, old_string: "hidden", new_string: "changed" }, refusal);
const patch = (name: string, lines: readonly string[], refusal: RegExp | null = DENIED) =>
  attempt("apply_patch", name, { patch: ["*** Begin Patch", ...lines, "*** End Patch"].join("\n") }, refusal);

/** Spellings of a path to a hard-blocked file. */
const SPELLINGS: readonly (readonly [name: string, path: string, refusal?: RegExp])[] = [
  ["the name", ".env", BLOCKED],
  ["the absolute path", "{workspace}/.env", BLOCKED],
  ["a detour through another folder", "sub/../.env", BLOCKED],
  ["a detour through the parent", "../workspace/.env", BLOCKED],
  ["doubled and dotted slashes", ".//././/.env", BLOCKED],
  ["a slash at the end", ".env/", BLOCKED],
  ["capital letters", ".ENV", BLOCKED],
  ["mixed letters", ".SsH/Id_RsA", BLOCKED],
  ["full-width letters", "．ｅｎｖ", BLOCKED],
  ["letters that fold to others", ".ſſh/id_rsa", BLOCKED],
  ["a decomposed ending", "ser\u0301ver.key\u200d", BLOCKED],
  ["a zero-width space", ".e\u200bnv", BLOCKED],
  ["a soft hyphen", ".e\u00adnv", BLOCKED],
  ["a byte order mark", "\ufeff.env", BLOCKED],
  ["a dot at the end", ".env.", BLOCKED],
  ["a space at the end", ".env ", BLOCKED],
  ["a stream's name", ".env::$DATA", BLOCKED],
  ["backslashes", "sub\\..\\.env", BLOCKED],
  ["another ending", ".env.production.local", BLOCKED],
  ["a private key's name", "deep/er/tls.key", BLOCKED],
  ["a certificate's name", "server.pem", BLOCKED],
  ["a key of SSH", ".ssh/id_rsa", BLOCKED],
  ["a folder of keys", ".ssh/config", BLOCKED],
  ["credentials of AWS", ".aws/credentials", BLOCKED],
  ["credentials of Docker", "config/.docker/config.json", BLOCKED],
  ["credentials of git", "deep/er/.git-credentials", BLOCKED],
  ["credentials of npm", ".npmrc", BLOCKED],
  ["a backup of a key", "id_rsa.bak", BLOCKED],
  ["what an editor saved by itself", "sub/#.env#", BLOCKED],
  ["an editor's lock of another dotenv file", "deep/.#prod.env", BLOCKED],
  ["an old key", "server.key.old", BLOCKED],
  ["a key of another kind", "signing.p8", BLOCKED],
  ["credentials of a host", "deep/er/.fly/config.yml", BLOCKED],
  ["a symlink", "link-env", BLOCKED],
  ["a symlink to a symlink", "link-twice", BLOCKED],
  ["a hard link", "sub/innocent.txt", DENIED],
  ["a hard link into Tandem's data", "sub/also-innocent.txt", DENIED],
  ["the process's folder", "/proc/self/cwd/.env", BLOCKED],
];

/** Paths that lead out of the workspace. */
const ELSEWHERE: readonly (readonly [name: string, path: string, refusal?: RegExp])[] = [
  ["the folder beside", "../outside/secret.txt", OUTSIDE],
  ["its absolute path", "{outside}/secret.txt", OUTSIDE],
  ["many steps up", `${"../".repeat(40)}{outside}/secret.txt`, OUTSIDE],
  ["a symlink to a file", "link-out", OUTSIDE],
  ["a symlink to a folder", "link-folder/secret.txt", OUTSIDE],
  ["a symlink to a folder, and up from it", "link-folder/deeper/../secret.txt", OUTSIDE],
  ["a symlink to the root", "link-root{outside}/secret.txt", OUTSIDE],
  ["a symlink that goes round", "link-loop/secret.txt", /circle/],
  ["a folder of a similar name", "{workspace}2/secret.txt", OUTSIDE],
  ["Tandem's data", "{data}/notes.txt", TANDEM],
  ["Tandem's data through a symlink", "link-data/notes.txt", TANDEM],
  ["the store of profiles", "{data}/auth-profiles.json", TANDEM],
  ["the home folder", "~/.bashrc", OUTSIDE],
  ["keys of the home folder", "~/.ssh/id_rsa", BLOCKED],
  // Who is not root may not even look there.
  ["root's home folder", "/root/.bashrc", /leads outside the workspace|system does not permit/],
  ["a URL of a file", "file://{outside}/secret.txt", /is denied: it is a URL/],
  ["a null byte", "readme.txt\u0000/../../outside/secret.txt", /null byte/],
  ["a null byte at the end", "readme.txt\u0000", /null byte/],
  ["a very long name", "a".repeat(300), /too long/],
  ["a very long path", `${"a/".repeat(3000)}../.env`, /too long/],
  ["a name that is empty", " ", /it is empty/],
  ["the system's passwords", "/etc/shadow", BLOCKED],
  ["the process's environment", "/proc/self/environ", BLOCKED],
  ["Tandem's environment", "/proc/{pid}/environ", BLOCKED],
  ["an open file of the process", "/proc/self/fd/0", BLOCKED],
  ["the root of the process", "/proc/self/root{outside}/secret.txt", BLOCKED],
  ["a thread's root", "/proc/thread-self/root{workspace}/.env", BLOCKED],
  ["the process's folder through a symlink", "link-proc/cwd/.env", BLOCKED],
  ["a descriptor's folder", "/dev/fd/0", BLOCKED],
  ["the standard input", "/dev/stdin", BLOCKED],
  ["the kernel's settings", "/sys/kernel/notes", BLOCKED],
];

/** Those of the above that other ways to a file are held against: one of each kind. */
const TELLING = new Set([
  ...["the name", "a detour through another folder", "capital letters", "full-width letters", "a symlink"],
  ...["a hard link", "a key of SSH", "the folder beside", "a symlink to a folder", "a symlink to the root"],
  ...["Tandem's data", "Tandem's data through a symlink", "a null byte", "the process's environment"],
]);
const paths = [...SPELLINGS, ...ELSEWHERE];
const telling = paths.filter(([name]) => TELLING.has(name));
/** A file with two names is first of all a file that exists, and a new content replaces one of its names only. */
const writable = telling.filter(([name]) => name !== "a hard link");

const reading = [
  ...paths.map((one) => read(...one)),
  read("a user's home folder", "~root/.ssh/id_rsa", BLOCKED),
  read("a folder", ".ssh", BLOCKED),
];

const writing = [
  ...writable.map((one) => write(...one)),
  write("a new secret", "sub/.env.new", BLOCKED),
  write("a new folder of keys", "new/.ssh/authorized_keys", BLOCKED),
  write("a new file in the folder beside", "link-folder/new.txt", OUTSIDE),
  write("a new folder outside", "link-folder/new/new.txt", OUTSIDE),
  write("a link that leads nowhere yet", "link-nowhere", OUTSIDE),
  write("Tandem's configuration", "{data}/config.json5", TANDEM),
  write("a file that every shell reads", "~/.profile", OUTSIDE),
];

/** Gives the link a file of its own; what it was a second name of stays. */
const unlinking = write("a hard link", "sub/innocent.txt", null);

const editing = telling.map((one) => edit(...one));

const patching = [
  ...telling.map(([name, path, refusal]) =>
    patch(`an update of: ${name}`, [`*** Update File: ${path}`, "@@", "-hidden", "+changed"], refusal),
  ),
  patch("an addition of a secret", ["*** Add File: new/.env", "+x"], BLOCKED),
  patch("an addition outside", ["*** Add File: ../outside/new.txt", "+x"], OUTSIDE),
  patch("an addition through a symlink", ["*** Add File: link-folder/new.txt", "+x"], OUTSIDE),
  patch("a deletion of a secret", ["*** Delete File: .env"], BLOCKED),
  patch("a deletion outside", ["*** Delete File: {outside}/secret.txt"], OUTSIDE),
  patch(
    "a move out of the workspace",
    ["*** Update File: sub/plain.txt", "*** Move to: ../outside/new.txt", "@@", "-plain", "+moved"],
    OUTSIDE,
  ),
  patch(
    "a move over a secret",
    ["*** Update File: sub/plain.txt", "*** Move to: .env", "@@", "-plain", "+moved"],
    BLOCKED,
  ),
  patch(
    "a move of a secret to a plain name",
    ["*** Update File: .env", "*** Move to: plain.txt", "@@", "-hidden", "+hidden"],
    BLOCKED,
  ),
  patch(
    "a good change beside a bad one",
    ["*** Update File: readme.txt", "@@", "-plain", "+changed", "*** Delete File: .npmrc"],
    BLOCKED,
  ),
];

const NOTHING = /^No match/;
const searching = [
  attempt("grep", "everything", { pattern: "hidden|." }, null),
  attempt(
    "grep",
    "everything, what is ignored too",
    { pattern: "hidden-[0-9a-f]", include_ignored: true },
    NOTHING,
  ),
  attempt("grep", "everything, as plain text", { pattern: "hidden-", literal: true }, NOTHING),
  attempt("grep", "a pattern for names", { pattern: "hidden-", glob: "**/.env*" }, NOTHING),
  attempt("grep", "a pattern that leads up", { pattern: "hidden-", glob: "../outside/*" }, NOTHING),
  attempt("grep", "a pattern that is absolute", { pattern: "hidden-", glob: "{outside}/**" }, NOTHING),
  attempt("grep", "a pattern through a symlink", { pattern: "hidden-", glob: "link-folder/**" }, NOTHING),
  attempt("grep", "a pattern that is an option", { pattern: "--file=.env" }, null),
  attempt("grep", "a program in the pattern", { pattern: "--pre=cat", glob: "*" }, null),
  attempt("grep", "a search that would go back for ever", { pattern: "(hidden.*)*-", limit: 5 }, null),
  ...telling.map(([name, path, refusal]) =>
    attempt("grep", `in ${name}`, { pattern: "hidden", path }, refusal),
  ),
  ...telling
    .filter(([name]) => name !== "a hard link")
    .map(([name, path, refusal]) => attempt("find", `in ${name}`, { pattern: "**", path }, refusal)),
  attempt("find", "a pattern that leads up", { pattern: "../outside/*" }, /^(?!.*secret\.txt)/s),
  attempt("find", "a pattern that is absolute", { pattern: "{outside}/*" }, /^(?!.*secret\.txt)/s),
  attempt("find", "a pattern through a symlink", { pattern: "link-folder/*" }, /^(?!.*secret\.txt)/s),
  attempt("ls", "the folder beside", { path: "../outside" }, OUTSIDE),
  attempt("ls", "the folder beside through a symlink", { path: "link-folder" }, OUTSIDE),
  attempt("ls", "a folder of keys", { path: ".ssh" }, BLOCKED),
  attempt("ls", "Tandem's data", { path: "{data}" }, TANDEM),
  attempt("ls", "the root", { path: "/" }, OUTSIDE),
  attempt("ls", "the home folder", { path: "~" }, OUTSIDE),
  attempt("ls", "the processes", { path: "/proc/self/fd" }, BLOCKED),
];

/** While a link leads now here and now there. Each outcome is a refusal or what is no secret. */
const racing = (
  [
    ["read", { path: "race-link" }],
    ["read", { path: "race-folder/secret.txt" }],
    ["grep", { pattern: "hidden-", path: "race-link" }],
    ["ls", { path: "race-folder" }],
    ["write", { path: "race-folder/new.txt", content: "changed\n" }],
    ["write", { path: "race-folder/secret.txt", content: "changed\n" }],
    ["edit", { path: "race-folder/secret.txt", old_string: "hidden", new_string: "changed" }],
    ["apply_patch", { patch: "*** Begin Patch\n*** Add File: race-folder/new.txt\n+x\n*** End Patch" }],
    ["apply_patch", { patch: "*** Begin Patch\n*** Delete File: race-folder/secret.txt\n*** End Patch" }],
  ] as const
).map(
  ([tool, input]): EscapeAttempt => ({
    tool,
    name: `while links are swapped: ${JSON.stringify(input)}`,
    input,
    races: 12,
  }),
);

export const fileAttempts: readonly EscapeAttempt[] = [
  ...reading,
  ...writing,
  ...editing,
  ...patching,
  ...searching,
  ...racing,
  unlinking,
];
