/** Finds model servers that run on this machine. */
import type { ConfigInput } from "../config/schema.ts";
import type { DoctorCheck } from "../tandem.ts";

interface LocalServer {
  readonly id: string;
  readonly name: string;
  /** Without /v1. */
  readonly url: string;
}

const SERVERS: readonly LocalServer[] = [
  { id: "ollama", name: "Ollama", url: "http://127.0.0.1:11434" },
  { id: "lmstudio", name: "LM Studio", url: "http://127.0.0.1:1234" },
];

/** Milliseconds a server on this machine has to answer. */
const PATIENCE_MS = 500;

/** A model server that answered. */
export interface FoundServer {
  readonly id: string;
  readonly name: string;
  /** Without /v1. */
  readonly url: string;
  /** Ids of its models, as it named them; embedding models are left out. */
  readonly models: readonly string[];
  /** What `providers.<id>` of the configuration must be for it to be used. */
  readonly provider: ProviderInput;
}

type ProviderInput = NonNullable<ConfigInput["providers"]>[string];

/** The servers that answer; each has half a second. */
export async function localServers(servers: readonly LocalServer[] = SERVERS): Promise<FoundServer[]> {
  const found = await Promise.all(
    servers.map(async (server) => {
      const models = await modelsOf(server);
      return models === null ? [] : [{ ...server, models, provider: providerFor(server, models) }];
    }),
  );
  return found.flat();
}

/** One finding for each server that answers, with the config that would use it; nothing for those that do not. */
export async function findLocalServers(servers?: readonly LocalServer[]): Promise<DoctorCheck[]> {
  return (await localServers(servers)).map(({ id, name, url, models, provider }) => ({
    id: `local.${id}`,
    status: "info",
    summary: `${name} runs at ${url} with ${models.length === 0 ? "no model loaded" : models.slice(0, 5).join(", ")}.`,
    remedy: `To use it, run \`tandem auth add\`, or add to config.json: ${JSON.stringify({ providers: { [id]: provider } })}`,
  }));
}

async function modelsOf({ url }: LocalServer): Promise<string[] | null> {
  try {
    const response = await fetch(`${url}/v1/models`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const body = (await response.json()) as { data?: { id?: unknown }[] };
    return (body.data ?? []).flatMap(({ id }) => (typeof id === "string" && !/embed/i.test(id) ? [id] : []));
  } catch {
    return null;
  }
}

function providerFor({ url }: LocalServer, models: readonly string[]): ProviderInput {
  return {
    baseUrl: `${url}/v1`,
    api: "openai-completions",
    auth: "none",
    models: models.slice(0, 3).map((id) => ({ id })),
  };
}
