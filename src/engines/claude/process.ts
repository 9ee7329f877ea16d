/** One claude process and its conversation, from start to end. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import type { Query, SDKMessage, SDKUserMessage, SpawnOptions } from "@anthropic-ai/claude-agent-sdk";
import type { ChildStore } from "../../sessions/store.ts";
import type { ToolCallOutput } from "../../tools/tool.ts";
import type { Relay, RelayRoute, TransportScope } from "../../transport/transport.ts";
import type { WireBlock } from "./content.ts";
import { type Opening, sessionFile } from "./history.ts";
import { startTimeOf } from "./process-identity.ts";
import { cleanOptions, makeFolders, type ProcessSettings, sessionPath, settingsKey } from "./profile.ts";
import { toolServer } from "./tool-server.ts";
import { WireRules } from "./wire-rules.ts";

/** Milliseconds a process has to end by itself before it is killed. */
const GRACE_MS = 1_000;
const STDERR_CHARS = 4_000;

export interface ProcessHost {
  readonly relay: Relay;
  readonly children: ChildStore | null;
  /** Each process gets a folder of its own below. */
  readonly folder: string;
  readonly binary: string;
}

/** Who is told what a process does, one turn at a time. */
export interface ProcessListener {
  /** Any message of the SDK, in order. */
  message(message: SDKMessage): void;
  /** The process is gone; nothing follows. */
  ended(reason: string): void;
  /** A model request is about to leave; it waits for the promise. */
  beforeRequest(): Promise<void>;
  /** The binary wants the result of a call. */
  resultOf(toolCallId: string): Promise<ToolCallOutput>;
}

export class ClaudeProcess {
  readonly key: string;
  readonly rules: WireRules;
  /** Settles when the child is gone and its folder removed; never rejects. */
  readonly gone: Promise<void>;
  /** True once the conversation inside is not the canonical one, or may not be: never used again. */
  spent = false;
  readonly #host: ProcessHost;
  readonly #root: string;
  readonly #gone = Promise.withResolvers<void>();
  readonly #input = new PassThrough({ objectMode: true });
  #listener: ProcessListener | null = null;
  #scope: TransportScope | null = null;
  #route: RelayRoute | null = null;
  #query: Query | null = null;
  #child: ChildProcess | null = null;
  #stderr = "";
  #openTurns = 0;
  #quiet: PromiseWithResolvers<void> | null = null;
  #ended = false;
  #killTimer: NodeJS.Timeout | undefined;

