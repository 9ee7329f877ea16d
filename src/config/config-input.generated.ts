/** Written by `npm run docs` from the schema of the configuration; do not edit. */

/** The configuration as people write it. Every key may be left out. */
export interface ConfigInput {
  /** Data folder; default TANDEM_HOME, else ~/.tandem. */
  readonly home?: string;
  /** Folder that the tools work in; default: the folder that Tandem was started in. */
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
  /** Milliseconds without data after which a stream is cut. Default `120000`. */
  readonly idleTimeoutMs?: number;
  readonly retries?: {
    /** Retries of temporary failures in one turn. Default `3`. */
    readonly max?: number;
    /** Milliseconds before the first retry; doubles with each further one. Default `500`. */
    readonly baseMs?: number;
    /** Longest wait; if a provider asks for more, the next candidate is tried instead. Default `60000`. */
    readonly maxWaitMs?: number;
  };
  readonly fallbacks?: {
    /** Model strings to try when a model fails, in order, and then the configured `model`; an empty list: no other model at all. */
    readonly models?: readonly string[];
    /** Engines that may take over from another; default none. */
    readonly runtimes?: readonly ("pi" | "claude")[];
  };
  /** A model call that would pass one of these is not made; needs models with a known price. */
  readonly budgets?: {
    /** Most US dollars per calendar day, over all sessions of the data folder. */
    readonly perDayUsd?: number;
    /** Most US dollars per session. */
    readonly perSessionUsd?: number;
  };
  /** Providers by id: overrides, or ones of your own. */
  readonly providers?: Readonly<Record<string, {
    /** Display name; default: the id. */
    readonly name?: string;
    /** For Anthropic without /v1, for OpenAI-style APIs with it. */
    readonly baseUrl?: string;
    /** Required for a provider that Tandem does not know. */
    readonly api?: "anthropic-messages" | "openai-completions" | "openai-responses";
    /** How the key is sent; the default depends on the API, and is none for a local server without a key. */
    readonly auth?: "x-api-key" | "bearer" | "none";
    /** Environment variable that holds the key. */
    readonly keyVariable?: string;
    /** Sent with each request; don't put keys here. */
    readonly headers?: Readonly<Record<string, string>>;
    /** Models in addition to those that Tandem knows. */
    readonly models?: readonly {
      /** The id sent on the wire. */
      readonly id: string;
      /** Display name; default: the id. */
      readonly name?: string;
      /** Other names for this model. */
      readonly aliases?: readonly string[];
      /** Tokens, input and output together. Default `128000`. */
      readonly contextWindow?: number;
      /** Most tokens in one reply. Default `8192`. */
      readonly maxOutputTokens?: number;
      /** Whether the model accepts images. Default `false`. */
      readonly images?: boolean;
      /** Thinking levels that it supports. */
      readonly thinkingLevels?: readonly ("off" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max")[];
      /** Left out: unknown, and shown as unknown. */
      readonly price?: {
        /** US dollars per million tokens, like all prices. */
        readonly input: number;
        readonly output: number;
        /** For input read from the provider's cache. Default `0`. */
        readonly cacheRead?: number;
        /** For input written to the cache. Default `0`. */
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
    /** Folder of the agent's own files; supplies bootstrap files that the workspace lacks. */
    readonly dir?: string;
    /** Replaces the first part of the system prompt. */
    readonly systemPrompt?: string;
    /** Tools of this agent. */
    readonly tools?: {
      /** Set of tools to start from; default: all. */
      readonly profile?: "minimal" | "coding" | "messaging" | "full";
      /** Only these tools; an empty list allows all. */
      readonly allow?: readonly string[];
      /** Tools that are never available, whatever else allows them. */
      readonly deny?: readonly string[];
      /** Tools to add to the profile and the allow list. */
      readonly alsoAllow?: readonly string[];
    };
    readonly subagents?: {
      /** Model string for subagents of this agent. */
      readonly model?: string;
      /** Engine for them; inherit: that of the turn that started them. */
      readonly runtime?: "pi" | "claude" | "recipe" | "inherit";
    };
  }>>;
  /** By the channel in a session's key (agent:<agent>:<channel>:dm:<user>). */
  readonly channels?: Readonly<Record<string, {
    /** How many user turns of a direct conversation are sent as history; default: all. */
    readonly dmHistoryLimit?: number;
    /** Direct conversations, by user. */
    readonly dms?: Readonly<Record<string, {
      /** For this user, instead of the channel's. */
      readonly historyLimit?: number;
    }>>;
    /** For all turns of this channel. */
    readonly tools?: {
      /** Set of tools to start from; default: all. */
      readonly profile?: "minimal" | "coding" | "messaging" | "full";
      /** Only these tools; an empty list allows all. */
      readonly allow?: readonly string[];
      /** Tools that are never available, whatever else allows them. */
      readonly deny?: readonly string[];
      /** Tools to add to the profile and the allow list. */
      readonly alsoAllow?: readonly string[];
    };
    /** Group conversations, by group id; `*`: every group without an entry. */
    readonly groups?: Readonly<Record<string, {
      /** For this group. */
      readonly tools?: {
        /** Set of tools to start from; default: all. */
        readonly profile?: "minimal" | "coding" | "messaging" | "full";
        /** Only these tools; an empty list allows all. */
        readonly allow?: readonly string[];
        /** Tools that are never available, whatever else allows them. */
        readonly deny?: readonly string[];
        /** Tools to add to the profile and the allow list. */
        readonly alsoAllow?: readonly string[];
      };
      /** By sender id or telephone number; `*`: everybody without an entry. */
      readonly senders?: Readonly<Record<string, {
        /** For this sender. */
        readonly tools?: {
          /** Set of tools to start from; default: all. */
          readonly profile?: "minimal" | "coding" | "messaging" | "full";
          /** Only these tools; an empty list allows all. */
          readonly allow?: readonly string[];
          /** Tools that are never available, whatever else allows them. */
          readonly deny?: readonly string[];
          /** Tools to add to the profile and the allow list. */
          readonly alsoAllow?: readonly string[];
        };
      }>>;
    }>>;
    /** By sender id or telephone number; `*`: everybody without an entry. */
    readonly senders?: Readonly<Record<string, {
      /** For this sender. */
      readonly tools?: {
        /** Set of tools to start from; default: all. */
        readonly profile?: "minimal" | "coding" | "messaging" | "full";
        /** Only these tools; an empty list allows all. */
        readonly allow?: readonly string[];
        /** Tools that are never available, whatever else allows them. */
        readonly deny?: readonly string[];
        /** Tools to add to the profile and the allow list. */
        readonly alsoAllow?: readonly string[];
      };
    }>>;
  }>>;
  /** How many turns may run at once in each global lane. */
  readonly lanes?: Readonly<Record<string, number>>;
  readonly claude?: {
    /** Path of the claude binary; default: the SDK's own package. */
    readonly binary?: string;
    /** Most warm processes. Default `8`. */
    readonly maxProcesses?: number;
    /** Memory of all warm processes, in megabytes, above which idle ones are ended. Default `2048`. */
    readonly maxMemoryMb?: number;
    /** Milliseconds after which an idle process is ended. Default `300000`. */
    readonly idleMs?: number;
    /** Keep one started process ready for a new conversation. Default `true`. */
    readonly spare?: boolean;
    /** How the Claude engine runs: clean, or native with Claude Code's own tools. Default `"clean"`. */
    readonly harness?: "clean" | "native";
    /** For the native harness. */
    readonly native?: {
      /** Claude Code's tools to offer, instead of Tandem's own of the same kind: Agent, Bash, Edit, Glob, Grep, NotebookEdit, Read, TodoWrite, Write. */
      readonly tools?: readonly string[];
      /** Subagents of the Agent tool, by name. */
      readonly agents?: Readonly<Record<string, {
        /** When to use it. */
        readonly description: string;
        /** Its system prompt. */
        readonly prompt: string;
        /** Tools it may use; default: all that are offered. */
        readonly tools?: readonly string[];
        /** Tools it may not use. */
        readonly disallowedTools?: readonly string[];
        /** Most model calls. */
        readonly maxTurns?: number;
      }>>;
      /** More options of the Claude Agent SDK; those that Tandem controls are refused by name. */
      readonly sdkOptions?: Readonly<Record<string, unknown>>;
    };
  };
  /** Milliseconds after which a session is released if its process is alive but does not respond. Default `30000`. */
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
  /** The sandbox for commands, and for MCP servers that ask for it. */
  readonly sandbox?: {
    /** required: commands run in the sandbox or not at all; unsafe-off: they run as you, with all your rights. Default `"required"`. */
    readonly mode?: "required" | "unsafe-off";
    readonly network?: {
      /** Domains that commands may reach over HTTP and HTTPS; empty: no network. */
      readonly allow?: readonly string[];
    };
    /** Path of the bwrap program; default: found on PATH and in the usual folders. */
    readonly bubblewrap?: string;
    /** More files and folders that commands may read, absolute or starting with ~; hard-blocked ones stay closed. */
    readonly read?: readonly string[];
    /** Whether the owner may run a turn's commands outside the sandbox (bashElevated). Default `false`. */
    readonly allowElevated?: boolean;
  };
  /** Commands that keep running in the background. */
  readonly jobs?: {
    /** Most background commands per session at a time. Default `8`. */
    readonly max?: number;
    /** Milliseconds after which a background command is ended. Default `3600000`. */
    readonly timeoutMs?: number;
  };
  /** The web_fetch tool. */
  readonly web?: {
    /** Hosts of your own network that web_fetch may reach, as host or host:port. */
    readonly allowPrivate?: readonly string[];
    /** Most bytes per page. Default `5000000`. */
    readonly maxBytes?: number;
    /** Milliseconds for one page. Default `30000`. */
    readonly timeoutMs?: number;
  };
  /** Which tools are offered and may run; a denial anywhere wins. */
  readonly tools?: {
    /** Set of tools to start from; default: all. */
    readonly profile?: "minimal" | "coding" | "messaging" | "full";
    /** Only these tools; an empty list allows all. */
    readonly allow?: readonly string[];
    /** Tools that are never available, whatever else allows them. */
    readonly deny?: readonly string[];
    /** Tools to add to the profile and the allow list. */
    readonly alsoAllow?: readonly string[];
    /** By provider (`anthropic`) or model (`anthropic/claude-*`). */
    readonly byProvider?: Readonly<Record<string, {
      /** Set of tools to start from; default: all. */
      readonly profile?: "minimal" | "coding" | "messaging" | "full";
      /** Only these tools; an empty list allows all. */
      readonly allow?: readonly string[];
      /** Tools that are never available, whatever else allows them. */
      readonly deny?: readonly string[];
      /** Tools to add to the profile and the allow list. */
      readonly alsoAllow?: readonly string[];
    }>>;
    /** For turns whose commands run in the sandbox. */
    readonly sandbox?: {
      /** Set of tools to start from; default: all. */
      readonly profile?: "minimal" | "coding" | "messaging" | "full";
      /** Only these tools; an empty list allows all. */
      readonly allow?: readonly string[];
      /** Tools that are never available, whatever else allows them. */
      readonly deny?: readonly string[];
      /** Tools to add to the profile and the allow list. */
      readonly alsoAllow?: readonly string[];
    };
    /** For turns that another turn started. */
    readonly subagents?: {
      /** Set of tools to start from; default: all. */
      readonly profile?: "minimal" | "coding" | "messaging" | "full";
      /** Only these tools; an empty list allows all. */
      readonly allow?: readonly string[];
      /** Tools that are never available, whatever else allows them. */
      readonly deny?: readonly string[];
      /** Tools to add to the profile and the allow list. */
      readonly alsoAllow?: readonly string[];
    };
    /** Tools only for the owner's turns, in addition to those that declare it themselves. */
    readonly ownerOnly?: readonly string[];
  };
  readonly commands?: {
    /** Commands (without the slash) only for the owner's turns: `compact`, names of templates. */
    readonly ownerOnly?: readonly string[];
  };
  /** Files of the workspace that tell the agent who it is and how to work. */
  readonly bootstrap?: {
    /** Workspace files to include in the system prompt, in this order; empty: none. */
    readonly files?: readonly string[];
    /** Most characters per file; a longer one is cut to the first 70 % and the last 20 % of that. Default `20000`. */
    readonly maxChars?: number;
  };
  /** Instructions for particular tasks that the model reads when it needs them. */
  readonly skills?: {
    /** Whether skills are offered at all. Default `true`. */
    readonly enabled?: boolean;
    /** Whether to include the skills that come with Tandem. Default `true`. */
    readonly bundled?: boolean;
    /** More skill folders; absolute, or starting with ~. */
    readonly extra?: readonly string[];
    /** Skill folders in the workspace, relative to it; a later one takes precedence. */
    readonly workspace?: readonly string[];
    /** Also offer skills that break the standard, if they have a name and a description. Default `false`. */
    readonly lenient?: boolean;
    /** Whether subagents are offered skills, too. Default `false`. */
    readonly subagents?: boolean;
    /** Settings of single skills, by name. */
    readonly entries?: Readonly<Record<string, {
      /** Whether it is offered. Default `true`. */
      readonly enabled?: boolean;
      /** Variables for the tools of turns that are offered this skill. */
      readonly env?: Readonly<Record<string, string>>;
      /** Value of the variable that the skill names as its key (metadata.openclaw.primaryEnv). */
      readonly apiKey?: string;
    }>>;
  };
  /** Prompts that can be called as /name. */
  readonly templates?: {
    /** Templates by name. */
    readonly entries?: Readonly<Record<string, {
      /** Text that replaces /name; may contain $1, $@ and the like. */
      readonly text: string;
      /** For people. */
      readonly description?: string;
      /** Hint for people: what to write after the name. */
      readonly argumentHint?: string;
    }>>;
    /** Template folders (name.md); absolute, or starting with ~. They take precedence over the entries. */
    readonly folders?: readonly string[];
    /** Template folder in the workspace, relative to it; null: none. Takes precedence over the others. Default `"prompts"`. */
    readonly workspace?: unknown;
  };
  /** The chat on a terminal. */
  readonly chat?: {
    /** Favourite models, in any of their names: a key of the chat (Ctrl-P) goes through them. */
    readonly models?: readonly string[];
    /** Colours of the chat: auto follows the terminal's background, plain has none. Default `"auto"`. */
    readonly theme?: "auto" | "dark" | "light" | "plain";
    /** Colours in place of the theme's: `red`, `bright-red` and the like, `gray`, `dim`, `default`, a number up to 255, or `#rrggbb`. */
    readonly colors?: {
      /** For names of tools, links, what is selected. */
      readonly accent?: string;
      /** For what the model does not say itself: status, hints, line numbers. */
      readonly muted?: string;
      /** For what succeeded. */
      readonly success?: string;
      /** For what needs attention. */
      readonly warning?: string;
      /** For what failed. */
      readonly error?: string;
      /** For the sign before your messages. */
      readonly user?: string;
      /** For headings of the model's text. */
      readonly heading?: string;
      /** For code in the model's text. */
      readonly code?: string;
      /** For the model's reasoning. */
      readonly thinking?: string;
      /** For lines added by a diff. */
      readonly added?: string;
      /** For lines removed by a diff. */
      readonly removed?: string;
    };
    /** Keys of the chat's actions, as `ctrl+o` or `shift+tab`; an empty list: no key. */
    readonly keys?: {
      /** Keys that stop the turn; twice, with nothing to stop and no text: go back to an earlier message. Default escape. */
      readonly stop?: readonly string[];
      /** Keys that clear the input, or stop the turn; twice: leave. Default ctrl+c. */
      readonly clear?: readonly string[];
      /** Keys that leave, when the input is empty. Default ctrl+d. */
      readonly leave?: readonly string[];
      /** Keys that put the chat in the background; `fg` brings it back. Default ctrl+z. */
      readonly suspend?: readonly string[];
      /** Keys that write the message in $VISUAL or $EDITOR. Default ctrl+g. */
      readonly editor?: readonly string[];
      /** Keys that take back the last message that waits, to change it. Default alt+up. */
      readonly takeBack?: readonly string[];
      /** Keys that attach the image that is in the clipboard. Default ctrl+v. */
      readonly pasteImage?: readonly string[];
      /** Keys that change what may happen without asking. Default shift+tab. */
      readonly permissions?: readonly string[];
      /** Keys that switch to the next of your favourite models (`chat.models`). Default ctrl+p. */
      readonly nextModel?: readonly string[];
      /** Keys that switch to the one before. Default shift+ctrl+p. */
      readonly previousModel?: readonly string[];
      /** Keys that show all of what tools say, or a few lines of it. Default ctrl+o. */
      readonly tools?: readonly string[];
      /** Keys that show the model's reasoning, or one line of it. Default ctrl+t. */
      readonly reasoning?: readonly string[];
    };
  };
  /** What an agent keeps beyond a conversation: Markdown files that people can read and edit. */
  readonly memory?: {
    /** Whether agents have a memory: its tools, and its place in the prompt. Default `true`. */
    readonly enabled?: boolean;
    /** Folder for the notes, with a folder per agent in it; default: `memory` in the data folder. */
    readonly dir?: string;
    /** Whether turns that come from a group have it, too: everybody there can ask what it contains. Default `false`. */
    readonly inGroups?: boolean;
    readonly flush?: {
      /** Whether the model saves what matters before a compaction. Default `true`. */
      readonly enabled?: boolean;
      /** How many tokens before the compaction threshold that happens. Default `4000`. */
      readonly softThresholdTokens?: number;
    };
    readonly feedback?: {
      /** Whether a model judges which notes were useful, so that later searches rank them higher. Default `false`. */
      readonly enabled?: boolean;
      /** Model string, ideally of a cheap model; default: the turn's own model. */
      readonly model?: string;
    };
  };
  readonly messages?: {
    /** Milliseconds for sending one message; later ones to the same target wait that long. Default `30000`. */
    readonly sendTimeoutMs?: number;
  };
  /** Commands that run on events. */
  readonly hooks?: Readonly<Partial<Record<"PreToolUse" | "PostToolUse" | "PostToolUseFailure" | "Notification" | "SessionStart" | "SessionEnd" | "UserPromptSubmit" | "Stop" | "SubagentStart" | "SubagentStop" | "PreCompact" | "agent:bootstrap" | "agent:precompact" | "agent:compaction:end" | "session:compaction_summary" | "before_agent_start" | "agent_end" | "before_tool_call" | "after_tool_call" | "message_received" | "message_sending", readonly {
    /** Tools (or sources, triggers …) it is for: a name, names joined by |, a regular expression. */
    readonly matcher?: string;
    /** Run one after the other. */
    readonly hooks: readonly {
      /** The one kind there is. Default `"command"`. */
      readonly type?: "command";
      /** For /bin/sh, in the tools' environment; gets JSON on standard input. */
      readonly command: string;
      /** Folder it starts in, absolute or ${workspace}; default: the turn's workspace, and an empty folder for what looks there for its code (npx, python -m). */
      readonly cwd?: string;
      /** Seconds after which it has failed. Default `60`. */
      readonly timeout?: number;
      /** When it fails, what it was asked about is refused; else the failure is only reported. Default `false`. */
      readonly blocking?: boolean;
    }[];
  }[]>>>;
  /** Modules (TypeScript or JavaScript) that add hooks and tools; relative to the config file, or else to the data folder. */
  readonly extensions?: readonly string[];
  /** Files and folders that tools may read and never change, absolute or starting with ~; what the configuration itself names as code is anyway. */
  readonly readOnly?: readonly string[];
  /** MCP servers by name; started when a turn first needs their tools. ${NAME} is replaced by a variable, ${workspace} by the workspace. */
  readonly mcpServers?: Readonly<Record<string, {
    /** How to connect; default: stdio with a command, http with a url. */
    readonly type?: "stdio" | "http" | "streamable-http" | "sse";
    /** Program to start; Tandem talks to it over standard input and output. */
    readonly command?: string;
    /** Its arguments. */
    readonly args?: readonly string[];
    /** Variables in addition to the clean environment that every tool gets. */
    readonly env?: Readonly<Record<string, string>>;
    /** Folder it starts in, absolute or ${workspace}; default: an empty folder of its own, so that nothing in the workspace becomes its code. */
    readonly cwd?: string;
    /** Address of a server that is already running. */
    readonly url?: string;
    /** Sent with each request to the url. */
    readonly headers?: Readonly<Record<string, string>>;
    /** false: the server is kept in the configuration but never started. Default `true`. */
    readonly enabled?: boolean;
    /** The opposite of enabled, as some tools write it. */
    readonly disabled?: boolean;
    /** Milliseconds that a turn waits for it to start; a slower start continues in the background. Default `10000`. */
    readonly startTimeoutMs?: number;
    /** Milliseconds that a call may take without an answer or progress. Default `120000`. */
    readonly timeoutMs?: number;
    /** Run it in the sandbox that commands run in. Default `false`. */
    readonly sandbox?: boolean;
    /** Whether to give it the workspace when it asks for roots. Default `true`. */
    readonly roots?: boolean;
    /** Which of its tools there are at all; the tool policy applies to what is left. */
    readonly tools?: {
      /** Only these tools, by the server's own names; * matches any characters. */
      readonly allow?: readonly string[];
      /** All tools but these. */
      readonly deny?: readonly string[];
    };
    /** Its tools run without asking. Default `false`. */
    readonly trust?: boolean;
    /** Tools that run without asking, by the server's own names. */
    readonly alwaysAllow?: readonly string[];
  }>>;
  /** Turns that a turn starts to hand a task on. */
  readonly subagents?: {
    /** How deep subagents may be nested: 1 means that they can't start their own, 0 that no turn can start any. Default `2`. */
    readonly maxDepth?: number;
    /** Most subagents per turn. Default `16`. */
    readonly maxChildren?: number;
    /** Milliseconds for one subagent; default: the time left of the turn that started it. */
    readonly timeoutMs?: number;
    /** Most characters of a subagent's reply that its parent is given. Default `20000`. */
    readonly maxResultChars?: number;
  };
  /** Whether the exec tool may run commands. Default `"ask"`. */
  readonly exec?: "ask" | "allow" | "deny";
  /** The built-in offline model: without credentials, always, or never. Default `"auto"`. */
  readonly offline?: "auto" | "always" | "never";
  /** Environment to read keys and base URLs from, instead of the process's (library use). */
  readonly env?: Readonly<Record<string, string>>;
}
