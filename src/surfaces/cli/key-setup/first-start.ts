/** The first start without a key: one screen that says what works without, and offers to set one up. Asked once. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder, loadConfig } from "../../../config/load.ts";
import { makeFolder } from "../../../safety/make-folder.ts";
import type { Tandem } from "../../../tandem.ts";
import { type CliIo, canAsk, line } from "../io.ts";
import type { CommonOptions } from "../open.ts";
import { styleFor } from "../render/style.ts";
import type { AskForKeyOptions } from "./ask-for-key.ts";

/** In the data folder; its presence says that the person was asked. */
const ASKED_FILE = "asked-for-key";

const OFFLINE = "offline/";

/**
 * Whether Tandem must be opened again, because the configuration has changed. Nothing is asked where a model can be reached, where
 * somebody said which one they want, where nobody can answer, or where the question was answered before.
 */
export async function offerKey(
  tandem: Pick<Tandem, "auth" | "providers" | "defaults">,
  io: CliIo,
  options: CommonOptions & Pick<AskForKeyOptions, "ui"> & { readonly model?: string },
): Promise<{ readonly reopen: boolean }> {
  const home = homeOf(io, options);
  if (!canAsk(io) || !needsKey(tandem, options) || existsSync(join(home, ASKED_FILE)))
    return { reopen: false };
  line(io.stderr, welcome(io));
  const { askForKey } = await import("./ask-for-key.ts");
  const outcome = await askForKey(tandem, io, {
    ...(options.config === undefined ? {} : { config: options.config }),
    ...(options.ui === undefined ? {} : { ui: options.ui }),
  });
  remember(home);
  if (outcome.kind === "skipped")
    line(io.stderr, "Continuing without a key. Add one later: `/login` here or `tandem auth add`.");
  return { reopen: outcome.kind === "server" };
}

function homeOf(io: CliIo, { config }: CommonOptions): string {
  return (
    loadConfig({ env: io.env, ...(config === undefined ? {} : { file: config }) }).home ?? dataFolder(io.env)
  );
}

function needsKey(tandem: Pick<Tandem, "auth" | "defaults">, options: { readonly model?: string }): boolean {
  if (options.model !== undefined) return false;
  try {
    const { model, why } = tandem.defaults();
    return model.startsWith(OFFLINE) && why.some((reason) => reason.includes("no credentials found"));
  } catch (error) {
    // The offline model is switched off and there is no key: the very case.
    return (error as { code?: unknown }).code === "missing_auth" && tandem.auth.list().length === 0;
  }
}

function welcome(io: CliIo): string {
  const { bold, dim } = styleFor(io.stderr, io.env);
  return `
${bold("Welcome to Tandem.")} There is no API key yet.

  Without one, a small offline model answers: fixed replies made on this
  machine, but real tools, sessions and both engines. Good for looking around.

  With a key (or Ollama or LM Studio on this machine) a real model answers.
  The key is tested with one small request and kept in your data folder, in
  ${dim("auth-profiles.json")}, which only you can read.
`;
}

/** A folder that cannot be written is reported by the store, not here. */
function remember(home: string): void {
  try {
    makeFolder(home);
    writeFileSync(join(home, ASKED_FILE), "");
  } catch {}
}
