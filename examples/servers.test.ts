/** Each server runs as a program of its own: a streamed answer, a bad request, a reader who leaves, and a signal that ends it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  /** The next line of its output. */
  readonly line: () => Promise<string>;
}

async function start(file: string, home: string): Promise<Running> {
  const child = spawn(
    process.execPath,
    ["--conditions=tandem-source", join(import.meta.dirname, "servers", file)],
    {
      env: { PATH: process.env.PATH, HOME: home, TANDEM_HOME: home, PORT: "0" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const line = async () => (await lines.next()).value as string;
  const port = /^listening on (\d+)$/.exec(await line())?.[1];
  return { child, url: `http://127.0.0.1:${port}/chat`, line };
}

const ask = (url: string, body: object, signal?: AbortSignal) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });

const events = (text: string) =>
  text
    .split("\n\n")
    .filter((block) => block !== "")
    .map((block) => ({
      event: /^event: (.*)$/m.exec(block)?.[1],
      data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? "null"),
    }));

test.each(["express.ts", "hono.ts"])("%s", { timeout: 120_000 }, async (file) => {
  const home = await mkdtemp(join(tmpdir(), "tandem-server-"));
  const { child, url, line } = await start(file, home);
  try {
    const answer = await ask(url, { prompt: "hi", user: "ada" });
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    const sent = events(await answer.text());
    const end = sent.at(-1)!;
    expect(end).toMatchObject({ event: "end", data: { status: "completed", costUsd: 0 } });
    expect(
      sent
        .slice(0, -1)
        .map(({ data }) => data)
        .join(""),
    ).toBe(end.data.text);
    expect(await line()).toBe("completed for ada");

    const bad = events(await (await ask(url, { prompt: 5, user: "ada" })).text());
    expect(bad).toMatchObject([
      { event: "end", data: { error: { code: "validation_failed", field: "prompt" } } },
    ]);
    expect(await line()).toBe("failed for ada");

    const leaving = new AbortController();
    const long = await ask(url, { prompt: "Count to 500.", user: "bob" }, leaving.signal);
    await long.body!.getReader().read();
    leaving.abort();
    expect(await line()).toBe("aborted for bob");

    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  } finally {
    child.kill("SIGKILL");
    await rm(home, { recursive: true, force: true });
  }
});
