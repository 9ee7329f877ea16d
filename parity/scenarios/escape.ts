/** Attempts to get out of what a turn may do, made by the model, on every engine: what the tools refuse straight, they refuse here. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setImmediate as turnOfLoop } from "node:timers/promises";
import type { ConfigInput } from "../../src/config/schema.ts";
import type { TurnRequest } from "../../src/kernel/request.ts";
import type { EscapeAttempt } from "../escape/attempt.ts";
import { escapeAttempts } from "../escape/attempts.ts";
import { buildLair, type Lair } from "../escape/lair.ts";
import { nativeCall } from "../escape/native-calls.ts";
import type { Lab } from "../lab.ts";
import { resultsOf } from "../on-wire.ts";
import { sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage, Turn } from "../stage.ts";
import { native } from "./native.ts";

/** Everything that is asked for is allowed, so that what refuses is what nothing can allow. */
export const FREE = {
  exec: "allow",
  permissionMode: "bypass",
  senderId: "1",
  senderIsOwner: true,
} as const satisfies Partial<TurnRequest>;

/** Calls of one turn: few enough for a window, many enough to be quick. */
const BATCH = 60;

interface Den {
  readonly stage: Stage;
  readonly lair: Lair;
}

/** A stage and a lair that share a data folder. */
export async function openDen(
  lab: Lab,
  configure: (lair: Lair) => Partial<ConfigInput> = () => ({}),
): Promise<Den> {
  const home = await lab.folder();
  const lair = await buildLair(await lab.folder(), home);
  lab.defer(() => lair.close());
  const config = { web: { allowPrivate: [lair.redirector] }, ...configure(lair) };
  const stage = await lab.stage({ home, config });
  return { stage, lair };
}

/**
 * What everything that can be looked at afterwards must not hold, and what must be as it was. `kept`: names of files beside the
 * workspace that were put there first.
 */
export async function assertSafe(
  { check }: Lab,
  { stage, lair }: Den,
  turns: readonly Turn[],
  kept: ReadonlySet<string> = new Set(),
): Promise<void> {
  for (const { result, requests, events } of turns) {
    const seen = JSON.stringify([requests.map((one) => one.body), events, result]);
    check.excludes(seen, lair.secret, "the secret on the wire, in events or the result");
  }
  for (const name of readdirSync(stage.home)) {
    if (!/\.(?:db|sqlite)(?:-wal)?$/.test(name)) continue;
    const stored = readFileSync(join(stage.home, name)).includes(lair.secret);
    check.ok(!stored, `the secret is in ${name}`);
  }
  const changed = (await lair.changed()).filter((path) => !kept.has(basename(path)));
  check.deepEqual(changed, [], "files that changed");
  check.deepEqual(lair.visits, [], "servers that were reached");
  while ((await lair.survivors()).length > 0) await turnOfLoop();
}

interface Try {
  readonly attempt: EscapeAttempt;
  readonly call: { readonly name: string; readonly input: Readonly<Record<string, unknown>> };
}

/** Makes all attempts, as many in one turn as fit; how many there were. */
async function tryAll(lab: Lab, den: Den, tries: readonly Try[]): Promise<number> {
  const { check } = lab;
  const { stage, lair } = den;
  for (let start = 0; start < tries.length; start += BATCH) {
    const batch = tries.slice(start, start + BATCH);
    const stop = batch.some(({ attempt }) => attempt.races !== undefined) ? lair.swap() : null;
    const calls = batch.flatMap(({ attempt: { races = 1 }, call: { name, input } }, index) =>
      Array.from({ length: races }, (_, race) => ({
        id: `toolu_${index}_${race}`,
        name,
        input: lair.fill(input),
      })),
    );
    stage.server.reply({ toolCalls: calls }, { text: "done" });
    const env = { MARK: lair.mark };
    const turn = await stage.turn({ ...FREE, prompt: "go", workspaceDir: lair.workspace, env });
    await stop?.();
    check.equal(turn.result.text, "done", `reply (${turn.result.error?.message})`);
    const results = resultsOf(turn.requests.at(-1));
    check.equal(results.size, calls.length, "results");
    for (const [index, { attempt }] of batch.entries()) {
      for (let race = 0; race < (attempt.races ?? 1); race++) {
        const text = check.present(
          results.get(`toolu_${index}_${race}`)?.text,
          `a result of ${attempt.name}`,
        );
        check.excludes(text, lair.secret, `${attempt.tool}, ${attempt.name}: what the model reads`);
        if (attempt.refusal !== undefined)
          check.match(
            text,
            attempt.refusal,
            `${attempt.tool}, ${attempt.name}: the refusal in the transcript`,
          );
      }
    }
    await assertSafe(lab, den, [turn]);
  }
  return tries.length;
}

