/** `tandem run` as a whole process, against the engines' own command lines: from the start to the exit. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBinary } from "../src/engines/claude/binary.ts";
import { alternate, timed } from "./lib/alternate.ts";
import type { Bench, Benchmark } from "./lib/benchmark.ts";
import { KEY, MODEL_ID } from "./lib/model.ts";
import { configFor } from "./lib/ours.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PROMPT = "Say hello.";

interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export const processes: Benchmark = {
  name: "processes",
  async run(bench) {
    const pi = piCommand(bench);
    const claude = claudeCommand(bench);
    return [
      await alternate({
        name: "tandem run, Pi ÷ pi -p",
        limit: 0.6,
        pairs: bench.rounds * 3,
        ours: wallTime(tandemCommand(bench, "pi")),
        theirs: wallTime(pi),
      }),
      await alternate({
        name: "tandem run, Claude ÷ claude -p",
        limit: 1.0,
        pairs: bench.rounds * 3,
        ours: wallTime(tandemCommand(bench, "claude")),
        theirs: wallTime(claude),
      }),
      await alternate({
        name: "tandem --version ÷ node -e 0",
        limit: 2.5,
        pairs: bench.rounds * 5,
        ours: wallTime(tandem(bench, ["--version"]), /^\d/),
        theirs: wallTime(node(bench), /^$/),
      }),
      await alternate({
        name: "tandem sessions list ÷ node -e 0",
        limit: 6,
        pairs: bench.rounds * 5,
        ours: wallTime(tandem(bench, ["sessions", "list"]), /^$/),
        theirs: wallTime(node(bench), /^$/),
      }),
    ];
  },
};

const ANSWER = /quick brown fox/;

function wallTime(command: Command, expected = ANSWER): () => Promise<number> {
  return () => timed(() => finished(command, expected));
}

/** Runs the command to its exit; throws when it failed or did not print what it should. */
async function finished({ program, args, cwd, env }: Command, expected: RegExp): Promise<void> {
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let errors = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0 || !expected.test(out.trim()))
    throw new Error(`${program} ${args.join(" ")} ended with code ${code}: ${out}${errors}`);
}

/** Nothing of this process's environment but the path, with the same Node for everybody. */
function cleanEnvironment(home: string): Record<string, string> {
  return { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: home, TMPDIR: home };
}

function tandemCommand(bench: Bench, runtime: string): Command {
  return tandem(bench, ["run", "--runtime", runtime, PROMPT]);
}

/** What every program on this Node takes at least. */
function node(bench: Bench): Command {
  return {
    program: process.execPath,
    args: ["-e", "0"],
    cwd: bench.folder(),
    env: cleanEnvironment(bench.folder()),
  };
}

function tandem(bench: Bench, args: readonly string[]): Command {
  const home = bench.folder();
  const { env: _, home: data, ...config } = configFor(join(home, "data"), bench.model.text);
  mkdirSync(data!);
  writeFileSync(join(data!, "config.json"), JSON.stringify(config));
  return {
    program: process.execPath,
    args: [join(ROOT, "dist", "bin", "tandem.js"), ...args],
    cwd: bench.folder(),
    env: { ...cleanEnvironment(home), TANDEM_HOME: data!, ANTHROPIC_API_KEY: KEY },
  };
}

function piCommand(bench: Bench): Command {
  const home = bench.folder();
  const models = [
    { id: MODEL_ID, name: MODEL_ID, contextWindow: 200_000, maxTokens: 32_000, input: ["text"] },
  ];
  const provider = { baseUrl: bench.model.text, api: "anthropic-messages", apiKey: KEY, models };
  writeFileSync(join(home, "models.json"), JSON.stringify({ providers: { bench: provider } }));
  return {
    program: process.execPath,
    args: [
      join(ROOT, "node_modules", "@earendil-works", "pi-coding-agent", "dist", "bundle", "cli.js"),
      "--model",
      `bench/${MODEL_ID}`,
      "-p",
      PROMPT,
    ],
    cwd: bench.folder(),
    env: { ...cleanEnvironment(home), PI_CODING_AGENT_DIR: home, PI_OFFLINE: "1" },
  };
}

function claudeCommand(bench: Bench): Command {
  const home = bench.folder();
  const found = findBinary(undefined);
  if (!found.ok) throw new Error(found.reason);
  return {
    program: found.path,
    args: ["--model", MODEL_ID, "-p", PROMPT],
    cwd: bench.folder(),
    env: {
      ...cleanEnvironment(home),
      CLAUDE_CONFIG_DIR: home,
      ANTHROPIC_BASE_URL: bench.model.text,
      ANTHROPIC_API_KEY: KEY,
      // Nothing but the model server is contacted.
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    },
  };
}
