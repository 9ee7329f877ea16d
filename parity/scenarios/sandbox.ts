/** The sandbox of commands: what they see, what they reach, what is left of them, and what happens where there is none. */

import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setImmediate as turnOfLoop } from "node:timers/promises";
import type { TandemEvent } from "../../src/events/event.ts";
import { escapeAttempts } from "../escape/attempts.ts";
import { buildLair, type Lair } from "../escape/lair.ts";
import type { Lab } from "../lab.ts";
import { resultsOf } from "../on-wire.ts";
import { eventsOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage, Turn } from "../stage.ts";

/** One of each kind; the whole table is tried at the tools. */
const TRIED: readonly string[] = [
  ...[
    "cat of .env",
    "a symlink out",
    "cat through a hard link made before",
    "a new hard link",
    "rename of a folder between",
  ],
  ...[
    "a script written first",
    "python",
    "tar and unpack",
    "git diff of two files",
    "Tandem's data",
    "the system's passwords",
  ],
  ...["a file beside the workspace, written", "an overwriting", "/proc/self/environ", "Tandem's environment"],
  ...[
    "bash's /dev/tcp",
    "a program's socket in the workspace",
    "a double fork",
    "nohup in a session of its own",
  ],
];

const call = (id: string, input: Record<string, unknown>, name = "exec") => ({ id, name, input });

async function lairIn(lab: Lab, stage: Stage): Promise<Lair> {
  const lair = await buildLair(await lab.folder(), stage.home);
  lab.defer(() => lair.close());
  return lair;
}

/** Runs the calls of one reply, with the mark on each command. */
function act(
  s: Stage,
  calls: ReturnType<typeof call>[],
  request: Record<string, unknown> = {},
): Promise<Turn> {
  s.server.reply({ toolCalls: calls }, { text: "done" });
  return s.turn({ prompt: "go", exec: "allow", ...request });
}

async function allGone(lair: Lair): Promise<void> {
  while ((await lair.survivors()).length > 0) await turnOfLoop();
}

