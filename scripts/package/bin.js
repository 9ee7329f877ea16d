#!/usr/bin/env node
import { problem } from "./node-version.js";

if (problem === undefined) await import("./main.js");
else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 3;
}
