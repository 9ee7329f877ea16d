/** One claude process and its conversation, from start to end. */
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import type {
  HookCallback,
  HookJSONOutput,
  Options,
  Query,
  SDKMessage,
  SDKUserMessage,
  SpawnedProcess,
} from "@anthropic-ai/claude-agent-sdk";
import { type Child, type Start, startChild } from "../../process/child.ts";
import { descendantsOf, killAll } from "../../process/descendants.ts";
import { makeFolder } from "../../safety/make-folder.ts";
import type { ChildStore } from "../../sessions/store.ts";
import type { ToolCallOutput } from "../../tools/tool.ts";
import type { Relay, RelayRoute, Rewrite, TransportScope } from "../../transport/transport.ts";
import type { WireBlock } from "./content.ts";
import type { EarlyPlace, EarlyStart, TakenEarly } from "./early-start.ts";
import { expectedStart, isSameStart } from "./expected-start.ts";
import { makeFolders } from "./folders.ts";
import { type Opening, sessionFile } from "./history.ts";
import type { NativeConfig } from "./native/config.ts";
import { bridgedHooks } from "./native/hook-events.ts";
import { type Callbacks, nativeOptions } from "./native/profile.ts";
import type { NativeSide } from "./native/side.ts";
import { AGENT_HEADER } from "./native/subagents.ts";
import { cleanOptions, type ProcessSettings, sessionPath, settingsKey } from "./profile.ts";
import { SpokenProcess } from "./spoken-process.ts";
import { toolServer } from "./tool-server.ts";
import { WireRules } from "./wire-rules.ts";

/** Milliseconds after which the SDK has surely written its first request to the child; the child takes much longer to act on it. */
const LOAD_AFTER_MS = 10;

export interface ProcessHost {
  readonly relay: Relay;
  readonly children: ChildStore | null;
  /** Each process gets a folder of its own below. */
  readonly folder: string;
  readonly binary: string;
  /** Of the installed SDK. */
  readonly sdkVersion: string;
  /** What the configuration says for native mode. */
  readonly native: NativeConfig;
  /** The process that was started before all else; `null`: none may be. */
  readonly early: EarlyStart | null;
}

/** The listener for a process, one turn at a time. */
export interface ProcessListener {
  /** Any message of the SDK, in order. */
  message(message: SDKMessage): void;
  /** The process is gone; nothing follows. */
  ended(reason: string): void;
  /** A model request is about to leave; it waits for the promise. */
  beforeRequest(): Promise<void>;
  /** The binary wants the result of a call. */
  resultOf(toolCallId: string): Promise<ToolCallOutput>;
  /** In native mode: answers the binary's hooks and its subagents' requests. */
  readonly native: NativeSide | null;
}

export class ClaudeProcess {
  readonly key: string;
  readonly rules: WireRules;
  /** Settles when the child is gone and its folder removed; never rejects. */
  readonly gone: Promise<void>;
  /** True once the conversation inside is not the canonical one, or may not be: never used again. */
  spent = false;
  readonly #host: ProcessHost;
  readonly #isNative: boolean;
  #root: string;
  readonly #gone = Promise.withResolvers<void>();
  readonly #input = new PassThrough({ objectMode: true });
  #listener: ProcessListener | null = null;
  #scope: TransportScope | null = null;
  #route: RelayRoute | null = null;
  #child: Child | null = null;
  #openTurns = 0;
  #quiet: PromiseWithResolvers<void> | null = null;
  #ended = false;

