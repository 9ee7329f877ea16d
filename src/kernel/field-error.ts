/** Says what is wrong with an object that somebody wrote, in terms of its fields. For requests and for the configuration. */
import { z } from "zod";
import { nearest } from "../routing/nearest.ts";

/** For schemas that a process uses a few times: making a program of them takes ten times as long as reading one object with them. */
export const JITLESS = { jitless: true } as const;

/** What is wrong, first thing first. */
export interface FieldProblem {
  /** As a path: `streamParams.topP`, `images[1].path`; empty: the object itself. */
  readonly field: string;
  /** One sentence. */
  readonly message: string;
  readonly remedy: string;
}

/** What other programs call a field, where the letters alone would not lead to ours. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  cwd: "workspaceDir",
  engine: "runtime",
  input: "prompt",
  maxTokens: "streamParams.maxOutputTokens",
  message: "prompt",
  messages: "prompt",
  onEvent: "onAgentEvent",
  profile: "authProfileId",
  provider: "model",
  signal: "abortSignal",
  stop: "streamParams.stopSequences",
  systemPrompt: "extraSystemPrompt",
  temperature: "streamParams.temperature",
  thinkLevel: "thinking",
  thinkingLevel: "thinking",
  tools: "extraTools",
  topP: "streamParams.topP",
};

/** Names that are worth reading in one message. */
const MOST_LISTED = 20;

/** The first problem of `input`, as `schema` found it. `what` names the object where the path is empty. */
export function fieldProblem(
  schema: z.ZodType,
  input: unknown,
  { issues }: z.ZodError,
  what: string,
): FieldProblem {
  const issue = specific(first(issues));
  const path = issue.path;
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    return { field: fieldOf([...path, key]), ...unknownKey(schema, path, key) };
  }
  const field = fieldOf(path);
  const name = field === "" ? what : field;
  return { field, ...badValue(name, issue, valueAt(input, path)) };
}

/** A field that is not known comes first: often it is the one that is missing, misspelt. */
function first(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  return issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0]!;
}

/** Of a value that fits none of several forms: what is wrong by the form that it has. */
function specific(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors
    .filter((issues) => issues.length > 0)
    .map(first)
    .find(({ code, path }) => code === "unrecognized_keys" || path.length > 0);
  return inner === undefined ? issue : specific({ ...inner, path: [...issue.path, ...inner.path] });
}

function unknownKey(schema: z.ZodType, path: readonly PropertyKey[], key: string) {
  const known = keysAt(schema, path);
  const other = path.length === 0 ? OTHER_NAMES[key] : undefined;
  const near =
    other !== undefined && known.includes(other.split(".")[0]!) ? other : nearest(key, known, 1)[0];
  const where = fieldOf(path);
  const name = near === undefined ? undefined : fieldOf([...path, near]);
  return {
    message: `There is no field "${fieldOf([...path, key])}"${near === undefined ? "." : `; did you mean "${near}"?`}`,
    remedy:
      name === undefined
        ? known.length > MOST_LISTED
          ? `Leave ${key} out: this version has no such setting.`
          : `Allowed ${where === "" ? "" : `in ${where} `}are ${known.join(", ")}.`
        : `Write ${name}, or leave ${key} out.`,
  };
}

function badValue(name: string, issue: z.core.$ZodIssue, value: unknown) {
  switch (issue.code) {
    case "invalid_type":
      return {
        message: `${name} must be ${withArticle(issue.expected)}, and is ${typeof value === "string" ? "a string" : described(value)}.`,
        remedy: value === undefined ? "Add it." : "Correct it, or leave it out.",
      };
    case "invalid_value": {
      const choices = issue.values.map(String);
      const near = nearest(String(value), choices, 1)[0];
      return {
        message: `${name} cannot be ${described(value)}${near === undefined ? "." : `; did you mean "${near}"?`}`,
        remedy: `Choose ${choices.join(", ")}, or leave it out.`,
      };
    }
    case "too_small":
    case "too_big": {
      const sized = issue.origin === "string" || issue.origin === "array";
      if (sized)
        return {
          message: `${name} is ${issue.code === "too_small" ? "empty or too short" : "too long"}.`,
          remedy: "Correct it, or leave it out.",
        };
      const bound = issue.code === "too_small" ? issue.minimum : issue.maximum;
      const than = issue.code === "too_small" ? "more than" : "less than";
      const most = issue.code === "too_small" ? "at least" : "at most";
      return {
        message: `${name} is ${String(value)}; it must be ${issue.inclusive ? most : than} ${bound}.`,
        remedy: "Correct it, or leave it out.",
      };
    }
    case "custom":
      return { message: `${name} ${issue.message}.`, remedy: "Correct it, or leave it out." };
    default:
      return {
        message: `${name} is wrong: ${issue.message.replace(/^Invalid (?:input|option): /, "").replace(/\.?$/, ".")}`,
        remedy: "Correct it, or leave it out.",
      };
  }
}

function withArticle(expected: string): string {
  if (expected === "int") return "a whole number";
  if (expected === "record") return "an object";
  return `${/^[aeiou]/.test(expected) ? "an" : "a"} ${expected}`;
}

/** Short, and never the value of something that may be long or secret. */
function described(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "string") return value.length > 40 ? "a text" : JSON.stringify(value);
  if (typeof value === "object") return "an object";
  if (typeof value === "function") return "a function";
  return String(value);
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (field, step) =>
      typeof step === "number"
        ? `${field}[${step}]`
        : field === ""
          ? String(step)
          : `${field}.${String(step)}`,
    "",
  );
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[step],
    input,
  );
}

/** The keys that the object at a path may have. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let nodes: unknown[] = [schema];
  for (const step of path) nodes = nodes.flatMap((node) => childrenOf(node, step));
  return [...new Set(nodes.flatMap(shapesOf).flatMap((shape) => Object.keys(shape)))];
}

function childrenOf(node: unknown, step: PropertyKey): unknown[] {
  if (typeof step === "number")
    return inside(node).flatMap((inner) => ("element" in inner ? [inner.element] : []));
  return inside(node).flatMap((inner) => {
    if (inner instanceof z.ZodObject) return step in inner.shape ? [inner.shape[step as string]] : [];
    return inner instanceof z.ZodRecord ? [inner.valueType] : [];
  });
}

function shapesOf(node: unknown): Readonly<Record<string, unknown>>[] {
  return inside(node).flatMap((inner) => (inner instanceof z.ZodObject ? [inner.shape] : []));
}

/** What a schema is about, without its wrappings (optional, default, readonly, transformed); several of a union. */
function inside(node: unknown): z.ZodType[] {
  if (node instanceof z.ZodUnion) return node.options.flatMap(inside);
  if (node instanceof z.ZodPipe) return inside(node.in);
  if (
    node instanceof z.ZodOptional ||
    node instanceof z.ZodDefault ||
    node instanceof z.ZodPrefault ||
    node instanceof z.ZodReadonly ||
    node instanceof z.ZodNullable
  )
    return inside(node.unwrap());
  return node instanceof z.ZodType ? [node] : [];
}
