/** Adds to a config file what a model server of this machine needs. */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseConfig } from "../../../config/parse.ts";
import type { ConfigInput } from "../../../config/schema.ts";
import { TandemError } from "../../../kernel/errors.ts";
import { makeFolder } from "../../../safety/make-folder.ts";

/** Keeps everything else in the file; makes it where there is none. Rejects with `invalid_config` or `state_persist_failed`. */
export async function addToConfig(
  path: string,
  {
    provider,
    settings,
    model,
  }: {
    readonly provider: string;
    readonly settings: NonNullable<ConfigInput["providers"]>[string];
    readonly model: string;
  },
): Promise<void> {
  const before = read(path);
  const after = { ...before, providers: { ...before.providers, [provider]: settings }, model };
  parseConfig(after, path);
  const { default: writeFileAtomic } = await import("write-file-atomic");
  try {
    makeFolder(dirname(path));
    await writeFileAtomic(path, `${JSON.stringify(after, null, 2)}\n`);
  } catch (cause) {
    throw new TandemError({
      code: "state_persist_failed",
      message: `The config file ${path} cannot be written: ${cause instanceof Error ? cause.message : cause}`,
      remediation: "Check the permissions of the file and of its folder.",
      cause,
    });
  }
}

function read(path: string): ConfigInput {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as ConfigInput;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new TandemError({
      code: "invalid_config",
      message: `The config file ${path} cannot be read as JSON.`,
      remediation: "Correct the file, then try again.",
    });
  }
}
