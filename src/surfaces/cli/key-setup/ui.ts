/** What the setup of a key needs of whatever asks the person; `null` from a question means that they skip it. */

export interface Choice<T> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

export interface KeySetupUi {
  choose<T>(question: string, choices: readonly Choice<T>[]): Promise<T | null>;
  /** The same for a long list: typing narrows it. */
  search<T>(question: string, choices: readonly Choice<T>[]): Promise<T | null>;
  /** What is typed or pasted is not shown, and several pasted lines are one answer. */
  secret(question: string): Promise<string | null>;
  note(text: string): void;
  warn(text: string): void;
  success(text: string): void;
  /** Shows that something takes its time; call what it returns when it is over. */
  busy(text: string): () => void;
}