export const sandboxScenarios = [
  scenario({
    id: "SAFE-02",
    name: "a command keeps to the path policy, has no network and a clean environment, and leaves nothing behind",
    needs: ["sandbox", "commands"],
    run: async (lab) => {
      const { stage, check } = lab;
      const s = await stage();
      const lair = await lairIn(lab, s);
      const attempts = TRIED.map((name) =>
        check.present(
          escapeAttempts.find((one) => one.name === name && one.tool === "exec"),
          `the attempt ${name}`,
        ),
      );
      const calls = attempts.map((attempt, index) => call(`toolu_${index}`, lair.fill(attempt.input)));
      const { result, requests, events } = await act(s, calls, {
        workspaceDir: lair.workspace,
        env: { MARK: lair.mark },
      });
      check.equal(result.text, "done", `reply (${result.error?.message})`);
      check.excludes(
        JSON.stringify([requests.map((one) => one.body), events, result]),
        lair.secret,
        "the secret, anywhere",
      );
      const results = resultsOf(requests[1]);
      for (const [index, { name, refusal }] of attempts.entries()) {
        const text = check.present(results.get(`toolu_${index}`)?.text, `a result of ${name}`);
        if (refusal !== undefined) check.match(text, refusal, `${name}: the refusal in the transcript`);
      }
      const environment = results.get(`toolu_${TRIED.indexOf("/proc/self/environ")}`)?.text ?? "";
      check.includes(environment, lair.mark, "the environment that was asked for");
      check.excludes(environment, s.key, "the key in the environment");
      check.deepEqual(await lair.changed(), [], "files that changed");
      check.deepEqual(lair.visits, [], "servers that were reached");
      await allGone(lair);
    },
  }),

  scenario({
    id: "SAFE-02",
    name: "commands reach the domains of the allowlist and no others, and a turn can narrow the list but not widen it",
    needs: ["sandbox", "commands"],
    run: async ({ stage, check, defer }) => {
      const visits: string[] = [];
      const open = async (name: string) => {
        const server = createServer((request, response) => {
          visits.push(`${name} ${request.url}`);
          response.end(`${name} answers`);
        });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        defer(() => server.close());
        return `127.0.0.1:${(server.address() as AddressInfo).port}`;
      };
      const [good, bad] = [await open("good"), await open("bad")];
      const s = await stage({ config: { sandbox: { network: { allow: [good] } } } });
      const commands = [
        `curl -sS http://${good}/a`,
        `curl -sS -p http://${good}/b`,
        `curl -sS http://${bad}/c`,
        `curl -sS --noproxy '*' http://${good}/d`,
      ];
      const calls = commands.map((command, index) => call(`toolu_${index}`, { command }));
      const { result, requests } = await act(s, calls);
      check.equal(result.text, "done", `reply (${result.error?.message})`);
      const results = resultsOf(requests[1]);
      check.includes(results.get("toolu_0")?.text ?? "", "good answers", "an allowed host");
      check.includes(results.get("toolu_1")?.text ?? "", "good answers", "an allowed host through a tunnel");
      check.match(
        results.get("toolu_2")?.text ?? "",
        new RegExp(`\\[sandbox: ${bad} was refused`),
        "another host",
      );
      check.match(results.get("toolu_3")?.text ?? "", /exit code 7/, "an allowed host, past the filter");
      check.deepEqual(visits, ["good /a", "good /b"], "what arrived");

      const narrowed = await act(s, [call("toolu_n", { command: `curl -sS http://${good}/e` })], {
        execOverrides: { network: [] },
      });
      check.includes(
        resultsOf(narrowed.requests[1]).get("toolu_n")?.text ?? "",
        "Commands have no network",
        "a narrowed turn",
      );
      const widened = await s.turn({ prompt: "go", exec: "allow", execOverrides: { network: [bad] } });
      check.equal(widened.result.error?.field, "execOverrides.network", "a turn that asks for more");
      check.equal(widened.requests.length, 0, "requests of a turn that asks for more");
      check.equal(visits.length, 2, "what arrived in all");
    },
  }),

  scenario({
    id: "SAFE-02",
    name: "without a sandbox no command runs, unless the configuration says so in so many words",
    run: async ({ stage, check, folder }) => {
      const bubblewrap = join(await folder(), "bwrap");
      const s = await stage({ config: { sandbox: { bubblewrap } } });
      const calls = [
        call("toolu_1", { command: "touch ran" }),
        call("toolu_2", { command: "touch ran", background: true }),
      ];
      const { requests } = await act(s, calls);
      for (const id of ["toolu_1", "toolu_2"]) {
        const part = resultsOf(requests[1]).get(id);
        check.equal(part?.isError, true, `${id} is an error`);
        check.match(
          part?.text ?? "",
          /so the command was not run[\s\S]*unsafe-off/,
          `${id}: reason and remedy`,
        );
      }
      check.equal(existsSync(join(s.workspace, "ran")), false, "the command ran");
      for (const mode of ["off", "none", false, null]) {
        const error = await check.rejects(
          stage({ config: { sandbox: { mode: mode as never } } }),
          `mode ${mode}`,
        );
        check.equal((error as { code?: string }).code, "invalid_config", `mode ${mode}`);
      }
      const open = await stage({ config: { sandbox: { bubblewrap, mode: "unsafe-off" } } });
      const after = await act(open, calls.slice(0, 1));
      check.match(
        resultsOf(after.requests[1]).get("toolu_1")?.text ?? "",
        /exit code 0/,
        "told to run without one",
      );
      check.ok(existsSync(join(open.workspace, "ran")), "it ran then");
    },
  }),

  scenario({
    id: "SAFE-02",
    name: "a turn leaves the sandbox only for the owner, and only where the configuration lets it",
    run: async (lab) => {
      const { stage, check } = lab;
      const closed = await stage();
      const s = await stage({ config: { sandbox: { allowElevated: true } } });
      const lair = await lairIn(lab, s);
      const look = [call("toolu_1", { command: "cat ../outside/secret.txt" })];
      const request = { workspaceDir: lair.workspace, bashElevated: true };
      for (const [name, on, more] of [
        ["not configured", closed, {}],
        ["a stranger", s, { senderId: "7", messageChannel: "local" }],
        ["a sender who is said not to be the owner", s, { senderIsOwner: false }],
      ] as const) {
        const { result, requests } = await on.turn({ prompt: "go", exec: "allow", ...request, ...more });
        check.equal(result.error?.code, "elevation_denied", name);
        check.equal(requests.length, 0, `${name}: requests`);
      }
      const owner = await act(s, look, { ...request, senderId: "1", senderIsOwner: true });
      check.includes(
        resultsOf(owner.requests[1]).get("toolu_1")?.text ?? "",
        lair.secret,
        "the owner, outside the sandbox",
      );
      const confined = await act(s, look, {
        workspaceDir: lair.workspace,
        senderId: "1",
        senderIsOwner: true,
      });
      check.excludes(
        resultsOf(confined.requests[1]).get("toolu_1")?.text ?? "",
        lair.secret,
        "the owner, inside it",
      );
    },
  }),

  scenario({
    id: "TOOL-02",
    name: "a background command outlives its turn, ends with a turn that is stopped and with its session, and never outlives Tandem",
    needs: ["sandbox"],
    run: async (lab) => {
      const { stage, check } = lab;
      const s = await stage();
      const lair = await lairIn(lab, s);
      const key = sessionKey("jobs");
      const request = { workspaceDir: lair.workspace, env: { MARK: lair.mark }, sessionKey: key };
      const loop = "echo up; while [ ! -e go ]; do sleep 0.02; done; echo down; exit 3";
      const started = await act(s, [call("toolu_1", { command: loop, background: true })], request);
      check.includes(
        resultsOf(started.requests[1]).get("toolu_1")?.text ?? "",
        "job-1 runs in the background",
        "started",
      );
      // A command has its environment, by which it is known here, only once it is confined: each of these is waited for.
      const running = async (when: string) => {
        while ((await lair.survivors()).length === 0) await turnOfLoop();
        check.ok(true, when);
      };
      await running("it runs on after its turn");
      const other = await act(s, [call("toolu_o", { action: "list" }, "process")], {
        ...request,
        sessionKey: sessionKey("other"),
      });
      check.includes(
        resultsOf(other.requests[1]).get("toolu_o")?.text ?? "",
        "no background commands",
        "what another session sees",
      );
      const read = await act(
        s,
        [
          call("toolu_2", { command: "touch go" }),
          call("toolu_3", { action: "wait", id: "job-1" }, "process"),
        ],
        request,
      );
      const end = resultsOf(read.requests[1]).get("toolu_3")?.text ?? "";
      check.match(end, /up\ndown\n\[job-1: exit code 3\]/, "its output and end, in a later turn");
      await allGone(lair);

      // A turn stopped while its model thinks on.
      const before = s.server.requests.length;
      s.server.reply(
        { toolCalls: [call("toolu_4", { command: "sleep 1000", background: true })] },
        { stall: "after-start" },
      );
      const stopped = s.start({ prompt: "go", exec: "allow", ...request });
      await stopped.until(s.server.waitForRequest(before + 2));
      await running("it runs while its turn does");
      stopped.stream.abort();
      await stopped.done;
      await allGone(lair);

      await act(
        s,
        [call("toolu_5", { command: "setsid sleep 1000 & sleep 1000", background: true })],
        request,
      );
      await running("it runs before its session ends");
      s.tandem.sessions.delete(key);
      await allGone(lair);

      await act(s, [call("toolu_6", { command: "sleep 1000", background: true })], request);
      await running("it runs before Tandem is closed");
      await s.reopen();
      check.deepEqual(await lair.survivors(), [], "what is left after Tandem");
    },
  }),

  scenario({
    id: ["SAFE-02", "TOOL-03"],
    name: "output of a command is told while it runs, and the same events tell of it on all engines",
    needs: ["sandbox"],
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      const told: unknown[] = [];
      for (const engine of engines) {
        const command =
          "rm -f go; echo first; while [ ! -e go ]; do sleep 0.02; done; cat /etc/shadow; exit 5";
        s.server.reply({ toolCalls: [call("toolu_1", { command })] }, { text: "done" });
        const onAgentEvent = (event: TandemEvent) => {
          // The command ends only once its first line has been told.
          if (event.type === "tool-progress") writeFileSync(join(s.workspace, "go"), "");
        };
        const { events, names } = await s.turn({
          prompt: "go",
          exec: "allow",
          runtime: engine.runtime,
          onAgentEvent,
        });
        const [first] = eventsOf(events, "tool-progress");
        check.includes(JSON.stringify(first?.content), "first", `${engine.id}: output while it runs`);
        const seen = eventsOf(events, "tool-result").map(({ content, isError, details }) => ({
          content,
          isError,
          details,
        }));
        told.push({ seen, names });
      }
      check.match(JSON.stringify(told[0]), /exit code 5/, "the end of the command");
      check.match(JSON.stringify(told[0]), /may hold secrets and is never read/, "the refusal");
      for (const [index, one] of told.entries())
        check.deepEqual(one, told[0], `${engines[index]?.id} against ${engines[0]?.id}`);
    },
  }),
];
