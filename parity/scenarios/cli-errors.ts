/** What the command line says when it is used wrongly, or what it is on is broken. */
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExecutionResult } from "../../src/kernel/result.ts";
import { parse, tandem } from "../cli-run.ts";
import { PLAIN_MODEL } from "../engines.ts";
import { scenario } from "../registry.ts";

/** Turns run in other processes, so the stage cannot count their attempts; each scenario does it itself. */
const FOREIGN = { accounting: false } as const;

export const cliErrorScenarios = [
  scenario({
    id: ["SURF-01", "TURN-01"],
    name: "bad input: a clear error, a stable code, an exit code that is not 0, and nothing half-written",
    mode: "together",
    run: async ({ stage, check, engine, engines, folder, note }) => {
      const s = await stage(FOREIGN);
      const on = ["run", "--json", "--runtime", engine.runtime];
      const badImage = join(s.workspace, "bad.png");
      await writeFile(badImage, "no image");
      const cases: readonly (readonly [name: string, args: readonly string[], code: RegExp, exit: number])[] =
        [
          [
            "an unknown model",
            [...on, "--model", "claude-sonet-4-5", "hi"],
            /unknown_model.*claude-sonnet-4-5/s,
            2,
          ],
          ["an unknown runtime", ["run", "--json", "--runtime", "turbo", "hi"], /unknown_runtime/, 2],
          [
            "a missing workspace",
            [...on, "--workspace", join(s.workspace, "none"), "hi"],
            /workspace_missing/,
            2,
          ],
          ["an empty prompt", [...on, " "], /prompt_missing/, 2],
          ["an unreadable image", [...on, "--image", badImage, "hi"], /image_unreadable/, 2],
          ["a missing image", [...on, "--image", "none.png", "hi"], /image_unreadable/, 2],
          ["a wrong number", [...on, "--budget", "much", "hi"], /validation_failed/, 2],
          ["a wrong level", [...on, "--thinking", "deep", "hi"], /validation_failed/, 2],
          ["an unknown command", ["fly", "--json"], /validation_failed/, 2],
        ];
      for (const [name, args, code, exit] of cases) {
        const run = await tandem(s, args);
        check.equal(run.code, exit, `${name}: exit code (${run.stdout} ${run.stderr})`);
        check.match(run.stdout + run.stderr, code, `${name}: code`);
        check.excludes(run.stdout + run.stderr, "    at ", `${name}: a stack trace`);
      }
      check.equal(s.server.requests.length, 0, "requests");
      check.deepEqual(s.tandem.sessions.list(), [], "sessions made");

      for (const { id, runtime, childProcess } of engines) {
        const turn = ["run", "--json", "--runtime", runtime, "--model", PLAIN_MODEL, "hi"];
        const home = await folder();
        await writeFile(join(home, "config.json"), JSON.stringify({ retries: { max: 0 } }));
        const refused = await tandem(s, turn, {
          env: { ANTHROPIC_BASE_URL: "http://127.0.0.1:9", TANDEM_HOME: home },
        });
        check.equal(
          refused.code,
          5,
          `${id}, a base URL that refuses connections: exit code (${refused.stderr})`,
        );
        check.match(refused.stdout, /"network"/, `${id}, a base URL that refuses connections: kind`);
        if (!childProcess) continue;
        await writeFile(join(home, "config.json"), JSON.stringify({ [id]: { binary: join(home, "none") } }));
        const missing = await tandem(s, turn, { env: { TANDEM_HOME: home } });
        check.equal(missing.code, 3, `${id}, no program: exit code (${missing.stderr})`);
        const { error } = parse<ExecutionResult>(missing);
        check.equal(error?.code, "engine_missing", `${id}, no program: code`);
        check.match(error?.remediation ?? "", /npm|install|binary/i, `${id}, no program: remedy`);
      }
      const config = join(await folder(), "config.json");
      await writeFile(config, JSON.stringify({ claude: { maxProcesses: "many" } }));
      const invalid = await tandem(s, [...on, "--config", config, "hi"]);
      check.equal(invalid.code, 3, "an invalid config: exit code");
      check.match(invalid.stdout + invalid.stderr, /invalid_config/, "an invalid config: code");
      check.match(
        invalid.stdout + invalid.stderr,
        /claude\.maxProcesses/,
        "an invalid config: path of the bad key",
      );
      note(`${cases.length + 3} kinds of bad input`);
    },
  }),

  scenario({
    id: ["SURF-01", "SESS-07"],
    name: "a data folder that cannot be written and a damaged database are told, and nothing is deleted",
    mode: "together",
    run: async ({ stage, check, engine, folder }) => {
      const s = await stage(FOREIGN);
      const on = ["run", "--json", "--runtime", engine.runtime, "--model", PLAIN_MODEL];
      const file = join(await folder(), "file");
      await writeFile(file, "in the way");
      const blocked = await tandem(s, [...on, "hi"], { env: { TANDEM_HOME: join(file, "home") } });
      check.equal(
        blocked.code,
        3,
        `a data folder below a file: exit code (${blocked.stdout} ${blocked.stderr})`,
      );
      check.match(blocked.stdout + blocked.stderr, /data_folder_unwritable/, "its code");
      if (process.getuid?.() !== 0) {
        const locked = join(await folder(), "locked");
        await mkdir(locked);
        await chmod(locked, 0o500);
        const denied = await tandem(s, [...on, "hi"], { env: { TANDEM_HOME: join(locked, "home") } });
        check.match(denied.stdout + denied.stderr, /data_folder_unwritable/, "a read-only folder: code");
      }

      const home = await folder();
      check.equal(
        (await tandem(s, [...on, "hi"], { env: { TANDEM_HOME: home } })).code,
        0,
        "a good data folder",
      );
      const name =
        (await readdir(home)).find((entry) => entry.endsWith(".db") || entry.endsWith(".sqlite")) ?? "";
      const damage = Buffer.alloc(8_192, "this is no database ");
      for (const entry of await readdir(home)) {
        if (entry.startsWith(name) && entry !== name) await writeFile(join(home, entry), "");
      }
      await writeFile(join(home, name), damage);
      const damaged = await tandem(s, [...on, "hi"], { env: { TANDEM_HOME: home } });
      check.match(damaged.stdout + damaged.stderr, /store_corrupt/, "a damaged database: code");
      check.equal(damaged.code, 3, "a damaged database: exit code");
      const kept = await Promise.all(
        (await readdir(home))
          .filter((entry) => entry.startsWith(name))
          .map((entry) => readFile(join(home, entry))),
      );
      check.ok(
        kept.some((bytes) => bytes.equals(damage)),
        "the damaged file is still there",
      );
    },
  }),
];
