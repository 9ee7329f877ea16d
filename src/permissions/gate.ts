/**
 * The last gate of a call: what the permission mode, the rules and the turn's `exec` setting say of it, and whether a person must be
 * asked. In this order: `exec: deny` and deny rules, plan mode, whatever always asks, the mode, allow rules, the person.
 */
import { TandemError } from "../kernel/errors.ts";
import { type KnownTool, knownTool } from "../policy/face.ts";
import type { Gate, PendingCall } from "../tools/stages/stage.ts";
import type { PermissionMode } from "../turn/facts.ts";
import type { PermissionsConfig } from "./config.ts";
import { changedSince, type FileMarks, fileMarks } from "./file-marks.ts";
import { effectOf, modeVerdict } from "./modes.ts";
import { previewOf } from "./preview-of.ts";
import { insteadText, oneLine, summaryOf } from "./question.ts";
import { callRule } from "./remembered.ts";
import { allowedBy, type PermissionRule, parseRule, restricts } from "./rule.ts";
import { ruleProblems } from "./rule-problem.ts";
import { type Subject, subjectOf } from "./subject.ts";
import type { TurnApprovals, TurnQuestion } from "./turn-approvals.ts";

/** The rules of a configuration, read once. */
export interface PermissionRules {
  readonly allow: readonly PermissionRule[];
  readonly ask: readonly PermissionRule[];
  readonly deny: readonly PermissionRule[];
  /** Rules that deny or ask and can never apply, as sentences. */
  readonly problems: readonly string[];
}

export function permissionRules({
  allow,
  ask,
  deny,
}: Pick<PermissionsConfig, "allow" | "ask" | "deny">): PermissionRules {
  const read = (rules: readonly string[]) =>
    rules.map((text) => parseRule(text)).filter((rule) => rule !== null);
  return {
    allow: read(allow),
    ask: read(ask),
    deny: read(deny),
    problems: ruleProblems([...deny, ...ask]),
  };
}

/** The rules with those that one turn brings. */
export function withAllowed(rules: PermissionRules, texts: readonly string[] | undefined): PermissionRules {
  if (texts === undefined || texts.length === 0) return rules;
  const more = texts.map((text) => parseRule(text)).filter((rule) => rule !== null);
  return { ...rules, allow: [...rules.allow, ...more] };
}

export interface PermissionGateOptions {
  readonly mode: PermissionMode;
  readonly rules: PermissionRules;
  readonly approvals: TurnApprovals;
}

/**
 * Throws TandemError `tool_denied` or `approval_denied`, and `tool_error` where a file is no longer what the person was shown; an error on
 * the way to a decision denies.
 */
export function permissionGate(options: PermissionGateOptions): Gate {
  return async (pending) => {
    let refusal: TandemError | null;
    try {
      refusal = await judge(options, pending);
    } catch (cause) {
      const message = `Whether "${pending.call.name}" may run could not be decided, so it was not run.`;
      refusal = new TandemError({ code: "tool_denied", message, remediation: "Go on without it.", cause });
    }
    if (refusal !== null) throw refusal;
    return pending;
  };
}

async function judge(
  { mode, rules, approvals }: PermissionGateOptions,
  pending: PendingCall,
): Promise<TandemError | null> {
  const tool = pending.tool!;
  const isExec = effectOf(tool) === "exec";
  const { exec } = pending.context;
  if (isExec && exec === "deny") return commandsDenied();
  const verdict = modeVerdict(mode, tool);
  const about = lookAt(pending);
  const denied = await first(rules.deny, about);
  if (denied?.match === "yes") return ruleDenied(tool.name, denied.rule);
  if (verdict === "refuse") return planRefusal(tool.name);
  const mustAsk = pending.ask !== undefined || denied !== null || (await first(rules.ask, about)) !== null;
  if (!mustAsk && (verdict === "run" || (isExec && exec === "allow"))) return null;
  let shown: FileMarks | null = null;
  const preview = async () => {
    // Before the preview is made: what changes while it is made is a change too.
    shown = await fileMarks(pending);
    return previewOf(pending);
  };
  const question = { ...(await questionOf(pending, about)), preview };
  if (!mustAsk) {
    const allowed = await allowedBy(rules.allow, about.faces, about.subject);
    if (allowed || (question.rule !== null && approvals.remembers(question.rule))) {
      approvals.answerByRule(question);
      return null;
    }
  }
  // What is asked about in any case could not be remembered: the next call would be asked about again.
  const { allowed, by, instead } = await approvals.ask(mustAsk ? { ...question, rule: null } : question);
  if (!allowed) return approvalDenied(tool.name, isExec, by, instead);
  const changed = shown === null ? null : changedSince(shown, await fileMarks(pending));
  return changed === null ? null : fileChanged(tool.name, changed);
}

