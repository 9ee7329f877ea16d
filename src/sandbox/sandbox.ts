/**
 * The sandbox of one Tandem: takes a command and gives the command that runs it confined. It sees the system's programs, the
 * workspace and the further folders without what is hard-blocked in them, and a temp folder and home of its own; has processes, a
 * network (none, or the allowed domains) and no privileges of its own; and ends with the process that started it.
 */
import { realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, resolve } from "node:path";
import { type GuardedPath, realGuards } from "../safety/guarded.ts";
import { rootsOf } from "../safety/paths.ts";
import { isWithin, type PathScope } from "../safety/scope.ts";
import { findBlocked, type HiddenPath } from "./blocked-files.ts";
import { bubblewrapArguments, type Layout } from "./bubblewrap.ts";
import type { SandboxConfig } from "./config.ts";
import { guardedMounts } from "./guarded-mounts.ts";
import { type AllowedNetwork, INNER_PORT, openNetwork } from "./network.ts";
import { Placeholders } from "./placeholders.ts";
import { openPrivateFolder, type PrivateFolder } from "./private-folder.ts";
import { type Missing, type SandboxPrograms, sandboxPrograms } from "./programs.ts";
import {
  INNER_FILTER,
  INNER_SOCKET,
  START,
  START_BOTH,
  variableArguments,
  WITH_NETWORK,
} from "./start-scripts.ts";
import { sandboxUnavailable } from "./unavailable.ts";
import {
  configuredPaths,
  isFolder,
  programFolders,
  type SystemView,
  secretsBeside,
  systemView,
} from "./visible.ts";

export interface SandboxOptions {
  readonly config: SandboxConfig;
  /** Tandem's data folder, absolute. */
  readonly home: string;
  /** Tandem's own environment: where the sandbox's programs are looked for. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folders where none of them may be: tools write there. */
  readonly foreign: readonly string[];
}

export interface CommandToWrap {
  readonly argv: readonly [string, ...string[]];
  /** Absolute real path inside the scope. */
  readonly cwd: string;
  readonly scope: PathScope;
  /** The command's whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Whose temp folder and home it has; default those of the workspace's commands. */
  readonly own?: string;
  /** Domains it may reach; default the configuration's. */
  readonly network?: readonly string[];
  readonly signal: AbortSignal;
}

/** What to start instead of the command. */
export interface WrappedCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly view: CommandView;
  /** Call once the command has ended: its way to the network closes. */
  end(): void;
}

/** What a confined command can and cannot see, for telling people. */
export interface CommandView {
  /** Files and folders of the command's folders that may hold secrets and cannot be opened. */
  readonly hidden: readonly string[];
  /** What of its folders is read-only, and for whose sake. */
  readonly guarded: readonly GuardedPath[];
  readonly visible: readonly string[];
  readonly network: readonly string[];
  /** Hosts it was refused. */
  refused(): readonly string[];
}

export class Sandbox {
  readonly #options: SandboxOptions;
  readonly #isRoot = process.geteuid?.() === 0;
  #programs: Promise<SandboxPrograms | Missing> | undefined;
  #system: Promise<SystemView> | undefined;
  #folder: Promise<PrivateFolder> | undefined;
  readonly #placeholders = new Placeholders();
  readonly #networks = new Map<string, Promise<AllowedNetwork>>();
  #closed = false;

  constructor(options: SandboxOptions) {
    this.#options = options;
  }

  /** Whether commands can be confined here, and if not why. */
  async check(): Promise<SandboxPrograms | Missing> {
    const { env, config, foreign } = this.#options;
    const known = this.#programs ?? sandboxPrograms({ path: env.PATH, chosen: config.bubblewrap, foreign });
    this.#programs = known;
    const programs = await known;
    // What is missing may be installed while Tandem runs.
    if ("reason" in programs) this.#programs = undefined;
    return programs;
  }

