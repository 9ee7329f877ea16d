/** Writes a file whole or not at all, and never over another one unasked. */
import { randomUUID } from "node:crypto";
import { link, rename, rm, writeFile } from "node:fs/promises";
import { TandemError } from "../../kernel/errors.ts";

/**
 * Readable by its owner only (mode 0600). Rejects with TandemError `validation_failed`, field `output`; `ifTaken` says what to do where there is
 * a file of this name.
 */
export async function writeNewFile(
  path: string,
  text: string,
  { overwrite, ifTaken }: { readonly overwrite: boolean; readonly ifTaken: string },
): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text, { flag: "wx", mode: 0o600 });
    // A link refuses a name that is taken, also when the other file came a moment ago.
    if (overwrite) await rename(temporary, path);
    else await link(temporary, path);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const taken = code === "EEXIST";
    throw new TandemError({
      code: "validation_failed",
      field: "output",
      message: taken ? `The file ${path} already exists.` : `The file ${path} cannot be written: ${message}.`,
      remediation: taken ? ifTaken : "Check the folder and its permissions.",
      cause,
    });
  } finally {
    await rm(temporary, { force: true });
  }
}
