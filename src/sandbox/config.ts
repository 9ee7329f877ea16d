/** Settings of the sandbox, of commands that run on, and of `web_fetch`. */
import { z } from "zod";

/** A domain, a domain with everything below it (`*.example.org`), or an IPv4 address; each with a port or without. */
const DOMAIN =
  /^(?:(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?$/i;

export const sandboxSchema = z
  .strictObject({
    mode: z
      .enum(["required", "unsafe-off"])
      .default("required")
      .describe(
        "required: commands run in the sandbox or not at all; unsafe-off: they run as you, with all your rights",
      ),
    network: z
      .strictObject({
        allow: z
          .array(z.string().regex(DOMAIN, "Write a domain, such as registry.npmjs.org or *.example.org:443"))
          .default([])
          .describe("Domains that commands may reach over HTTP and HTTPS; empty: no network"),
      })
      .prefault({}),
    bubblewrap: z
      .string()
      .optional()
      .describe("Path of the bwrap program; default: found on PATH and in the usual folders"),
    read: z
      .array(z.string())
      .default([])
      .describe(
        "More files and folders that commands may read, absolute or starting with ~; hard-blocked ones stay closed",
      ),
    allowElevated: z
      .boolean()
      .default(false)
      .describe("Whether the owner may run a turn's commands outside the sandbox (bashElevated)"),
  })
  .prefault({})
  .describe("The sandbox for commands, and for MCP servers that ask for it");

export const jobsSchema = z
  .strictObject({
    max: z.int().positive().default(8).describe("Most background commands per session at a time"),
    timeoutMs: z
      .int()
      .positive()
      .max(2_147_000_000)
      .default(3_600_000)
      .describe("Milliseconds after which a background command is ended"),
  })
  .prefault({})
  .describe("Commands that keep running in the background");

export const webSchema = z
  .strictObject({
    allowPrivate: z
      .array(z.string().min(1))
      .default([])
      .describe("Hosts of your own network that web_fetch may reach, as host or host:port"),
    maxBytes: z.int().positive().default(5_000_000).describe("Most bytes per page"),
    timeoutMs: z.int().positive().max(600_000).default(30_000).describe("Milliseconds for one page"),
  })
  .prefault({})
  .describe("The web_fetch tool");

export type SandboxConfig = z.output<typeof sandboxSchema>;
export type JobsConfig = z.output<typeof jobsSchema>;
export type WebConfig = z.output<typeof webSchema>;
