/** Structured output: what a reply must fit, and how a reply is read. The same above every engine: by text, so tools stay usable. */
import { TandemError } from "../kernel/errors.ts";
import { compileSchema, findingsOf, listFindings } from "../tools/json-schema.ts";
import type { JsonSchema } from "../tools/tool.ts";
import { OUTPUT_INSTRUCTION } from "./output-instruction.ts";

/** A reply, read. */
export type ReadOutput =
  | { readonly fits: true; readonly value: unknown /** The JSON alone. */; readonly text: string }
  | { readonly fits: false; readonly findings: readonly string[] };

export interface OutputContract {
  /** Part of the system prompt. */
  readonly instruction: string;
  read(reply: string): ReadOutput;
}

/** Rejects with TandemError `validation_failed` (field `outputSchema`) when the schema is none. */
export async function outputContract(schema: JsonSchema): Promise<OutputContract> {
  let check: Awaited<ReturnType<typeof compileSchema>>;
  try {
    if (typeof schema !== "object" || schema === null || Array.isArray(schema))
      throw new Error("it is not an object");
    check = await compileSchema(schema);
  } catch (cause) {
    throw new TandemError({
      code: "validation_failed",
      field: "outputSchema",
      message: `The output schema is not valid JSON Schema: ${cause instanceof Error ? cause.message : cause}`,
      remediation: "Correct the schema; references must point inside it.",
      cause,
    });
  }
  return {
    instruction: `${OUTPUT_INSTRUCTION}\n\n${JSON.stringify(schema)}`,
    read(reply) {
      const found = jsonIn(reply);
      if (found.length === 0) return { fits: false, findings: ["the reply is not JSON"] };
      for (const { value, text } of found) if (check(value)) return { fits: true, value, text };
      // Told of the first, which is the likeliest one.
      check(found[0]!.value);
      return { fits: false, findings: findingsOf(check, "the reply") };
    },
  };
}

/** What the model is told about a reply that does not match. */
export function repairMessage(findings: readonly string[]): string {
  return `Your reply does not fit the JSON Schema that was asked for:\n${listFindings(findings)}\n\nReply again with one valid JSON value and nothing else.`;
}

/** The error of a turn whose reply did not fit the second time either. */
export function outputInvalid(findings: readonly string[]): TandemError {
  return new TandemError({
    code: "output_invalid",
    message: `The model's reply does not fit the output schema, also after one repair:\n${listFindings(findings)}`,
    remediation:
      "Try again, simplify the schema, or choose a stronger model. The reply is in the result's text.",
    details: { findings },
  });
}

/** JSON values in a text, likeliest first: all of it, a code fence, or what stands from the first bracket to the last one. */
function jsonIn(reply: string): { readonly value: unknown; readonly text: string }[] {
  const fences = [...reply.matchAll(/```(?:json)?\s*\n([\s\S]*?)\n?\s*```/gi)]
    .map((match) => match[1]!)
    .reverse();
  const spans = ["{}", "[]"].flatMap((pair) => {
    const [from, to] = [reply.indexOf(pair[0]!), reply.lastIndexOf(pair[1]!)];
    return from === -1 || to < from ? [] : [{ from, text: reply.slice(from, to + 1) }];
  });
  const outer = spans.sort((a, b) => a.from - b.from).map((span) => span.text);
  return [reply, ...fences, ...outer].flatMap((candidate) => {
    const text = candidate.trim();
    try {
      return [{ value: JSON.parse(text) as unknown, text }];
    } catch {
      return [];
    }
  });
}
