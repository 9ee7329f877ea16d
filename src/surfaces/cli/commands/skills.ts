/** `tandem skills`: what the agent can be taught, and why some of it is not offered. */
import type { Command } from "commander";
import { TandemError } from "../../../kernel/errors.ts";
import type { SkillInfo } from "../../../skills/facade.ts";
import type { Cli } from "../cli.ts";
import { EXIT } from "../exit-codes.ts";
import { json, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { printable } from "../render/printable.ts";
import { printTable } from "../render/table.ts";

interface ScopeOptions extends CommonOptions {
  readonly agent?: string;
  readonly workspace?: string;
}

const EXAMPLES = `
Examples:
  tandem skills                            all skills, with the reasons why some are not offered
  tandem skills show review-change         the file itself
  tandem skills validate skills/my-skill   checks it against the standard; exits with 1 if it is invalid
  tandem skills create release-notes --description "Writes release notes. Use when …"

Skills come from Tandem itself, the folders in skills.extra, skills in the data folder, and .agents/skills and skills in the
workspace. If two have the same name, the later source wins.`;

export function defineSkills(program: Command, cli: Cli): void {
  const skills = program
    .command("skills")
    .description("list, show, check and create skills")
    .addHelpText("after", EXAMPLES);
  defineList(skills, cli);
  defineShow(skills, cli);
  defineValidate(skills, cli);
  defineCreate(skills, cli);
}

function scoped(command: Command): Command {
  return command
    .option("-a, --agent <id>", "agent whose workspace to use")
    .option("-w, --workspace <folder>", "workspace (default: the configured one, else this folder)")
    .option("-c, --config <file>", "config file");
}

function scopeOf({ agent, workspace }: ScopeOptions) {
  return {
    ...(agent === undefined ? {} : { agentId: agent }),
    ...(workspace === undefined ? {} : { workspaceDir: workspace }),
  };
}

function defineList(skills: Command, { io }: Cli): void {
  scoped(skills.command("list"))
    .description("list all skills (default)")
    .option("--json", "JSON output")
    .action((options: ScopeOptions) =>
      withTandem(io, options, async (tandem) => {
        const all = await tandem.skills.list(scopeOf(options));
        if (options.json) return json(io.stdout, all);
        printTable(
          io.stdout,
          io.env,
          [{ title: "NAME" }, { title: "STATUS" }, { title: "SOURCE" }, { title: "ABOUT" }],
          all.map((skill) => [printable(skill.name), skill.status, skill.source, printable(aboutOf(skill))]),
        );
        if (all.length === 0) line(io.stderr, "There are no skills.");
      }),
    );
}

function aboutOf({ reasons, description }: SkillInfo): string {
  return reasons.length > 0 ? reasons.join(" ") : (description ?? "");
}

function defineShow(skills: Command, { io }: Cli): void {
  scoped(skills.command("show"))
    .description("print a skill's file")
    .argument("<name>", "name of the skill")
    .option("--json", "JSON output")
    .action((name: string, options: ScopeOptions) =>
      withTandem(io, options, async (tandem) => {
        const found = (await tandem.skills.list(scopeOf(options))).filter((skill) => skill.name === name);
        const skill = found.find(({ status }) => status !== "overridden") ?? found[0];
        if (skill === undefined) {
          throw new TandemError({
            code: "validation_failed",
            field: "name",
            message: `There is no skill "${name}".`,
            remediation: "`tandem skills` lists the ones there are.",
          });
        }
        const { readFile } = await import("node:fs/promises");
        const text = await readFile(skill.location, "utf8");
        if (options.json) return json(io.stdout, { ...skill, text });
        line(io.stderr, `${skill.location} (${skill.source}, ${skill.status})`);
        for (const reason of skill.reasons) line(io.stderr, `  ${printable(reason)}`);
        io.stdout.write(printable(text.endsWith("\n") ? text : `${text}\n`));
      }),
    );
}

function defineValidate(skills: Command, cli: Cli): void {
  const { io } = cli;
  skills
    .command("validate")
    .description("check skills against the standard")
    .argument("<folder...>", "folder of a skill, or its SKILL.md")
    .option("--json", "JSON output")
    .action(async (folders: string[], options: { readonly json?: boolean }) => {
      const { validateSkill } = await import("../../../skills/check.ts");
      const verdicts = await Promise.all(folders.map((folder) => validateSkill(folder, io.cwd)));
      if (verdicts.some(({ problems }) => problems.length > 0)) cli.exitCode = EXIT.failed;
      if (options.json) return json(io.stdout, verdicts);
      for (const { folder, problems } of verdicts) {
        line(io.stdout, printable(problems.length === 0 ? `Valid: ${folder}` : `Not valid: ${folder}`));
        for (const problem of problems) line(io.stdout, printable(`  - ${problem}`));
      }
    });
}

function defineCreate(skills: Command, { io }: Cli): void {
  skills
    .command("create")
    .description("create a new skill in the workspace")
    .argument("<name>", "small letters, digits and hyphens")
    .option("-d, --description <text>", "what it does and when to use it")
    .option("-w, --workspace <folder>", "workspace (default: the configured one, else this folder)")
    .action(async (name: string, options: { readonly description?: string; readonly workspace?: string }) => {
      const { createSkill } = await import("../../../skills/create-skill.ts");
      const file = await createSkill({
        name,
        workspaceDir: options.workspace ?? io.cwd,
        ...(options.description === undefined ? {} : { description: options.description }),
      });
      line(io.stdout, file);
    });
}
