/** Every scenario of the suite. */
import type { Scenario } from "../registry.ts";
import { costScenarios } from "./cost.ts";
import { imageScenarios } from "./images.ts";
import { isolationScenarios } from "./isolation.ts";
import { laneScenarios } from "./lanes.ts";
import { persistenceScenarios } from "./persistence.ts";
import { requestScenarios } from "./requests.ts";
import { restartScenarios } from "./restart.ts";
import { sessionScenarios } from "./sessions.ts";
import { stoppingScenarios } from "./stopping.ts";
import { streamScenarios } from "./stream.ts";
import { thinkingScenarios } from "./thinking.ts";
import { toolScenarios } from "./tools.ts";
import { turnScenarios } from "./turn.ts";

export const SCENARIOS: readonly Scenario[] = [
  ...requestScenarios,
  ...turnScenarios,
  ...thinkingScenarios,
  ...imageScenarios,
  ...isolationScenarios,
  ...stoppingScenarios,
  ...persistenceScenarios,
  ...sessionScenarios,
  ...restartScenarios,
  ...streamScenarios,
  ...toolScenarios,
  ...laneScenarios,
  ...costScenarios,
];
