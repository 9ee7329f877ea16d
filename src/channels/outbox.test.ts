import { expect, it } from "vitest";
import { type MessageChannel, Outbox, type OutgoingMessage } from "./outbox.ts";

const message = (text: string, target = "ann"): OutgoingMessage => ({
  channel: "pager",
  target,
  threadId: null,
  text,
  media: [],
  replyTo: null,
  agentId: "main",
  runId: "run",
  sessionKey: null,
});
const never = new AbortController().signal;

/** A channel whose sends are settled by the test. */
function controlled() {
  const sent = new Map<string, PromiseWithResolvers<{ receipt: string }>>();
  const channel: MessageChannel = {
    name: "pager",
    send({ text }) {
      const settler = Promise.withResolvers<{ receipt: string }>();
      sent.set(text, settler);
      return settler.promise;
    },
  };
  return { channel, sent };
}

/** Lets everything that is ready continue. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

it("keeps the order to one place, after a failure too, and lets other places go ahead", async () => {
  const { channel, sent } = controlled();
  const outbox = new Outbox({ timeoutMs: 10_000 });
  outbox.register(channel);
  const first = outbox.send(message("one"), never);
  const second = outbox.send(message("two"), never);
  void outbox.send(message("three", "bob"), never).catch(() => undefined);
  await settle();
  expect([...sent.keys()]).toEqual(["one", "three"]);
  sent.get("one")!.reject(new Error("no"));
  await expect(first).rejects.toThrow("pager did not take the message: no");
  await settle();
  sent.get("two")!.resolve({ receipt: "r2" });
  expect(await second).toEqual({ receipt: "r2" });
});

it("waits for no channel for ever, and not beyond the turn", async () => {
  const { channel } = controlled();
  const outbox = new Outbox({ timeoutMs: 5 });
  outbox.register(channel);
  await expect(outbox.send(message("one"), never)).rejects.toThrow("may have arrived");
  const turn = new AbortController();
  const stopped = new Outbox({ timeoutMs: 60_000 });
  stopped.register(channel);
  const sending = stopped.send(message("two"), turn.signal);
  await settle();
  turn.abort();
  await expect(sending).rejects.toThrow("The turn was stopped");
});

it("takes each name once, and back", async () => {
  const outbox = new Outbox({ timeoutMs: 5 });
  const { channel } = controlled();
  const takeBack = outbox.register(channel);
  expect(() => outbox.register(controlled().channel)).toThrow('a channel "pager" already');
  expect(() => outbox.register({ ...channel, name: "no name" })).toThrow("not a valid channel name");
  takeBack();
  expect(outbox.names).toEqual(["local"]);
  await expect(outbox.send(message("one"), never)).rejects.toThrow("There is no channel");
});
