/** Gives a turn in native mode the binary's own tools, so that they are held against the same rules as all others. */
import type { Config } from "../../../config/schema.ts";
import type { SandboxHost } from "../../../sandbox/host.ts";
import type { ToolSource } from "../../../tools/source.ts";
import { harnessOf } from "./harness.ts";
import { nativeDefinitions } from "./tools.ts";

/** Nothing for turns of another engine or harness. */
export function nativeToolSource(
  config: Pick<Config, "agents" | "claude">,
  sandbox: SandboxHost,
): ToolSource {
  const none = { tools: [] };
  const supply = { tools: nativeDefinitions(config.claude.native.tools, sandbox) };
  return {
    name: "native",
    supply: (facts) => (facts.runtime === "claude" && harnessOf(config, facts) === "native" ? supply : none),
  };
}
