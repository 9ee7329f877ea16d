/** Answers that need no tool. Honest about what is speaking: fixed answers, no language model. */
import type { OfflineRequest } from "./request.ts";

const COUNT_LIMIT = 500;

/** The answer to a prompt that asks for no tool. */
export function smallTalk(prompt: string, request: OfflineRequest): string {
  const text = prompt.trim();
  const conversation = /<conversation>\n([\s\S]*)\n<\/conversation>/.exec(text);
  if (conversation !== null) return summary(conversation[1]!);
  const skill = /^Follow these instructions of the skill (\S+)\. /m.exec(text);
  if (skill !== null)
    return `I was given the instructions of the skill \`${skill[1]}\`. To follow them takes a real model: this is the offline one. ${abilities(request)}`;
  const say =
    /^(?:please\s+)?(?:say|repeat|echo|reply with|answer with)(?:\s+exactly)?\s*:?\s+([\s\S]+)$/i.exec(text);
  if (say !== null) return say[1]!.replace(/^["'“`]([\s\S]*)["'”`][.!]?$/, "$1");
  if (/^(?:please\s+)?remember\b[^?]*$/i.test(text)) return "Noted: it is part of this conversation now.";
  const count = /\bcount\s+(?:from\s+1\s+)?(?:up\s+)?to\s+(\d+)/i.exec(text);
  if (count !== null) return countTo(Math.min(Number(count[1]), COUNT_LIMIT));
  const sum = /(-?\d+(?:\.\d+)?)\s*([-+*/×])\s*(-?\d+(?:\.\d+)?)/.exec(text);
  if (sum !== null) return `${sum[0]} = ${calculate(Number(sum[1]), sum[2]!, Number(sum[3]))}`;
  if (
    /\b(?:what|which)\b.*\b(?:did i|have i|was my|were my)\b|\bremember\b|\b(?:first|previous|last|earlier)\s+(?:message|question|prompt)/i.test(
      text,
    )
  )
    return recall(request.userTexts.slice(0, -1));
  if (request.images > 0)
    return `I received ${request.images === 1 ? "one image" : `${request.images} images`} with your message. As the offline model I can count images, not see them.`;
  if (/\b(?:what can you|how do you work|help)\b/i.test(text)) return abilities(request);
  if (/\b(?:who|what)\s+are\s+you\b|\b(?:which|what)\s+model\b|\byour name\b/i.test(text))
    return `I am Tandem's offline model, asked for as \`${request.model}\`: a small program with fixed answers on this machine, not a language model. Set an API key, for example \`ANTHROPIC_API_KEY\` or \`OPENAI_API_KEY\`, to talk to a real one.`;
  if (/^(?:hello|hi|hey|good (?:morning|day|evening))\b/i.test(text))
    return `Hello! This is the offline model: fixed answers, no network. ${abilities(request)}`;
  return `This is the offline model, so I have no real answer to “${quote(text)}”. ${abilities(request)}`;
}

function abilities(request: OfflineRequest): string {
  return request.tools.length > 0
    ? "Ask me in plain words to list, read, write, edit, search or run something and I will really use the tool, for example: “list the files and read README.md”."
    : "No tools are on offer in this turn, but I can count, repeat, do sums and tell what you said before.";
}

function recall(earlier: readonly string[]): string {
  if (earlier.length === 0) return "This is your first message in this conversation.";
  const lines = earlier
    .slice(-8)
    .map((text, index) => `${Math.max(0, earlier.length - 8) + index + 1}. “${quote(text)}”`);
  return `Before this you sent ${earlier.length === 1 ? "one message" : `${earlier.length} messages`}:\n\n${lines.join("\n")}`;
}

/** The user's messages of a conversation that is to be summarised: all that fixed answers can make of it. */
function summary(conversation: string): string {
  const said = conversation
    .split("\n\n")
    .filter((part) => part.startsWith("User:"))
    .map((part) => `- ${quote(part.slice("User:".length))}`);
  return `(Offline summary: the user's messages.)\n${said.slice(-20).join("\n")}`;
}

function countTo(limit: number): string {
  return `${Array.from({ length: limit }, (_, index) => index + 1).join(", ")}.`;
}

function calculate(a: number, operator: string, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "/":
      return a / b;
    default:
      return a * b;
  }
}

function quote(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
