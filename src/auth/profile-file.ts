/** The profile file: its form, and how it is read and written. */
import { readFileSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { TandemError } from "../kernel/errors.ts";
import { makeFolder } from "../safety/make-folder.ts";
import { PROFILE_TYPES } from "./profile.ts";

/** Name of the file inside the data folder. */
export const PROFILE_FILE_NAME = "auth-profiles.json";

const storedProfileSchema = z
  .strictObject({
    provider: z.string().min(1),
    type: z.enum(PROFILE_TYPES),
    /** Left out for those in the keychain. */
    secret: z.string().min(1).optional(),
    keychain: z.literal(true).optional(),
    expiresAt: z.number().positive().optional(),
  })
  .refine((profile) => (profile.secret === undefined) === (profile.keychain === true), {
    message: 'needs either "secret" or "keychain": true',
  });

const profileFileSchema = z.strictObject({
  version: z.literal(1),
  /** By profile id, `<provider>:<name>`. */
  profiles: z.record(z.string(), storedProfileSchema),
  /** Profile ids in the order to try them, by provider. */
  order: z.record(z.string(), z.array(z.string())).default({}),
});

export type StoredProfile = z.output<typeof storedProfileSchema>;
/** What the profile file holds. */
export type ProfileFile = z.output<typeof profileFileSchema>;

const NONE: ProfileFile = { version: 1, profiles: {}, order: {} };
const LOCK = {
  realpath: false,
  stale: 30_000,
  retries: { retries: 20, factor: 1.5, minTimeout: 20, maxTimeout: 1_000, randomize: true },
};

/**
 * Reads and writes one profile file. Writers of all processes take turns, and readers see a whole file at any time. A file that
 * cannot be read or understood is TandemError `profile_store_invalid` and stays as it is.
 */
export class ProfileFileAccess {
  readonly path: string;
  #seen: { readonly stamp: string; readonly content: ProfileFile } | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** What the file holds now; nothing when there is none. Reads again only after it changed. */
  read(): ProfileFile {
    const stats = this.#stat();
    if (stats === undefined) return NONE;
    const stamp = `${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`;
    if (this.#seen?.stamp !== stamp) this.#seen = { stamp, content: this.#parse() };
    return this.#seen.content;
  }

  /** Replaces the content by what `change` makes of it, under a lock; mode 0600. Rejects with `state_persist_failed`. */
  async update(change: (content: ProfileFile) => ProfileFile): Promise<void> {
    // Both are CommonJS: bundled, they have a default export and no others.
    const [{ default: lockfile }, { default: writeFileAtomic }] = await Promise.all([
      import("proper-lockfile"),
      import("write-file-atomic"),
    ]);
    let lost: Error | undefined;
    const release = await this.#orFail(async () => {
      makeFolder(dirname(this.path));
      return lockfile.lock(this.path, { ...LOCK, onCompromised: (error) => (lost = error) });
    });
    try {
      const next = change(this.read());
      await this.#orFail(async () => {
        if (lost !== undefined) throw lost;
        await writeFileAtomic(this.path, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
      });
    } finally {
      // A lock that was lost has nothing left to give back.
      await release().catch(() => undefined);
    }
  }

  #stat(): Stats | undefined {
    try {
      return statSync(this.path, { throwIfNoEntry: false });
    } catch (error) {
      throw this.#invalid(errorText(error));
    }
  }

  #parse(): ProfileFile {
    let text: string;
    try {
      text = readFileSync(this.path, "utf8");
    } catch (error) {
      throw this.#invalid(errorText(error));
    }
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      // The parser's own message quotes the file, and with it a key.
      throw this.#invalid("it is not JSON");
    }
    const parsed = profileFileSchema.safeParse(json);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw this.#invalid(`at ${issue?.path.join(".") || "its top"}: ${issue?.message ?? "not understood"}`);
  }

  #invalid(reason: string): TandemError {
    return new TandemError({
      code: "profile_store_invalid",
      message: `The profile file ${this.path} cannot be used: ${reason}.`,
      remediation: "Correct it, or move it away and add the profiles again with `tandem auth add`.",
      details: { file: this.path },
    });
  }

  async #orFail<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new TandemError({
        code: "state_persist_failed",
        message: `The profile file ${this.path} cannot be written: ${errorText(error)}.`,
        details: { file: this.path },
        cause: error,
      });
    }
  }
}

function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
