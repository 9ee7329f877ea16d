/** What the tests of this folder share: a workspace with every kind of way out of it. */
import { link, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { TandemError } from "../kernel/errors.ts";
import type { PathScope } from "./scope.ts";

/** `base/workspace` is the workspace; `base/extra` and `base/home` are allowed, `base/home/data` is Tandem's. */
export async function escapes() {
  const base = await realpath(await mkdtemp(join(tmpdir(), "tandem-paths-")));
  const workspace = join(base, "workspace");
  for (const folder of [
    "workspace/sub/deep",
    "workspace/.ssh",
    "workspace2",
    "extra",
    "outside",
    "home/data",
  ]) {
    await mkdir(join(base, folder), { recursive: true });
  }
  for (const file of ["workspace/a.txt", "workspace/sub/b.txt", "workspace/.env", "workspace/server.pem"]) {
    await writeFile(join(base, file), file);
  }
  for (const file of ["workspace/.ssh/config", "workspace2/c.txt", "extra/d.txt", "outside/secret.txt"]) {
    await writeFile(join(base, file), file);
  }
  await writeFile(join(base, "home/data/tandem.db"), "store");
  const links: [string, string][] = [
    ["link-in", "sub"],
    ["link-file", "sub/b.txt"],
    ["link-out", "../outside"],
    ["link-out-absolute", join(base, "outside")],
    ["link-out-file", "../outside/secret.txt"],
    ["link-dangling-out", "../outside/new.txt"],
    ["link-dangling-in", "sub/new.txt"],
    ["link-chain-1", "link-chain-2"],
    ["link-chain-2", "../outside"],
    ["link-self", "link-self"],
    ["link-circle-1", "link-circle-2"],
    ["link-circle-2", "link-circle-1"],
    ["link-env", ".env"],
    ["link-ssh", ".ssh"],
    ["link-pem", "server.pem"],
    ["link-home", homedir()],
    ["link-root", "/"],
    ["link-data", "../home/data"],
    ["link-through-missing", "missing/../link-out/new.txt"],
    ["link-extra", "../extra"],
  ];
  for (const [name, target] of links) await symlink(target, join(workspace, name));
  await link(join(workspace, ".env"), join(workspace, "sub", "innocent.txt"));
  const scope: PathScope = {
    workspaceDir: workspace,
    additionalDirectories: [join(base, "extra"), join(base, "no-such-folder"), join(base, "home")],
    protectedDirectories: [join(base, "home/data")],
  };
  return { base, workspace, scope, remove: () => rm(base, { recursive: true, force: true }) };
}

/** Why a path was denied; throws when it was not. */
export async function reasonOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    (value) => new Error(`allowed: ${String(value)}`),
    (thrown: unknown) => thrown,
  );
  if (!TandemError.isInstance(error) || error.code !== "path_denied") throw error;
  return error.message;
}
