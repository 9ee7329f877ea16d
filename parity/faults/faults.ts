/** Every fault of the matrix. */
import type { Fault } from "./fault.ts";
import { REQUEST_FAULTS } from "./request-faults.ts";
import { STATUS_FAULTS } from "./status-faults.ts";
import { STREAM_FAULTS } from "./stream-faults.ts";

export const FAULTS: readonly Fault[] = [...STATUS_FAULTS, ...STREAM_FAULTS, ...REQUEST_FAULTS];
