/** Skills: listed, read on demand, chosen among sources, given their variables. */
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TandemEvent } from "../../src/events/event.ts";
import { partsOf, resultsOf, systemOf } from "../on-wire.ts";
import { eventsOf, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

async function putSkill(folder: string, name: string, description: string, more = ""): Promise<string> {
  await mkdir(join(folder, name), { recursive: true });
  const file = join(folder, name, "SKILL.md");
  await writeFile(file, `---\nname: ${name}\ndescription: ${description}\n${more}---\n\nSteps of ${name}.\n`);
  return file;
}

const needs = (lines: string) =>
  `metadata:\n  openclaw:\n    requires:\n${lines.replaceAll(/^/gm, "      ")}\n`;

export const skillScenarios = [
  scenario({
    id: ["PROMPT-03", "PROMPT-05", "PROMPT-06"],
    name: "skills of all sources are listed once, read on demand, and broken ones told, with the same events on every engine",
    mode: "together",
    run: async ({ stage, check, engines, folder }) => {
      const extra = await folder();
      const s = await stage({ config: { skills: { extra: [extra] } } });
      const managed = join(s.home, "skills");
      const own = join(s.workspace, "skills");
      await putSkill(extra, "tidy", "the extra one");
      const tidy = await putSkill(managed, "tidy", "the managed one");
      await putSkill(managed, "plan", "the managed one");
      const plan = await putSkill(own, "plan", "the one of the workspace");
      await putSkill(own, "commit-message", "ours in place of the bundled one");
      await writeFile(join(managed, "tidy", "table.txt"), "a table of tidy");
      await writeFile(join(managed, "tidy", ".env"), "KEY=private");
      await putSkill(own, "elsewhere", "not for this machine", "metadata:\n  openclaw:\n    os: plan9\n");
      await putSkill(own, "toolless", "needs a program", needs("bins: no-such-program"));
      await putSkill(own, "keyless", "needs a variable", needs("env: NO_SUCH_KEY"));
      await putSkill(own, "unset", "needs a setting", needs("config: channels.telegram"));
      await putSkill(own, "broken", "Use when: never");
      const seen: { readonly prompt: string; readonly events: unknown }[] = [];
      for (const engine of engines) {
        s.server.reply(
          { toolCalls: [{ id: "toolu_1", name: "read", input: { path: tidy } }] },
          { toolCalls: [{ id: "toolu_2", name: "read", input: { path: join(tidy, "../table.txt") } }] },
          { toolCalls: [{ id: "toolu_3", name: "read", input: { path: join(tidy, "../.env") } }] },
          { toolCalls: [{ id: "toolu_4", name: "write", input: { path: tidy, content: "x" } }] },
          { toolCalls: [{ id: "toolu_5", name: "read", input: { path: join(s.home, "profiles.json") } }] },
          { toolCalls: [{ id: "toolu_6", name: "read", input: { path: plan } }] },
          { text: "done" },
        );
        const turn = { prompt: "Tidy up.", runtime: engine.runtime, sessionKey: sessionKey(engine.id) };
        const { result, requests, events } = await s.turn(turn);
        check.equal(result.text, "done", `${engine.id}: reply (${result.error?.message})`);
        const prompt = systemOf(requests[0]).at(-1) ?? "";
        const names = [...prompt.matchAll(/<name>(.*)<\/name>/g)].map((match) => match[1]);
        const wanted = ["commit-message", "create-skill", "plan", "review-change", "summarise-log", "tidy"];
        check.deepEqual(names, wanted, `${engine.id}: skills in the prompt`);
        check.includes(
          prompt,
          "<description>the managed one</description>",
          `${engine.id}: managed over extra`,
        );
        check.includes(
          prompt,
          "<description>the one of the workspace<",
          `${engine.id}: workspace over managed`,
        );
        check.includes(prompt, "<description>ours in place of", `${engine.id}: workspace over bundled`);
        check.excludes(prompt, "Steps of", `${engine.id}: instructions in the prompt`);
        const results = resultsOf(requests.at(-1));
        check.includes(results.get("toolu_1")?.text ?? "", "Steps of tidy.", `${engine.id}: what was read`);
        check.includes(
          results.get("toolu_2")?.text ?? "",
          "a table of tidy",
          `${engine.id}: a file beside it`,
        );
        check.includes(
          results.get("toolu_6")?.text ?? "",
          "Steps of plan.",
          `${engine.id}: in the workspace`,
        );
        check.deepEqual(
          [...results.values()].filter((part) => part.isError).map((part) => part.id),
          ["toolu_3", "toolu_4", "toolu_5"],
          `${engine.id}: a secret, a change and Tandem's own data are refused`,
        );
        const report = result.systemPrompt;
        check.deepEqual(
          report?.skills.map(({ name }) => name),
          wanted,
          `${engine.id}: skills of the report`,
        );
        for (const { name, chars } of report?.skills ?? []) {
          const entry = prompt.split("  <skill>").find((text) => text.includes(`<name>${name}</name>`)) ?? "";
          const text = `  <skill>${entry.slice(0, entry.indexOf("</skill>"))}</skill>`;
          check.equal(chars, text.length, `${engine.id}: characters of ${name}`);
        }
        check.deepEqual(
          report?.omissions.map(({ kind, name }) => `${kind} ${name}`),
          ["skill broken"],
          `${engine.id}: what was left out`,
        );
        check.equal(eventsOf(events, "warning")[0]?.code, "skill_left_out", `${engine.id}: warning`);
        seen.push({ prompt, events: comparable(events) });
      }
      check.equal(new Set(seen.map(({ prompt }) => prompt)).size, 1, "different prompts");
      for (const { events } of seen) check.deepEqual(events, seen[0]?.events, "events of the engines");
      const reasons = new Map(
        (await s.tandem.skills.list()).map((skill) => [skill.name, skill.reasons.join()]),
      );
      for (const name of ["elsewhere", "toolless", "keyless", "unset", "broken"])
        check.equal((reasons.get(name) ?? "") === "", false, `a reason why ${name} is not offered`);
    },
  }),

  scenario({
    id: "PROMPT-03",
    name: "eligibility follows the turn's programs, variables and settings, and a snapshot of the caller wins",
    run: async ({ stage, check, folder }) => {
      const bin = await folder();
      await writeFile(join(bin, "special-program"), "#!/bin/sh\n");
      await chmod(join(bin, "special-program"), 0o755);
      const s = await stage({ config: { channels: { telegram: {} }, skills: { bundled: false } } });
      const own = join(s.workspace, "skills");
      await putSkill(own, "by-os", "d", `metadata:\n  openclaw:\n    os: ${process.platform}\n`);
      await putSkill(own, "by-program", "d", needs("bins: special-program"));
      await putSkill(own, "by-variable", "d", needs("env: SPECIAL_KEY"));
      await putSkill(own, "by-setting", "d", needs("config: channels.telegram"));
      const listed = async (request: Parameters<typeof s.turn>[0]) => {
        const { requests } = await s.turn({ prompt: "hi", ...request });
        const text = systemOf(requests[0]).at(-1) ?? "";
        return [...text.matchAll(/<name>(.*)<\/name>/g)].map((match) => match[1]);
      };
      check.deepEqual(await listed({}), ["by-os", "by-setting"], "without the rest");
      check.deepEqual(
        await listed({ env: { PATH: bin, SPECIAL_KEY: "x" } }),
        ["by-os", "by-program", "by-setting", "by-variable"],
        "with what they need",
      );
      const skillsSnapshot = await s.tandem.skills.snapshot({ workspaceDir: s.workspace });
      await putSkill(own, "newer", "d");
      check.deepEqual(await listed({ skillsSnapshot }), ["by-os", "by-setting"], "by the snapshot");
      check.deepEqual(await listed({}), ["by-os", "by-setting", "newer"], "without it");
    },
  }),

  scenario({
    id: ["PROMPT-04", "FAIL-17"],
    name: "a skill's variables reach the tools of its turns, and no other place",
    run: async ({ stage, check, folder }) => {
      const secret = "value-of-the-skill-7f3a";
      const s = await stage({
        config: {
          skills: {
            entries: {
              mail: { apiKey: secret, env: { MAIL_HOST: "mail.test" } },
              absent: { env: { ABSENT: "x" } },
            },
          },
        },
      });
      const key = `metadata:\n  openclaw:\n    primaryEnv: MAIL_KEY\n    requires:\n      env:\n        - MAIL_KEY\n`;
      await putSkill(join(s.workspace, "skills"), "mail", "Sends mail", key);
      const before = JSON.stringify(process.env);
      const seen: Readonly<Record<string, string>>[] = [];
      const look = toolOf("look", (_input, context) => {
        seen.push(context.env);
        return textOutput("ok");
      });
      const other = await folder();
      const run = async (more: Parameters<typeof s.turn>[0]) => {
        s.server.reply({ toolCalls: [{ id: "toolu_1", name: "look", input: {} }] }, { text: "done" });
        return s.turn({ prompt: "look", extraTools: [look], ...more });
      };
      const turns = [
        await run({ sessionKey: sessionKey("mail") }),
        await run({ env: { MAIL_HOST: "asked.test" } }),
        await run({ workspaceDir: other }),
      ];
      check.deepEqual(
        seen.map((env) => [env.MAIL_KEY, env.MAIL_HOST, env.ABSENT]),
        [
          [secret, "mail.test", undefined],
          [secret, "asked.test", undefined],
          [undefined, undefined, undefined],
        ],
        "what tools saw: with the skill, with a variable of the request, in another workspace",
      );
      check.equal(JSON.stringify(process.env), before, "the process's environment");
      for (const { requests, events, result } of turns) {
        check.excludes(requests.map((request) => request.rawBody).join(), secret, "requests");
        check.excludes(JSON.stringify(events), secret, "events");
        check.excludes(JSON.stringify(result), secret, "the result");
      }
      const entries = s.tandem.sessions.entries(sessionKey("mail"));
      check.excludes(JSON.stringify(entries), secret, "the transcript");
      check.includes(systemOf(turns[0]?.requests[0]).at(-1) ?? "", "Sends mail", "the skill in the prompt");
      check.equal(partsOf(turns[0]?.requests[0]).length, 1, "messages of the first request");
    },
  }),
];

/** Events without what differs between any two runs. */
function comparable(events: readonly TandemEvent[]): unknown {
  const text = JSON.stringify(
    events
      .filter((event) => !event.type.endsWith("-delta"))
      .map(({ runId, sessionId, seq, at, ...body }) => body),
  );
  return JSON.parse(text, (name, value: unknown) => (VARYING.has(name) ? undefined : value));
}

const VARYING: ReadonlySet<string> = new Set([
  "runtime",
  "why",
  "sessionKey",
  "durationMs",
  "startedAt",
  "firstByteMs",
  "id",
  "usage",
  "costUsd",
]);
