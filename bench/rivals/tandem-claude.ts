/** Tandem on the Claude Agent SDK, with its store, event log and policy. */
import { serve } from "./contender.ts";
import { tandemOn } from "./tandem.ts";

await serve(tandemOn("claude"));
