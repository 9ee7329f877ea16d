import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "src/**/*.test.ts",
      "parity/**/*.test.ts",
      "examples/**/*.test.ts",
      "scripts/**/*.test.{ts,mjs}",
    ],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // The machines this runs on have two cores; more workers only make the engines' child processes compete.
    maxWorkers: 2,
  },
});
