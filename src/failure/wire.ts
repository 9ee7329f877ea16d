/** The classifier as the transport asks it. */
import type { FailureKind } from "../kernel/errors.ts";
import type { WireFailure } from "../transport/transport.ts";
import { type Classification, classify } from "./classify.ts";

/** Classifies what the transport saw of a failed request. */
export function classifyWire(failure: WireFailure, provider: string): Classification {
  return classify({
    provider,
    status: failure.status,
    type: failure.providerType,
    code: failure.providerCode,
    message: failure.message,
    retryAfterMs: failure.retryAfterMs,
    socketCode: failure.socketCode,
    idle: failure.idle,
  });
}

/** Only the kind, in the form `createTransport` takes. */
export function kindOfWireFailure(failure: WireFailure, provider: string): FailureKind {
  return classifyWire(failure, provider).kind;
}
