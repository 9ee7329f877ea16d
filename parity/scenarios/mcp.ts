/** Published MCP servers on every engine, over both transports: every tool, and the events of their calls. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { everything, everythingOverHttp, filesystem, mcpServers } from "../mcp-servers.ts";
import { resultsOf, toolNamesOf } from "../on-wire.ts";
import { outlineOf } from "../outline.ts";
import { eventsOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Turn } from "../stage.ts";

/** Arguments for every tool of server-everything, and what its result must hold. */
const EVERYTHING: Readonly<Record<string, readonly [input: object, result: RegExp]>> = {
  echo: [{ message: "grüße" }, /^Echo: grüße$/],
  "get-annotated-message": [{ messageType: "success", includeImage: true }, /completed successfully/],
  "get-env": [{}, /"PATH"/],
  "get-resource-links": [{ count: 2 }, /\[Resource demo:\/\/resource\/dynamic\/text\/2/],
  "get-resource-reference": [
    { resourceType: "Text", resourceId: 1 },
    /\[Resource demo:\/\/.*\]\nResource 1/s,
  ],
  "get-structured-content": [{ location: "Chicago" }, /temperature/],
  "get-sum": [{ a: 20, b: 22 }, /is 42/],
  "get-tiny-image": [{}, /image/],
  "gzip-file-as-resource": [
    { data: "data:text/plain;base64,aGVsbG8=" },
    /\[Resource demo:\/\/resource\/session\//,
  ],
  "toggle-simulated-logging": [{}, /Started/],
  "toggle-subscriber-updates": [{}, /Started/],
  "trigger-long-running-operation": [{ duration: 0.1, steps: 2 }, /completed/],
  "get-roots-list": [{}, /URI: file:\/\//],
  "trigger-elicitation-request": [{}, /declined.*nobody can be asked here/s],
  "simulate-research-query": [{ topic: "lanes" }, /Research Report: lanes/],
};

/** The same for server-filesystem, in an order in which they can run. */
const FILES: Readonly<Record<string, readonly [input: object, result: RegExp]>> = {
  list_allowed_directories: [{}, /Allowed directories/],
  create_directory: [{ path: "FOLDER/d" }, /Success/],
  write_file: [{ path: "FOLDER/d/a.txt", content: "one\ntwo\n" }, /Success/],
  read_file: [{ path: "FOLDER/d/a.txt" }, /one\ntwo/],
  read_text_file: [{ path: "FOLDER/d/a.txt", head: 1 }, /^one/],
  read_media_file: [{ path: "FOLDER/p.png" }, /^(\(see attached image\))?$/],
  read_multiple_files: [{ paths: ["FOLDER/d/a.txt"] }, /two/],
  edit_file: [{ path: "FOLDER/d/a.txt", edits: [{ oldText: "two", newText: "2" }] }, /\+2/],
  list_directory: [{ path: "FOLDER" }, /\[DIR\] d/],
  list_directory_with_sizes: [{ path: "FOLDER" }, /Total/],
  directory_tree: [{ path: "FOLDER" }, /"a.txt"/],
  search_files: [{ path: "FOLDER", pattern: "**/*.txt" }, /a\.txt/],
  get_file_info: [{ path: "FOLDER/d/a.txt" }, /size: 6/],
  move_file: [{ source: "FOLDER/d/a.txt", destination: "FOLDER/d/b.txt" }, /Success/],
};

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export const mcpScenarios = [
  scenario({
    id: "TOOL-08",
    name: "every tool of two published MCP servers runs over stdio and HTTP, progress and images included, with the same events",
    mode: "together",
    run: async ({ stage, check, engines, defer, folder }) => {
      const http = await everythingOverHttp();
      defer(() => http.close());
      const turns = await Promise.all(
        engines.map(async ({ id, runtime }) => {
          const workspace = await folder();
          await writeFile(join(workspace, "p.png"), Buffer.from(PIXEL, "base64"));
          const files = filesystem(workspace, { roots: false });
          const s = await stage(
            mcpServers({ local: everything(), web: { url: http.url, trust: true }, files }),
          );
          const calls = [
            ...["local", "web"].flatMap((server) => callsOf(server, EVERYTHING, workspace)),
            ...callsOf("files", FILES, workspace),
          ];
          s.server.reply(
            { toolCalls: calls.map(({ call, name, input }) => ({ id: call, name, input })) },
            { text: "all called" },
          );
          const turn = await s.turn({ prompt: "go", runtime });
          check.equal(turn.result.text, "all called", `${id}: reply (${turn.result.error?.message})`);
          const offered = toolNamesOf(turn.requests[0]).filter((name) => name.startsWith("mcp__"));
          check.deepEqual(
            offered,
            calls.map(({ name }) => name).sort(),
            `${id}: all their tools are offered and called`,
          );
          const results = resultsOf(turn.requests[1]);
          for (const { call, name, expected } of calls) {
            const result = results.get(call);
            check.equal(result?.isError, false, `${id} ${name}: is no error (${result?.text})`);
            check.match(result?.text ?? "", expected, `${id} ${name}`);
          }
          for (const call of [
            "local-get-tiny-image",
            "web-get-tiny-image",
            "local-get-annotated-message",
            "files-read_media_file",
          ])
            check.equal(results.get(call)?.images.length, 1, `${id} ${call}: images`);
          for (const server of ["local", "web"])
            check.deepEqual(
              progressOf(turn, `${server}-trigger-long-running-operation`),
              ["1/2", "2/2"],
              `${id} ${server}: progress`,
            );
          const status = s.tandem.mcp.status();
          check.deepEqual(
            status.map(({ name, state, transport, skipped }) => [name, state, transport, skipped]),
            [
              ["local", "ready", "stdio", []],
              ["web", "ready", "http", []],
              ["files", "ready", "stdio", []],
            ],
            `${id}: diagnostics`,
          );
          return { runtime, turn };
        }),
      );
      for (const { runtime, turn } of turns)
        check.deepEqual(turn.names, turns[0]!.turn.names, `${runtime}: events`);
    },
  }),

  scenario({
    id: "TOOL-08",
    name: "a turn with MCP progress, an image, a server's error and a call nobody allows shows the same events on every engine",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const outlines: string[][] = [];
      for (const { id, runtime } of engines) {
        const s = await stage(
          mcpServers({
            everything: everything({
              trust: false,
              alwaysAllow: ["echo", "get-tiny-image", "trigger-long-running-operation"],
            }),
          }),
        );
        s.server.reply(
          {
            toolCalls: [
              {
                id: "toolu_1",
                name: "mcp__everything__trigger-long-running-operation",
                input: { duration: 0.1, steps: 2 },
              },
              { id: "toolu_2", name: "mcp__everything__get-tiny-image", input: {} },
              { id: "toolu_3", name: "mcp__everything__get-sum", input: { a: 1, b: 2 } },
              { id: "toolu_4", name: "mcp__everything__get-sum", input: { a: "1" } },
              { id: "toolu_5", name: "mcp__everything__echo", input: { message: "hi" } },
            ],
          },
          { text: "seen" },
        );
        const turn = await s.turn({ prompt: "go", runtime, noUserAvailable: true });
        const results = resultsOf(turn.requests[1]);
        check.deepEqual(
          [...results.values()].map((result) => result.isError),
          [false, false, true, true, false],
          `${id}: errors`,
        );
        check.match(
          results.get("toolu_3")?.text ?? "",
          /was not allowed/,
          `${id}: a call that is not trusted`,
        );
        check.match(
          results.get("toolu_4")?.text ?? "",
          /a: must be number/,
          `${id}: arguments are held against the server's schema`,
        );
        check.equal(results.get("toolu_2")?.images.length, 1, `${id}: image`);
        outlines.push(outlineOf(turn));
      }
      for (const [index, outline] of outlines.entries())
        check.deepEqual(outline, outlines[0], engines[index]!.id);
    },
  }),
];

function callsOf(server: string, tools: Readonly<Record<string, readonly [object, RegExp]>>, folder: string) {
  return Object.entries(tools).map(([tool, [input, expected]]) => ({
    call: `${server}-${tool}`,
    name: `mcp__${server}__${tool}`,
    input: JSON.parse(JSON.stringify(input).replaceAll("FOLDER", folder)) as Record<string, unknown>,
    expected,
  }));
}

function progressOf({ events }: Turn, call: string): string[] {
  return eventsOf(events, "tool-progress")
    .filter((event) => event.toolCallId === call)
    .flatMap((event) => event.content.map((block) => (block.type === "text" ? block.text : block.type)));
}
