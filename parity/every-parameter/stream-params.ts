/** Sampling parameters: all in one request, each in its field of the body. */
import type { StreamParams } from "../../src/kernel/request.ts";
import { bodyOf } from "../on-wire.ts";
import type { Row } from "./row.ts";

/** One of each, and the field it must be in; one that is left out here does not compile. */
const SENT: {
  readonly [Name in keyof Required<StreamParams>]: readonly [value: StreamParams[Name], field: string | null];
} = {
  temperature: [0.25, "temperature"],
  topP: [0.75, "top_p"],
  maxOutputTokens: [777, "max_tokens"],
  stopSequences: [["HALT"], "stop_sequences"],
  cacheRetention: ["none", null],
};

export const STREAM_COUNT = Object.keys(SENT).length;

export const streamParams: Row = async ({ check, turn }) => {
  const params = Object.fromEntries(
    Object.entries(SENT).map(([name, [value]]) => [name, value]),
  ) as StreamParams;
  const { requests } = await turn({ prompt: "hi", streamParams: params });
  const body = bodyOf(requests[0]) as unknown as Readonly<Record<string, unknown>>;
  for (const [name, [value, field]] of Object.entries(SENT))
    if (field !== null) check.deepEqual(body[field], value, `streamParams.${name}`);
  check.excludes(
    requests[0]?.rawBody ?? "",
    "cache_control",
    "streamParams.cacheRetention: none leaves no marks",
  );
};
