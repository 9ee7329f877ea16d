/** What the command tools of one Tandem share: its sandbox and its background commands. */
import { homedir } from "node:os";
import type { JobsConfig } from "../../../sandbox/config.ts";
import type { SandboxHost } from "../../../sandbox/host.ts";
import type { CommandView } from "../../../sandbox/sandbox.ts";
import type { ToolContext } from "../../tool.ts";
import { Jobs } from "./jobs.ts";
import type { RunningProcess, RunOptions } from "./shell.ts";

export interface PreparedCommand {
  /** Starts it; once. */
  start(options: RunOptions): RunningProcess;
  /** What the sandbox refused it, given its output; empty outside a sandbox. */
  refusals(output: string): readonly string[];
}

export class Commands {
  readonly #sandbox: SandboxHost;
  readonly limits: JobsConfig;
  readonly jobs: Jobs;

  constructor(options: { readonly sandbox: SandboxHost; readonly jobs: JobsConfig }) {
    this.#sandbox = options.sandbox;
    this.limits = options.jobs;
    this.jobs = new Jobs(options.jobs.max);
  }

  get sandbox(): SandboxHost {
    return this.#sandbox;
  }

  /** How commands are confined, for the tool's description. */
  get confinement(): string {
    const { mode, network } = this.#sandbox.config;
    if (mode === "unsafe-off") return "";
    const reach = network.allow.length === 0 ? "no network" : `HTTP to ${network.allow.join(", ")} only`;
    return ` Confined: sees the system's programs and the workspace, writes in the workspace and /tmp, ${reach}.`;
  }

  /** Throws TandemError `sandbox_unavailable`. `cwd`: absolute real path inside the scope. */
  async prepare(context: ToolContext, command: string, cwd: string): Promise<PreparedCommand> {
    // Child processes cost milliseconds to load, which a start without commands need not pay.
    const { shellArguments, startProcess } = await import("./shell.ts");
    const request = context.turn?.request;
    const overrides = request?.execOverrides;
    const env = overrides?.env === undefined ? context.env : { ...context.env, ...overrides.env };
    const argv = shellArguments(command);
    if (this.#sandbox.config.mode === "unsafe-off" || request?.bashElevated === true) {
      const [file, ...args] = argv;
      return { start: (options) => startProcess({ file, args, cwd, env }, options), refusals: () => [] };
    }
    const sandbox = await this.#sandbox.open();
    const wrapped = await sandbox.wrap({
      argv,
      cwd,
      scope: context,
      env,
      signal: context.signal,
      ...(overrides?.network === undefined ? {} : { network: overrides.network }),
    });
    const { refusals } = await import("../../../sandbox/notes.ts");
    const view: CommandView = wrapped.view;
    return {
      start(options) {
        const running = startProcess({ ...wrapped, cwd: "/" }, options);
        return { ...running, ended: running.ended.finally(wrapped.end) };
      },
      refusals: (output) => refusals(view, command, output, env.HOME ?? homedir()),
    };
  }

  async close(): Promise<void> {
    await this.jobs.close();
    await this.#sandbox.close();
  }
}
