/** `tandem models`: what can be asked for. */
import type { Command } from "commander";
import type { ModelInfo } from "../../../routing/model.ts";
import type { Cli } from "../cli.ts";
import { json, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { count } from "../render/format.ts";
import { printTable } from "../render/table.ts";

interface ModelsOptions extends CommonOptions {
  readonly provider?: string;
}

const EXAMPLES = `
Examples:
  tandem models
  tandem models sonnet
  tandem models --provider openai --json

Prices are US dollars per million tokens, input/output, as of the date shown.`;

export function defineModels(program: Command, cli: Cli): void {
  const { io } = cli;
  program
    .command("models")
    .description("list the available models")
    .argument("[search]", "part of an id, name or alias")
    .option("-p, --provider <id>", "of this provider only")
    .option("-c, --config <file>", "config file")
    .option("--json", "JSON output")
    .addHelpText("after", EXAMPLES)
    .action((search: string | undefined, options: ModelsOptions) =>
      withTandem(io, options, (tandem) => {
        const models = tandem
          .models()
          .filter((model) => options.provider === undefined || model.provider === options.provider)
          .filter((model) => search === undefined || matches(model, search));
        if (options.json) {
          json(io.stdout, models);
          return;
        }
        if (models.length === 0) {
          line(io.stderr, "No model matches.");
          return;
        }
        printModels(cli, models);
        if (io.stdout.isTTY) {
          const { runtime, model } = tandem.defaults();
          line(io.stderr, `${count(models.length)} models. Default: ${model} on ${runtime}.`);
        }
      }),
    );
}

/** Whether all words of a search occur in what names the model. */
export function matches(model: ModelInfo, search: string): boolean {
  const names = [`${model.provider}/${model.id}`, model.name, ...model.aliases].join(" ").toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => names.includes(word));
}

function printModels({ io }: Cli, models: readonly ModelInfo[]): void {
  printTable(
    io.stdout,
    io.env,
    [
      { title: "MODEL" },
      { title: "ENGINES" },
      { title: "WINDOW", align: "right" },
      { title: "OUTPUT", align: "right" },
      { title: "IMAGES" },
      { title: "PRICE", align: "right" },
      { title: "AS OF" },
      { title: "THINKING" },
      { title: "ALIASES" },
    ],
    models.map((model) => [
      `${model.provider}/${model.id}`,
      model.runtimes.join(","),
      thousands(model.contextWindow),
      thousands(model.maxOutputTokens),
      model.input.includes("image") ? "yes" : "no",
      model.price === null ? "unknown" : `${model.price.input}/${model.price.output}`,
      model.price === null ? "-" : (model.priceAsOf ?? "config"),
      thinkingOf(model),
      model.aliases.join(","),
    ]),
  );
}

function thousands(tokens: number): string {
  return tokens >= 1_000_000
    ? `${tokens / 1_000_000}M`
    : tokens >= 1_000
      ? `${Math.round(tokens / 1_000)}k`
      : String(tokens);
}

function thinkingOf(model: ModelInfo): string {
  const levels = model.thinkingLevels.filter((level) => level !== "off");
  return levels.length === 0 ? "-" : levels.length === 1 ? levels[0]! : `${levels[0]}…${levels.at(-1)}`;
}