const asTandem = (attempt: EscapeAttempt): Try => ({
  attempt,
  call: { name: attempt.tool, input: attempt.input },
});

/** Several at a time, each with a stage of its own: most of a command's time is waiting. */
const LANES = 3;

async function inLanes(lab: Lab, tries: readonly Try[], config: Partial<ConfigInput> = {}): Promise<void> {
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    tries.filter((_one, index) => index % LANES === lane),
  );
  await Promise.all(lanes.map(async (lane) => tryAll(lab, await openDen(lab, () => config), lane)));
}

const commands = escapeAttempts.filter(({ tool }) => tool === "exec");
const others = escapeAttempts.filter(({ tool }) => tool !== "exec");

export const escapeScenarios = [
  scenario({
    id: "SAFE-01",
    name: "no attempt with a file tool or web_fetch gets at a secret, out of the workspace, or past a refusal that is told",
    run: async (lab) => {
      const made = await tryAll(lab, await openDen(lab), others.map(asTandem));
      lab.note(`${made} attempts`);
    },
  }),

  scenario({
    id: ["SAFE-01", "SAFE-02"],
    name: "no attempt with a command gets at a secret, out of the sandbox, to a network, or outlives its call",
    needs: ["sandbox", "commands"],
    run: async (lab) => {
      await inLanes(lab, commands.map(asTandem));
      lab.note(`${commands.length} attempts`);
    },
  }),

  scenario({
    id: ["SAFE-01", "TOOL-10"],
    name: "the same attempts fail with the binary's own tools in native mode",
    needs: ["sandbox", "commands"],
    engines: ["claude"],
    run: async (lab) => {
      const tries = escapeAttempts.flatMap((attempt): Try[] => {
        const call = nativeCall(attempt);
        // The binary looks at a path once more after it was judged.
        return call === null || attempt.races !== undefined
          ? []
          : [{ attempt: { ...attempt, refusal: call.refusal }, call }];
      });
      await inLanes(lab, tries, native(["Bash", "Read", "Write", "Edit", "Glob", "Grep", "NotebookEdit"]));
      lab.note(`${tries.length} attempts`);
    },
  }),

  scenario({
    id: ["SAFE-01", "SAFE-02"],
    name: "what a stopped turn left running in every way it can is ended with it",
    needs: ["sandbox"],
    run: async (lab) => {
      const den = await openDen(lab);
      const { stage, lair } = den;
      const lasting = commands.filter(({ name }) => ["a double fork", "deaf to every signal"].includes(name));
      lab.check.equal(lasting.length, 2, "commands that last");
      for (const { name, input } of lasting) {
        const command = `${lair.fill(input).command}\nsleep 1000`;
        stage.server.reply({ toolCalls: [{ id: "toolu_1", name: "exec", input: { command } }] });
        const stream = stage.start({
          ...FREE,
          prompt: "go",
          workspaceDir: lair.workspace,
          env: { MARK: lair.mark },
          sessionKey: sessionKey("stopped"),
        });
        while ((await lair.survivors()).length < 2) await turnOfLoop();
        stream.stream.abort();
        const turn = await stream.done;
        lab.check.equal(turn.result.status, "aborted", `${name}: status`);
        await assertSafe(lab, den, [turn]);
      }
    },
  }),
];
