/** The `message` tool: where it sends, what counts as sent, and that a reply does not say it again. */
import type { MessageChannel, OutgoingMessage } from "../../src/channels/outbox.ts";
import { bodyOf, resultsOf, toolNamesOf } from "../on-wire.ts";
import { eventsOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { ReplyToolCall } from "../wire/model-server.ts";

const HOME = { messageChannel: "pager", messageTo: "ann", messageThreadId: "t1" } as const;
const GREETING = "The build is green again, all 212 tests passed.";

/** A channel that keeps what it took; `refuse` makes it fail. */
function pager() {
  const taken: OutgoingMessage[] = [];
  let refuse: "no" | "error" | "never" = "no";
  const channel: MessageChannel = {
    name: "pager",
    send(message) {
      if (refuse === "never") return new Promise(() => {});
      if (refuse === "error") return Promise.reject(new Error("the pager is off"));
      taken.push(message);
      return Promise.resolve({ receipt: `p-${taken.length}` });
    },
  };
  return {
    channel,
    taken,
    set refuse(value: typeof refuse) {
      refuse = value;
    },
  };
}

const send = (id: string, input: Readonly<Record<string, unknown>>): ReplyToolCall => ({
  id,
  name: "message",
  input,
});

export const messageToolScenarios = [
  scenario({
    id: "TOOL-11",
    name: "a send goes where the answer would go, gives a receipt, and the reply does not say it again; equal events",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      const out = pager();
      s.tandem.channels.register(out.channel);
      const told: unknown[] = [];
      for (const { id, runtime } of engines) {
        out.taken.length = 0;
        s.server.reply(
          {
            toolCalls: [
              send("toolu_1", { text: GREETING }),
              send("toolu_2", { action: "send", text: "And so is the docs job." }),
            ],
          },
          { text: `  ${GREETING.toUpperCase()} 🎉` },
        );
        const turn = await s.turn({ prompt: "Tell Ann.", runtime, ...HOME });
        const { result } = turn;
        check.deepEqual(
          out.taken.map(({ target, threadId, text }) => [target, threadId, text]),
          [
            ["ann", "t1", GREETING],
            ["ann", "t1", "And so is the docs job."],
          ],
          `${id}: what arrived, in order`,
        );
        check.deepEqual(result.delivery, { state: "delivered", receipts: ["p-1", "p-2"] }, `${id}: delivery`);
        check.deepEqual(result.payloads, [], `${id}: the reply is not sent again`);
        check.includes(result.text, "🎉", `${id}: its text is still the result's`);
        check.deepEqual(
          eventsOf(turn.events, "delivery_receipt").map(({ channel, receipt, toolCallId, target }) => [
            channel,
            receipt,
            toolCallId,
            target,
          ]),
          [
            ["pager", "p-1", "toolu_1", "ann"],
            ["pager", "p-2", "toolu_2", "ann"],
          ],
          `${id}: receipts as events`,
        );
        check.includes(
          resultsOf(turn.requests[1]).get("toolu_1")?.text ?? "",
          "p-1",
          `${id}: the model is told`,
        );
        told.push(turn.names);
      }
      for (const names of told) check.deepEqual(names, told[0], "events");
    },
  }),
  scenario({
    id: "TOOL-11",
    name: "only what a channel took counts: an error, silence or another target leave the reply as it is",
    run: async ({ stage, check }) => {
      const s = await stage({ config: { messages: { sendTimeoutMs: 40 } } });
      const out = pager();
      s.tandem.channels.register(out.channel);
      for (const refuse of ["error", "never"] as const) {
        out.refuse = refuse;
        s.server.reply({ toolCalls: [send("toolu_1", { text: GREETING })] }, { text: GREETING });
        const { result, requests, events } = await s.turn({ prompt: "Tell Ann.", ...HOME });
        const told = resultsOf(requests[1]).get("toolu_1");
        check.equal(told?.isError, true, `${refuse}: an error for the model`);
        check.match(told?.text ?? "", refuse === "error" ? /the pager is off/ : /may have arrived/, refuse);
        check.deepEqual(result.delivery.receipts, [], `${refuse}: no receipt`);
        check.deepEqual(eventsOf(events, "delivery_receipt"), [], `${refuse}: no event`);
        check.deepEqual(result.payloads, [{ text: GREETING }], `${refuse}: the reply is sent`);
      }
      out.refuse = "no";
      s.server.reply({ toolCalls: [send("toolu_1", { text: GREETING, target: "bob" })] }, { text: GREETING });
      const other = await s.turn({ prompt: "Tell Bob.", ...HOME });
      check.deepEqual(
        out.taken.map(({ target, threadId }) => [target, threadId]),
        [["bob", null]],
        "to Bob",
      );
      check.deepEqual(other.result.delivery.receipts, ["p-1"], "a receipt");
      check.deepEqual(other.result.payloads, [{ text: GREETING }], "Ann did not have it yet");

      s.server.reply(
        { toolCalls: [send("toolu_1", { text: GREETING })] },
        { text: "Anything else I can do?" },
      );
      const more = await s.turn({ prompt: "Tell Ann.", ...HOME });
      check.deepEqual(more.result.payloads, [{ text: "Anything else I can do?" }], "a reply of its own");
    },
  }),
  scenario({
    id: "TOOL-11",
    name: "it is offered where there is somebody to send to, not with disableMessageTool, and asks for a target when told to",
    run: async ({ stage, check }) => {
      const s = await stage();
      const offered = async (request: Parameters<typeof s.turn>[0]) =>
        toolNamesOf((await s.turn({ prompt: "hi", ...request })).requests[0]).includes("message");
      check.equal(await offered({}), false, "no channel at all");
      check.equal(await offered(HOME), false, "a channel that nobody registered");
      check.equal(await offered({ messageChannel: "local" }), true, "the local channel");
      const out = pager();
      const takeBack = s.tandem.channels.register(out.channel);
      check.equal(await offered({}), true, "a registered channel");
      check.equal(await offered({ ...HOME, disableMessageTool: true }), false, "disableMessageTool");

      s.server.reply(
        {
          toolCalls: [
            send("toolu_none", { text: "To nobody in particular." }),
            send("toolu_ann", { text: "To Ann in particular.", target: "ann" }),
          ],
        },
        { text: "ok" },
      );
      const { requests } = await s.turn({ prompt: "go", ...HOME, requireExplicitMessageTarget: true });
      const schema = bodyOf(requests[0]).tools?.find(({ name }) => name === "message")?.input_schema;
      check.deepEqual(schema?.required, ["text", "target"], "the schema says so");
      check.equal(resultsOf(requests[1]).get("toolu_none")?.isError, true, "without a target it is refused");
      check.deepEqual(
        out.taken.map(({ text }) => text),
        ["To Ann in particular."],
        "with one it is sent",
      );

      s.server.reply({ toolCalls: [send("toolu_1", { text: GREETING })] }, { text: "Done as you asked." });
      const local = await s.turn({ prompt: "Say it.", messageChannel: "local" });
      const [receipt] = eventsOf(s.tandem.events.read(local.result.runId), "delivery_receipt");
      check.equal(receipt?.text, GREETING, "on the local channel the text stands in the log");
      takeBack();
      check.equal(await offered({}), false, "a channel that was taken back");
    },
  }),
];
