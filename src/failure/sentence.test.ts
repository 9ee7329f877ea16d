import { describe, expect, test } from "vitest";
import { sentenceFor, type ToldFailure } from "./sentence.ts";

const failure = (change: Partial<ToldFailure>): ToldFailure => ({
  kind: "server_error",
  status: 500,
  message: "",
  ...change,
});

describe("a person is told", () => {
  test.each([
    ["the provider's own words", { message: "The model is busy today." }, "The model is busy today."],
    [
      "the status where there are no words",
      { status: 529 },
      "The provider answered with status 529 and no message.",
    ],
    [
      "both where the words say little",
      { status: 529, message: "Overloaded" },
      "The provider answered with status 529: Overloaded.",
    ],
    [
      "how long to wait, where the provider says so",
      { kind: "rate_limit", status: 429, message: "Rate limit reached.", retryAfterMs: 119_500 },
      "Rate limit reached. The provider asks to wait 120 s.",
    ],
    [
      "of a page without its markup",
      { status: 502, message: "<html><body>Bad Gateway</body></html>" },
      "The provider answered with status 502 and a body that is not a readable message.",
    ],
    [
      "of an answer that cannot be read",
      { kind: "network", status: 200, message: 'protocol error: malformed response: {"type":' },
      "The provider's answer could not be read: it does not have the format of its API.",
    ],
    [
      "that the connection failed",
      { kind: "network", status: null, message: "other side closed" },
      "The connection to the provider failed: other side closed",
    ],
    [
      "an error event's word",
      { kind: "overloaded", status: 200, message: "Overloaded" },
      "The provider reported: Overloaded.",
    ],
  ] as const)("%s", (_name, change, sentence) => {
    expect(sentenceFor(failure(change))).toBe(sentence);
  });

  test("an image's limit where the provider named it", () => {
    const message = "image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes";
    expect(sentenceFor(failure({ kind: "image_size", status: 400, message }))).toBe(
      "Image too large for the model (max 5 MB). Please compress or resize the image and try again.",
    );
  });
});
