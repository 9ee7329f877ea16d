/** Which profile a turn uses, which it continues to, and how long a failing one rests, for every process on the store. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { PLAIN_MODEL } from "../engines.ts";
import { fastClock } from "../faults/clock.ts";
import { bodyOf } from "../on-wire.ts";
import { addProfiles } from "../profiles.ts";
import { CHILD } from "../programs.ts";
import { eventsOf, gate, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage } from "../stage.ts";
import type { CapturedRequest } from "../wire/model-server.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HEALTHY = "healthy-key-0123456789";
const FROM_FIRST = { text: "from the first" };
const FROM_SECOND = { text: "from the second" };

export const rotationScenarios = [
  scenario({
    id: ["FAIL-03", "FAIL-04"],
    name: "a rate-limited profile costs one request, rests for all processes, and is then tried by one",
    run: async ({ stage, check, engine }) => {
      const clock = fastClock(1);
      const here = await stage({ clock, accounting: false });
      const there = await stage({ clock, server: here.server, home: here.home, accounting: false });
      await addProfiles(here.home, "anthropic", [{ name: "second", secret: HEALTHY }], ["env", "second"]);
      const tried: CapturedRequest[] = [];
      let answer: () => Parameters<typeof here.server.reply>[0] = () => ({ status: 429 });
      here.server.respond((request) => {
        if (request.headers["x-api-key"] === HEALTHY) return FROM_SECOND;
        tried.push(request);
        return answer();
      });
      const ask = async (on: Stage, name: string) => on.turn({ prompt: "hi", sessionKey: sessionKey(name) });
      const textOf = async (on: Stage, name: string) => (await ask(on, name)).result.text;

      const { result, events, requests } = await ask(here, "one");
      check.equal(result.text, FROM_SECOND.text, "reply");
      check.equal(requests.length, 2, "requests: one more than without the limit");
      check.deepEqual(
        result.attempts.map((attempt) => `${attempt.profile} ${attempt.outcome} ${attempt.reason}`),
        ["anthropic:env failed rate_limit", "anthropic:second ok null"],
        "attempts",
      );
      check.equal(result.profile, "anthropic:second", "profile in the result");
      const steps = eventsOf(events, "recovery").map((event) => event.step);
      check.deepEqual(steps, ["rotate-profile"], "recoveries");

      check.equal(await textOf(there, "two"), FROM_SECOND.text, "another Tandem on the store");
      const before = here.server.requests.length;
      await turnElsewhere(here, engine.runtime);
      check.equal(here.server.requests.length - before, 1, "requests of another process");
      clock.skip(40 * SECOND);
      check.equal(await textOf(there, "three"), FROM_SECOND.text, "later within the window");
      check.equal(tried.length, 1, "requests with the resting profile");

      clock.skip(30 * SECOND);
      check.equal(await textOf(there, "four"), FROM_SECOND.text, "a trial that fails");
      check.equal(tried.length, 2, "requests with the profile after its window");
      clock.skip(4 * MINUTE);
      check.equal(await textOf(here, "five"), FROM_SECOND.text, "within the second, longer window");
      check.equal(tried.length, 2, "requests with the profile in its second window");

      clock.skip(2 * MINUTE);
      const trial = gate();
      answer = () => ({ ...FROM_FIRST, hold: trial.open });
      const trying = here.start({ prompt: "hi", sessionKey: sessionKey("six") });
      await trying.until(here.server.waitForRequest(here.server.requests.length + 1));
      check.equal(await textOf(there, "seven"), FROM_SECOND.text, "another turn while one tries");
      check.equal(tried.length, 3, "trials at a time");
      trial.release();
      check.equal((await trying.done).result.text, FROM_FIRST.text, "a trial that works");
      answer = () => FROM_FIRST;
      check.equal(await textOf(there, "eight"), FROM_FIRST.text, "after it");
    },
  }),

  scenario({
    id: "FAIL-03",
    name: "profiles are tried in the person's order, else by type and last use, each once, and a turn alone names them all",
    run: async ({ stage, check }) => {
      const clock = fastClock(1);
      const s = await stage({ clock });
      await addProfiles(s.home, "anthropic", [
        { name: "spare", secret: "spare-key-0123456789" },
        { name: "team", secret: "team-token-0123456789", type: "token" },
      ]);
      s.server.respond(() => ({ status: 401 }));
      const tried = async (name: string) => {
        const { result } = await s.turn({ prompt: "hi", sessionKey: sessionKey(name) });
        check.equal(result.error?.kind, "auth", `${name}: kind`);
        return result.attempts.map((attempt) => attempt.profile?.split(":")[1]);
      };
      check.deepEqual(await tried("type"), ["team", "env", "spare"], "a token before keys");
      clock.skip(25 * 60 * MINUTE);
      s.server.reply({ status: 401 }, { text: "fine" });
      await s.turn({ prompt: "hi", sessionKey: sessionKey("use") });
      clock.skip(25 * 60 * MINUTE);
      check.deepEqual(await tried("later"), ["team", "spare", "env"], "the key used longest ago first");
      clock.skip(25 * 60 * MINUTE);
      await addProfiles(s.home, "anthropic", [], ["spare", "env"]);
      check.deepEqual(await tried("order"), ["spare", "env"], "the person's order, and nobody else");
    },
  }),

  scenario({
    id: ["FAIL-03", "FAIL-08"],
    name: "another profile begins with the thinking level that was asked for, also where one before it took only a lower one",
    run: async ({ stage, check }) => {
      const s = await stage();
      await addProfiles(s.home, "anthropic", [{ name: "second", secret: HEALTHY }], ["env", "second"]);
      const message =
        "Unsupported value: 'high' is not supported with this model. Supported values are: 'low'.";
      const refused = { type: "error", error: { type: "invalid_request_error", message } };
      s.server.reply({ status: 400, body: refused }, { status: 429 }, { text: "fine" });
      const { result, requests, events } = await s.turn({ prompt: "hi", thinking: "high" });
      check.equal(result.text, "fine", `reply (${result.error?.message})`);
      const [high, low, again] = requests.map((request) => bodyOf(request).thinking?.budget_tokens ?? 0);
      check.ok(low! < high!, "the lower level after the refusal");
      check.equal(again, high, "budget of the second profile");
      check.deepEqual(
        requests.map((request) => request.headers["x-api-key"] === HEALTHY),
        [false, false, true],
        "keys",
      );
      check.deepEqual(
        eventsOf(events, "recovery").map((event) => event.step),
        ["lower-thinking", "rotate-profile"],
        "recoveries",
      );
    },
  }),

  scenario({
    id: "FAIL-04",
    name: "windows grow as they should, kinds are counted apart, a limit rests one model and a refused key all",
    mode: "layer",
    run: async ({ stage, check }) => {
      const clock = fastClock(1);
      const s = await stage({ clock });
      const other = "anthropic/claude-haiku-4-5";
      const ask = (model = PLAIN_MODEL) => s.turn({ prompt: "hi", model });
      /** Minutes until the next turn may ask, as the refusal says; the hands of the clock are then moved there. */
      const rest = async () => {
        const { result, requests } = await ask();
        check.equal(requests.length, 0, "requests while the only profile rests");
        check.match(result.error?.message ?? "", /may be used before \d{4}-/, "until when");
        const wait = Number(result.error?.details?.retryAfterMs);
        clock.skip(wait + SECOND);
        return Math.round(wait / MINUTE);
      };
      const windows = async (replies: readonly object[]) => {
        const lengths: number[] = [];
        for (const reply of replies) {
          s.server.reply(reply as { status: number });
          check.equal((await ask()).requests.length, 1, "requests of a trial");
          lengths.push(await rest());
        }
        return lengths;
      };
      const limited = { status: 429 };
      check.deepEqual(await windows(Array(5).fill(limited)), [1, 5, 25, 60, 60], "windows of a rate limit");
      const unpaid = { status: 402 };
      check.deepEqual(
        await windows(Array(4).fill(unpaid)),
        [5 * 60, 10 * 60, 20 * 60, 24 * 60],
        "windows of a missing payment, counted apart",
      );
      clock.skip(25 * 60 * MINUTE);
      check.deepEqual(await windows([limited, limited]), [1, 5], "after a day without failure");
      check.equal((await ask()).result.text, "ok", "a trial that works");
      check.deepEqual(await windows([limited]), [1], "after a success");
      check.deepEqual(
        await windows([{ ...limited, headers: { "retry-after": "7200" } }]),
        [120],
        "a wait that the provider asked for",
      );

      check.equal((await ask()).result.text, "ok", "free again");
      s.server.reply(limited);
      await ask();
      check.equal((await ask(other)).result.text, "ok", "another model of a limited profile");
      check.equal((await ask()).requests.length, 0, "requests for the limited model");
      await rest();
      s.server.reply({ status: 401 });
      await ask();
      check.equal((await ask(other)).requests.length, 0, "requests for another model with a refused key");
    },
  }),
];

/** A turn in a process of its own, on the same data folder and the system's clock. */
async function turnElsewhere(stage: Stage, runtime: string): Promise<void> {
  const request = {
    prompt: "hi",
    sessionKey: sessionKey("elsewhere"),
    runtime,
    model: PLAIN_MODEL,
    workspaceDir: stage.workspace,
  };
  const args = [CHILD, "turn", JSON.stringify(stage.config), JSON.stringify(request)];
  await promisify(execFile)(process.execPath, args);
}
