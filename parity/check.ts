/** Assertions that are counted: a scenario that asserts nothing proves nothing. */
import assert from "node:assert/strict";

/** Strict assertions; each call counts once. The last argument says what was expected, for the report. */
export class Check {
  #count = 0;

  /** Assertions made so far. */
  get count(): number {
    return this.#count;
  }

  equal<T>(actual: T, expected: T, what: string): void {
    this.#count++;
    if (!Object.is(actual, expected)) fail(what, `expected ${show(expected)}, got ${show(actual)}`);
  }

  deepEqual<T>(actual: T, expected: T, what: string): void {
    this.#count++;
    try {
      assert.deepStrictEqual(actual, expected);
    } catch (error) {
      fail(what, `expected ${show(expected)}, got ${show(actual)}`, error);
    }
  }

  ok(value: unknown, what: string): void {
    this.#count++;
    if (!value) fail(what, `got ${show(value)}`);
  }

  /** The value is there; gives it back as such. */
  present<T>(value: T | null | undefined, what: string): T {
    this.#count++;
    if (value === null || value === undefined) fail(what, "it is missing");
    return value;
  }

  match(text: string, pattern: RegExp, what: string): void {
    this.#count++;
    if (!pattern.test(text)) fail(what, `${pattern} does not match ${show(text)}`);
  }

  includes(text: string, part: string, what: string): void {
    this.#count++;
    if (!text.includes(part)) fail(what, `${show(part)} is not in ${show(text)}`);
  }

  excludes(text: string, part: string, what: string): void {
    this.#count++;
    if (text.includes(part)) fail(what, `${show(part)} is in ${show(text)}`);
  }

  /** `actual` is in `[low, high]`. */
  within(actual: number, low: number, high: number, what: string): void {
    this.#count++;
    if (!(actual >= low && actual <= high)) fail(what, `${actual} is not within ${low} to ${high}`);
  }

  /** The promise rejects; gives the error. */
  async rejects(promise: Promise<unknown>, what: string): Promise<unknown> {
    this.#count++;
    const outcome = await promise.then(
      () => ({ rejected: false as const }),
      (error: unknown) => ({ rejected: true as const, error }),
    );
    if (!outcome.rejected) fail(what, "it did not reject");
    return outcome.error;
  }
}

function fail(what: string, detail: string, cause?: unknown): never {
  throw new assert.AssertionError({
    message: `${what}: ${detail}`,
    ...(cause ? { operator: "deepEqual" } : {}),
  });
}

function show(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 600 ? `${text.slice(0, 400)} … ${text.slice(-150)}` : text;
}
