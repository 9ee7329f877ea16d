/**
 * Folders that mounts leave where something read-only is missing: a mount needs a place. They stay as long as a command holds them,
 * because removing one would uncover the place for that command, and go when they are empty and nobody does.
 */
import { rmdirSync } from "node:fs";

export class Placeholders {
  readonly #holders = new Map<string, number>();

  /** Those that lie there for some command. */
  get paths(): ReadonlySet<string> {
    return new Set(this.#holders.keys());
  }

  /** To be called before the command starts; gives what lets go, once. */
  hold(paths: readonly string[]): () => void {
    for (const path of paths) this.#holders.set(path, (this.#holders.get(path) ?? 0) + 1);
    let held = paths;
    return () => {
      for (const path of held) this.#release(path);
      held = [];
    };
  }

  /** For commands that were prepared and never ended. */
  removeAll(): void {
    for (const path of this.#holders.keys()) removeEmpty(path);
    this.#holders.clear();
  }

  #release(path: string): void {
    const left = (this.#holders.get(path) ?? 0) - 1;
    if (left > 0) {
      this.#holders.set(path, left);
      return;
    }
    this.#holders.delete(path);
    removeEmpty(path);
  }
}

function removeEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // It was never made, or is no empty folder: then it is not ours.
  }
}
