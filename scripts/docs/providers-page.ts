/** `docs/reference/providers.md`, from the catalogue. */
import { parseConfig } from "../../src/config/parse.ts";
import { createRegistry } from "../../src/routing/registry.ts";
import { GENERATED, inCode, table } from "./markdown.ts";

export function providersPage(): string {
  const registry = createRegistry({ config: parseConfig({}), env: {} });
  const rows = registry.providers().map((provider) => {
    const models = registry.modelsOf(provider.id);
    return [
      inCode(provider.id),
      provider.name,
      [...new Set(models.map((model) => model.api))].map(inCode).join(", "),
      [...new Set(models.flatMap((model) => model.runtimes))].sort().join(", "),
      provider.keyVariables.map(inCode).join(", "),
      String(models.length),
    ];
  });
  return `# Providers

${GENERATED}

The providers that Tandem knows without configuration. To use one, set a key in one of its variables; \`tandem models\` lists the
models, and [the guide](../guide/models.md) explains how to add others.

${table(["Id", "Name", "APIs", "Engines", "Key from", "Models"], rows)}`;
}
