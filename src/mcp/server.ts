/**
 * One configured server: started when it is needed, kept, started again when it went away. Shared by all turns of a Tandem; calls may
 * run in parallel.
 */
import type { Tool } from "@modelcontextprotocol/client";
import { TandemError } from "../kernel/errors.ts";
import type { ChildStore } from "../sessions/store.ts";
import type { ToolSupply } from "../tools/source.ts";
import type { ValidatorCache } from "../tools/stages/validate.ts";
import type { ToolContext, ToolOutput } from "../tools/tool.ts";
import { atMost } from "./at-most.ts";
import { Backoff } from "./backoff.ts";
import { callTool } from "./call.ts";
import type { McpServerConfig } from "./config.ts";
import { type Connection, openConnection } from "./connection.ts";
import { callFailed, describeFailure, judgeFailure } from "./failure.ts";
import { type Launch, type LaunchPlace, launchOf, runsWorkspace } from "./launch.ts";
import { listTools } from "./list-tools.ts";
import type { McpState } from "./status.ts";
import type { PreparedStart, StdioTransport } from "./stdio-transport.ts";
import { type McpTools, makeTools, NO_TOOLS } from "./tools.ts";

/** Milliseconds after which a start is given up, when no turn waits for it any more. */
const START_LIMIT_MS = 60_000;

export interface ServerHost {
  readonly place: LaunchPlace;
  readonly prepare: (
    launch: Extract<Launch, { transport: "stdio" }>,
    config: McpServerConfig,
  ) => Promise<PreparedStart>;
  readonly children: () => ChildStore;
  readonly validators: ValidatorCache;
  readonly clock: () => number;
  /** What the server offers is another than before, or it is gone. */
  readonly onChange: () => void;
}

interface Opening {
  readonly startedAt: number;
  /** Never rejects. */
  readonly done: Promise<void>;
}

export class McpServer {
  readonly name: string;
  readonly config: McpServerConfig;
  readonly backoff: Backoff;
  readonly #host: ServerHost;
  #state: McpState = "idle";
  #opening: Opening | null = null;
  #refreshing: Promise<void> | null = null;
  #connection: Connection | null = null;
  #last: Connection | null = null;
  #process: StdioTransport | null = null;
  #tools: McpTools = NO_TOOLS;
  #supply: Required<ToolSupply> = { tools: [], omissions: [] };
  /** The list that `#tools` was made from, as text. */
  #listed = "";
  #secrets: readonly string[] = [];
  #restarts = 0;
  #lastError: string | null = null;
  readonly #closing = new AbortController();

  constructor(name: string, config: McpServerConfig, host: ServerHost) {
    this.name = name;
    this.config = config;
    this.#host = host;
    this.backoff = new Backoff(host.clock);
    if (!config.enabled || config.disabled === true) this.#state = "disabled";
  }

  get place(): LaunchPlace {
    return this.#host.place;
  }

