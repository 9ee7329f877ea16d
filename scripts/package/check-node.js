// For the library: throws where it cannot run.
import { problem } from "./node-version.js";

if (problem !== undefined) {
  const error = new Error(problem);
  error.code = "runtime_unavailable";
  // One line: how the program came to this file helps nobody.
  error.stack = problem;
  throw error;
}
