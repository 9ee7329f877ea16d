/** One open conversation with a server: opened once, closed once, never reopened. */
import { pathToFileURL } from "node:url";
import {
  Client,
  type ClientOptions,
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type Transport,
  UnsupportedProtocolVersionError,
} from "@modelcontextprotocol/client";
import type { ChildStore } from "../sessions/store.ts";
import { VERSION } from "../version.ts";
import type { Launch } from "./launch.ts";
import { type PreparedStart, StdioTransport } from "./stdio-transport.ts";

export interface ConnectionOptions {
  readonly launch: Launch;
  /** Turns a launch into the process that is started: its environment, and the sandbox around it. */
  readonly prepare: (launch: Extract<Launch, { transport: "stdio" }>) => Promise<PreparedStart>;
  /** The folder reported to a server that asks; `null`: none. */
  readonly rootDir: string | null;
  readonly children: ChildStore | null;
  /** Milliseconds for the whole opening. */
  readonly timeoutMs: number;
  /** Ends the opening. */
  readonly signal: AbortSignal;
  /** Called before a process is started, so that it can be looked at even when the opening fails. */
  readonly onProcess: (process: StdioTransport) => void;
  readonly onToolsChanged: () => void;
  /** Called once, when the conversation is over, whichever side ended it; `reason` says how. */
  readonly onClosed: (reason: string) => void;
}

export interface Connection {
  readonly client: Client;
  /** Speaks one at a time over one pipe; `null`: over HTTP. */
  readonly process: StdioTransport | null;
  /** The id of an HTTP server's session, if it keeps one. */
  readonly sessionId: () => string | undefined;
  /** Questions of the server to the user, which nobody can be asked; grows while the connection lives. */
  readonly declined: readonly string[];
  close(): Promise<void>;
}

/** Times an event stream is opened again after it broke, before it is left closed. */
const STREAM_RETRIES = 3;

/** Rejects with whatever went wrong; nothing is left running then. */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  if (options.launch.transport !== "stdio") return open(options, "auto");
  try {
    // A server that ends at a request it does not know would not survive being asked which revisions it speaks.
    return await open(options, "legacy");
  } catch (error) {
    if (!(error instanceof UnsupportedProtocolVersionError)) throw error;
    return open(options, "auto");
  }
}

async function open(options: ConnectionOptions, mode: "auto" | "legacy"): Promise<Connection> {
  const { timeoutMs, signal, onToolsChanged } = options;
  const declined: string[] = [];
  const transport = transportOf(options);
  const process = transport instanceof StdioTransport ? transport : null;
  if (process !== null) options.onProcess(process);
  const client = new Client(
    { name: "tandem", version: VERSION },
    {
      capabilities: capabilities(options),
      versionNegotiation: { mode, probe: { timeoutMs } },
      listChanged: { tools: { autoRefresh: false, debounceMs: 0, onChanged: onToolsChanged } },
    },
  );
  answerServer(client, options, declined);
  let lastError = "";
  client.onerror = (error) => {
    lastError = error.message;
  };
  const giveUp = () => void transport.close().catch(() => undefined);
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    await client.connect(transport, { timeout: timeoutMs, maxTotalTimeout: timeoutMs, signal });
  } catch (error) {
    await transport.close().catch(() => undefined);
    throw process?.ending == null ? error : new Error(process.ending);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
  client.onclose = () => options.onClosed(process?.ending ?? (lastError || "the connection was closed"));
  return {
    client,
    process,
    sessionId: () => transport.sessionId,
    declined,
    close: async () => {
      // A server that keeps sessions is notified; Tandem does not wait for its answer.
      if (transport instanceof StreamableHTTPClientTransport && transport.sessionId !== undefined)
        await Promise.race([transport.terminateSession().catch(() => undefined), elapsed(GOODBYE_MS)]);
      await client.close();
    },
  };
}

/** Milliseconds for telling a server that its session is over. */
const GOODBYE_MS = 500;

function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function transportOf({ launch, prepare, children }: ConnectionOptions): Transport {
  switch (launch.transport) {
    case "stdio":
      return new StdioTransport({ prepare: () => prepare(launch), children });
    case "sse":
      return new SSEClientTransport(launch.url, { requestInit: { headers: launch.headers } });
    case "http":
      return new StreamableHTTPClientTransport(launch.url, {
        requestInit: { headers: launch.headers },
        reconnectionOptions: {
          initialReconnectionDelay: 1_000,
          maxReconnectionDelay: 30_000,
          reconnectionDelayGrowFactor: 2,
          maxRetries: STREAM_RETRIES,
        },
      });
  }
}

/** No sampling: a server's request for it is refused as a method that is not there. */
function capabilities({ rootDir }: ConnectionOptions): ClientOptions["capabilities"] {
  return { elicitation: { form: {} }, ...(rootDir === null ? {} : { roots: {} }) };
}

function answerServer(client: Client, { rootDir }: ConnectionOptions, declined: string[]): void {
  if (rootDir !== null)
    client.setRequestHandler("roots/list", () => ({
      roots: [{ uri: pathToFileURL(rootDir).href, name: "workspace" }],
    }));
  // Declared and declined, so that a server which asks before it does something does not do it unasked.
  client.setRequestHandler("elicitation/create", ({ params }) => {
    declined.push(params.message);
    return { action: "decline" };
  });
}
