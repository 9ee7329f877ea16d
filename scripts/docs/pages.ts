/** Every page that is written or filled in from the sources. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cliPage } from "./cli-page.ts";
import { configPage } from "./config-page.ts";
import { configTypes } from "./config-types.ts";
import { errorsPage } from "./errors-page.ts";
import { eventsPage } from "./events-page.ts";
import { nativePage } from "./native-page.ts";
import { providersPage } from "./providers-page.ts";
import { withRivals } from "./rivals-table.ts";
import { withSnippets } from "./snippets.ts";

const ROOT = join(import.meta.dirname, "..", "..");

export interface Page {
  /** Absolute. */
  readonly path: string;
  /** As it should be. */
  readonly text: string;
}

export async function pages(): Promise<Page[]> {
  const reference = (name: string, text: string) => ({ path: join(ROOT, "docs", "reference", name), text });
  const guide = join(ROOT, "docs", "guide");
  const written = [
    join(ROOT, "README.md"),
    join(ROOT, "docs", "benchmarks.md"),
    ...readdirSync(guide)
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(guide, name)),
  ];
  return [
    { path: join(ROOT, "src", "config", "config-input.generated.ts"), text: configTypes() },
    reference("config.md", configPage()),
    reference("errors.md", errorsPage()),
    reference("events.md", eventsPage()),
    reference("cli.md", await cliPage()),
    reference("providers.md", providersPage()),
    reference("native.md", nativePage()),
    ...written.map((path) => ({
      path,
      text: withRivals(withSnippets(readFileSync(path, "utf8"), ROOT), ROOT),
    })),
  ];
}
