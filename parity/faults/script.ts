/** The provider of one cell: fails as its fault says, works for who stands ready, and works again once told so. */

import { SUMMARY_SYSTEM } from "../../src/context/compaction/summary.ts";
import {
  type CapturedRequest,
  type ModelServer,
  type Reply,
  startModelServer,
} from "../wire/model-server.ts";
import type { Cell } from "./cell.ts";
import { hasResult } from "./conversation.ts";

/** What the model says where nothing is wrong. */
export const SAID = {
  earlier: "Noted.",
  beforeTool: "Let me act.",
  afterTool: "Done.",
  nextTurn: "Still here.",
  summary: "What went before.",
} as const;

/** Input of the one tool call of a cell. */
export const TOOL_INPUT = { n: 1 } as const;

export class Script {
  /** Of the model that fails and of the one to fall back to; the API's suffix included. */
  readonly baseUrls: { readonly main: string; readonly backup: string };
  /** Keys by what they are good for. */
  readonly keys: { readonly failing: string; readonly working: string; readonly backup: string };
  onSilence: () => void = () => undefined;
  readonly #cell: Cell;
  readonly #shared: ModelServer;
  /** Where the failing provider listens: on a port of its own when it must stop listening. */
  #main: ModelServer;
  readonly #requests: CapturedRequest[] = [];
  #begun = false;
  #healed = false;
  #faults = 0;
  #shown = Promise.withResolvers<void>();
  #stopped: Promise<void> | null = null;

  static async open(cell: Cell, shared: ModelServer, number: number): Promise<Script> {
    const own = cell.fault.reply === "refused" ? await startModelServer() : shared;
    return new Script(cell, shared, own, number);
  }

  private constructor(cell: Cell, shared: ModelServer, main: ModelServer, number: number) {
    this.#cell = cell;
    this.#shared = shared;
    this.#main = main;
    const suffix = cell.api === "anthropic-messages" ? "" : "/v1";
    this.baseUrls = {
      main: `${main.url}/cell-${number}/main${suffix}`,
      backup: `${shared.url}/cell-${number}/backup${suffix}`,
    };
    this.keys = {
      failing: `sk-failing-${number}-0123456789`,
      working: `sk-working-${number}-0123456789`,
      backup: `sk-backup-${number}-0123456789`,
    };
    if (main !== shared) main.respond((request) => this.answer(request));
  }

  /** Model calls of this cell, in order of arrival. */
  get requests(): readonly CapturedRequest[] {
    return this.#requests;
  }

  /** Requests of this cell that are no model calls. */
  get strays(): readonly CapturedRequest[] {
    return this.#shared.requests.filter((request) => request.api === null && this.owns(request));
  }

  owns(request: CapturedRequest): boolean {
    return request.path.startsWith(`${new URL(this.baseUrls.backup).pathname.split("/backup")[0]}/`);
  }

  answer(request: CapturedRequest): Reply {
    this.#requests.push(request);
    if (this.#healed) return { text: SAID.nextTurn };
    if (asksForSummary(request)) return { text: SAID.summary };
    if (!this.#begun) return { text: SAID.earlier };
    const { fault, point, setup, api } = this.#cell;
    const key = keyOf(request);
    if (key !== this.keys.failing) return { text: SAID.afterTool };
    if (point === "after a tool" && !hasResult(request)) {
      if (fault.reply === "refused") void request.closed.then(() => this.stopListening());
      // A kept connection would still be answered after the server stopped listening.
      const headers = { connection: fault.reply === "refused" ? "close" : "keep-alive" };
      return { text: SAID.beforeTool, toolCalls: [{ name: "act", input: TOOL_INPUT }], headers };
    }
    this.#faults += 1;
    if ((setup === "passing" || setup === "history") && this.#faults > 1) return { text: SAID.afterTool };
    if (fault.reply === "refused") throw new Error("a request arrived where nobody should listen");
    const reply = fault.reply({ api, key, shown: this.#shown.promise });
    if ("stall" in reply) this.#awaitSilence(reply.stall === "before-headers");
    return reply;
  }

  /** Calls `onSilence` once the provider has gone silent and everything it said before was shown. */
  #awaitSilence(atOnce: boolean): void {
    const said = atOnce ? new Promise((resolve) => setImmediate(resolve)) : this.#shown.promise;
    void said.then(this.onSilence);
  }

  /** The turn of the fault begins; what was asked before got a plain answer. */
  begin(): void {
    this.#begun = true;
  }

  /** The turn has shown a delta; what waits for it continues. */
  showed(): void {
    this.#shown.resolve();
    this.#shown = Promise.withResolvers<void>();
  }

  /** From here on the failing provider refuses connections. */
  stopListening(): Promise<void> {
    this.#stopped ??= this.#main.close();
    return this.#stopped;
  }

  /** Settles at once unless the provider is about to stop listening. */
  async settled(): Promise<void> {
    if (this.#cell.fault.reply !== "refused") return;
    await Promise.all(this.#main.requests.map((request) => request.closed));
    await this.stopListening();
  }

  /** The fault is over. */
  async heal(): Promise<void> {
    this.#healed = true;
    if (this.#stopped === null) return;
    await this.#stopped;
    this.#main = await startModelServer({ port: Number(new URL(this.baseUrls.main).port) });
    this.#main.respond((request) => this.answer(request));
    this.#stopped = null;
  }

  async close(): Promise<void> {
    if (this.#main !== this.#shared && this.#stopped === null) await this.#main.close();
  }
}

/** Whether a request is a compaction's. */
export function asksForSummary(request: CapturedRequest): boolean {
  return request.rawBody.includes(JSON.stringify(SUMMARY_SYSTEM).slice(1, 60));
}

function keyOf(request: CapturedRequest): string {
  const header = request.headers["x-api-key"] ?? request.headers.authorization ?? "";
  return String(header).replace(/^Bearer /, "");
}
