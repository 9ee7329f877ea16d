/** What a turn offers its model: the tools and the system prompt, made once for as long as nothing of them changes. */
import { hash } from "node:crypto";
import type { Config } from "../config/schema.ts";
import type { PromptSection } from "../context/prompt-section.ts";
import { buildSystemPrompt, replacedPrompt, type SystemPrompt } from "../context/system-prompt.ts";
import { textTokens } from "../context/tokens.ts";
import type { ToolDefinition, ToolOffer } from "../tools/tool.ts";

export interface OfferInputs {
  readonly agentId: string;
  readonly workspaceDir: string;
  readonly tools: readonly ToolDefinition[];
  readonly extra?: string | undefined;
  /** How the answer is to be given. */
  readonly output?: string | undefined;
  readonly sections?: readonly PromptSection[];
}

export interface Offer {
  /** By name, since the order is part of what providers cache. */
  readonly tools: readonly ToolOffer[];
  readonly prompt: SystemPrompt;
  /** Of prompt and tools together, counted by characters. */
  readonly tokens: number;
}

interface KnownTools {
  readonly tools: readonly ToolDefinition[];
  readonly offers: readonly ToolOffer[];
  readonly tokens: number;
  readonly prompts: Map<string, Offer>;
}

/** The offer with another system prompt; `null`: as it is. */
export function withSystemPrompt(offer: Offer, text: string | null): Offer {
  if (text === null) return offer;
  const tokens = offer.tokens - textTokens(offer.prompt.text) + textTokens(text);
  return { ...offer, prompt: replacedPrompt(offer.prompt, text), tokens };
}

/** Sets of tools that are remembered, and prompts of each. */
const MOST_SETS = 8;
const MOST_PROMPTS = 64;

/** One for each Tandem. Tool definitions are compared by identity: who changes one makes a new one. */
export class OfferBook {
  readonly #config: Pick<Config, "agents" | "systemPrompt">;
  readonly #digests = new WeakMap<PromptSection, string>();
  #known: KnownTools[] = [];

  constructor(config: Pick<Config, "agents" | "systemPrompt">) {
    this.#config = config;
  }

  offer({ agentId, workspaceDir, tools, extra, output, sections = [] }: OfferInputs): Offer {
    const known = this.#tools(tools);
    const key = JSON.stringify([agentId, workspaceDir, extra, output, sections.map(this.#digest)]);
    const made = known.prompts.get(key);
    if (made) return made;
    const prompt = buildSystemPrompt({
      agentId,
      base: this.#config.agents[agentId]?.systemPrompt ?? this.#config.systemPrompt,
      workspaceDir: tools.length === 0 ? null : workspaceDir,
      sections,
      extra,
      output,
      tools: known.offers,
    });
    const offer = { tools: known.offers, prompt, tokens: textTokens(prompt.text) + known.tokens };
    if (known.prompts.size >= MOST_PROMPTS) known.prompts.clear();
    known.prompts.set(key, offer);
    return offer;
  }

  /** Made once for each section, since most are the same for many turns and some are long. */
  readonly #digest = (section: PromptSection): string => {
    const known = this.#digests.get(section);
    if (known !== undefined) return known;
    const digest = hash("sha256", JSON.stringify(section));
    this.#digests.set(section, digest);
    return digest;
  };

  /** What an engine offers of these tools; the same list for the same tools. */
  toolOffers(tools: readonly ToolDefinition[]): readonly ToolOffer[] {
    return this.#tools(tools).offers;
  }

  #tools(tools: readonly ToolDefinition[]): KnownTools {
    const found = this.#known.find(
      (one) => one.tools.length === tools.length && one.tools.every((tool, index) => tool === tools[index]),
    );
    if (found) return found;
    const offers = tools
      .map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const tokens = offers.length === 0 ? 0 : textTokens(JSON.stringify(offers));
    const known = { tools, offers, tokens, prompts: new Map<string, Offer>() };
    this.#known = [known, ...this.#known.slice(0, MOST_SETS - 1)];
    return known;
  }
}
