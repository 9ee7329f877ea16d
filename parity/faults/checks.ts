/** What every cell must show, whatever the fault. */
import { historyOf } from "../../src/sessions/history.ts";
import { toolCallsOf } from "../../src/sessions/message.ts";
import { repairHistory } from "../../src/sessions/repair.ts";
import type { Check } from "../check.ts";
import { eventsOf, shownText } from "../props.ts";
import type { CapturedRequest } from "../wire/model-server.ts";
import { type Cell, type CellOutcome, type CellTurn, EARLIER_PROMPT, NEXT_PROMPT, PROMPT } from "./cell.ts";
import { conversationOf } from "./conversation.ts";
import { type Ending, failed } from "./fault.ts";
import { asksForSummary, SAID, TOOL_INPUT } from "./script.ts";

export function endingOf({ fault, setup }: Cell): Ending {
  return fault.ends[setup] ?? failed(1);
}

export function checkFaultTurn(cell: Cell, outcome: CellOutcome, check: Check): void {
  const { turn } = outcome;
  checkEnd(cell, turn, check);
  checkWire(cell, outcome, check);
  checkEvents(cell, turn, check);
  checkTranscript(turn, check);
  checkSecrets(outcome, check);
  check.equal(outcome.acted, cell.point === "after a tool" ? 1 : 0, "runs of the tool with the side effect");
}

function checkEnd({ fault, setup, ...cell }: Cell, { result }: CellTurn, check: Check): void {
  const expected = endingOf({ fault, setup, ...cell });
  const why = `(${result.error?.kind}: ${result.error?.message})`;
  check.equal(result.status, expected.status, `status ${why}`);
  check.equal(result.stopReason, expected.stopReason, `stop reason ${why}`);
  if (expected.status === "completed") {
    check.equal(result.error, null, "error of a finished turn");
    check.equal(result.text, SAID.afterTool, "reply");
    return;
  }
  const error = check.present(result.error, "error");
  check.equal(error.kind, fault.kind, `kind of the error ${why}`);
  checkWords(error.message, "message", check);
  checkWords(error.remediation, "remedy", check);
  if (fault.says !== undefined) check.match(error.message, fault.says, "message");
}