  /** Starts the child at once; what goes wrong then is told to the listener. With `opening`, it continues that history. */
  constructor(host: ProcessHost, settings: ProcessSettings, opening: Opening | null) {
    this.#host = host;
    this.#root = join(host.folder, randomUUID());
    this.key = settingsKey(settings);
    this.rules = new WireRules(opening?.joint ?? null);
    this.gone = this.#gone.promise;
    this.#start(settings, opening).catch((error: unknown) => this.#end(describe(error)));
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Turns of the binary that have begun, or wait to, and have no result yet. */
  get openTurns(): number {
    return this.#openTurns;
  }

  get alive(): boolean {
    return !this.#ended;
  }

  /** Connects a turn: its events come here, and its scope answers model requests. `null` for both: nobody's turn. */
  attach(listener: ProcessListener | null, scope: TransportScope | null): void {
    this.#listener = listener;
    this.#scope = scope;
    this.#route?.bind(scope);
    if (this.#ended) listener?.ended(this.#reason("it had ended"));
  }

  /** Sends a user message, which begins a turn of the binary. */
  send(content: readonly WireBlock[]): void {
    this.#openTurns++;
    const message = {
      type: "user",
      message: { role: "user", content: [...content] },
      parent_tool_use_id: null,
    } as unknown as SDKUserMessage;
    this.#input.write(message);
  }

  /** Settles when the binary has finished all turns it was given, or is gone. */
  quiet(): Promise<void> {
    if (this.#openTurns === 0 || this.#ended) return Promise.resolve();
    this.#quiet ??= Promise.withResolvers();
    return this.#quiet.promise;
  }

  /** Ends the child: asked first, then forced. Settles when it is gone. */
  stop(): Promise<void> {
    this.spent = true;
    this.attach(null, null);
    this.#input.end();
    const child = this.#child;
    // One that is still starting sees for itself that nobody wants it any more.
    if (child !== null && child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      this.#killTimer ??= setTimeout(() => child.kill("SIGKILL"), GRACE_MS).unref();
    }
    return this.gone;
  }

  async #start(settings: ProcessSettings, opening: Opening | null): Promise<void> {
    const [{ query }, route, folders] = await Promise.all([
      import("@anthropic-ai/claude-agent-sdk"),
      this.#host.relay.route(),
      makeFolders(this.#root),
    ]);
    this.#route = route;
    route.rewrite(async (body) => {
      await this.#listener?.beforeRequest();
      return this.rules.apply(body);
    });
    route.bind(this.#scope);
    const options = cleanOptions(settings, {
      binary: this.#host.binary,
      folders,
      baseUrl: route.baseUrl,
      token: route.token,
    });
    if (settings.tools.length > 0) {
      const server = toolServer(settings.tools, async (id) => (await this.#listener?.resultOf(id)) ?? NOBODY);
      options.mcpServers = { [server.name]: server };
    }
    if (opening !== null && opening.history.length > 0) {
      const id = randomUUID();
      const path = sessionPath(folders, id);
      await mkdir(dirname(path), { recursive: true });
      const session = { id, cwd: folders.cwd, model: settings.model.id };
      await writeFile(path, sessionFile(opening.history, session), { mode: 0o600 });
      options.resume = id;
    }
    if (this.spent) throw new Error("it was stopped before it started");
    options.spawnClaudeCodeProcess = (spawning) => this.#spawn(spawning);
    this.#query = query({ prompt: this.#input as AsyncIterable<SDKUserMessage>, options });
    await this.#pump(this.#query);
  }

  async #pump(messages: Query): Promise<void> {
    for await (const message of messages) {
      if (message.type === "result") {
        this.#openTurns = Math.max(0, this.#openTurns - 1);
        if (message.is_error || message.subtype !== "success") this.spent = true;
      }
      this.#listener?.message(message);
      if (this.#openTurns === 0) this.#quiet?.resolve();
      if (this.#openTurns === 0) this.#quiet = null;
    }
    this.#end("its output ended");
  }

  #spawn(
    spawning: SpawnOptions,
  ): ChildProcess & { stdin: NonNullable<unknown>; stdout: NonNullable<unknown> } {
    const child = spawn(spawning.command, spawning.args, {
      cwd: spawning.cwd,
      env: spawning.env as NodeJS.ProcessEnv,
      stdio: ["pipe", "pipe", "pipe"],
      // A group of its own: an interrupt typed at the terminal is for Tandem to handle.
      detached: true,
      windowsHide: true,
    });
    this.#child = child;
    child.stderr.setEncoding("utf8");
    child.stderr.on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_CHARS);
    });
    // Writing to a child that has just died is told by its exit, not by the pipe.
    child.stdin.on("error", () => {});
    if (this.spent) child.kill("SIGKILL");
    const remove = this.#record(child.pid);
    child.once("error", (error) => {
      remove();
      this.#end(describe(error));
    });
    child.once("exit", (code, signal) => {
      remove();
      this.#end(`it exited with ${signal ?? `code ${code}`}`);
    });
    return child;
  }

  #record(pid: number | undefined): () => void {
    const { children } = this.#host;
    const startTime = pid === undefined ? null : startTimeOf(pid);
    const ownerStartTime = startTimeOf(process.pid);
    if (children === null || pid === undefined || startTime === null || ownerStartTime === null)
      return () => {};
    children.record({ pid, startTime, ownerPid: process.pid, ownerStartTime, folder: this.#root });
    return () => children.remove(pid, startTime);
  }

  #end(reason: string): void {
    if (this.#ended) return;
    const child = this.#child;
    if (child !== null && child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      // The SDK gave up on it before it ended; its exit comes back here.
      child.kill("SIGKILL");
      return;
    }
    this.#ended = true;
    this.spent = true;
    clearTimeout(this.#killTimer);
    this.#input.end();
    this.#route?.close();
    this.#quiet?.resolve();
    this.#listener?.ended(this.#reason(reason));
    rm(this.#root, { recursive: true, force: true, maxRetries: 3 }).then(
      () => this.#gone.resolve(),
      () => this.#gone.resolve(),
    );
  }

  #reason(reason: string): string {
    const stderr = this.#stderr.trim();
    return `The claude process is gone: ${reason}${stderr === "" ? "" : `: ${stderr}`}`;
  }
}

const NOBODY: ToolCallOutput = { content: [{ type: "text", text: "The turn has ended." }], isError: true };

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
