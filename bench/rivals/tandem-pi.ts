/** Tandem on Pi, with its store, event log and policy. */
import { serve } from "./contender.ts";
import { tandemOn } from "./tandem.ts";

await serve(tandemOn("pi"));
