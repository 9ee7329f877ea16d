/** Asks for a credential of a half-open profile and prints whether it got it: one of several processes that do so at once. */
import { join } from "node:path";
import Database from "better-sqlite3";
import { createCredentials } from "./credentials.ts";
import { PROVIDERS } from "./providers.test-helper.ts";
import { sqliteProfileHealth } from "./sqlite-health.ts";

const [home = "", now = "0"] = process.argv.slice(2);
const db = new Database(join(home, "tandem.db"), { timeout: 5_000 });
db.pragma("journal_mode = wal");
const credentials = createCredentials({
  home,
  env: {},
  providers: PROVIDERS,
  health: sqliteProfileHealth(db),
  clock: () => Number(now),
});
const taken = await credentials.resolve("acme", { model: "m1" }).then(
  () => true,
  () => false,
);
console.log(taken ? "taken" : "resting");
db.close();
