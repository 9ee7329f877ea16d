/** The program as a process, on the sources; the rows say what is odd about it. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ODD_INPUT, oddPlace } from "./odd-input.fixture.ts";

let place: ReturnType<typeof oddPlace>;
beforeAll(() => {
  place = oddPlace(`${process.execPath} ${join(import.meta.dirname, "main.ts")}`);
});
afterAll(() => place.remove());

test.each(ODD_INPUT)("%s: exit %i", (command, exit, says) => {
  const said = place.run(command);
  expect(said).toMatch(new RegExp(`exit ${exit}\\n$`));
  expect(said).toMatch(says);
});
