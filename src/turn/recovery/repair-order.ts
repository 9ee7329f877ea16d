/** The provider refuses the order of roles: the history is rebuilt from its text once, in the plainest order there is. */
import type { AssistantMessage, Message, UserContent } from "../../sessions/message.ts";
import type { HistoryView, Recovery } from "./recovery.ts";

export function repairOrder(): Recovery {
  let done = false;
  return {
    name: "repair-order",
    async next({ plan, error }) {
      if (error.kind !== "role_ordering" || done) return null;
      done = true;
      return {
        plan: { ...plan, views: [...plan.views, strictAlternation] },
        waitMs: 0,
        message: "The provider refused the order of messages; sending them in strict alternation.",
      };
    },
  };
}

/** User first, then strictly in turn: assistants next to each other become one; an opening is put before a first assistant. */
export const strictAlternation: HistoryView = (messages) => {
  const out: Message[] = [];
  for (const message of messages) {
    const last = out.at(-1);
    if (message.role === "assistant" && last === undefined) out.push(opening);
    const before = out.at(-1);
    if (message.role === "assistant" && before?.role === "assistant")
      out[out.length - 1] = merged(before, message);
    else if (message.role === "user" && before?.role === "user") {
      out[out.length - 1] = { role: "user", content: [...before.content, ...message.content] };
    } else out.push(message);
  }
  return out;
};

const opening: Message = {
  role: "user",
  content: [{ type: "text", text: "(The conversation goes on.)" } satisfies UserContent],
};

function merged(a: AssistantMessage, b: AssistantMessage): AssistantMessage {
  return { ...b, content: [...a.content, ...b.content] };
}
