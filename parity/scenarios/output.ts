/** Structured output: one behaviour above every engine, with tools in the same turn. */
import { bodyOf, lineOf, partsOf, systemOf } from "../on-wire.ts";
import { eventsOf, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

const CITY = {
  type: "object",
  properties: { city: { type: "string" }, people: { type: "integer", minimum: 0 } },
  required: ["city", "people"],
  additionalProperties: false,
};
const OSLO = { city: "Oslo", people: 717_710 };
const JSON_TEXT = JSON.stringify(OSLO);
const ASK = { prompt: "Which city?", outputSchema: CITY };

export const outputScenarios = [
  scenario({
    id: "TURN-11",
    name: "a reply that fits the schema is the result's value and text, after tools ran in the same turn",
    run: async ({ stage, check }) => {
      const s = await stage();
      s.server.reply({ toolCalls: [{ id: "toolu_1", name: "atlas", input: {} }] }, { text: JSON_TEXT });
      const { result, requests } = await s.turn({
        ...ASK,
        extraTools: [toolOf("atlas", () => textOutput("Oslo has 717710 people"))],
      });
      check.equal(result.status, "completed", `status: ${result.error?.message}`);
      check.deepEqual(result.output, OSLO, "value");
      check.equal(result.text, JSON_TEXT, "text");
      check.deepEqual(result.payloads, [{ text: JSON_TEXT }], "payloads");
      check.equal(requests.length, 2, "requests");
      for (const request of requests)
        check.includes(systemOf(request).join("\n"), JSON.stringify(CITY), "the schema in the system prompt");
      check.ok(
        result.systemPrompt?.parts.some((part) => part.name === "output"),
        "the prompt's report",
      );

      const plain = await s.turn({ prompt: "hi" });
      check.equal("output" in plain.result, false, "no value without a schema");
      check.excludes(systemOf(plain.requests[0]).join("\n"), "JSON Schema", "no schema without one");
    },
  }),

  scenario({
    id: "TURN-11",
    name: "a reply in a fence or in prose is read, with the JSON alone as text",
    run: async ({ stage, check }) => {
      const s = await stage();
      for (const text of [`\`\`\`json\n${JSON_TEXT}\n\`\`\``, `Here it is: ${JSON_TEXT}. Anything else?`]) {
        s.server.reply({ text });
        const { result, requests } = await s.turn(ASK);
        check.deepEqual(result.output, OSLO, `${text}: value`);
        check.equal(result.text, JSON_TEXT, `${text}: text`);
        check.equal(requests.length, 1, `${text}: requests`);
      }
    },
  }),

  scenario({
    id: "TURN-11",
    name: "a mismatch is told to the model once, and its second reply counts; the next turn works",
    run: async ({ stage, check }) => {
      const s = await stage();
      const key = sessionKey("repair");
      s.server.reply({ text: '{"city":"Oslo","people":-1}' }, { text: JSON_TEXT });
      const { result, requests, events } = await s.turn({ ...ASK, sessionKey: key });
      check.equal(result.status, "completed", `status: ${result.error?.message}`);
      check.deepEqual(result.output, OSLO, "value");
      check.equal(requests.length, 2, "requests");
      check.equal(result.attempts.length, 2, "attempts");
      const parts = partsOf(requests[1]);
      check.deepEqual(
        parts.slice(0, 2).map(lineOf),
        ["user:text:Which city?", 'assistant:text:{"city":"Oslo","people":-1}'],
        "the conversation before the repair",
      );
      check.match(lineOf(parts[2]!), /^user:text:.*people: must be >= 0/s, "what the model is told");
      check.equal(parts.length, 3, "nothing else");
      const [repair, ...more] = eventsOf(events, "recovery");
      check.equal(repair?.step, "repair-output", "the event");
      check.equal(more.length, 0, "other recoveries");

      await s.reopen();
      s.server.reply({ text: "free again" });
      const next = await s.turn({ prompt: "and now?", sessionKey: key });
      check.equal(next.result.text, "free again", "the next turn");
      check.equal(partsOf(next.requests[0]).length, 5, "its history holds both replies");
    },
  }),

  scenario({
    id: "TURN-11",
    name: "a second mismatch is a typed error with the findings, and no third request",
    run: async ({ stage, check }) => {
      const s = await stage();
      s.server.reply({ text: "I do not know." }, { text: '{"city":7}' });
      const { result, requests } = await s.turn(ASK);
      check.equal(result.status, "failed", "status");
      check.equal(result.error?.code, "output_invalid", "code");
      check.deepEqual(
        [...((result.error?.details?.findings ?? []) as string[])].sort(),
        ["city: must be string, was number", "people: is required"],
        "findings",
      );
      check.equal(result.output, undefined, "value");
      check.equal(result.text, '{"city":7}', "the reply as it was");
      check.equal(requests.length, 2, "requests");
    },
  }),

  scenario({
    id: "TURN-11",
    name: "the same request on the wire on every engine, also with a repair",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      const sent = [];
      for (const engine of engines) {
        s.server.reply({ text: "no" }, { text: JSON_TEXT });
        const { result, requests } = await s.turn({ ...ASK, runtime: engine.runtime });
        check.deepEqual(result.output, OSLO, `${engine.id}: value`);
        sent.push(
          requests.map((request) => ({
            parts: partsOf(request).map(lineOf),
            tools: bodyOf(request).tools?.length,
            system: systemOf(request).filter((text) => text !== engine.identityLine),
          })),
        );
      }
      for (const other of sent.slice(1)) check.deepEqual(other, sent[0], "what was sent");
    },
  }),

  scenario({
    id: ["TURN-11", "TURN-12"],
    name: "limits hold for the repair too, and a schema that is none is refused before anything is sent",
    run: async ({ stage, check }) => {
      const s = await stage();
      s.server.reply({ text: "no" });
      const limited = await s.turn({ ...ASK, maxTurns: 1 });
      check.equal(limited.result.status, "incomplete", "status at the limit");
      check.equal(limited.result.stopReason, "max_turns", "stop reason");
      check.equal(limited.requests.length, 1, "requests");
      for (const outputSchema of [{ type: "objekt" }, { $ref: "https://example.com/schema.json" }]) {
        const { result, requests } = await s.turn({ prompt: "hi", outputSchema });
        check.equal(result.error?.code, "validation_failed", "code");
        check.equal(result.error?.field, "outputSchema", "field");
        check.equal(requests.length, 0, "requests");
      }
    },
  }),
];
