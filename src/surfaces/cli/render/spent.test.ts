import { expect, test } from "vitest";
import { NOTHING_SPENT, type Spent } from "../../../cost/spent.ts";
import { spentParts } from "./spent.ts";

const SOME: Spent = {
  ...NOTHING_SPENT,
  usage: { ...NOTHING_SPENT.usage, input: 100, output: 2 },
};
const cutOff = (estimatedCostUsd: number | null) => ({ attempts: 1, estimatedCostUsd });

test.each<readonly [what: string, spent: Spent, parts: readonly string[]]>([
  ["nothing", NOTHING_SPENT, ["0 in, 0 out", "$0"]],
  [
    "a free model's stopped turn",
    { ...SOME, unreported: cutOff(0) },
    ["at least 100 in, 2 out", "$0", "1 request not fully reported"],
  ],
  [
    "a stopped turn of a model with a price",
    { ...SOME, costUsd: 0.5, knownCostUsd: 0.5, unreported: cutOff(0.25) },
    ["at least 100 in, 2 out", "at least $0.5000", "1 request not fully reported, about $0.2500 more"],
  ],
  [
    "one that nothing was reported of",
    { ...NOTHING_SPENT, costUsd: null, unreported: cutOff(0.25) },
    ["tokens unknown", "cost unknown", "1 request not fully reported, about $0.2500 more"],
  ],
  [
    "one without a price",
    { ...SOME, costUsd: null, unreported: cutOff(null) },
    ["at least 100 in, 2 out", "cost unknown", "1 request not fully reported"],
  ],
])("%s", (_, spent, parts) => {
  expect(spentParts(spent)).toEqual(parts);
});
