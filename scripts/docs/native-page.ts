/** `docs/reference/native.md`, from the tables of the Claude engine's native mode. */
import { FIRED_BY } from "../../src/engines/claude/native/hook-events.ts";
import { PROTECTED_ENV, SDK_OPTIONS } from "../../src/engines/claude/native/sdk-options.ts";
import { NATIVE_TOOLS, REFUSED_TOOLS } from "../../src/engines/claude/native/tools.ts";
import { GENERATED, inCode, oneLine, table } from "./markdown.ts";

export function nativePage(): string {
  const codes = (names: readonly string[]) => names.map(inCode).join(", ");
  const tools = Object.entries(NATIVE_TOOLS).map(([name, tool]) => [
    inCode(name),
    tool.effect,
    codes(tool.replaces),
  ]);
  const refused = Object.entries(REFUSED_TOOLS).map(([name, reason]) => [inCode(name), oneLine(reason)]);
  const options = Object.entries(SDK_OPTIONS);
  const passed = options.filter(([, rule]) => rule === "passed").map(([name]) => name);
  const guarded = options.flatMap(([name, rule]) =>
    rule === "passed" ? [] : [[inCode(name), oneLine(rule.because)]],
  );
  const variables = PROTECTED_ENV.map(([pattern, reason]) => [inCode(String(pattern)), oneLine(reason)]);
  const events = Object.entries(FIRED_BY).map(([event, by]) => [
    inCode(event),
    by === "tandem" ? "Tandem, as in every turn" : "the binary's own hook",
  ]);
  return `# Native mode

${GENERATED}

Details of [the Claude engine's native mode](../guide/native-mode.md).

## Tools

Names for \`claude.native.tools\`. [Permission modes](../guide/permissions.md#what-happens-without-asking) decide by the effect.

${table(["Tool", "Effect", "Replaces"], tools)}
Never offered:

${table(["Tool", "Why"], refused)}
## Options of the SDK

\`claude.native.sdkOptions\` passes on these options: ${codes(passed)}. The others are refused by name with \`invalid_config\`:

${table(["Option", "Why, and what to set instead"], guarded)}
In \`env\`, variables with these names are refused:

${table(["Name", "Why"], variables)}
## Hooks

Who fires which of Claude Code's events in native mode; none fires twice.

${table(["Event", "Fired by"], events)}`;
}
