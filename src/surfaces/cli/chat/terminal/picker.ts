/** A list to choose from, searched by typing. */
import {
  type Component,
  type Focusable,
  fuzzyFilter,
  getKeybindings,
  Input,
  SelectList,
  type SelectListTheme,
  truncateToWidth,
} from "@earendil-works/pi-tui";
import type { Style } from "../../render/style.ts";
import type { Picker, PickerItem } from "../picker.ts";

const ROWS = 10;
/** Columns of the label, before its description begins. */
const LABEL_COLUMNS = { minPrimaryColumnWidth: 20, maxPrimaryColumnWidth: 60 };

export interface PickerOptions {
  readonly picker: Picker;
  readonly style: Style;
  readonly theme: SelectListTheme;
  /** Called once: with the choice, or with `null`. */
  readonly done: (value: string | null) => void;
}

export class PickerDialog implements Component, Focusable {
  readonly #options: PickerOptions;
  readonly #search = new Input();
  /** Whether the second list is shown. */
  #other = false;
  #items: readonly PickerItem[];
  #list: SelectList;

  constructor(options: PickerOptions) {
    this.#options = options;
    this.#items = options.picker.items;
    this.#list = this.#newList();
    const selected = this.#items.findIndex(({ value }) => value === options.picker.selected);
    if (selected !== -1) this.#list.setSelectedIndex(selected);
  }

  get focused(): boolean {
    return this.#search.focused;
  }

  set focused(focused: boolean) {
    this.#search.focused = focused;
  }

  handleInput(data: string): void {
    const keys = getKeybindings();
    const { done } = this.#options;
    if (keys.matches(data, "tui.select.cancel")) done(null);
    else if (keys.matches(data, "tui.select.confirm")) {
      const chosen = this.#list.getSelectedItem();
      if (chosen !== null) done(chosen.value);
    } else if (keys.matches(data, "tui.select.up") || keys.matches(data, "tui.select.down"))
      this.#list.handleInput(data);
    else if (keys.matches(data, "tui.input.tab")) this.#toggle();
    else {
      const before = this.#search.getValue();
      this.#search.handleInput(data);
      if (this.#search.getValue() !== before) this.#list = this.#newList();
    }
  }

  invalidate(): void {
    this.#search.invalidate();
    this.#list.invalidate();
  }

  render(width: number): string[] {
    const { style, picker } = this.#options;
    const title = this.#other ? (picker.other?.title ?? picker.title) : picker.title;
    const next = this.#other ? picker.title : picker.other?.title;
    const help = [
      "Enter chooses",
      "Escape cancels",
      ...(next === undefined ? [] : [`Tab: ${next.toLowerCase()}`]),
    ];
    const rule = style.dim("─".repeat(width));
    return [
      rule,
      truncateToWidth(` ${style.bold(title)}`, width),
      ...this.#search.render(width),
      ...(this.#list.getSelectedItem() === null ? [style.dim("  Nothing found.")] : this.#list.render(width)),
      truncateToWidth(style.dim(` ${help.join(" · ")}`), width),
      rule,
    ];
  }

  #toggle(): void {
    const { picker } = this.#options;
    if (picker.other === undefined) return;
    this.#other = !this.#other;
    this.#items = this.#other ? picker.other.items() : picker.items;
    this.#list = this.#newList();
  }

  #newList(): SelectList {
    const found = fuzzyFilter(
      [...this.#items],
      this.#search.getValue(),
      (item) => `${item.label} ${item.description ?? ""}`,
    );
    return new SelectList([...found], ROWS, this.#options.theme, LABEL_COLUMNS);
  }
}