  /** Throws TandemError `sandbox_unavailable`; nothing was run then. Several calls may run at the same time. */
  async wrap(command: CommandToWrap): Promise<WrappedCommand> {
    const [programs, layout] = await Promise.all([this.#usable(command.scope), this.#layout(command)]);
    const allow = command.network ?? this.#options.config.network.allow;
    const network = allow.length === 0 ? null : await this.#network(allow, programs);
    const pass = network?.pass(network.port || INNER_PORT);
    const env = { ...command.env, ...(process.platform === "linux" ? { TMPDIR: "/tmp" } : {}), ...pass?.env };
    const release = this.#placeholders.hold(
      layout.guarded.filter(({ isMissing }) => isMissing).map(({ path }) => path),
    );
    const view: CommandView = {
      hidden: layout.hidden.map(({ path }) => path),
      guarded: layout.guarded,
      visible: [
        ...layout.readable,
        ...layout.links.map(({ path }) => path),
        ...layout.writable,
        ...layout.own.map(({ path }) => path),
      ],
      network: allow,
      refused: () => pass?.refused() ?? [],
    };
    const end = () => {
      pass?.end();
      release();
    };
    if (process.platform === "darwin") {
      const { seatbeltCommand } = await import("./seatbelt.ts");
      const line = await seatbeltCommand(command.argv, layout, network?.port ?? null);
      return { file: "/bin/sh", args: ["-c", line], env, view, end };
    }
    const args = await this.#bubblewrap({ ...command, env }, programs, layout, network);
    return { file: "/bin/sh", args, env: {}, view, end };
  }

  /** A command that runs unconfined, to be started with an empty environment: it takes its variables from a file that it removes. */
  async withVariables(
    argv: readonly [string, ...string[]],
    env: Readonly<Record<string, string>>,
  ): Promise<[string, ...string[]]> {
    const lines = Object.entries(env)
      .filter(([name]) => /^[A-Za-z_]\w*$/.test(name))
      .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`);
    const file = await (await this.#privateFolder()).keep(lines.join(""));
    return ["/bin/sh", "-c", '. "$0" && /bin/rm -f -- "$0" && exec "$@"', file, ...argv];
  }

  /** Closes the ways to the network and removes the private folder. Commands must have ended. */
  async close(): Promise<void> {
    this.#closed = true;
    const networks = await Promise.allSettled(this.#networks.values());
    await Promise.all(networks.map((one) => (one.status === "fulfilled" ? one.value.close() : undefined)));
    this.#placeholders.removeAll();
    await (await this.#folder?.catch(() => undefined))?.remove();
  }

  async #usable(scope: PathScope): Promise<SandboxPrograms> {
    const programs = await this.check();
    if ("reason" in programs) {
      throw sandboxUnavailable(
        `The sandbox does not work here, so the command was not run. ${programs.reason}`,
        `${programs.remedy} Or, to run commands without any confinement, set sandbox.mode to "unsafe-off".`,
      );
    }
    // A program that a command could have written would decide how the next one is confined.
    const { allowed } = await rootsOf(scope);
    const { bubblewrap, socat, ripgrep } = programs;
    const own = [bubblewrap, socat, ripgrep].find(
      (file) => file !== null && allowed.some((root) => isWithin(file, root)),
    );
    if (own === undefined || own === null) return programs;
    throw sandboxUnavailable(
      `Commands cannot be confined: ${own} is in a folder that commands can write to.`,
      "Install it outside the workspace.",
    );
  }

  async #bubblewrap(
    command: CommandToWrap,
    programs: SandboxPrograms,
    layout: Layout,
    network: AllowedNetwork | null,
  ): Promise<string[]> {
    const folder = await this.#privateFolder();
    const { filter } = folder;
    const nests = network !== null;
    const flags = bubblewrapArguments(layout, { cwd: command.cwd, nests, isRoot: this.#isRoot });
    const keep = (args: readonly string[]) => folder.keep(args.map((arg) => `${arg}\0`).join(""));
    const variables = variableArguments(command.env);
    if (network === null) {
      const file = await keep([...flags, ...variables]);
      return [
        "-c",
        START,
        filter,
        file,
        programs.bubblewrap,
        ..."--args 5 --seccomp 3 --".split(" "),
        ...command.argv,
      ];
    }
    const shown = ["--ro-bind", network.socket, INNER_SOCKET, "--ro-bind", filter, INNER_FILTER];
    const inside = ["--unshare-user", "--cap-drop", "ALL", "--die-with-parent", "--dev-bind", "/", "/"];
    // The root is made read-only last, so what is shown beside comes first.
    const [outer, inner] = await Promise.all([keep([...shown, ...flags]), keep([...inside, ...variables])]);
    const starter = ["/bin/sh", "-c", WITH_NETWORK, "sh", programs.socat!, programs.bubblewrap];
    const bubblewrap = [programs.bubblewrap, "--args", "5", "--", ...starter, ...command.argv];
    return ["-c", START_BOTH, "/dev/null", outer, inner, ...bubblewrap];
  }

  async #layout({ scope, env, own: owner, signal }: CommandToWrap): Promise<Layout> {
    this.#system ??= systemView(this.#isRoot);
    const asked = env.HOME !== undefined && isAbsolute(env.HOME) ? env.HOME : homedir();
    const home = await realpath(asked).catch(() => resolve(asked));
    const [folder, system, roots, programs, configured] = await Promise.all([
      this.#privateFolder(),
      this.#system,
      rootsOf(scope),
      programFolders(env.PATH, home),
      configuredPaths(this.#options.config.read),
    ]);
    const writable = roots.allowed.filter(
      (one, index) =>
        !roots.allowed.some(
          (other, at) => at !== index && isWithin(one, other) && (one !== other || at < index),
        ),
    );
    const inWritable = (path: string) => writable.some((root) => isWithin(path, root));
    // A skill's folder is judged from itself on, as the file tools do: it may be in a folder that is blocked by name.
    const skills = roots.readable.filter((path) => !inWritable(path));
    const readable = [...programs, ...configured, ...skills].filter((path) => !inWritable(path));
    const configuredFolders = [];
    for (const path of configured)
      if (!inWritable(path) && (await isFolder(path))) configuredFolders.push(path);
    const [blocked, beside, own] = await Promise.all([
      findBlocked({
        folders: [...writable, ...configuredFolders],
        readable: skills,
        home,
        protectedFolders: roots.closed,
        ripgrep: await this.check().then((found) => ("reason" in found ? null : found.ripgrep)),
        signal,
      }),
      secretsBeside(programs.filter((path) => !inWritable(path))),
      folder.forWorkspace(owner ?? scope.workspaceDir),
    ]);
    const shown = [...writable, ...readable];
    const closed: HiddenPath[] = [];
    for (const path of roots.closed) {
      if (shown.some((root) => isWithin(path, root)) && (await isFolder(path)))
        closed.push({ path, isFolder: true });
    }
    const hidden = [...system.hidden, ...blocked, ...beside, ...closed];
    return {
      links: system.links,
      readable: [...system.readable, ...readable],
      writable,
      guarded: await guardedMounts({
        guards: await realGuards(scope.guarded ?? []),
        writable,
        hidden,
        covered: this.#placeholders.paths,
        signal,
      }),
      own: [
        ...["/tmp", "/var/tmp"].map((path) => ({ source: own.temp, path })),
        { source: own.home, path: home },
      ].filter(({ path }) => !inWritable(path)),
      hidden,
      coverFile: folder.coverFile,
      coverFolder: folder.coverFolder,
      emptyFolder: folder.emptyFolder,
    };
  }

  #privateFolder(): Promise<PrivateFolder> {
    if (this.#closed)
      throw sandboxUnavailable("Tandem is closing, so the command was not run.", "Start Tandem again.");
    this.#folder ??= openPrivateFolder(this.#options.home).catch((cause) => {
      this.#folder = undefined;
      throw sandboxUnavailable(
        `The sandbox cannot keep its files in ${this.#options.home}: ${cause instanceof Error ? cause.message : String(cause)}`,
        "Check free space and permissions of the data folder.",
        cause,
      );
    });
    return this.#folder;
  }

  #network(allow: readonly string[], { socat }: SandboxPrograms): Promise<AllowedNetwork> {
    if (socat === null && process.platform === "linux") {
      throw sandboxUnavailable(
        "Commands cannot reach the allowed domains: socat is not installed.",
        "Install it, on Debian: apt-get install socat",
      );
    }
    const key = [...allow].sort().join("\n");
    const known = this.#networks.get(key) ?? openNetwork(allow);
    this.#networks.set(key, known);
    return known;
  }
}
