// For the library: throws where it cannot run.
import { problem } from "./node-version.js";

if (problem !== undefined) {
  const error = new Error(problem);
  // Hidden from what Node prints of an error that nobody caught, which is to be the sentence alone.
  Object.defineProperty(error, "code", { value: "runtime_unavailable" });
  // One line: how the program came to this file helps nobody.
  error.stack = problem;
  throw error;
}
