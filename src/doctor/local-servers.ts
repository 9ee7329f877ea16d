/** Finds model servers that run on this machine. */
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

/** One finding for each server that answers, with the config that would use it; nothing for those that do not. */
export async function findLocalServers(servers: readonly LocalServer[] = SERVERS): Promise<DoctorCheck[]> {
  const found = await Promise.all(servers.map(async (server) => describe(server, await models(server))));
  return found.flat();
}

async function models({ url }: LocalServer): Promise<string[] | null> {
  try {
    const response = await fetch(`${url}/v1/models`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const body = (await response.json()) as { data?: { id?: unknown }[] };
    return (body.data ?? []).flatMap((model) => (typeof model.id === "string" ? [model.id] : []));
  } catch {
    return null;
  }
}

function describe({ id, name, url }: LocalServer, ids: string[] | null): DoctorCheck[] {
  if (ids === null) return [];
  const provider = {
    baseUrl: `${url}/v1`,
    api: "openai-completions",
    auth: "none",
    models: ids.slice(0, 3).map((model) => ({ id: model })),
  };
  return [
    {
      id: `local.${id}`,
      status: "info",
      summary: `${name} runs at ${url} with ${ids.length === 0 ? "no model loaded" : ids.slice(0, 5).join(", ")}.`,
      remedy: `To use it, add to config.json: ${JSON.stringify({ providers: { [id]: provider } })}`,
    },
  ];
}
