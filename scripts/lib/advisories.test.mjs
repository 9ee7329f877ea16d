import { expect, test } from "vitest";
import { holesIn } from "./advisories.mjs";

const advisory = (name, severity, via) => ({ [name]: { name, severity, range: "<2.0.0", via } });

test("holes are told with their reason, the worst first, small ones not", () => {
  const vulnerabilities = {
    ...advisory("small", "low", [{ title: "Prints too much", url: "https://example.test/1" }]),
    ...advisory("upper", "moderate", ["lower"]),
    ...advisory("lower", "critical", [{ title: "Runs code", url: "https://example.test/2" }]),
    ...advisory("odd", "apocalyptic", ["lower", "lower"]),
  };
  expect(holesIn(JSON.stringify({ vulnerabilities }))).toEqual([
    "apocalyptic: odd <2.0.0: through lower",
    "critical: lower <2.0.0: Runs code https://example.test/2",
    "moderate: upper <2.0.0: through lower",
  ]);
});

test("no holes is an answer, no answer is none", () => {
  expect(holesIn('{"auditReportVersion":2,"vulnerabilities":{}}')).toEqual([]);
  for (const text of ["", "not JSON", "null", '{"message":"405 Method Not Allowed","error":{}}'])
    expect(holesIn(text)).toBeNull();
});