  /** Why only a turn may start it, or who asks for it by name; `null`: it runs nothing of the workspace. */
  get runsWorkspace(): string | null {
    return runsWorkspace(this.name, this.config, this.#host.place);
  }

  get state(): McpState {
    return this.#state;
  }

  /** What it is spoken to by now, or was last. */
  get connection(): Connection | null {
    return this.#connection ?? this.#last;
  }

  /** Its process by now, or its last; `null`: it is reached by address, or was never started. */
  get process(): StdioTransport | null {
    return this.#process;
  }

  get lastError(): string | null {
    return this.#lastError;
  }

  /** Values that the configuration hands to the server, which nobody else need see. */
  get secrets(): readonly string[] {
    return this.#secrets;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** Nothing is to be waited for: it is ready with what it offers now. */
  get settled(): boolean {
    return this.#state === "ready" && this.#refreshing === null;
  }

  /** What it offers now; of a server that is not ready nothing but why. */
  supply(): Required<ToolSupply> {
    if (this.#state === "ready") return this.#supply;
    const reason =
      this.#state === "idle"
        ? "it runs what the workspace holds, so only a turn starts it"
        : this.#state === "starting"
          ? `it had not started after ${this.config.startTimeoutMs} ms; its tools come with the first turn after it has`
          : `${this.#lastError ?? "it is not ready"}; see \`tandem mcp test ${this.name}\``;
    return {
      tools: [],
      omissions: [{ kind: "mcp", name: this.name, reason: `the server was left out: ${reason}.` }],
    };
  }

  /** What it listed last, for diagnostics. */
  get known(): McpTools {
    return this.#tools;
  }

  /**
   * Sees to it that the server is ready, or as ready as can be had now: waits for a start no longer than `startTimeoutMs` after it
   * began, and does not start a server that failed before its back-off has passed. Never rejects.
   */
  async ready(): Promise<void> {
    if (this.#closing.signal.aborted || this.#state === "disabled") return;
    if (this.#state === "ready") return this.#refreshing ?? undefined;
    if (this.#opening === null && !this.backoff.passed) return;
    const { startedAt, done } = this.#open();
    const left = this.config.startTimeoutMs - (this.#host.clock() - startedAt);
    if (left > 0) await atMost(done, left);
  }

  async call(tool: Tool, input: Record<string, unknown>, context: ToolContext): Promise<ToolOutput> {
    const { readOnlyHint, idempotentHint } = tool.annotations ?? {};
    const harmless = readOnlyHint === true || idempotentHint === true;
    for (let again = false; ; again = true) {
      const connection = await this.#usable(context.signal);
      const hadSession = connection.sessionId() !== undefined;
      try {
        const output = await callTool(connection, { tool, input, context, timeoutMs: this.config.timeoutMs });
        this.backoff.succeeded();
        return output;
      } catch (error) {
        if (context.signal.aborted) throw error;
        const { lost, unsent } = judgeFailure(error, hadSession);
        if (lost) this.#lose(connection, describeFailure(error));
        if (lost && !again && (unsent || harmless)) continue;
        throw callFailed(this.name, tool.name, error, lost);
      }
    }
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error("it was closed"));
    const connection = this.#connection;
    this.#connection = null;
    if (this.#state !== "disabled") this.#state = "idle";
    await Promise.all([connection?.close().catch(() => undefined), this.#opening?.done]);
  }

  async #usable({ aborted }: AbortSignal): Promise<Connection> {
    await this.ready();
    const connection = this.#connection;
    if (connection !== null && !aborted) return connection;
    throw new TandemError({
      code: "mcp_unavailable",
      message: `The MCP server "${this.name}" cannot be reached: ${this.#lastError ?? "it has not started yet"}.`,
      remediation: "Go on without it, or try again later.",
    });
  }

  #open(): Opening {
    if (this.#opening !== null) return this.#opening;
    if (this.#state === "lost") this.#restarts += 1;
    this.#state = "starting";
    const done = this.#start().then(
      () => {
        this.#state = "ready";
        this.#lastError = null;
      },
      (error) => this.#failed(describeFailure(error)),
    );
    const opening: Opening = {
      startedAt: this.#host.clock(),
      done: done.then(() => {
        if (this.#opening === opening) this.#opening = null;
        this.#host.onChange();
      }),
    };
    this.#opening = opening;
    return opening;
  }

  async #start(): Promise<void> {
    const { place, prepare, children, clock } = this.#host;
    const startedAt = clock();
    const timeoutMs = Math.max(START_LIMIT_MS, this.config.startTimeoutMs);
    let over: string | null = null;
    const launch = launchOf(this.name, this.config, place);
    this.#secrets = Object.values(launch.transport === "stdio" ? launch.env : launch.headers);
    const connection = await openConnection({
      launch,
      prepare: (one) => prepare(one, this.config),
      rootDir: this.config.roots ? place.workspaceDir : null,
      children: children(),
      timeoutMs,
      signal: this.#closing.signal,
      onProcess: (process) => {
        this.#process = process;
      },
      onToolsChanged: () => void this.#refresh(),
      onClosed: (reason) => {
        over = reason;
        this.#lose(connection, reason);
      },
    });
    try {
      this.#last = connection;
      await this.#take(connection, Math.max(1, timeoutMs - (clock() - startedAt)));
      if (this.#closing.signal.aborted) throw new Error("it was closed while it started");
      if (over !== null) throw new Error(over);
    } catch (error) {
      await connection.close().catch(() => undefined);
      throw error;
    }
    this.#connection = connection;
  }

  /** An unchanged list keeps its definitions: they are compared by identity. */
  async #take(connection: Connection, timeoutMs: number): Promise<void> {
    const listed = await listTools(connection, timeoutMs);
    const text = JSON.stringify(listed);
    if (text === this.#listed) return;
    this.#tools = await makeTools(listed, {
      server: this.name,
      config: this.config,
      call: (tool, input, context) => this.call(tool, input, context),
      validators: this.#host.validators,
    });
    this.#supply = {
      tools: this.#tools.tools.map(({ definition }) => definition),
      omissions: this.#tools.skipped.map(({ tool, reason }) => ({
        kind: "mcp",
        name: `${this.name}/${tool}`,
        reason: `the tool was left out: ${reason}.`,
      })),
    };
    this.#listed = text;
  }

  #refresh(): Promise<void> {
    const before = this.#refreshing ?? Promise.resolve();
    const run = before.then(async () => {
      const connection = this.#connection;
      if (connection === null) return;
      await this.#take(connection, this.config.timeoutMs).catch((error) => {
        this.#lastError = `its changed list of tools could not be read: ${describeFailure(error)}`;
      });
    });
    const settled = run.finally(() => {
      if (this.#refreshing === settled) this.#refreshing = null;
      this.#host.onChange();
    });
    this.#refreshing = settled;
    return settled;
  }

  #lose(connection: Connection, reason: string): void {
    if (this.#connection !== connection) return;
    this.#connection = null;
    this.#state = "lost";
    this.#lastError = reason;
    this.backoff.lost();
    this.#host.onChange();
    void connection.close().catch(() => undefined);
  }

  #failed(reason: string): void {
    this.#state = this.#closing.signal.aborted ? "idle" : "failed";
    const stderr = this.#process?.stderr.split("\n").at(-1) ?? "";
    this.#lastError = stderr === "" ? reason : `${reason} (${stderr})`;
    this.backoff.failed();
  }
}