/** A sentence for people: no page, no JSON, nothing left blank. */
function checkWords(text: string, what: string, check: Check): void {
  check.match(text, /^\S+(?: \S+){2,}/, `${what}: at least three words`);
  check.ok(!/<\/?\w+>|[{}]|undefined|\bnull\b|\[object/.test(text), `${what} for people: ${text}`);
}

function checkWire(cell: Cell, { turn }: CellOutcome, check: Check): void {
  const { fault, setup, point, api } = cell;
  const expected = endingOf(cell);
  const before = point === "after a tool" ? 1 : 0;
  const { attempts } = turn.result;
  const sent = attempts.filter((attempt) => attempt.outcome !== "skipped" && attempt.outcome !== "unstarted");
  const told = sent.map((attempt) => `${attempt.outcome} ${attempt.reason} ${attempt.status}`).join(", ");
  check.equal(sent.length, before + expected.requests, `attempts (${told})`);
  const refused = fault.reply === "refused" ? sent.filter((attempt) => attempt.status === null).length : 0;
  check.equal(turn.requests.length, sent.length - refused, "requests on the wire, against attempts");
  check.ok(
    turn.requests.every((request) => request.api === api),
    "nothing but model calls on the wire",
  );
  check.deepEqual(
    attempts.map((attempt) => attempt.index),
    attempts.map((_, index) => index + 1),
    "numbers of the attempts",
  );
  const own =
    setup === "history"
      ? 1
      : expected.status === "incomplete"
        ? 0
        : expected.requests - (expected.status === "completed" ? 1 : 0);
  sent.forEach((attempt, index) => {
    const isFault = index >= before && index < before + own;
    check.equal(attempt.reason, isFault ? fault.kind : null, `reason of attempt ${index + 1}`);
    check.equal(attempt.outcome === "ok", !isFault, `outcome of attempt ${index + 1} (${attempt.outcome})`);
  });
  for (const [index, step] of expected.steps.entries()) {
    const wait = sent[before + index + 1]?.waitMs ?? -1;
    const backedOff = step === "retry" || step === "retry-stream";
    const rotated = setup === "profile" && expected.status === "completed";
    if (backedOff && !rotated) {
      check.within(wait, fault.waitMs ?? 1, fault.waitMs ?? 3, `wait before attempt ${before + index + 2}`);
    } else check.equal(wait, 0, `wait before attempt ${before + index + 2}`);
  }
  const last = sent.at(-1);
  if (setup === "profile" && expected.status === "completed") {
    check.equal(last?.profile, "main:second", "profile that finished");
  }
  if (setup === "model" && expected.status === "completed") {
    check.equal(`${turn.result.provider}/${turn.result.model}`, "backup/second", "model that finished");
  }
  checkBodies(cell, turn, check);
}

/** What the model was asked is the same conversation each time, and sent again by the wire the very same bytes. */
function checkBodies(cell: Cell, { requests }: CellTurn, check: Check): void {
  const asked = requests.slice(cell.point === "after a tool" ? 1 : 0);
  const lines = conversationAt(cell);
  for (const [index, request] of asked.entries()) {
    if (asksForSummary(request)) continue;
    const earlier = cell.setup === "history" ? earlierLines(index > 0) : [];
    check.deepEqual(told(request), [...earlier, ...lines], `conversation of request ${index + 1}`);
  }
  const { steps } = endingOf(cell);
  if (cell.fault.reply === "refused") return;
  for (const [index, step] of steps.entries()) {
    const [failed, again] = [asked[index], asked[index + 1]];
    if (step === "retry" || step === "rotate-profile") {
      check.equal(again?.rawBody, failed?.rawBody, `body sent again by ${step}`);
    } else if (cell.fault.changesBody && step !== "fall-back") {
      check.ok(bodyOf(again) !== bodyOf(failed), `another body after ${step}`);
    }
  }
}

/** The conversation of a request, a compaction's summary without the words around it. */
function told(request: CapturedRequest): string[] {
  return conversationOf(request).map((line) =>
    line.includes("<summary>") && line.includes(SAID.summary) ? `user: ${SAID.summary}` : line,
  );
}

/** What went before the turn of the fault, as a request carries it. A compaction cuts between turns. */
function earlierLines(compacted: boolean): string[] {
  return compacted ? [`user: ${SAID.summary}`] : [`user: ${EARLIER_PROMPT}`, `assistant: ${SAID.earlier}`];
}

/** The body without what names the engine's process. */
function bodyOf(request: CapturedRequest | undefined): string {
  const { metadata: _, ...body } = (request?.body ?? {}) as Record<string, unknown>;
  return JSON.stringify(body);
}

/** The conversation as the failing request carries it. */
function conversationAt({ fault, point }: Cell): string[] {
  const prompt = [`user: ${PROMPT}`, ...(fault.prompt?.image ? ["user: image"] : [])];
  if (point === "first request") return prompt;
  return [
    ...prompt,
    `assistant: ${SAID.beforeTool}`,
    `call: act ${JSON.stringify(TOOL_INPUT)}`,
    "result: acted",
  ];
}

function checkEvents(cell: Cell, { events, result }: CellTurn, check: Check): void {
  const expected = endingOf(cell);
  check.deepEqual(
    eventsOf(events, "recovery").map((event) => event.step),
    [...expected.steps],
    "recoveries told",
  );
  for (const event of eventsOf(events, "recovery")) {
    check.equal(event.reason, cell.fault.kind, `reason of ${event.step}`);
    checkWords(event.message, `message of ${event.step}`, check);
  }
  const fallbacks = expected.steps.filter((step) => step === "fall-back").length;
  check.equal(eventsOf(events, "fallback").length, fallbacks, "fallbacks told");
  check.equal(eventsOf(events, "attempt.end").length, result.attempts.length, "attempts told");

  const lifecycle = events.filter((event) => event.type.startsWith("lifecycle.")).map((event) => event.type);
  const end = expected.status === "failed" ? "lifecycle.error" : "lifecycle.end";
  check.deepEqual(lifecycle, ["lifecycle.start", end], "one start and one end");
  check.equal(events.at(-1)?.type, end, "last event");
  check.equal(eventsOf(events, "tool-call").length, cell.point === "after a tool" ? 1 : 0, "tool calls told");

  const before = cell.point === "after a tool" ? SAID.beforeTool : "";
  const after = expected.status === "failed" ? "" : result.text;
  check.equal(shownText(events), before + after, "text that stays on a reader's screen");
  const discarded = eventsOf(events, "attempt.discarded");
  for (const event of discarded) {
    const attempt = result.attempts.find((one) => one.index === event.attempt);
    check.equal(
      attempt?.outcome,
      "discarded",
      `outcome of attempt ${event.attempt}, whose text was taken back`,
    );
  }
  if (showsFirst(cell)) {
    const failures = expected.requests - (expected.status === "completed" ? 1 : 0);
    check.equal(discarded.length, failures, "attempts taken back");
  }
}

function showsFirst({ fault }: Cell): boolean {
  return fault.proves.includes("FAIL-15");
}

function checkTranscript({ entries }: CellTurn, check: Check): void {
  const { messages } = historyOf(entries);
  const target = { provider: "main", model: "first", api: "any" };
  const repaired = repairHistory(messages, target);
  check.deepEqual(repairHistory(repaired, target), repaired, "repairing a repaired history");
  const kept = messages.filter(
    (message) => message.role !== "assistant" || (message.stop !== "error" && message.stop !== "aborted"),
  );
  const blocks = (list: typeof kept) => list.reduce((sum, message) => sum + message.content.length, 0);
  check.equal(blocks(repaired), blocks(kept), "blocks that are left after a repair");
  const open = new Set<string>();
  for (const message of kept) {
    if (message.role === "assistant") for (const call of toolCallsOf(message)) open.add(call.id);
    if (message.role === "tool") check.ok(open.delete(message.toolCallId), "a result follows its call, once");
  }
  check.equal(open.size, 0, "calls without a result");
  check.deepEqual(
    entries.map((entry) => entry.seq),
    entries.map((_, index) => index + 1),
    "numbers of the entries",
  );
}

function checkSecrets({ script, turn }: CellOutcome, check: Check): void {
  const told = JSON.stringify([turn.result, turn.events, turn.entries]);
  for (const key of Object.values(script.keys)) check.excludes(told, key, "a key in what the turn tells");
}

/** The turn after, once the fault is over: it works, with one request, which carries exactly what it should. */
export function checkNextTurn(cell: Cell, outcome: CellOutcome, check: Check): void {
  const { result, requests, events } = outcome.turn;
  const why = `(${result.error?.kind}: ${result.error?.message})`;
  check.equal(result.status, "completed", `next turn: status ${why}`);
  check.equal(result.text, SAID.nextTurn, "next turn: reply");
  check.equal(requests.length, 1, "next turn: requests");
  check.equal(result.attempts.length, 1, "next turn: attempts");
  check.equal(`${result.provider}/${result.model}`, "main/first", "next turn: model");
  check.equal(eventsOf(events, "recovery").length, 0, "next turn: recoveries");
  const expected = endingOf(cell);
  const first = conversationAt(cell);
  const said = lastWords(cell);
  const unanswered = expected.status === "failed" && cell.point === "first request";
  const earlier = cell.setup === "history" ? earlierLines(true) : [];
  const before = unanswered ? [] : [...earlier, ...first, ...said];
  check.deepEqual(told(requests[0]!), [...before, `user: ${NEXT_PROMPT}`], "next turn: conversation");
  check.equal(outcome.acted, cell.point === "after a tool" ? 1 : 0, "next turn: runs of the tool");
  checkTranscript(outcome.turn, check);
  checkSecrets(outcome, check);
}

/** What the model had said last, as the next request carries it. */
function lastWords(cell: Cell): string[] {
  const { status } = endingOf(cell);
  if (status === "failed") return [];
  if (status === "completed") return [`assistant: ${SAID.afterTool}`];
  const reply = cell.fault.reply;
  const said = reply === "refused" ? {} : reply({ api: cell.api, key: "", shown: Promise.resolve() });
  return "text" in said ? [`assistant: ${said.text}`] : [];
}
