/** How credential profiles are shown. */
import type { AccountProfile, AccountTest } from "../../../auth/accounts.ts";
import { type CliIo, line } from "../io.ts";
import { formatCost, formatDuration, formatTime, shorten } from "./format.ts";
import { printable } from "./printable.ts";
import { styleFor } from "./style.ts";
import { printTable } from "./table.ts";

export function printProfiles(io: CliIo, profiles: readonly AccountProfile[]): void {
  if (isNone(io, profiles)) return;
  printTable(
    io.stdout,
    io.env,
    [{ title: "PROFILE" }, { title: "TYPE" }, { title: "KEY" }, { title: "FROM" }],
    profiles.map((profile) => [profile.id, profile.type, profile.key ?? "-", sourceOf(profile)]),
  );
}

export function printStatus(io: CliIo, profiles: readonly AccountProfile[]): void {
  if (isNone(io, profiles)) return;
  printTable(
    io.stdout,
    io.env,
    [{ title: "PROFILE" }, { title: "KEY" }, { title: "LAST USED" }, { title: "STATE" }],
    profiles.map((profile) => [
      profile.id,
      profile.key ?? "-",
      profile.lastUsedAt === null ? "never" : formatTime(profile.lastUsedAt),
      stateOf(profile, Date.now()),
    ]),
  );
}

export function printTests(io: CliIo, tests: readonly AccountTest[]): void {
  if (isNone(io, tests)) return;
  const style = styleFor(io.stdout, io.env);
  for (const { profile, ok, model, firstByteMs, reply, costUsd, error } of tests) {
    const sign = ok ? style.green("ok  ") : style.red("fail");
    const took = firstByteMs === null ? [] : [formatDuration(firstByteMs), formatCost(costUsd)];
    line(io.stdout, [`${sign}  ${profile}`, model, ...took].join(" · "));
    if (reply !== null)
      line(io.stdout, style.dim(`      it answered: ${shorten(printable(reply), 60) || "(nothing)"}`));
    if (error !== null) {
      line(io.stdout, `      ${printable(error.message)} ${style.dim(`(${error.code})`)}`);
      line(io.stdout, style.dim(`      ${error.remediation}`));
    }
  }
}

/** What a profile may do now; windows that ended are left out. */
export function stateOf(profile: AccountProfile, now: number): string {
  if (!profile.providerKnown) return "never tried: its provider is unknown";
  if (profile.refused) return "refused: a subscription token";
  if (profile.expired) return "expired";
  if (profile.leftOut) return "excluded by the order";
  const resting = profile.windows
    .filter((window) => now < window.until)
    .map(
      ({ reason, model, until }) =>
        `rests until ${formatTime(until)} (${reason}${model === null ? "" : ` on ${model}`})`,
    );
  if (resting.length > 0) return resting.join(", ");
  return profile.windows.length > 0 ? "ready for one try" : "ready";
}

function sourceOf({ source, variable }: AccountProfile): string {
  return variable === undefined ? source : `environment (${variable})`;
}

/** Says so when there is nothing to show. */
function isNone(io: CliIo, rows: readonly unknown[]): boolean {
  if (rows.length === 0) line(io.stderr, "There are no profiles. `tandem auth add <provider>` adds one.");
  return rows.length === 0;
}
