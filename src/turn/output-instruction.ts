/** Stands before the schema, which is one line of JSON, in the system prompt. */
export const OUTPUT_INSTRUCTION = `Your final reply must be one JSON value that is valid against the JSON Schema below, and nothing \
else: no explanation and no code fence. You may use tools before you give it.`;
