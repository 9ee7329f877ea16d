/** The models that a turn could run on now: those of providers whose credentials are at hand, and of servers that need none. */

import type { ModelInfo } from "../../../routing/model.ts";
import type { Tandem } from "../../../tandem.ts";
import { formatTokens } from "../render/format.ts";
import type { PickerItem } from "./picker.ts";

export function usableModels(tandem: Pick<Tandem, "models" | "route">): readonly ModelInfo[] {
  const usable = new Map<string, boolean>();
  return tandem.models().filter((model) => {
    const known = usable.get(model.provider);
    if (known !== undefined) return known;
    const found = canRun(tandem, model);
    usable.set(model.provider, found);
    return found;
  });
}

/** A model as a line of a list. */
export function modelItem(model: ModelInfo): PickerItem {
  const { provider, id, name, contextWindow, runtimes, price } = model;
  const cost = price === null ? "price unknown" : `$${price.input} in, $${price.output} out per million`;
  return {
    value: `${provider}/${id}`,
    label: `${provider}/${id}`,
    description: [name, `${formatTokens(contextWindow)} tokens`, runtimes.join(" or "), cost].join(" · "),
  };
}

function canRun(tandem: Pick<Tandem, "route">, { provider, id }: ModelInfo): boolean {
  try {
    tandem.route({ model: `${provider}/${id}` });
    return true;
  } catch {
    return false;
  }
}
