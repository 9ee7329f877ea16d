import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { startTimeOf } from "../../process/identity.ts";
import { type Lab, openLab, outline, SECRET, sent, user } from "./drive.test-helper.ts";

let lab: Lab;
afterEach(() => lab.close());

const pids = () => lab.children.list().map((child) => child.pid);

test("the next turn runs on the same process when nothing came between", async () => {
  lab = await openLab();
  await lab.drive({ keepWarm: true, headAfter: () => "h1" });
  const before = pids();
  const { result } = await lab.drive({
    prompt: user("Next"),
    head: "h1",
    keepWarm: true,
    headAfter: () => "h2",
  });
  expect(result).toEqual({ outcome: "ok" });
  expect(pids()).toEqual(before);
  expect(outline(sent(lab.server, 2))).toEqual(["user: Hello", "assistant: ok", "user: Next"]);
});

test.each([
  ["another head", { head: "elsewhere" }],
  ["another thinking level", { thinking: "low" as const }],
])("%s starts a new process from the history given", async (_name, change) => {
  lab = await openLab();
  await lab.drive({ keepWarm: true, headAfter: () => "h1" });
  const [before] = pids();
  await lab.drive({ prompt: user("Next"), head: "h1", keepWarm: true, ...change });
  expect(pids()).not.toContain(before);
  expect(outline(sent(lab.server, 2))).toEqual(["user: Next"]);
});

test("a warm process that died is replaced without a word to the model", async () => {
  lab = await openLab();
  await lab.drive({ keepWarm: true, headAfter: () => "h1" });
  for (const pid of pids()) process.kill(pid, "SIGKILL");
  const { result } = await lab.drive({ prompt: user("Next"), head: "h1" });
  expect(result).toEqual({ outcome: "ok" });
  expect(outline(sent(lab.server, 2))).toEqual(["user: Next"]);
});

test("a new conversation takes the spare, another kind of conversation does not", async () => {
  lab = await openLab({ spare: true });
  const { result } = await lab.drive({ keepWarm: true, sessionId: "a" });
  expect(result).toEqual({ outcome: "ok" });
  await expect.poll(() => pids().length).toBe(2);
  const spare = pids()[1];
  await lab.drive({ keepWarm: true, sessionId: "b", systemPrompt: "Other." });
  expect(await usedBy("b")).not.toBe(spare);
  await lab.drive({ keepWarm: true, sessionId: "c", prompt: user("For the spare") });
  expect(outline(sent(lab.server, 3))).toEqual(["user: For the spare"]);
});

/** Which process goes away with the session. */
async function usedBy(sessionId: string): Promise<number | undefined> {
  const before = pids();
  lab.runtime.forget?.(sessionId);
  await expect.poll(() => pids().length).toBeLessThan(before.length);
  return before.find((pid) => !pids().includes(pid));
}

test("more idle processes than allowed end, the longest unused first", async () => {
  lab = await openLab({ maxProcesses: 2 });
  for (const sessionId of ["a", "b", "c"]) {
    await lab.drive({ keepWarm: true, sessionId, headAfter: () => sessionId });
  }
  await expect.poll(() => pids().length).toBe(2);
  const left = pids();
  await lab.drive({ sessionId: "b", head: "b", keepWarm: true });
  expect(pids()).toEqual(left);
});

test("a turn that keeps nothing warm leaves nothing", async () => {
  lab = await openLab();
  await lab.drive();
  await expect.poll(() => pids()).toEqual([]);
});

test.runIf(process.platform === "linux")(
  "the child sees no real key and none of our environment",
  async () => {
    lab = await openLab();
    process.env.TANDEM_TEST_MARK = SECRET;
    await lab.drive({ keepWarm: true });
    delete process.env.TANDEM_TEST_MARK;
    const [pid] = pids();
    const env = readFileSync(`/proc/${pid}/environ`, "utf8");
    expect(env + readFileSync(`/proc/${pid}/cmdline`, "utf8")).not.toContain(SECRET);
    const names = env.split("\0").map((line) => line.split("=")[0]);
    expect(names).not.toContain("TANDEM_TEST_MARK");
    expect(env).toContain(`CLAUDE_CONFIG_DIR=${lab.folder}`);
  },
);

test("close leaves no process, also in the middle of a turn", async () => {
  lab = await openLab({ spare: true });
  await lab.drive({ keepWarm: true, sessionId: "a" });
  lab.server.reply({ text: "never", hold: new Promise<void>(() => {}) });
  const running = lab.drive({ sessionId: "b" });
  await lab.server.waitForRequest(2);
  const children = lab.children.list();
  expect(children.length).toBeGreaterThanOrEqual(2);
  await lab.runtime.close();
  expect((await running).result).toEqual({ outcome: "aborted" });
  for (const { pid, startTime } of children) expect(startTimeOf(pid)).not.toBe(startTime);
  expect(lab.children.list()).toEqual([]);
});