/** The call as rules see it; what it is about is found out when a rule first wants to know. */
interface About {
  readonly faces: readonly KnownTool[];
  readonly subject: () => Promise<Subject>;
}

function lookAt(pending: PendingCall): About {
  const tool = pending.tool!;
  const reached = tool.reaches?.(pending.input) ?? null;
  const face = { name: tool.name, ...(tool.origin && { origin: tool.origin }), effect: effectOf(tool) };
  let known: Promise<Subject> | undefined;
  return {
    faces: (reached === null ? [face] : [face, { ...face, name: reached }]).map(knownTool),
    subject: () => {
      known ??= subjectOf(pending);
      return known;
    },
  };
}

/** The rule that restricts the call most: one that certainly speaks of it before one that may. */
async function first(
  rules: readonly PermissionRule[],
  about: About,
): Promise<{ readonly rule: PermissionRule; readonly match: "yes" | "unsure" } | null> {
  let unsure: PermissionRule | null = null;
  for (const rule of rules) {
    const match = await restricts(rule, about.faces, about.subject);
    if (match === "yes") return { rule, match };
    if (match === "unsure") unsure ??= rule;
  }
  return unsure === null ? null : { rule: unsure, match: "unsure" };
}

async function questionOf(pending: PendingCall, about: About): Promise<Omit<TurnQuestion, "preview">> {
  const { context, input, call } = pending;
  const because = pending.ask ? ` (${pending.ask})` : "";
  return {
    toolCallId: context.toolCallId,
    toolName: call.name,
    summary: oneLine(`${summaryOf(pending)}${because}`),
    ...(pending.ask === undefined || pending.ask === "" ? {} : { reason: pending.ask }),
    input,
    signal: context.signal,
    rule: callRule(pending, await about.subject()),
  };
}

const ASK_THE_USER = "Do not try the same another way: go on without it, or ask the user.";

function commandsDenied(): TandemError {
  return new TandemError({
    code: "approval_denied",
    message: "Commands may not run in this turn.",
    remediation: "The user can start Tandem with --allow-exec, or allow it when asked.",
  });
}

function ruleDenied(name: string, { text }: PermissionRule): TandemError {
  return new TandemError({
    code: "tool_denied",
    message: `The permission rule "${text}" denies this call of "${name}"; it was not run.`,
    remediation: ASK_THE_USER,
    details: { rule: text },
  });
}

function planRefusal(name: string): TandemError {
  return new TandemError({
    code: "tool_denied",
    message: `This turn is in plan mode, in which nothing is changed; "${name}" was not run.`,
    remediation: "Look at what you need, then tell the user your plan; it is carried out in another mode.",
    details: { mode: "plan" },
  });
}

function fileChanged(name: string, path: string): TandemError {
  return new TandemError({
    code: "tool_error",
    message: `${path} has changed since the question about this call of "${name}" was shown to the user, so it was not run.`,
    remediation: "Read the file again, and make the call anew if it is still right: the user is asked again.",
    details: { path },
  });
}

function approvalDenied(name: string, isExec: boolean, by: string, instead?: string): TandemError {
  const what = isExec ? "The command" : `This call of "${name}"`;
  if (instead !== undefined)
    return new TandemError({
      code: "approval_denied",
      message: `${what} was not allowed; it was not run. ${insteadText(instead)}`,
      remediation: "",
      details: { by, instead },
    });
  const allow = isExec ? "start Tandem with --allow-exec" : `start Tandem with --allow-tool ${name}`;
  const reasons: Readonly<Record<string, readonly [string, string]>> = {
    user: ["was not allowed", ASK_THE_USER],
    nobody: [
      "was not allowed: it must be asked about, and nobody can be asked",
      `The user can ${allow}, or allow it when asked.`,
    ],
    timeout: ["was not allowed: nobody answered in time", ASK_THE_USER],
    abort: ["was not allowed: the turn was stopped", ""],
  };
  const [reason, remediation] = reasons[by] ?? ["was not allowed: asking about it failed", ASK_THE_USER];
  return new TandemError({
    code: "approval_denied",
    message: `${what} ${reason}; it was not run.`,
    remediation,
    details: { by },
  });
}
