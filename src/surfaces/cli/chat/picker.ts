/** A list to choose from, as data. */

export interface PickerItem {
  /** What the choice gives. */
  readonly value: string;
  readonly label: string;
  /** Shown beside the label, and searched with it. */
  readonly description?: string;
}

export interface Picker {
  readonly title: string;
  readonly items: readonly PickerItem[];
  /** The value that is chosen first; default the first item's. */
  readonly selected?: string;
  /** A second list, which Tab shows in place of the first and back. */
  readonly other?: { readonly title: string; readonly items: () => readonly PickerItem[] };
}
