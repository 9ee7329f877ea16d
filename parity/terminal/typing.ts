/**
 * Somebody types messages while questions come up: whatever is typed must reach the model as text, and none of it may answer. Between two
 * sentences the question is answered on purpose, so that the next one comes.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { EngineUnderTest } from "../engines.ts";
import type { Lab } from "../lab.ts";
import { randomFrom } from "../random.ts";
import type { Stage } from "../stage.ts";
import { openTerminalChat, say } from "./chat.ts";
import type { Terminal } from "./terminal.ts";

/** Milliseconds between two keys. */
const GAP_MS = { least: 50, most: 500 };
/** Milliseconds until the model's answer with the next call: the question comes before, while or after somebody types. */
const ANSWER_MS = { least: 0, most: 4_000 };
/** Longer than the dialog needs to take a key for an answer. */
const REST_MS = 1_300;
/** Between two keys, when the machine and not the chance made it so. */
const TOO_SLOW_MS = GAP_MS.most + 100;
const LIMIT_MS = 60_000;
/** How often somebody only begins to type when the question has been there for a while. */
const LATE_SHARE = 0.3;

const WORDS =
  "y n a yes no always 1 2 3 4 12 eggs and then add the test to main very quickly or do not run it 2x please why any all".split(
    " ",
  );

export interface TypingOptions {
  readonly sentences: number;
  readonly seed: string;
  readonly onSentence?: () => void;
}

/** A key answered, but the machine was too busy to type as fast as it should: a person who pauses so long has not typed on. */
export class TooSlow extends Error {}

/** Fails with the first answer that nobody meant and the first character that is lost, or with {@link TooSlow}. */
export async function typeWhileAsked(
  lab: Lab,
  engine: EngineUnderTest,
  options: TypingOptions,
): Promise<void> {
  const random = randomFrom(`${options.seed} ${engine.id}`);
  // Of its own, so that the same seed gives the same sentences however fast the machine is.
  const chance = randomFrom(`${options.seed} ${engine.id} sentences`);
  const between = ({ least, most }: typeof GAP_MS) => least + random() * (most - least);
  const s = await lab.stage({ accounting: false });
  let calls = 0;
  s.server.respond(() => ({
    toolCalls: [{ name: "exec", input: { command: `touch marker-${calls++}` } }],
    hold: delay(between(ANSWER_MS)),
  }));
  const chat = await openTerminalChat(lab, s, { engine, size: { columns: 160, rows: 40 } });
  await say(chat, "begin");
  let seen = "";
  for (let at = 0; at < options.sentences; at++) {
    const sentence = sentenceOf(chance);
    const what = `${engine.id}, seed ${options.seed}, sentence ${at + 1} ${JSON.stringify(sentence)}`;
    if (random() < LATE_SHARE) {
      await question(s, seen, what);
      await delay(REST_MS);
    }
    const longest = await type(chat, sentence, () => between(GAP_MS));
    const id = await question(s, seen, what);
    await delay(REST_MS);
    try {
      lab.check.deepEqual(waiting(s), [id], `${what}: the question still waits`);
      lab.check.equal(s.server.requests.length, at + 1, `${what}: the model was not asked again`);
      lab.check.ok(!existsSync(join(s.workspace, `marker-${at}`)), `${what}: the command did not run`);
      await answerOnPurpose(chat, s, what);
    } catch (error) {
      if (longest > TOO_SLOW_MS) throw new TooSlow(`${what}: ${Math.round(longest)} ms between two keys`);
      throw error;
    }
    const request = await s.server.waitForRequest(at + 2);
    for (const message of messagesOf(sentence))
      lab.check.ok(holds(request.rawBody, message), `${what}: the model got ${JSON.stringify(message)}`);
    seen = id;
    options.onSentence?.();
  }
}

/** The longest time between two keys as they were really typed, in milliseconds. */
async function type(chat: Terminal, sentence: string, gap: () => number): Promise<number> {
  let longest = 0;
  let last = performance.now();
  for (const [index, key] of [...sentence].entries()) {
    if (key === "\n") await chat.press("Enter");
    else await chat.type(key);
    const now = performance.now();
    if (index > 0) longest = Math.max(longest, now - last);
    last = now;
    await delay(gap());
  }
  return longest;
}

/** What is left in the input is sent; then the digit for no, with nothing after it. */
async function answerOnPurpose(chat: Terminal, s: Stage, what: string): Promise<void> {
  await chat.press("Enter");
  // The key counts as typing: what the screen said before it no longer holds.
  await delay(REST_MS);
  await chat.until(/Arrows and Enter, or a digit/, { what: `${what}: the dialog takes answers` });
  const before = s.server.requests.length;
  await chat.type("3");
  await Promise.race([
    s.server.waitForRequest(before + 1),
    delay(LIMIT_MS, undefined, { ref: false }).then(async () => {
      throw new Error(`${what}: the deliberate answer did not count:\n${await chat.screen()}`);
    }),
  ]);
}

/** The id of the question after `seen`, when it waits. */
async function question(s: Stage, seen: string, what: string): Promise<string> {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const id = waiting(s).find((one) => one !== seen);
    if (id !== undefined) return id;
    if (performance.now() > end) throw new Error(`${what}: no question came`);
    await delay(50);
  }
}

function waiting(s: Stage): string[] {
  return s.tandem.approvals.list().map(({ id }) => id);
}

/** Words with blanks between them; now and then a message ends within. A digit and nothing else would be an answer, and a right one. */
function sentenceOf(random: () => number): string {
  const sentence = anySentence(random);
  return /^\d$/.test(sentence) ? `${sentence}\n` : sentence;
}

function anySentence(random: () => number): string {
  const words = Array.from(
    { length: 1 + Math.floor(random() * 6) },
    () => WORDS[Math.floor(random() * WORDS.length)]!,
  );
  return words
    .map((word) => `${word}${random() < 0.2 ? "\n" : " "}`)
    .join("")
    .replace(/ $/, random() < 0.6 ? "\n" : "");
}

/** What arrives of it: each message without blanks around it. */
function messagesOf(sentence: string): string[] {
  return sentence
    .split("\n")
    .map((text) => text.trim())
    .filter((text) => text !== "");
}

/** Whether a request has this text as a message or as a line of one. */
function holds(body: string, message: string): boolean {
  const text = message.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?:"|\\\\n)${text}(?:"|\\\\n)`).test(body);
}
