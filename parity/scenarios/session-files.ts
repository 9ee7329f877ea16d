/** Sessions for people: search, fork, export, import, and how much of a long conversation is sent. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { historyOf } from "../../src/sessions/history.ts";
import { lineOf, partsOf } from "../on-wire.ts";
import { hasPi, resumeInClaude, resumeInPi } from "../other-programs.ts";
import { eventsOf, pngOf, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage } from "../stage.ts";

const MODEL = "claude-sonnet-4-5";

export const sessionFileScenarios = [
  scenario({
    id: "SESS-05",
    name: "a limit on a channel's direct conversations sends the last user turns, on every engine and after a restart",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const dms = Object.fromEntries(engines.map(({ id }) => [`ann-${id}`, { historyLimit: 1 }]));
      const s = await stage({ config: { channels: { chat: { dmHistoryLimit: 2, dms } } } });
      for (const { id, runtime } of engines) {
        for (const [user, limit] of [
          [`bob-${id}:thread:7`, 2],
          [`ann-${id}`, 1],
        ] as const) {
          const key = `agent:main:chat:dm:${user}`;
          for (let turn = 1; turn <= 4; turn++) {
            if (turn === 4) await s.reopen();
            s.server.reply({ text: `answer ${turn}` });
            const { requests } = await s.turn({ prompt: `question ${turn}`, sessionKey: key, runtime });
            const expected: string[] = [];
            for (let n = Math.max(1, turn - limit); n < turn; n++)
              expected.push(`user:text:question ${n}`, `assistant:text:answer ${n}`);
            const sent = partsOf(requests[0]).map(lineOf);
            check.deepEqual(
              sent,
              [...expected, `user:text:question ${turn}`],
              `${id}, ${user}, turn ${turn}`,
            );
          }
          const kept = s.tandem.sessions.entries(key).filter((entry) => entry.type === "user");
          check.equal(kept.length, 4, `${id}, ${user}: prompts in the transcript`);
        }
      }
    },
  }),

  scenario({
    id: "SESS-06",
    name: "a session is found by its words, forked at an entry, renamed, reset and deleted",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      for (const { id, runtime } of engines) {
        const key = sessionKey(`people-${id}`);
        s.server.reply(
          { text: "Looking.", toolCalls: [{ id: "toolu_1", name: "act", input: {} }] },
          { text: `The depot of ${id} is closed.` },
          { text: "Tomorrow at nine." },
          { text: "Take the bus." },
        );
        const act = toolOf("act", () => textOutput(`timetable-${id}: Straßenbahn`));
        await s.turn({ prompt: "Is the depot open?", sessionKey: key, runtime, extraTools: [act] });
        await s.turn({ prompt: "When does it open?", sessionKey: key, runtime });

        const { sessions } = s.tandem;
        const session = sessions.get(key);
        const hits = sessions.search(`depot ${id} clos`);
        check.deepEqual(
          hits.map((hit) => [hit.session.id, hit.type]),
          [[session?.id, "assistant"]],
          "found",
        );
        check.includes(hits[0]?.snippet ?? "", `The depot of ${id}`, "snippet");
        check.equal(sessions.search(`"timetable ${id}" STRASSENBAHN`).length, 0, "another spelling");
        check.equal(
          sessions.search(`"timetable ${id}" strassen OR ( "`).length,
          0,
          "odd syntax is only words",
        );
        check.equal(sessions.search(`"timetable ${id}"`)[0]?.type, "tool_result", "in a tool's result");

        const fork = sessions.fork(key, { entryId: hits[0]!.entryId });
        check.equal(fork.key, `${key}:fork:1`, "key of the fork");
        check.equal(fork.usage.input + (fork.costUsd ?? 1), 0, "the fork has used nothing");
        const forked = await s.turn({ prompt: "How do I get home?", sessionKey: fork.key, runtime });
        check.deepEqual(
          partsOf(forked.requests[0]).map(lineOf),
          [
            "user:text:Is the depot open?",
            "assistant:text:Looking.",
            "assistant:tool-call:act:{}",
            `user:tool-result:timetable-${id}: Straßenbahn`,
            `assistant:text:The depot of ${id} is closed.`,
            "user:text:How do I get home?",
          ],
          "what the fork's turn sends",
        );
        check.equal(sessions.entries(key).length, session?.entryCount, "the session itself is as it was");

        sessions.rename(fork.id, "  Going home ");
        check.equal(sessions.get(fork.id)?.title, "Going home", "title");
        const fresh = sessions.reset(fork.key);
        check.equal(fresh.entryCount, 0, "a fresh session under the key");
        check.equal(sessions.get(fork.id)?.title, "Going home", "the old one stays by its id");
        sessions.delete(fork.id);
        check.equal(sessions.get(fork.id), null, "deleted");
        check.equal(sessions.search(`depot ${id} clos`).length, 1, "and no longer found");
      }
    },
  }),

  scenario({
    id: "SESS-06",
    name: "an export opens in the real pi and the real claude, and the next request there carries its history",
    mode: "together",
    run: async (context) => {
      const { stage, check, engines, folder, signal, note } = context;
      const s = await stage({ accounting: false });
      const key = sessionKey("exported");
      const image = await conversation(
        s,
        key,
        engines.map((engine) => engine.runtime),
      );
      const { id } = s.tandem.sessions.get(key)!;
      const expected = s.tandem.sessions.entries(key);
      for (const [format, resume] of [
        ["pi", resumeInPi],
        ["claude", resumeInClaude],
      ] as const) {
        if (format === "pi" && !hasPi()) {
          note("the pi CLI is not installed here");
          continue;
        }
        const home = await folder();
        const session = await s.tandem.sessions.export(key, { format, cwd: home });
        const seen = s.server.requests.length;
        s.server.reply({ text: "Resumed." });
        const { stdout, session: left } = await resume({
          home,
          server: s.server,
          session,
          sessionId: id,
          prompt: "Are you there?",
          model: MODEL,
          signal,
        });
        check.includes(stdout, "Resumed.", `${format}: answer`);
        const sent = partsOf(s.server.requests[seen])
          .filter((part) => part.kind !== "thinking")
          .map(lineOf);
        check.deepEqual(
          sent,
          [...linesOf(engines.length, image), "user:text:Are you there?"],
          `${format}: request`,
        );

        const file = join(home, "left.jsonl");
        await writeFile(file, left);
        const report = await s.tandem.sessions.import({ file });
        check.equal(report.format, format, "format, told from the file");
        check.deepEqual(
          report.leftOut.filter(({ bad }) => bad),
          [],
          `${format}: damaged lines`,
        );
        const back = historyOf(s.tandem.sessions.entries(report.session.id)).messages;
        const before = historyOf(expected).messages;
        check.deepEqual(back.slice(0, before.length), before, `${format}: the history that came back`);
        check.equal(back.length, before.length + 2, `${format}: with the program's own turn`);
      }
    },
  }),

  scenario({
    id: "SESS-06",
    name: "an import reports damaged lines by number, keeps them, and refuses what is no session without a change",
    mode: "together",
    run: async ({ stage, check, engines, folder }) => {
      const s = await stage();
      const key = sessionKey("imported");
      await conversation(s, key, [engines[0]!.runtime]);
      const where = await folder();
      for (const format of ["pi", "claude"] as const) {
        const lines = (await s.tandem.sessions.export(key, { format })).trimEnd().split("\n");
        const file = join(where, `${format}.jsonl`);
        const last = lines.pop()!;
        await writeFile(file, [lines[0], "{ damaged", ...lines.slice(1), last.slice(0, 40)].join("\n"));
        const report = await s.tandem.sessions.import({ file });
        check.deepEqual(
          report.leftOut.map(({ line, bad }) => [line, bad]),
          [
            [2, true],
            [lines.length + 2, true],
          ],
          `${format}: lines that were left out`,
        );
        check.ok(report.kept?.endsWith(`${format}.jsonl.bak`) === true, `${format}: where they are kept`);
        for (const engine of engines) {
          const next = await s.turn({
            prompt: "Go on.",
            sessionKey: report.session.key,
            runtime: engine.runtime,
          });
          check.equal(next.result.status, "completed", `${format}: a turn on ${engine.id} after it`);
          check.includes(
            partsOf(next.requests[0]).map(lineOf).join("\n"),
            "user:text:question 1",
            "its history",
          );
        }
      }
      const before = s.tandem.sessions.list().length;
      for (const [name, text] of [
        ["empty.jsonl", ""],
        ["prose.txt", "Dear reader,\n"],
        ["other.jsonl", '{"role":"user","content":"hi"}\n'],
      ] as const) {
        await writeFile(join(where, name), text);
        const refused = await s.tandem.sessions.import({ file: join(where, name) }).then(
          () => "nothing",
          (error: { code?: string }) => error.code,
        );
        check.equal(refused, "import_invalid", name);
      }
      check.equal(s.tandem.sessions.list().length, before, "sessions");
    },
  }),

  scenario({
    id: "SESS-06",
    name: "an HTML export loads nothing, runs nothing, and shows hostile text as text",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      const hostile = '</pre><script>alert(1)</script><img src="https://example.com/x" onerror=alert(1)>';
      for (const { id, runtime } of engines) {
        const key = sessionKey(`html-${id}`);
        const image = await pngOf(3, 3);
        s.server.reply(
          {
            text: `${hostile} ![x](https://example.com/y)`,
            toolCalls: [{ id: "toolu_1", name: "act", input: { hostile } }],
          },
          { text: "**bold** [link](javascript:alert(1))" },
        );
        const act = toolOf("act", () => textOutput(hostile));
        const { events } = await s.turn({
          prompt: hostile,
          images: [{ data: image, mimeType: "image/png" }],
          sessionKey: key,
          runtime,
          extraTools: [act],
        });
        check.ok(eventsOf(events, "tool-result").length > 0, `${id}: the tool ran`);
        const html = await s.tandem.sessions.export(key, { format: "html" });
        check.excludes(html, "<script", `${id}: scripts`);
        check.excludes(html, 'src="http', `${id}: what is loaded`);
        check.excludes(html, 'href="javascript', `${id}: links`);
        check.includes(html, `src="data:image/png;base64,${image}"`, `${id}: the image`);
        check.includes(html, "<strong>bold</strong>", `${id}: the reply's own form`);
        check.equal(html.split("&lt;script&gt;").length - 1 >= 4, true, `${id}: each place shows it as text`);
      }
    },
  }),
];

/** A turn with an image, a call and its result on each engine; gives the image. */
async function conversation(s: Stage, key: string, runtimes: readonly string[]): Promise<string> {
  const image = await pngOf(4, 4);
  for (const [index, runtime] of runtimes.entries()) {
    const turn = index + 1;
    s.server.reply(
      {
        reasoning: "hm",
        text: `plan ${turn}`,
        toolCalls: [{ id: `toolu_${turn}`, name: "act", input: { turn } }],
      },
      { text: `answer ${turn}` },
    );
    await s.turn({
      prompt: `question ${turn}`,
      images: [{ data: image, mimeType: "image/png" }],
      sessionKey: key,
      runtime: runtime as "pi",
      thinking: "low",
      extraTools: [
        toolOf("act", () => ({
          content: [
            { type: "text", text: `result ${turn}` },
            { type: "image", data: image, mimeType: "image/png" },
          ],
        })),
      ],
    });
  }
  return image;
}

/** What {@link conversation} puts into a request. */
function linesOf(turns: number, image: string): string[] {
  return Array.from({ length: turns }, (_, index) => index + 1).flatMap((turn) => [
    `user:text:question ${turn}`,
    `user:image:${image}`,
    `assistant:text:plan ${turn}`,
    `assistant:tool-call:act:{"turn":${turn}}`,
    `user:tool-result:result ${turn}:image:${image}`,
    `assistant:text:answer ${turn}`,
  ]);
}
