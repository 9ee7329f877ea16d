/** Written by `npm run docs` from the schema of the configuration; do not edit. */

/** The configuration as people write it. Every key may be left out. */
export interface ConfigInput {
  /** Data folder; default TANDEM_HOME, else ~/.tandem. */
  readonly home?: string;
  /** Folder the tools work in; default: the folder Tandem was started in. */
  readonly workspace?: string;
  /** Default model string. */
  readonly model?: string;
  /** Default engine. */
  readonly runtime?: "pi" | "claude" | "recipe";
  /** Engine for anthropic/… models. Default `"claude"`. */
  readonly anthropicRuntime?: "claude" | "pi";
  /** Default thinking level. Default `"off"`. */
  readonly thinking?: "off" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
  /** Replaces the first part of the system prompt. */
  readonly systemPrompt?: string;
  /** Milliseconds for one turn. Default `600000`. */
  readonly timeoutMs?: number;
  /** Milliseconds of silence after which a stream is cut. Default `120000`. */
  readonly idleTimeoutMs?: number;
  readonly retries?: {
    /** Retries of passing failures in one turn. Default `3`. */
    readonly max?: number;
    /** Milliseconds before the first; doubles with each. Default `500`. */
    readonly baseMs?: number;
    /** Longest wait; a provider that asks for more is not waited for. Default `60000`. */
    readonly maxWaitMs?: number;
  };
  readonly fallbacks?: {
    /** Model strings to try when a model fails, in order, and then the configured `model`; an empty list: no other model at all. */
    readonly models?: readonly string[];
    /** Engines that may take over from another; none unless named. */
    readonly runtimes?: readonly ("pi" | "claude")[];
  };
  /** A model call that would pass one of these is not made; needs models with a known price. */
  readonly budgets?: {
    /** US dollars a calendar day may cost, over all sessions of the data folder. */
    readonly perDayUsd?: number;
    /** US dollars one session may cost. */
    readonly perSessionUsd?: number;
  };
  /** Providers by id: overrides, or ones of your own. */
  readonly providers?: Readonly<Record<string, {
    /** For people; default the id. */
    readonly name?: string;
    /** Anthropic: without /v1. OpenAI kinds: with it. */
    readonly baseUrl?: string;
    /** Needed for a provider Tandem does not know. */
    readonly api?: "anthropic-messages" | "openai-completions" | "openai-responses";
    /** How the key is sent; default by API, none for a server on this machine without a key. */
    readonly auth?: "x-api-key" | "bearer" | "none";
    /** Environment variable that holds the key. */
    readonly keyVariable?: string;
    /** Sent with each request; no keys here. */
    readonly headers?: Readonly<Record<string, string>>;
    /** Models beside those Tandem knows. */
    readonly models?: readonly {
      /** The id sent on the wire. */
      readonly id: string;
      /** For people; default the id. */
      readonly name?: string;
      /** Further names to ask for it by. */
      readonly aliases?: readonly string[];
      /** Tokens of input and output together. Default `128000`. */
      readonly contextWindow?: number;
      /** Tokens of one reply at most. Default `8192`. */
      readonly maxOutputTokens?: number;
      /** Whether the model takes images. Default `false`. */
      readonly images?: boolean;
      /** Levels it takes. */
      readonly thinkingLevels?: readonly ("off" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max")[];
      /** Left out: unknown, and shown as unknown. */
      readonly price?: {
        /** US dollars per million tokens, as all prices. */
        readonly input: number;
        readonly output: number;
        /** For input that the provider's cache gave. Default `0`. */
        readonly cacheRead?: number;
        /** For input that went into the cache. Default `0`. */
        readonly cacheWrite?: number;
      };
    }[];
  }>>;
  readonly agents?: Readonly<Record<string, {
    /** Model string. */
    readonly model?: string;
    /** Engine. */
    readonly runtime?: "pi" | "claude" | "recipe";
    /** How the Claude engine runs: clean, or native with Claude Code's own tools. */
    readonly harness?: "clean" | "native";
    /** Thinking level. */
    readonly thinking?: "off" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
    /** Folder the tools work in. */
    readonly workspace?: string;
    /** Folder of the agent's own files: bootstrap files that a workspace lacks come from it. */
    readonly dir?: string;
    /** Replaces the first part of the system prompt. */
    readonly systemPrompt?: string;
    /** Tools of this agent. */
    readonly tools?: {
      /** Begin with this set of tools; default all. */
      readonly profile?: "minimal" | "coding" | "messaging" | "full";
      /** Only these tools; an empty list allows all. */
      readonly allow?: readonly string[];
      /** Never these tools, whatever else allows them. */
      readonly deny?: readonly string[];
      /** Beside those of the profile and of the allow list. */
      readonly alsoAllow?: readonly string[];
    };
    readonly subagents?: {
      /** Model string for subagents of this agent. */
      readonly model?: string;
      /** Engine for them; inherit: the one of the turn that spawned them. */
      readonly runtime?: "pi" | "claude" | "recipe" | "inherit";
    };
  }>>;
  /** By the channel in a session's key (agent:<agent>:<channel>:dm:<user>). */
  readonly channels?: Readonly<Record<string, {
    /** User turns of a direct conversation that are sent again; default all. */
    readonly dmHistoryLimit?: number;
    /** Direct conversations, by user. */
    readonly dms?: Readonly<Record<string, {
      /** For this user, in place of the channel's. */
      readonly historyLimit?: number;
    }>>;
    /** For all turns of this channel. */
    readonly tools?: {
      /** Begin with this set of tools; default all. */
      readonly profile?: "minimal" | "coding" | "messaging" | "full";
      /** Only these tools; an empty list allows all. */
      readonly allow?: readonly string[];
      /** Never these tools, whatever else allows them. */
      readonly deny?: readonly string[];
      /** Beside those of the profile and of the allow list. */
      readonly alsoAllow?: readonly string[];
    };
    /** Group conversations, by group id; `*`: every group without an entry. */
    readonly groups?: Readonly<Record<string, {
      /** For this group. */
      readonly tools?: {
        /** Begin with this set of tools; default all. */
        readonly profile?: "minimal" | "coding" | "messaging" | "full";
        /** Only these tools; an empty list allows all. */
        readonly allow?: readonly string[];
        /** Never these tools, whatever else allows them. */
        readonly deny?: readonly string[];
        /** Beside those of the profile and of the allow list. */
        readonly alsoAllow?: readonly string[];
      };
      /** By sender id or telephone number; `*`: everybody without an entry. */
      readonly senders?: Readonly<Record<string, {
        /** For this sender. */
        readonly tools?: {
          /** Begin with this set of tools; default all. */
          readonly profile?: "minimal" | "coding" | "messaging" | "full";
          /** Only these tools; an empty list allows all. */
          readonly allow?: readonly string[];
          /** Never these tools, whatever else allows them. */
          readonly deny?: readonly string[];
          /** Beside those of the profile and of the allow list. */
          readonly alsoAllow?: readonly string[];
        };
      }>>;
    }>>;
    /** By sender id or telephone number; `*`: everybody without an entry. */
    readonly senders?: Readonly<Record<string, {
      /** For this sender. */
      readonly tools?: {
        /** Begin with this set of tools; default all. */
        readonly profile?: "minimal" | "coding" | "messaging" | "full";
        /** Only these tools; an empty list allows all. */
        readonly allow?: readonly string[];
        /** Never these tools, whatever else allows them. */
        readonly deny?: readonly string[];
        /** Beside those of the profile and of the allow list. */
        readonly alsoAllow?: readonly string[];
      };
    }>>;
  }>>;
  /** Turns at once for each global lane. */
  readonly lanes?: Readonly<Record<string, number>>;
  readonly claude?: {
    /** Path of the claude binary; default: the SDK's own package. */
    readonly binary?: string;
    /** Warm processes at most. Default `8`. */
    readonly maxProcesses?: number;
    /** Memory of all warm processes, megabytes, above which idle ones end. Default `2048`. */
    readonly maxMemoryMb?: number;
    /** Milliseconds after which an idle process ends. Default `300000`. */
    readonly idleMs?: number;
    /** Keep one started process ready for a new conversation. Default `true`. */
    readonly spare?: boolean;
    /** How the Claude engine runs: clean, or native with Claude Code's own tools. Default `"clean"`. */
    readonly harness?: "clean" | "native";
    /** For the native harness. */
    readonly native?: {
      /** Claude Code's tools to offer, in place of Tandem's own of the same kind: Agent, Bash, Edit, Glob, Grep, NotebookEdit, Read, TodoWrite, Write. */
      readonly tools?: readonly string[];
      /** Subagents of the Agent tool, by name. */
      readonly agents?: Readonly<Record<string, {
        /** When to use it. */
        readonly description: string;
        /** Its system prompt. */
        readonly prompt: string;
        /** Tools it may use; default all that are offered. */
        readonly tools?: readonly string[];
        /** Tools it may not use. */
        readonly disallowedTools?: readonly string[];
        /** Model calls it may make. */
        readonly maxTurns?: number;
      }>>;
      /** Further options of the Claude Agent SDK; those that are Tandem's are refused by name. */
      readonly sdkOptions?: Readonly<Record<string, unknown>>;
    };
  };
  /** Milliseconds after which a session is free whose process runs but does not answer. Default `30000`. */
  readonly leaseMs?: number;
  readonly permissions?: {
    /** What may happen without asking: reading; also edits; reading only; everything. Default `"acceptEdits"`. */
    readonly mode?: "default" | "acceptEdits" | "plan" | "bypass";
    /** Calls that need no question: `exec(npm test:*)`, `write(docs/**)`, `mcp__github__*`. */
    readonly allow?: readonly string[];
    /** Calls that are always asked about, in every mode. */
    readonly ask?: readonly string[];
    /** Calls that never run, in no mode; a denial wins over `ask`, and that over `allow`. */
    readonly deny?: readonly string[];
    /** Milliseconds a question waits for its answer; without one the answer is no. Default `300000`. */
    readonly timeoutMs?: number;
  };
  /** Confinement of commands, and of MCP servers that ask for it. */
  readonly sandbox?: {
    /** required: commands run confined or not at all; unsafe-off: they run as you, with all you may do. Default `"required"`. */
    readonly mode?: "required" | "unsafe-off";
    readonly network?: {
      /** Domains that commands may reach over HTTP and HTTPS; none: no network. */
      readonly allow?: readonly string[];
    };
    /** Path of the bwrap program; default: found on PATH and in the usual folders. */
    readonly bubblewrap?: string;
    /** Further files and folders that commands may read, absolute or from ~; hard-blocked ones stay closed. */
    readonly read?: readonly string[];
    /** Whether the owner may run a turn's commands outside the sandbox (bashElevated). Default `false`. */
    readonly allowElevated?: boolean;
  };
  /** Commands that run on while the conversation does. */
  readonly jobs?: {
    /** Background commands of one session at a time. Default `8`. */
    readonly max?: number;
    /** Milliseconds after which a background command is ended. Default `3600000`. */
    readonly timeoutMs?: number;
  };
  /** The web_fetch tool. */
  readonly web?: {
    /** Hosts of your own network that web_fetch may reach, as host or host:port. */
    readonly allowPrivate?: readonly string[];
    /** Bytes of one page at most. Default `5000000`. */
    readonly maxBytes?: number;
    /** Milliseconds for one page. Default `30000`. */
    readonly timeoutMs?: number;
  };
  /** Which tools are offered and may run; a denial anywhere wins. */
  readonly tools?: {
    /** Begin with this set of tools; default all. */
    readonly profile?: "minimal" | "coding" | "messaging" | "full";
    /** Only these tools; an empty list allows all. */
    readonly allow?: readonly string[];
    /** Never these tools, whatever else allows them. */
    readonly deny?: readonly string[];
    /** Beside those of the profile and of the allow list. */
    readonly alsoAllow?: readonly string[];
    /** By provider (`anthropic`) or model (`anthropic/claude-*`). */
    readonly byProvider?: Readonly<Record<string, {
      /** Begin with this set of tools; default all. */
      readonly profile?: "minimal" | "coding" | "messaging" | "full";
      /** Only these tools; an empty list allows all. */
      readonly allow?: readonly string[];
      /** Never these tools, whatever else allows them. */
      readonly deny?: readonly string[];
      /** Beside those of the profile and of the allow list. */
      readonly alsoAllow?: readonly string[];
    }>>;
    /** For turns whose commands run in the sandbox. */
    readonly sandbox?: {
      /** Begin with this set of tools; default all. */
      readonly profile?: "minimal" | "coding" | "messaging" | "full";
      /** Only these tools; an empty list allows all. */
      readonly allow?: readonly string[];
      /** Never these tools, whatever else allows them. */
      readonly deny?: readonly string[];
      /** Beside those of the profile and of the allow list. */
      readonly alsoAllow?: readonly string[];
    };
    /** For turns that another turn started. */
    readonly subagents?: {
      /** Begin with this set of tools; default all. */
      readonly profile?: "minimal" | "coding" | "messaging" | "full";
      /** Only these tools; an empty list allows all. */
      readonly allow?: readonly string[];
      /** Never these tools, whatever else allows them. */
      readonly deny?: readonly string[];
      /** Beside those of the profile and of the allow list. */
      readonly alsoAllow?: readonly string[];
    };
    /** Tools for turns of the owner alone, beside those that say so themselves. */
    readonly ownerOnly?: readonly string[];
  };
  readonly commands?: {
    /** Commands (without the slash) for turns of the owner alone: `compact`, names of templates. */
    readonly ownerOnly?: readonly string[];
  };
  /** Files of the workspace that tell the agent who it is and how to work. */
  readonly bootstrap?: {
    /** Files of the workspace that stand in the system prompt, in this order; empty: none. */
    readonly files?: readonly string[];
    /** Characters of one file; of a longer one the first 70 % and the last 20 % of these. Default `20000`. */
    readonly maxChars?: number;
  };
  /** Instructions for particular tasks that the model reads when it needs them. */
  readonly skills?: {
    /** Whether skills are offered at all. Default `true`. */
    readonly enabled?: boolean;
    /** Whether those that come with Tandem are among them. Default `true`. */
    readonly bundled?: boolean;
    /** Further folders of skills; absolute, or from ~. */
    readonly extra?: readonly string[];
    /** Folders of skills in the workspace, relative to it; a later one counts before an earlier one. */
    readonly workspace?: readonly string[];
    /** Also offer skills that break the standard, if they have a name and a description. Default `false`. */
    readonly lenient?: boolean;
    /** Whether subagents are offered skills as well. Default `false`. */
    readonly subagents?: boolean;
    /** Settings of single skills, by name. */
    readonly entries?: Readonly<Record<string, {
      /** Whether it is offered. Default `true`. */
      readonly enabled?: boolean;
      /** Variables of the tools in turns that are offered this skill. */
      readonly env?: Readonly<Record<string, string>>;
      /** Value of the variable that the skill names as its key (metadata.openclaw.primaryEnv). */
      readonly apiKey?: string;
    }>>;
  };
  /** Prompts that /name stands for. */
  readonly templates?: {
    /** Templates by name. */
    readonly entries?: Readonly<Record<string, {
      /** What /name becomes; with $1, $@ and the like in it. */
      readonly text: string;
      /** For people. */
      readonly description?: string;
      /** For people: what to write behind the name. */
      readonly argumentHint?: string;
    }>>;
    /** Folders of templates (name.md); absolute, or from ~. They count before the entries. */
    readonly folders?: readonly string[];
    /** Folder of templates in the workspace, relative to it; null: none. Counts before the others. Default `"prompts"`. */
    readonly workspace?: unknown;
  };
  /** What an agent keeps beyond a conversation: Markdown files that people can read and edit. */
  readonly memory?: {
    /** Whether agents have a memory: its tools, and its place in the prompt. Default `true`. */
    readonly enabled?: boolean;
    /** Folder of the notes, one folder below it for each agent; default `memory` in the data folder. */
    readonly dir?: string;
    /** Whether turns that come from a group have it too: everybody there can ask what it holds. Default `false`. */
    readonly inGroups?: boolean;
    readonly flush?: {
      /** Whether the model saves what matters before a compaction. Default `true`. */
      readonly enabled?: boolean;
      /** How many tokens before the point of compaction that happens. Default `4000`. */
      readonly softThresholdTokens?: number;
    };
    readonly feedback?: {
      /** Whether a model judges which found notes were of use, so that they are found first later. Default `false`. */
      readonly enabled?: boolean;
      /** Model string, a cheap one; default the turn's own model. */
      readonly model?: string;
    };
  };
  readonly messages?: {
    /** Milliseconds for one message of the message tool; later ones to the same place wait as long. Default `30000`. */
    readonly sendTimeoutMs?: number;
  };
  /** Commands that run when something happens, by event. */
  readonly hooks?: Readonly<Partial<Record<"PreToolUse" | "PostToolUse" | "PostToolUseFailure" | "Notification" | "SessionStart" | "SessionEnd" | "UserPromptSubmit" | "Stop" | "SubagentStart" | "SubagentStop" | "PreCompact" | "agent:bootstrap" | "agent:precompact" | "agent:compaction:end" | "session:compaction_summary" | "before_agent_start" | "agent_end" | "before_tool_call" | "after_tool_call" | "message_received" | "message_sending", readonly {
    /** Tools (or sources, triggers …) it is for: a name, names joined by |, a regular expression. */
    readonly matcher?: string;
    /** Run one after the other. */
    readonly hooks: readonly {
      /** The one kind there is. Default `"command"`. */
      readonly type?: "command";
      /** For /bin/sh, in the turn's workspace and the tools' environment; gets JSON on standard input. */
      readonly command: string;
      /** Seconds after which it has failed. Default `60`. */
      readonly timeout?: number;
      /** When it fails, what it was asked about is refused; else the failure is only reported. Default `false`. */
      readonly blocking?: boolean;
    }[];
  }[]>>>;
  /** Modules (TypeScript or JavaScript) that add hooks and tools; relative to the config file, else to the data folder. */
  readonly extensions?: readonly string[];
  /** MCP servers by name; started when a turn first needs their tools. ${NAME} stands for a variable. */
  readonly mcpServers?: Readonly<Record<string, {
    /** How it is reached; default stdio with a command, http with a url. */
    readonly type?: "stdio" | "http" | "streamable-http" | "sse";
    /** Program to start; spoken to by its standard input and output. */
    readonly command?: string;
    /** Its arguments. */
    readonly args?: readonly string[];
    /** Variables beside the clean environment that every tool gets. */
    readonly env?: Readonly<Record<string, string>>;
    /** Folder it starts in; default the workspace. */
    readonly cwd?: string;
    /** Where a server that runs by itself answers. */
    readonly url?: string;
    /** Sent with each request to the url. */
    readonly headers?: Readonly<Record<string, string>>;
    /** False: known, and never started. Default `true`. */
    readonly enabled?: boolean;
    /** The same the other way round, as some tools write it. */
    readonly disabled?: boolean;
    /** Milliseconds a turn waits for it to start; the start goes on without the turn. Default `10000`. */
    readonly startTimeoutMs?: number;
    /** Milliseconds a call may go without an answer or progress. Default `120000`. */
    readonly timeoutMs?: number;
    /** Start it in the sandbox that commands run in. Default `false`. */
    readonly sandbox?: boolean;
    /** Tell it the workspace when it asks which folders it may work in. Default `true`. */
    readonly roots?: boolean;
    /** Which of its tools there are at all; the tool policy applies to what is left. */
    readonly tools?: {
      /** Only these, by the server's own names; * for any characters. */
      readonly allow?: readonly string[];
      /** All but these. */
      readonly deny?: readonly string[];
    };
    /** Its tools run without asking. Default `false`. */
    readonly trust?: boolean;
    /** Tools of it that run without asking, by its own names. */
    readonly alwaysAllow?: readonly string[];
  }>>;
  /** Turns that a turn starts to hand a task on. */
  readonly subagents?: {
    /** Subagents below one another: 1 lets none spawn further ones, 0 lets no turn spawn any. Default `2`. */
    readonly maxDepth?: number;
    /** Subagents that one turn may spawn in all. Default `16`. */
    readonly maxChildren?: number;
    /** Milliseconds for one subagent; default: what is left of the turn that spawned it. */
    readonly timeoutMs?: number;
    /** Characters of a subagent's reply that its parent is given. Default `20000`. */
    readonly maxResultChars?: number;
  };
  /** Whether the exec tool may run commands. Default `"ask"`. */
  readonly exec?: "ask" | "allow" | "deny";
  /** The built-in offline model: without credentials, always, or never. Default `"auto"`. */
  readonly offline?: "auto" | "always" | "never";
  /** Environment read for keys and base URLs instead of the process's (library use). */
  readonly env?: Readonly<Record<string, string>>;
}
