/**
 * The Pi engine: `Agent` of pi-agent-core over pi-ai's clients for three wire APIs. Everything of Pi that Tandem touches is
 * imported in this folder, and only when a first turn or `prewarm` asks for it.
 */
import type { ApiKind } from "../../routing/model.ts";
import type { AgentRuntime, EngineRun, EngineRunResult } from "../runtime.ts";
import type { StreamCall } from "./apis.ts";
import { piCapabilities } from "./capabilities.ts";

type RunAttempt = (run: EngineRun, stream: StreamCall) => Promise<EngineRunResult>;

/** Holds nothing between runs but the loaded modules, so runs may overlap without limit. */
export function createPiRuntime(): AgentRuntime {
  let loop: Promise<RunAttempt> | undefined;
  const clients = new Map<ApiKind, Promise<StreamCall>>();

  const loadLoop = () => {
    loop ??= import("./run.ts").then((module) => module.runAttempt);
    return loop;
  };
  const loadClient = (api: ApiKind) => {
    let client = clients.get(api);
    if (client === undefined) {
      client = import("./apis.ts").then((module) => module.loadApi(api));
      clients.set(api, client);
    }
    return client;
  };

  return {
    kind: "pi",
    displayName: "Pi",
    capabilities: piCapabilities,
    async check() {
      try {
        const manifest = await import("@earendil-works/pi-agent-core/package.json", {
          with: { type: "json" },
        });
        return { ok: true, version: manifest.default.version };
      } catch (error) {
        return {
          ok: false,
          reason: error instanceof Error ? error.message : String(error),
          remedy: "Install it with `npm install @earendil-works/pi-agent-core@0.87.1`.",
        };
      }
    },
    async run(run) {
      try {
        const [attempt, client] = await Promise.all([loadLoop(), loadClient(run.model.api)]);
        return await attempt(run, client);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return { outcome: "failed", kind: "runtime_unavailable", message, cause: error };
      }
    },
    prewarm({ model }) {
      // A failure shows itself in the run that needs the module.
      Promise.all([loadLoop(), loadClient(model.api)]).catch(() => {});
    },
    async close() {},
  };
}
