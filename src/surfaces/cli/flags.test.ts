import { expect, test } from "vitest";
import { TandemError } from "../../kernel/errors.ts";
import { inFlags } from "./flags.ts";

const error = (
  field: string,
  message: string,
  code: "validation_failed" | "invalid_config" = "validation_failed",
) => inFlags(new TandemError({ code, field, message, remediation: `Leave ${field} out.` }).toJSON());

test("names the flag, also within a message", () => {
  expect(error("timeoutMs", "timeoutMs is 0.")).toMatchObject({
    field: "--timeout",
    message: "--timeout is 0.",
    remediation: "Leave --timeout out.",
  });
  expect(error("images[0]", "The image cannot be read.").field).toBe("--image");
});

test("leaves what configuration and flag call alike, and errors of the configuration", () => {
  expect(error("model", "The model is not known.").field).toBe("model");
  expect(error("timeoutMs", "timeoutMs is 0.", "invalid_config").field).toBe("timeoutMs");
});
