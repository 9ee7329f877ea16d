/** Known holes of dependencies, as `npm audit --json` tells them. */

/** From the least to the worst. */
const SEVERITIES = ["info", "low", "moderate", "high", "critical"];
/** What fails: below that, advisories are about people who attack themselves. */
const LEAST = "moderate";

/**
 * `text`: what npm printed. Resolves to the packages with holes, the worst first, each a line; `null`: the registry told nothing, so
 * nothing is known.
 * @param {string} text
 * @returns {readonly string[] | null}
 */
export function holesIn(text) {
  let report;
  try {
    report = JSON.parse(text);
  } catch {
    return null;
  }
  // With an error of the registry npm prints an object too, without this.
  if (typeof report?.vulnerabilities !== "object" || report.vulnerabilities === null) return null;
  return Object.values(report.vulnerabilities)
    .filter(({ severity }) => rank(severity) >= rank(LEAST))
    .sort((a, b) => rank(b.severity) - rank(a.severity))
    .map(({ name, severity, range, via }) => {
      const reasons = via.map((one) =>
        typeof one === "string" ? `through ${one}` : `${one.title} ${one.url}`,
      );
      return `${severity}: ${name} ${range}: ${[...new Set(reasons)].join("; ")}`;
    });
}

/** An unknown severity is the worst. */
function rank(severity) {
  const at = SEVERITIES.indexOf(severity);
  return at < 0 ? SEVERITIES.length : at;
}
