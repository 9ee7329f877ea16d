/** Prints measures for people. */
import type { Measure } from "./benchmark.ts";

export function over(measure: Measure): boolean {
  return !(measure.value <= measure.limit);
}

/** One line: name, value, limit, verdict, and what comes behind the value. */
export function lineOf(measure: Measure): string {
  const { name, unit, detail } = measure;
  const verdict = over(measure) ? "OVER" : "ok";
  return `  ${name.padEnd(64)} ${figure(measure.value, unit).padStart(10)}  ≤ ${figure(measure.limit, unit).padEnd(9)} ${verdict.padEnd(5)} ${detail}`;
}

function figure(value: number, unit: Measure["unit"]): string {
  const digits = unit === "×" ? 2 : unit === "µs" ? 1 : 0;
  return `${value.toFixed(digits)} ${unit}`;
}
