/** What went wrong between Tandem and a server, and what follows from it. */
import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError } from "@modelcontextprotocol/client";
import { TandemError } from "../kernel/errors.ts";

/** What a failed call says of the conversation it was made in. */
export interface CallFailure {
  /** The conversation is over: the next call needs a new one. */
  readonly lost: boolean;
  /** Nobody got the request, so sending it again cannot do anything twice. */
  readonly unsent: boolean;
}

const REFUSED: ReadonlySet<unknown> = new Set(["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH"]);

/** `hadSession`: the server had given the conversation a session id. */
export function judgeFailure(error: unknown, hadSession: boolean): CallFailure {
  if (TandemError.isInstance(error)) {
    const unsent = error.code === "mcp_unavailable";
    return { lost: unsent, unsent };
  }
  if (error instanceof SdkHttpError) {
    // The one answer to a session that is not there (any more); some servers give 400 for it.
    const forgotten =
      hadSession && (error.status === 404 || (error.status === 400 && /session/i.test(error.message)));
    return { lost: forgotten, unsent: forgotten };
  }
  if (error instanceof SdkError) {
    const unsent = error.code === SdkErrorCode.NotConnected;
    return { lost: unsent || error.code === SdkErrorCode.ConnectionClosed, unsent };
  }
  if (error instanceof ProtocolError) return { lost: false, unsent: false };
  const codes = causesOf(error).map((cause) => (cause as { code?: unknown }).code);
  const unsent = codes.some((code) => REFUSED.has(code));
  return { lost: unsent || error instanceof TypeError || codes.some((code) => code !== undefined), unsent };
}

/** One sentence without a full stop; never a stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout)
    return "it did not answer in time";
  const messages = causesOf(error)
    .map((cause) => (cause instanceof Error ? cause.message : String(cause)))
    .filter((message) => message !== "");
  return [...new Set(messages)].join(": ").replace(/\.$/, "") || "unknown failure";
}

/** What the model is told about a call that failed. `lost`: the conversation went with it. */
export function callFailed(server: string, tool: string, error: unknown, lost: boolean): TandemError {
  const reason = describeFailure(error);
  return new TandemError({
    code: lost ? "mcp_unavailable" : "tool_error",
    message: lost
      ? `The MCP server "${server}" went away during the call of "${tool}": ${reason}. Whether the call had an effect is not known.`
      : `The MCP server "${server}" failed the call of "${tool}": ${reason}.`,
    ...(lost
      ? {
          remediation: "Find out what was done before you call it again; the server is started again then.",
        }
      : {}),
    cause: error,
  });
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (
    let one = error;
    one !== undefined && one !== null && causes.length < 4;
    one = (one as { cause?: unknown }).cause
  ) {
    causes.push(one);
    const [inner] = one instanceof AggregateError ? one.errors : [];
    if (inner !== undefined) causes.push(inner);
  }
  return causes;
}
