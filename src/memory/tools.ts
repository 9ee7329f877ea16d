/** `memory_search` and `memory_save`. */
import { defineTool } from "../tools/define.ts";
import { textOutput } from "../tools/result.ts";
import type { ToolContext, ToolDefinition } from "../tools/tool.ts";
import type { FoundChunk } from "./index-file.ts";
import type { Memories } from "./memory.ts";

interface SearchInput {
  readonly query: string;
  readonly limit?: number;
}

interface SaveInput {
  readonly text: string;
  readonly title?: string;
  readonly tags?: readonly string[];
}

const MOST_RESULTS = 20;

/** `save` writes; a turn that keeps nothing has `search` only. */
export function memoryTools(memories: Memories): {
  readonly search: ToolDefinition;
  readonly save: ToolDefinition;
} {
  return { search: searchTool(memories), save: saveTool(memories) };
}

const searchTool = (memories: Memories) =>
  defineTool<SearchInput>({
    name: "memory_search",
    description:
      "Searches your memory: notes kept from earlier conversations. Give a few telling words; gives the pieces that fit best, with " +
      "the note and line they stand in.",
    inputSchema: {
      type: "object",
      properties: {
        query: { type: "string", minLength: 1, maxLength: 2_000, description: "What to look for" },
        limit: {
          type: "integer",
          minimum: 1,
          maximum: MOST_RESULTS,
          description: "Pieces at most, default 6",
        },
      },
      required: ["query"],
      additionalProperties: false,
    },
    readOnly: true,
    effect: "none",
    origin: "builtin",
    async execute({ query, limit }, context) {
      const found = await memories.of(agentOf(context)).search(query, limit);
      if (context.turn) memories.noteSearch(context.turn, { query, found });
      if (found.length === 0) return textOutput("Nothing in memory fits.", { found });
      return textOutput(found.map(shown).join("\n\n"), { found });
    },
  });

const saveTool = (memories: Memories) =>
  defineTool<SaveInput>({
    name: "memory_save",
    description:
      "Keeps something for later conversations: a preference, a decision, a fact about a person or a project. With a title it is added " +
      "to the note of that title, otherwise to the note of the day. Never for passwords, keys or tokens.",
    inputSchema: {
      type: "object",
      properties: {
        text: {
          type: "string",
          minLength: 1,
          maxLength: 10_000,
          description: "What to remember, so that it is clear without this conversation",
        },
        title: {
          type: "string",
          maxLength: 120,
          description: "Subject, such as a person's or project's name",
        },
        tags: {
          type: "array",
          items: { type: "string", maxLength: 40 },
          maxItems: 10,
          description: "Further words to find it by",
        },
      },
      required: ["text"],
      additionalProperties: false,
    },
    readOnly: false,
    effect: "none",
    origin: "builtin",
    async execute(input, context) {
      const { path, state } = await memories.of(agentOf(context)).save(input);
      if (state === "known")
        return textOutput(`${path} says this already; nothing was added.`, { path, state });
      return textOutput(state === "created" ? `Saved in the new note ${path}.` : `Added to ${path}.`, {
        path,
        state,
      });
    },
  });

function shown({ path, line, heading, text, score }: FoundChunk): string {
  const about = heading === "" ? "" : ` ${heading}`;
  return `[${path}:${line}]${about} (score ${score})\n${text}`;
}

function agentOf(context: ToolContext): string {
  return context.turn?.agentId ?? "main";
}
