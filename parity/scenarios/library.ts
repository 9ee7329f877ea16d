/** The library: what a host program gets. */
import { createTandem } from "../../src/create.ts";
import type { TandemEvent } from "../../src/events/event.ts";
import { TandemError } from "../../src/kernel/errors.ts";
import { PLAIN_MODEL } from "../engines.ts";
import { gate, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

export const libraryScenarios = [
  scenario({
    id: "SURF-02",
    name: "run and stream give one result, iterated or not, and sessions, runs and events can be read afterwards",
    run: async ({ stage, check, engine }) => {
      const s = await stage({ accounting: false });
      const request = {
        prompt: "hi",
        runtime: engine.runtime,
        model: PLAIN_MODEL,
        workspaceDir: s.workspace,
        sessionKey: sessionKey("library"),
      };
      s.server.reply({ text: "run" }, { text: "awaited" }, { text: "iterated" });
      const ran = await s.tandem.run(request);
      check.equal(ran.text, "run", "run");
      const awaited = await s.tandem.stream(request).result;
      check.equal(awaited.text, "awaited", "a stream of which only the result was awaited");
      const stream = s.tandem.stream(request);
      const events: TandemEvent[] = [];
      for await (const event of stream) events.push(event);
      check.equal((await stream.result).text, "iterated", "a stream that was iterated");
      check.equal(events.at(-1)?.type, "lifecycle.end", "its last event");
      check.equal(stream.runId, events[0]?.runId, "its run");

      const info = check.present(s.tandem.sessions.get(request.sessionKey), "the session, by key");
      check.deepEqual(s.tandem.sessions.get(info.id), info, "the session, by id");
      check.equal(info.runtime, engine.runtime, "its engine");
      check.equal(s.tandem.runs.list({ sessionId: info.id }).length, 3, "its runs");
      s.tandem.sessions.rename(info.id, "A title");
      check.equal(s.tandem.sessions.get(info.id)?.title, "A title", "its title");
      const fresh = s.tandem.sessions.reset(request.sessionKey);
      check.ok(fresh.id !== info.id && fresh.entryCount === 0, "a reset gives a new session");
      check.equal(s.tandem.sessions.entries(info.id).length, info.entryCount, "the old one stays readable");
      s.server.reply({ text: "fresh" });
      check.equal((await s.tandem.run(request)).sessionId, fresh.id, "the next turn is in the new one");
      s.tandem.sessions.delete(info.id);
      check.equal(s.tandem.sessions.get(info.id), null, "a deleted session");
      const error = await check.rejects(
        (async () => s.tandem.sessions.delete("no-such-session"))(),
        "deleting what is not there",
      );
      check.ok(TandemError.isInstance(error) && error.code === "session_not_found", "its code");
    },
  }),

  scenario({
    id: "SURF-02",
    name: "close stops what runs, refuses what comes, leaves no process, and may be called twice; prewarm is harmless",
    run: async ({ stage, check, engine }) => {
      const s = await stage({ config: { claude: { spare: true } } });
      s.tandem.prewarm({ runtime: engine.runtime, model: PLAIN_MODEL, workspaceDir: s.workspace });
      s.server.reply({ text: "warm" });
      check.equal((await s.turn({ prompt: "hi" })).result.text, "warm", "a turn after prewarming");
      const never = gate();
      const entered = gate();
      s.server.reply({ toolCalls: [{ id: "toolu_1", name: "deaf", input: {} }] });
      const running = s.start({
        prompt: "wait",
        extraTools: [
          toolOf("deaf", async () => {
            entered.release();
            await never.open;
            return textOutput("late");
          }),
        ],
      });
      await running.until(entered.open);
      const { tandem } = s;
      await Promise.all([tandem.close(), tandem.close()]);
      const { result } = await running.done;
      check.equal(result.status, "aborted", "the turn that ran");
      check.equal(result.error?.code, "shutting_down", "its error");
      const late = await tandem.run({ prompt: "hi" });
      check.equal(late.status === "aborted" || late.status === "failed", true, "a turn after close");
      check.equal(late.error?.code, "shutting_down", "its error");
      await tandem.close();
      never.release();
    },
  }),

  scenario({
    id: "SURF-02",
    name: "two Tandems in one process keep to themselves, and a wrong config names its key",
    run: async ({ stage, check, engine }) => {
      const [one, two] = [await stage(), await stage()];
      one.server.respond(() => ({ text: "one" }));
      two.server.respond(() => ({ text: "two" }));
      const key = sessionKey("shared-name");
      const turns = await Promise.all(
        [one, two, one, two].map((s) => s.turn({ prompt: "hi", runtime: engine.runtime, sessionKey: key })),
      );
      check.deepEqual(
        turns.map((turn) => turn.result.text),
        ["one", "two", "one", "two"],
        "replies",
      );
      for (const s of [one, two]) {
        check.ok(
          s.server.requests.every((request) => request.headers["x-api-key"] === s.key),
          "each uses its own key",
        );
        check.equal(s.tandem.sessions.list().length, 1, "sessions of each");
      }
      const error = await check.rejects(
        createTandem({ claude: { maxProcesses: 0 } }),
        "a config with a wrong value",
      );
      check.ok(TandemError.isInstance(error), "its error");
      const wrong = TandemError.from(error);
      check.equal(wrong.code, "invalid_config", "its code");
      check.equal(wrong.field, "claude.maxProcesses", "its field");
    },
  }),
];
