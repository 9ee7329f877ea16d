/** What stays warm between turns, what a restart keeps, and what a kill leaves. */
import { crashRounds } from "../crash-rounds.ts";
import { lineOf, partsOf } from "../on-wire.ts";
import { eventsOf, pidsOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

export const restartScenarios = [
  scenario({
    id: "SESS-03",
    name: "turns reuse the engine's process, lose nothing when it is killed, and a restart goes on",
    run: async ({ stage, check, engine, note }) => {
      const s = await stage();
      const key = sessionKey("warm");
      const expected: string[] = [];
      const say = async (n: number) => {
        s.server.reply({ text: `answer ${n}` });
        const turn = await s.turn({ prompt: `question ${n}`, sessionKey: key });
        check.equal(turn.result.text, `answer ${n}`, `turn ${n}: ${turn.result.error?.message}`);
        check.equal(turn.requests.length, 1, `turn ${n}: requests`);
        expected.push(`user:text:question ${n}`);
        check.deepEqual(
          partsOf(turn.requests[0]).map(lineOf),
          expected,
          `turn ${n}: the conversation on the wire`,
        );
        expected.push(`assistant:text:answer ${n}`);
        return turn;
      };
      await say(1);
      const first = pidsOf(s.home);
      await say(2);
      await say(3);
      check.deepEqual(pidsOf(s.home), first, "processes after the third turn");
      check.equal(first.length, engine.childProcess ? 1 : 0, "processes of one conversation");

      for (const pid of first) process.kill(pid, "SIGKILL");
      const after = await say(4);
      if (engine.childProcess) {
        const again = pidsOf(s.home);
        check.ok(again.length === 1 && again[0] !== first[0], "a fresh process took over");
        check.within(eventsOf(after.events, "session.native-reset").length, 0, 1, "resets told");
        note(`warm process reused, replaced after a kill`);
      }
      await s.reopen();
      await say(5);
      check.equal(s.tandem.sessions.get(key)?.entryCount, s.tandem.sessions.entries(key).length, "entries");
    },
  }),

  scenario({
    id: "SESS-03",
    name: "a changed model, prompt or thinking level takes effect at once, whatever is kept warm",
    run: async ({ stage, check }) => {
      const s = await stage();
      const key = sessionKey("changes");
      const changes = [
        {},
        { extraSystemPrompt: "Be brief." },
        { extraSystemPrompt: "Be brief.", thinking: "low" },
        { extraSystemPrompt: "Be brief.", thinking: "off" },
        { model: "anthropic/claude-haiku-4-5" },
        {},
      ] as const;
      for (const [index, change] of changes.entries()) {
        const { requests, result } = await s.turn({ prompt: `turn ${index}`, sessionKey: key, ...change });
        const what = `turn ${index} ${JSON.stringify(change)}`;
        check.equal(result.status, "completed", `${what}: ${result.error?.message}`);
        check.equal(requests.length, 1, `${what}: requests`);
        const body = requests[0]?.body as {
          model: string;
          system: unknown;
          thinking?: { type: string };
        };
        check.match(
          body.model,
          "model" in change ? /^claude-haiku-4-5/ : /^claude-sonnet-4-5/,
          `${what}: model`,
        );
        check.equal(
          JSON.stringify(body.system).includes("Be brief."),
          "extraSystemPrompt" in change,
          `${what}: prompt`,
        );
        const thinks = body.thinking !== undefined && body.thinking.type !== "disabled";
        check.equal(thinks, "thinking" in change && change.thinking === "low", `${what}: thinking`);
        const texts = partsOf(requests[0])
          .filter((part) => part.role === "user")
          .map(lineOf);
        check.deepEqual(
          texts,
          changes.slice(0, index + 1).map((_, n) => `user:text:turn ${n}`),
          `${what}: history`,
        );
      }
    },
  }),

  scenario({
    id: "SESS-07",
    name: "kill -9 in the middle of a turn: no committed entry is lost, the next turn works, no process stays",
    run: async (context) => {
      const rounds = 3;
      const seed = 11;
      const tally = await crashRounds(context, [context.engine], rounds, seed);
      context.check.ok(tally.committed > 0, "entries that were known to be committed");
      context.note(
        `${tally.killed} of ${rounds} killed while running, ${tally.committed} entries kept, ${tally.orphans} orphans ended, seed ${seed}`,
      );
    },
  }),
];
