/**
 * `npm run cases -- <file or folder> …`: plays cases that are data. A file holds one JSON object a line (`.jsonl`); what a case is about is
 * told from its fields. Prints each miss, and at the end `N cases, M wrong`. Without arguments: the cases of this folder.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { denyRuleCases } from "./deny-rules.ts";
import { editCases } from "./edits.ts";
import type { Case, CaseKind } from "./kind.ts";

export const CASE_KINDS: readonly CaseKind[] = [denyRuleCases, editCases];

export interface PlayedCase {
  /** `file:line`. */
  readonly place: string;
  readonly name: string;
  /** What is wrong; `null`: nothing. */
  readonly wrong: string | null;
}

/** Plays all cases of files and folders, one after another. A line that no kind takes is wrong. */
export async function playCases(paths: readonly string[]): Promise<PlayedCase[]> {
  const played: PlayedCase[] = [];
  for (const file of paths.flatMap(filesOf)) {
    for (const [index, line] of readFileSync(file, "utf8").split("\n").entries()) {
      if (line.trim() === "") continue;
      played.push({ place: `${relative(process.cwd(), file)}:${index + 1}`, ...(await play(line)) });
    }
  }
  return played;
}

async function play(line: string): Promise<Omit<PlayedCase, "place">> {
  let one: Case;
  try {
    one = JSON.parse(line) as Case;
  } catch (error) {
    return {
      name: line.slice(0, 40),
      wrong: `it is not JSON: ${error instanceof Error ? error.message : error}`,
    };
  }
  const name = typeof one.name === "string" ? one.name : line.slice(0, 80);
  const kind = CASE_KINDS.find((candidate) => candidate.takes(one));
  if (kind === undefined) return { name, wrong: "no player takes cases with these fields" };
  try {
    return { name, wrong: await kind.play(one) };
  } catch (error) {
    return { name, wrong: `it could not be played: ${error instanceof Error ? error.message : error}` };
  }
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [resolve(path)];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".jsonl"))
    .sort()
    .map((name) => resolve(path, name));
}

if (import.meta.main) {
  const given = process.argv.slice(2);
  const played = await playCases(given.length > 0 ? given : [join(import.meta.dirname, "data")]);
  const misses = played.filter(({ wrong }) => wrong !== null);
  for (const { place, name, wrong } of misses) console.log(`${place} ${name}: ${wrong}`);
  console.log(`${played.length} cases, ${misses.length} wrong`);
  process.exitCode = misses.length === 0 ? 0 : 1;
}