  /** Starts the child at once; a failure to start is reported to the listener. With `opening`, it continues that history. */
  constructor(host: ProcessHost, settings: ProcessSettings, opening: Opening | null) {
    this.#host = host;
    this.#root = join(host.folder, randomUUID());
    this.key = settingsKey(settings);
    this.#isNative = settings.native !== undefined;
    this.rules = new WireRules(opening?.joint ?? null, settings.tools, this.#isNative);
    this.gone = this.#gone.promise;
    this.#start(settings, opening).catch((error: unknown) => this.#end(describe(error)));
  }

  get pid(): number | null {
    return this.#child?.process.pid ?? null;
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

  /** Ends the child. Settles when it is gone. */
  stop(): Promise<void> {
    this.spent = true;
    this.attach(null, null);
    this.#input.end();
    // The binary gives its commands process groups of their own.
    const below = this.#isNative && this.pid !== null ? descendantsOf(this.pid) : [];
    // One that is still starting sees for itself that nobody wants it any more.
    this.#child?.kill();
    killAll(below);
    return this.gone;
  }

  async #start(settings: ProcessSettings, opening: Opening | null): Promise<void> {
    const isPlain = settings.native === undefined && (opening?.history.length ?? 0) === 0;
    const early = isPlain ? this.#takeEarly(settings) : null;
    if (!isPlain) this.#host.early?.forget();
    const place = early?.place ?? {
      folders: makeFolders(this.#root),
      route: await this.#host.relay.route(),
    };
    const { folders, route } = place;
    this.#root = folders.root;
    this.#route = route;
    route.bind(this.#scope);
    // What an early child asks waits until it is known that it was sent what the SDK sends.
    if (early === null) this.#serve(route);
    const clean = this.#optionsAt(settings, place);
    const { native } = settings;
    const options =
      native === undefined ? clean : nativeOptions(clean, native, this.#host.native, this.#callbacks());
    const { cwd = folders.cwd } = options;
    if (settings.tools.length > 0) {
      const server = toolServer(settings.tools, async (id) => (await this.#listener?.resultOf(id)) ?? NOBODY);
      options.mcpServers = { [server.name]: server };
    }
    if (opening !== null && opening.history.length > 0) {
      const id = randomUUID();
      const path = sessionPath(folders, cwd, id);
      makeFolder(dirname(path));
      const session = { id, cwd, model: settings.model.id };
      await writeFile(path, sessionFile(opening.history, session), { mode: 0o600 });
      options.resume = id;
    }
    if (this.spent) throw new Error("it was stopped before it started");
    if (native === undefined) {
      const start = expectedStart(options, this.#host.sdkVersion);
      const started = isPlain ? this.#foreseen(start, place, early, settings) : this.#spawn(start);
      options.spawnClaudeCodeProcess = (asked) => {
        if (isSameStart(start, asked)) return started;
        this.#host.early?.forget();
        return this.#spawn(asked);
      };
    } else options.spawnClaudeCodeProcess = (asked) => this.#spawn(asked);
    const { query } = await import("@anthropic-ai/claude-agent-sdk");
    if (this.#ended) return;
    const messages = query({ prompt: this.#input as AsyncIterable<SDKUserMessage>, options });
    // Once the child has what it waits for, and is busy with it.
    setTimeout(() => void Promise.all([this.#host.relay.load(), this.#scope?.load()]), LOAD_AFTER_MS).unref();
    await this.#pump(messages);
  }

  /** The binary's questions go to the current turn; without one they are denied. */
  #callbacks(): Callbacks {
    const answer: HookCallback = async (input) => {
      const { native } = this.#listener ?? {};
      if (native) return native.hook(input);
      return input.hook_event_name === "PreToolUse" ? DENIED : {};
    };
    return {
      hooks: bridgedHooks(answer),
      canUseTool: async (...asked) =>
        this.#listener?.native?.canUseTool(...asked) ?? { behavior: "deny", message: NOBODY_TEXT },
    };
  }

  async #pump(messages: Query): Promise<void> {
    for await (const message of messages) {
      if (message.type === "result") {
        this.#openTurns = Math.max(0, this.#openTurns - 1);
        if (message.is_error || message.subtype !== "success") this.spent = true;
      }
      this.#listener?.message(message);
      if (this.#openTurns === 0) {
        this.#quiet?.resolve();
        this.#quiet = null;
      }
    }
    this.#end("its output ended");
  }

  /** A plain child for the SDK: the one that was started early, or one that is started now and teaches the program's next call. */
  #foreseen(
    start: Start,
    place: EarlyPlace,
    taken: TakenEarly | null,
    settings: ProcessSettings,
  ): SpawnedProcess {
    const child = taken?.child.process ?? this.#spawn(start);
    const { early, relay, sdkVersion } = this.#host;
    if (early === null) return child;
    let initialize = "";
    return new SpokenProcess(child, taken?.spoken ?? null, {
      onInitialize: (request) => {
        initialize = request;
      },
      onMessage: (message) => early.learn(start, place, { initialize, message }),
      onAccepted: () => taken?.serve(this.#serve(place.route)),
      replace: async () => {
        // A route of its own: what the first child asks, or has asked, is nobody's.
        place.route.close();
        const route = await relay.route();
        if (this.spent) throw new Error("it was stopped before it started");
        this.#route = route;
        route.bind(this.#scope);
        this.#serve(route);
        return this.#spawn(expectedStart(this.#optionsAt(settings, { ...place, route }), sdkVersion));
      },
    });
  }

  /** The child's model requests are the current turn's. */
  #serve(route: RelayRoute): Rewrite {
    const rewrite: Rewrite = async (body, headers) => {
      const agent = headers[AGENT_HEADER];
      if (typeof agent === "string")
        return (await this.#listener?.native?.request(agent, body)) ?? { body, scope: null };
      await this.#listener?.beforeRequest();
      return this.rules.apply(body);
    };
    route.rewrite(rewrite);
    return rewrite;
  }

  /** In place of the child there is, if any. */
  #spawn(start: Start): ChildProcessWithoutNullStreams {
    const replaced = this.#child;
    const child = startChild(start, {
      children: this.#host.children,
      folder: this.#root,
      onEnd: (reason) => {
        if (this.#child === child) this.#end(reason);
      },
    });
    this.#child = child;
    replaced?.kill();
    return child.process;
  }

  /** The child that was started before all else, if it is what these settings need. */
  #takeEarly(settings: ProcessSettings): ReturnType<EarlyStart["take"]> {
    const { early, children, sdkVersion } = this.#host;
    const onEnd = (reason: string) => {
      if (this.#child === taken?.child) this.#end(reason);
    };
    const wanted = (place: EarlyPlace) => expectedStart(this.#optionsAt(settings, place), sdkVersion);
    const taken = early?.take(wanted, { children, onEnd }) ?? null;
    this.#child = taken?.child ?? null;
    return taken;
  }

  #optionsAt(settings: ProcessSettings, { folders, route }: EarlyPlace): Options {
    const { baseUrl, token } = route;
    return cleanOptions(settings, { binary: this.#host.binary, folders, baseUrl, token });
  }

  #end(reason: string): void {
    if (this.#ended) return;
    if (this.#child?.running) {
      // The SDK gave up on it before it ended; its exit comes back here.
      this.#child.kill();
      return;
    }
    this.#ended = true;
    this.spent = true;
    this.#input.end();
    this.#route?.close();
    this.#quiet?.resolve();
    this.#listener?.ended(this.#reason(reason));
    const settled = () => this.#gone.resolve();
    rm(this.#root, { recursive: true, force: true, maxRetries: 3 }).then(settled, settled);
  }

  #reason(reason: string): string {
    const stderr = this.#child?.stderr ?? "";
    return `The claude process is gone: ${reason}${stderr === "" ? "" : `: ${stderr}`}`;
  }
}

const NOBODY_TEXT = "The turn has ended.";
const NOBODY: ToolCallOutput = { content: [{ type: "text", text: NOBODY_TEXT }], isError: true };
const DENIED: HookJSONOutput = {
  hookSpecificOutput: {
    hookEventName: "PreToolUse",
    permissionDecision: "deny",
    permissionDecisionReason: NOBODY_TEXT,
  },
};

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
