import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { offerCommand, scriptFor } from "./command.mjs";

let home;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tandem-command-"));
});
afterEach(() => rmSync(home, { recursive: true }));

/** Offers the command to somebody who types an answer; gives what they read. */
async function offer(answer, { path = join(home, ".local", "bin"), terminal = true } = {}) {
  const input = Object.assign(new PassThrough(), { isTTY: terminal });
  const output = Object.assign(new PassThrough(), { isTTY: terminal });
  let text = "";
  output.on("data", (part) => {
    text += part;
    if (`${part}`.includes("[y/N]")) input.write(`${answer}\n`);
  });
  await offerCommand({ env: { HOME: home, PATH: path }, input, output, answered: join(home, "kept", "no") });
  return text;
}
const file = () => join(home, ".local", "bin", "tandem");

test("a yes makes a script that can be run, and says when its folder is not on PATH", async () => {
  expect(await offer("y")).toContain("works in every folder");
  expect(statSync(file()).mode & 0o111).toBe(0o111);
  rmSync(file());
  expect(await offer("yes", { path: "/nowhere" })).toContain("Add its folder to your PATH");
});

test("anything else makes nothing, and is not asked again", async () => {
  expect(await offer("")).toContain("Not made");
  expect(existsSync(file())).toBe(false);
  expect(await offer("y")).toBe("");
});

test("where it is a command already nothing is said", async () => {
  mkdirSync(join(home, "other"));
  writeFileSync(join(home, "other", "tandem"), "#!/bin/sh\n");
  chmodSync(join(home, "other", "tandem"), 0o755);
  expect(await offer("y", { path: join(home, "other") })).toBe("");
});

test("a program of somebody else is left alone", async () => {
  mkdirSync(join(home, ".local", "bin"), { recursive: true });
  writeFileSync(file(), "mine");
  expect(await offer("y", { path: "/nowhere" })).toContain("left alone");
  expect(readFileSync(file(), "utf8")).toBe("mine");
});

test("without a terminal nobody is asked and nothing is made", async () => {
  expect(await offer("y", { terminal: false })).toBe("");
  expect(existsSync(file())).toBe(false);
});

test("the script passes its arguments on, whatever the paths are called", () => {
  const program = join(home, "it's here.js");
  writeFileSync(program, "console.log(JSON.stringify(process.argv.slice(2)))");
  writeFileSync(join(home, "run"), scriptFor(process.execPath, program), { mode: 0o755 });
  const printed = execFileSync(join(home, "run"), ["a b", "$HOME", "'"], { encoding: "utf8" });
  expect(JSON.parse(printed)).toEqual(["a b", "$HOME", "'"]);
});
