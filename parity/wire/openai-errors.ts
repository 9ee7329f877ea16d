/** The error JSON both OpenAI APIs share. */

const ERROR: Record<number, { readonly type: string; readonly code: string | null }> = {
  400: { type: "invalid_request_error", code: null },
  401: { type: "invalid_request_error", code: "invalid_api_key" },
  403: { type: "permission_error", code: null },
  404: { type: "invalid_request_error", code: "model_not_found" },
  429: { type: "rate_limit_error", code: "rate_limit_exceeded" },
};

export function openAiErrorBody(status: number, message: string): object {
  const { type, code } = ERROR[status] ?? {
    type: status >= 500 ? "server_error" : "invalid_request_error",
    code: null,
  };
  return { error: { message, type, param: null, code } };
}
