/** Holds the sandbox of a Tandem and loads it with the first command: a start without commands pays nothing for it. */
import type { Sandbox, SandboxOptions } from "./sandbox.ts";

export class SandboxHost {
  readonly #options: SandboxOptions;
  #sandbox: Promise<Sandbox> | undefined;

  constructor(options: SandboxOptions) {
    this.#options = options;
  }

  get config(): SandboxOptions["config"] {
    return this.#options.config;
  }

  open(): Promise<Sandbox> {
    this.#sandbox ??= import("./sandbox.ts").then((module) => new module.Sandbox(this.#options));
    return this.#sandbox;
  }

  /** Commands must have ended. */
  async close(): Promise<void> {
    await (await this.#sandbox)?.close();
  }
}
