/**
 * Measures the classifier on a labelled corpus: JSON lines with `accept` (kinds that are right) or `reject` (kinds that are wrong).
 * Prints each miss, the accuracy and the time for one call; exits 1 below 98 %.
 *
 *     node bench/classify-corpus.ts error-corpus.jsonl
 */
import { readFileSync } from "node:fs";
import { classify, type FailureFacts } from "../src/failure/classify.ts";
import type { FailureKind } from "../src/kernel/errors.ts";

interface Row extends FailureFacts {
  readonly id: string;
  readonly accept?: readonly FailureKind[];
  readonly reject?: readonly FailureKind[];
}

const WANTED = 0.98;
const ROUNDS = 20;

const path = process.argv[2];
if (path === undefined) {
  console.error("usage: node bench/classify-corpus.ts <corpus.jsonl>");
  process.exit(2);
}
const rows = readFileSync(path, "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line): Row => JSON.parse(line));

let right = 0;
for (const row of rows) {
  const { accept, reject, ...facts } = row;
  const { kind, decidedBy } = classify(facts);
  if (accept === undefined ? !reject?.includes(kind) : accept.includes(kind)) right++;
  else
    console.log(
      `${row.id}  got ${kind} (${decidedBy})  wanted ${accept ?? `not ${reject}`}  [${row.provider ?? "-"} ${row.status ?? "-"}]  ${row.message.slice(0, 200)}`,
    );
}

// The best round: the others tell how busy the machine is.
let micros = Number.POSITIVE_INFINITY;
for (let round = 0; round < ROUNDS; round++) {
  const start = performance.now();
  for (const row of rows) classify(row);
  micros = Math.min(micros, ((performance.now() - start) * 1_000) / rows.length);
}

console.log(
  `${right} of ${rows.length} right (${((100 * right) / rows.length).toFixed(2)} %), ${micros.toFixed(1)} µs a call`,
);
process.exit(right / rows.length < WANTED ? 1 : 0);
