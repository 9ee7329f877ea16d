/** The two ways the Claude engine runs its binary, and which one a turn takes. */

/**
 * `clean`: as a model loop that is given everything. `native`: with Claude Code's own tools and subagents, under Tandem's rules.
 */
export const HARNESSES = ["clean", "native"] as const;
export type Harness = (typeof HARNESSES)[number];

interface HarnessConfig {
  readonly claude: { readonly harness: Harness };
  readonly agents: Readonly<Record<string, { readonly harness?: Harness | undefined } | undefined>>;
}

/** The request's, else the agent's, else the configuration's. */
export function harnessOf(
  config: HarnessConfig,
  { agentId, request }: { readonly agentId: string; readonly request: { readonly harness?: Harness } },
): Harness {
  const agent = Object.hasOwn(config.agents, agentId) ? config.agents[agentId] : undefined;
  return request.harness ?? agent?.harness ?? config.claude.harness;
}
