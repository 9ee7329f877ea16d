/** Thinking levels as they reach the wire. */
import { THINKING_LEVELS } from "../../src/routing/model.ts";
import type { WireThinking } from "../engines.ts";
import { bodyOf } from "../on-wire.ts";
import { sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

export const thinkingScenarios = [
  scenario({
    id: ["TURN-09", "TURN-04"],
    name: "every thinking level is on the wire as the model takes it, or refused before anything is sent",
    run: async ({ stage, check, engine, note }) => {
      const s = await stage();
      const seen: string[] = [];
      for (const level of THINKING_LEVELS) {
        const wanted: WireThinking | undefined = engine.thinkingOnWire[level];
        const { result, requests } = await s.turn({ prompt: "think", thinking: level });
        if (wanted === undefined) {
          check.equal(result.error?.code, "unsupported_capability", `${level}: code`);
          check.equal(result.error?.field, "thinking", `${level}: field`);
          check.equal(requests.length, 0, `${level}: requests`);
          continue;
        }
        check.equal(result.status, "completed", `${level}: ${result.error?.message}`);
        const { thinking, max_tokens: most = 0 } = bodyOf(requests[0]);
        if (wanted === "off") {
          check.equal(thinking?.type ?? "disabled", "disabled", `${level}: on the wire`);
        } else {
          check.equal(thinking?.type, "enabled", `${level}: on the wire`);
          const budget = thinking?.budget_tokens ?? 0;
          check.within(budget, ...wanted.budget, `${level}: budget`);
          check.ok(budget < most, `${level}: the answer has room beside the budget`);
          seen.push(`${level} ${budget}`);
        }
      }
      note(seen.join(", "));
    },
  }),

  scenario({
    id: "TURN-09",
    name: "a level gives the same thinking on every engine and every model",
    mode: "together",
    run: async ({ stage, check, engines, note }) => {
      const s = await stage();
      const models = s.tandem
        .models()
        .filter(
          (model) =>
            model.provider === "anthropic" && engines.every((e) => model.runtimes.includes(e.runtime)),
        );
      check.ok(models.length >= 2, "models that every engine can run");
      let compared = 0;
      // One model of each kind: token budgets, effort, and no choice at all.
      const kinds = Map.groupBy(models, (model) => model.thinkingLevels.join());
      for (const [first] of kinds.values()) {
        const levels = first!.thinkingLevels;
        const chosen = new Set([levels[0]!, levels[levels.length >> 1]!, levels.at(-1)!]);
        for (const level of chosen) {
          const sent: unknown[] = [];
          for (const engine of engines) {
            const { requests, result } = await s.turn({
              prompt: "think",
              model: `anthropic/${first!.id}`,
              runtime: engine.runtime,
              thinking: level,
              ephemeral: true,
            });
            check.equal(
              result.status,
              "completed",
              `${first!.id} ${level} on ${engine.id}: ${result.error?.message}`,
            );
            const { thinking, output_config: config, messages } = bodyOf(requests[0]);
            // Some models take the effort from within the conversation, where it outranks the one beside it.
            const within = messages.findLast((message) => message.role === "system")?.output_config;
            const off = thinking === undefined || thinking.type === "disabled";
            sent.push(
              off
                ? { thinking: "off" }
                : {
                    thinking: thinking.type,
                    budget: thinking.budget_tokens,
                    effort: (within ?? config)?.effort,
                  },
            );
          }
          for (const [index, value] of sent.entries()) {
            check.deepEqual(
              value,
              sent[0],
              `${first!.id} ${level}: ${engines[index]?.id} against ${engines[0]?.id}`,
            );
          }
          compared += 1;
        }
      }
      note(`${compared} combinations of model and level`);
    },
  }),

  scenario({
    id: "TURN-09",
    name: "signed thinking goes back to the model that made it, and to no other",
    run: async ({ stage, check }) => {
      const s = await stage();
      const key = sessionKey("signed");
      s.server.reply({ reasoning: "secret reasons", reasoningSignature: "c2lnbmVk", text: "so" });
      await s.turn({ prompt: "one", sessionKey: key, thinking: "low" });
      const same = await s.turn({ prompt: "two", sessionKey: key, thinking: "low" });
      check.includes(same.requests[0]?.rawBody ?? "", "c2lnbmVk", "the signature, for the same model");
      const other = await s.turn({ prompt: "three", sessionKey: key, model: "anthropic/claude-haiku-4-5" });
      check.excludes(other.requests[0]?.rawBody ?? "", "c2lnbmVk", "the signature, for another model");
      check.excludes(other.requests[0]?.rawBody ?? "", "secret reasons", "the thinking, for another model");
    },
  }),
];
