/** What the input offers behind a `/`: the chat's commands, templates and skills, with what their arguments may be. */
import type { AutocompleteItem, SlashCommand } from "@earendil-works/pi-tui";
import type { CommandContext } from "./commands/command.ts";
import { CHAT_COMMANDS } from "./commands/table.ts";
import type { PickerItem } from "./picker.ts";

/** Names offered at most for an argument. */
const OFFERED = 50;

/** The commands of the chat. */
export function commandMenu(context: CommandContext): SlashCommand[] {
  return CHAT_COMMANDS.flatMap(({ name, aliases = [], argument, help, choices }) =>
    [name, ...aliases.filter((alias) => alias !== "")].map((shown) => ({
      name: shown,
      description: help,
      ...(argument === undefined ? {} : { argumentHint: argument }),
      ...(choices === undefined
        ? {}
        : { getArgumentCompletions: (typed: string) => matching(choices.list(context), typed) }),
    })),
  );
}

/** Templates and skills that a person can call. What cannot be read is left out: the turn says so. */
export async function libraryMenu({ tandem, state }: CommandContext): Promise<SlashCommand[]> {
  const { agentId, workspaceDir } = state.settings;
  const scope = { workspaceDir, ...(agentId === undefined ? {} : { agentId }) };
  const [{ templates }, skills] = await Promise.all([tandem.templates(scope), tandem.skills.list(scope)]);
  return [
    ...templates.map(({ name, description, argumentHint }) => ({
      name,
      ...(description === null ? {} : { description }),
      ...(argumentHint === null ? {} : { argumentHint }),
    })),
    ...skills
      .filter(({ status }) => status === "ready" || status === "user-only")
      .map(({ name, description }) => ({
        name: `skill:${name}`,
        ...(description === null ? {} : { description }),
      })),
  ];
}

/** Those whose value or label holds what was typed, those that begin with it first. */
function matching(items: readonly PickerItem[], typed: string): AutocompleteItem[] | null {
  const wanted = typed.toLowerCase();
  const found = items.filter(({ value, label }) =>
    [value, label].some((text) => text.toLowerCase().includes(wanted)),
  );
  const first = (item: PickerItem): number => (item.value.toLowerCase().startsWith(wanted) ? 0 : 1);
  const sorted = found.toSorted((a, b) => first(a) - first(b)).slice(0, OFFERED);
  return sorted.length === 0 ? null : [...sorted];
}
