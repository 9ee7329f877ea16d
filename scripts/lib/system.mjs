/** Programs of the system that some tests need, and that npm cannot bring: for the sandbox, for the chat, and to try to break out. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { nodeBinary, ROOT, run, say } from "./project.mjs";

const LACKS =
  'import { allLacks } from "./parity/needs.ts"; process.stdout.write(JSON.stringify(await allLacks()));';
/** Debian's packages, by the program that each brings. */
const PACKAGES = {
  bwrap: "bubblewrap",
  socat: "socat",
  tmux: "tmux",
  python3: "python3",
  curl: "curl",
  git: "git",
};

/**
 * Installs them where nobody has to be asked: as root, with apt. `TANDEM_TEST_APT=off` leaves the system alone. Resolves with
 * what is still missing: `{ need, reason, remedy }` each.
 */
export async function ensureSystemPrograms() {
  const lacks = findLacks();
  // What is installed and does not work is not mended by installing it.
  const missing = Object.keys(PACKAGES).filter((program) => !isOnPath(program));
  const mayInstall = process.getuid?.() === 0 && process.env.TANDEM_TEST_APT !== "off" && isOnPath("apt-get");
  if (lacks.length === 0 || missing.length === 0 || !mayInstall) return lacks;
  const packages = missing.map((program) => PACKAGES[program]);
  say(`installing ${packages.join(", ")} with apt for the tests (TANDEM_TEST_APT=off prevents it) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, stdio: ["ignore", "ignore", 2] };
  await run("apt-get", ["update", "-qq"], options);
  const code = await run(
    "apt-get",
    ["install", "-y", "-qq", "--no-install-recommends", ...packages],
    options,
  );
  if (code !== 0) say(`apt-get failed (exit code ${code}); what needs these programs is skipped.`);
  return findLacks();
}

/** Asks the suite itself, which knows what it needs and tries whether it works. */
function findLacks() {
  const { stdout, status } = spawnSync(nodeBinary(), ["--input-type=module", "--eval", LACKS], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0)
    throw new Error("What this machine lacks for the tests could not be found out; see above.");
  return JSON.parse(stdout);
}

function isOnPath(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}
