/** `tandem approve`: answers the questions of turns that run elsewhere, and shows the rules that answers left. */
import type { Command } from "commander";
import { TandemError } from "../../../kernel/errors.ts";
import { approvalNotFound } from "../../../permissions/approvals.ts";
import { ownLine, type QuestionLine, questionText } from "../../../permissions/describe.ts";
import type { PendingApproval } from "../../../permissions/store.ts";
import { visibleName } from "../../../permissions/visible.ts";
import type { Tandem } from "../../../tandem.ts";
import { ruleLines } from "../approval-rule.ts";
import type { Cli } from "../cli.ts";
import { EXIT } from "../exit-codes.ts";
import { type CliIo, columnsOf, json, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { parseCount } from "../options.ts";
import { formatTime } from "../render/format.ts";
import { printable } from "../render/printable.ts";
import { paintLine, rowsOf } from "../render/question.ts";
import { styleFor } from "../render/style.ts";
import { printTable } from "../render/table.ts";

interface AnswerOptions extends CommonOptions {
  readonly allow?: boolean;
  readonly deny?: boolean;
  readonly remember?: boolean;
  readonly instead?: string;
}

interface RulesOptions extends CommonOptions {
  readonly agent?: string;
}

const EXAMPLES = `
Examples:
  tandem approve                           the questions that wait now
  tandem approve show 0198f1c2             all of what will happen, by the id or a unique prefix of it
  tandem approve 0198f1c2 --allow          answers it
  tandem approve 0198f1c2 --allow --remember
  tandem approve 0198f1c2 --deny --instead "Use pnpm."
  tandem approve rules                     calls that no longer need approval
  tandem approve revoke 3                  asks about it again

Turns wait for these answers when they run with --await-approvals or ask on a terminal. The first answer counts; one that
arrives too late changes nothing and exits with 1.`;

export function defineApprove(program: Command, cli: Cli): void {
  const { io } = cli;
  const approve = program
    .command("approve")
    .description("answer pending approvals, list and revoke remembered rules")
    .argument("[id]", "the question's id, or its beginning; none lists what waits")
    .option("--allow", "let the call run")
    .option("--deny", "do not let it run")
    .option("--remember", "with --allow: the same call needs no question any more")
    .option("--instead <text>", "with --deny: what to do in place of the call, for the model")
    .option("-c, --config <file>", "config file")
    .option("--json", "JSON output")
    .addHelpText("after", EXAMPLES)
    .action((id: string | undefined, options: AnswerOptions) =>
      withTandem(io, options, (tandem) => {
        if (id === undefined || id === "list") return listQuestions(io, tandem, options);
        cli.exitCode = answer(io, tandem, id, options);
      }),
    );
  approve
    .command("show")
    .description("show all of what a question is about")
    .argument("<id>", "the question's id, or its beginning")
    .action((id: string, _options: CommonOptions, command: Command) => {
      const options: CommonOptions = command.optsWithGlobals();
      return withTandem(io, options, (tandem) => showQuestion(io, tandem, id, options));
    });
  approve
    .command("answer")
    .description("answer a question, as `tandem approve <id>` does")
    .argument("<id>", "the question's id, or its beginning")
    .action((id: string, _options: AnswerOptions, command: Command) => {
      const options: AnswerOptions = command.optsWithGlobals();
      return withTandem(io, options, (tandem) => {
        cli.exitCode = answer(io, tandem, id, options);
      });
    });
  approve
    .command("rules")
    .description("list the rules that were remembered")
    .option("-a, --agent <id>", "only those of this agent")
    .action((_options: RulesOptions, command: Command) => {
      const options: RulesOptions = command.optsWithGlobals();
      return withTandem(io, options, (tandem) => listRules(io, tandem, options));
    });
  approve
    .command("revoke")
    .description("revoke a rule")
    .argument("<rule>", "the rule's number, as `tandem approve rules` lists it", parseCount)
    .action((rule: number, _options: CommonOptions, command: Command) =>
      withTandem(io, command.optsWithGlobals(), (tandem) => {
        if (tandem.approvals.revoke(rule)) return line(io.stdout, `Rule ${rule} is revoked.`);
        throw new TandemError({
          code: "validation_failed",
          field: "rule",
          message: `There is no rule ${rule}.`,
          remediation: "`tandem approve rules` lists the ones there are.",
        });
      }),
    );
}

function listQuestions(io: CliIo, tandem: Tandem, options: CommonOptions): void {
  const waiting = tandem.approvals.list();
  if (options.json) json(io.stdout, waiting);
  else if (waiting.length === 0) line(io.stderr, "Nothing waits for an answer.");
  else
    printTable(
      io.stdout,
      io.env,
      [{ title: "ID" }, { title: "ASKED" }, { title: "AGENT" }, { title: "TOOL" }, { title: "ASKS TO" }],
      waiting.map((one) => [
        one.id,
        formatTime(one.askedAt),
        one.agentId,
        one.toolName,
        printable(one.summary),
      ]),
    );
}

function answer(io: CliIo, tandem: Tandem, id: string, options: AnswerOptions): number {
  if (options.allow === options.deny)
    throw new TandemError({
      code: "validation_failed",
      field: "allow",
      message: "Say whether the call may run.",
      remediation: "Give either --allow or --deny.",
    });
  const found = idOf(id, tandem.approvals.list());
  const outcome = tandem.approvals.answer(found, {
    allow: options.allow === true,
    remember: options.remember === true,
    ...(options.instead === undefined ? {} : { instead: options.instead }),
  });
  if (options.json) json(io.stdout, outcome);
  else if (outcome.accepted) {
    line(io.stdout, outcome.allowed ? "Allowed." : "Denied.");
    const question = options.remember === true ? tandem.approvals.get(found) : null;
    if (question !== null) print(io, ruleLines(question));
  } else
    line(io.stderr, `Too late: it is ${outcome.allowed ? "allowed" : "denied"} already (${outcome.by}).`);
  return outcome.accepted ? EXIT.ok : EXIT.failed;
}

function showQuestion(io: CliIo, tandem: Tandem, id: string, options: CommonOptions): void {
  const found = idOf(id, tandem.approvals.list());
  const question = tandem.approvals.get(found);
  if (question === null) throw approvalNotFound(found);
  if (options.json) {
    json(io.stdout, question);
    return;
  }
  const rule =
    question.rule === null ? "" : ` With --remember it stores the rule ${visibleName(question.rule)}.`;
  print(io, questionText(question).lines());
  print(io, [ownLine(`Agent ${question.agentId} in ${question.workspaceDir}.${rule}`, "note")]);
}

/** On a terminal in rows of its width; elsewhere each line is one. */
function print({ stdout, env }: CliIo, lines: Iterable<QuestionLine>): void {
  const style = styleFor(stdout, env);
  const width = stdout.isTTY ? columnsOf(stdout, env) : Number.POSITIVE_INFINITY;
  for (const one of lines) for (const row of rowsOf(one, width)) line(stdout, paintLine(row, style));
}

/** The one question whose id begins so; the text itself where there is none. */
function idOf(text: string, waiting: readonly PendingApproval[]): string {
  const found = waiting.filter(({ id }) => id.startsWith(text));
  if (found.length <= 1 || found.some(({ id }) => id === text))
    return found.length === 1 ? found[0]!.id : text;
  throw new TandemError({
    code: "validation_failed",
    field: "id",
    message: `"${text}" is a prefix of ${found.length} ids: ${found.map(({ id }) => id).join(", ")}.`,
    remediation: "Give more of the id.",
  });
}

function listRules(io: CliIo, tandem: Tandem, { agent, ...options }: RulesOptions): void {
  const rules = tandem.approvals.rules(agent === undefined ? {} : { agentId: agent });
  if (options.json) json(io.stdout, rules);
  else if (rules.length === 0) line(io.stderr, "Nothing is remembered.");
  else
    printTable(
      io.stdout,
      io.env,
      [
        { title: "RULE", align: "right" },
        { title: "AGENT" },
        { title: "SINCE" },
        { title: "WORKSPACE" },
        { title: "CALL" },
      ],
      rules.map(({ id, agentId, createdAt, workspaceDir, text }) => [
        String(id),
        agentId,
        formatTime(createdAt),
        printable(workspaceDir),
        printable(text),
      ]),
    );
}
