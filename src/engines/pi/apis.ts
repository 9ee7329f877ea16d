/** The wire clients of Pi, one module for each API, loaded when a model first needs it. */
import type {
  Api,
  AssistantMessageEventStream,
  Model,
  SimpleStreamOptions,
  TranscriptContext,
} from "@earendil-works/pi-ai";
import type { ApiKind } from "../../routing/model.ts";

/** One streamed model call. Failures come as events of the stream, never as an exception. */
export type StreamCall = (
  model: Model<Api>,
  context: TranscriptContext,
  options: SimpleStreamOptions,
) => AssistantMessageEventStream;

/** Loads the client of an API; its SDK comes with it, so this is the slow part of a first turn. */
export async function loadApi(api: ApiKind): Promise<StreamCall> {
  switch (api) {
    case "anthropic-messages":
      return (await import("@earendil-works/pi-ai/api/anthropic-messages")).streamSimple as StreamCall;
    case "openai-completions":
      return (await import("@earendil-works/pi-ai/api/openai-completions")).streamSimple as StreamCall;
    case "openai-responses":
      return (await import("@earendil-works/pi-ai/api/openai-responses")).streamSimple as StreamCall;
  }
}
