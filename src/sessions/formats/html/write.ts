/** A session as one HTML file: nothing is loaded from elsewhere, nothing runs, and it reads well on a phone. */
import type { Entry, ToolResultEntry } from "../../entry.ts";
import { unanswered } from "../../history.ts";
import type { AssistantMessage, ToolCallBlock, UserContent } from "../../message.ts";
import type { Transcript } from "../format.ts";
import { escapeHtml as escaped, proseRenderer } from "./prose.ts";
import { STYLE } from "./style.ts";

/** Also tells the browser to load nothing, should anything ever slip through. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
/** What an image may be; anything else is named and not shown. */
const IMAGE = /^image\/(?:png|jpeg|gif|webp)$/;
const PEEK = 80;

export function writeHtml({ session, entries }: Transcript): string {
  const page = new Page(entries);
  const title = escaped(session.title ?? session.key);
  const facts = [
    session.key,
    time(session.createdAt),
    `${entries.length} entries`,
    costText(session.costUsd),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header><h1>${title}</h1><p>${escaped(facts.filter((fact) => fact !== "").join(" · "))}</p></header>
${entries.map((entry) => page.entry(entry)).join("\n")}
</main>
</body>
</html>
`;
}

class Page {
  readonly #prose = proseRenderer();
  readonly #unsent: ReadonlySet<Entry>;
  /** Results that are shown within their call. */
  readonly #results = new Map<string, ToolResultEntry[]>();
  readonly #shown = new Set<Entry>();

  constructor(entries: readonly Entry[]) {
    this.#unsent = unanswered(entries);
    for (const entry of entries) {
      if (entry.type !== "tool_result") continue;
      const { toolCallId } = entry.message;
      this.#results.set(toolCallId, [...(this.#results.get(toolCallId) ?? []), entry]);
    }
  }

  entry(entry: Entry): string {
    switch (entry.type) {
      case "user": {
        const unsent = this.#unsent.has(entry);
        return `<article class="user${unsent ? " unsent" : ""}"><h2>You${unsent ? " <small>(not answered)</small>" : ""}</h2>${said(entry.message.content, "div")}</article>`;
      }
      case "assistant":
        return this.#answer(entry.message);
      case "tool_result":
        return this.#shown.has(entry)
          ? ""
          : details(`<code>${escaped(entry.message.toolName)}</code>`, result(entry));
      case "compaction":
        return `<p class="note">From here on the model was sent a summary of what is above.</p>${details("Summary", plain(entry.summary, "div"))}`;
      case "change":
        return `<p class="note">${escaped(`${entry.runtime} · ${entry.provider}/${entry.model}`)}</p>`;
      case "custom":
        return "";
    }
  }

  #answer({ content, origin, error }: AssistantMessage): string {
    const blocks = content.map((block) => {
      if (block.type === "text") return `<div class="text">${this.#prose(block.text)}</div>`;
      if (block.type === "tool-call") return this.#call(block);
      return block.text === "" ? "" : details("Thinking", plain(block.text, "div"));
    });
    const failure = error === undefined ? "" : `<p class="failed">${escaped(error.message)}</p>`;
    return `<article><h2>${escaped(origin.model)} <small>${escaped(origin.provider)}</small></h2>${blocks.join("")}${failure}</article>`;
  }

  #call({ id, name, input }: ToolCallBlock): string {
    const answer = this.#results.get(id)?.find((entry) => !this.#shown.has(entry));
    if (answer) this.#shown.add(answer);
    const text = JSON.stringify(input, null, 2);
    const peek = text.replace(/\s+/g, " ").slice(0, PEEK);
    return details(
      `<code>${escaped(name)}</code> <span class="peek">${escaped(peek)}</span>`,
      `${plain(text, "pre")}${answer ? result(answer) : '<p class="failed">No result.</p>'}`,
      answer?.message.isError === true,
    );
  }
}

function result({ message }: ToolResultEntry): string {
  const failed = message.isError ? '<p class="failed">It failed:</p>' : "";
  return `${failed}${said(message.content, "pre")}`;
}

function said(content: readonly UserContent[], element: "div" | "pre"): string {
  return content
    .map((block) => {
      if (block.type === "text") return plain(block.text, element);
      if (!IMAGE.test(block.mimeType)) return `<p>[${escaped(block.mimeType)}]</p>`;
      return `<img alt="image" src="data:${block.mimeType};base64,${escaped(block.data)}">`;
    })
    .join("");
}

function plain(text: string, element: "div" | "pre"): string {
  // A line break right after the tag would be dropped.
  return element === "pre"
    ? `<pre class="wrap">\n${escaped(text)}</pre>`
    : `<div class="plain">${escaped(text)}</div>`;
}

function details(summary: string, body: string, failed = false): string {
  return `<details${failed ? ' class="failed"' : ""}><summary>${summary}</summary>${body}</details>`;
}

function costText(cost: number | null): string {
  if (cost === null) return "cost unknown";
  return cost === 0 ? "" : `$${cost.toPrecision(3)}`;
}

function time(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
