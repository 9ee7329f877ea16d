/** Ways to a secret, or to having code run, that are no single tool call: configuration, prompts, links, what a workspace carries. */
import { link, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { MessageChannel, OutgoingMessage } from "../../src/channels/outbox.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import type { Lair } from "../escape/lair.ts";
import { put, trap } from "../escape/trap.ts";
import { bodyOf, partsOf, resultsOf, systemOf } from "../on-wire.ts";
import { eventsOf, pngOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";
import { assertSafe, FREE, openDen } from "./escape.ts";
import { native } from "./native.ts";

const call = (id: string, name: string, input: object) => ({ id: `toolu_${id}`, name, input: { ...input } });

/** A channel that keeps what it took. */
function channelOf() {
  const taken: OutgoingMessage[] = [];
  const channel: MessageChannel = {
    name: "pager",
    send(message) {
      taken.push(message);
      return Promise.resolve({ receipt: "p-1" });
    },
  };
  return { channel, taken };
}

/** Settings that would open everything, if they could. */
const opened = (lair: Lair): Partial<ConfigInput> => ({
  exec: "allow",
  permissions: { mode: "bypass" },
  tools: { profile: "full", alsoAllow: ["*"] },
  sandbox: {
    network: { allow: ["127.0.0.1"] },
    read: [
      lair.data,
      lair.outside,
      ...[".env", ".ssh", ".ssh/id_rsa"].flatMap((name) => [
        join(lair.workspace, name),
        join(lair.outside, name),
      ]),
    ],
    allowElevated: false,
  },
  skills: { extra: [join(lair.outside, ".ssh"), lair.data, lair.outside] },
  agents: { main: { dir: join(lair.workspace, ".ssh") } },
});

const READ_WAYS = ["read", "write", "edit", "apply_patch", "grep", "ls"] as const;

function waysTo(path: string, id: string) {
  const inputs = {
    read: { path },
    write: { path, content: "changed" },
    edit: { path, old_string: "hidden", new_string: "changed" },
    apply_patch: { patch: `*** Begin Patch\n*** Update File: ${path}\n@@\n-hidden\n+changed\n*** End Patch` },
    grep: { path, pattern: "hidden" },
    ls: { path: dirname(path) },
  };
  return READ_WAYS.map((name) => call(`${id}_${name}`, name, inputs[name]));
}

export const escapeWayScenarios = [
  scenario({
    id: ["SAFE-01", "SAFE-02"],
    name: "no configuration and no request lifts the hard blocks, of files or of commands",
    needs: ["sandbox"],
    run: async (lab) => {
      const { check } = lab;
      for (const mode of ["required", "unsafe-off"] as const) {
        const den = await openDen(lab, (lair) => {
          const config = opened(lair);
          return { ...config, sandbox: { ...config.sandbox, mode } };
        });
        const { stage, lair } = den;
        const more = [".env", ".ssh/id_rsa", "deep/server.key"].map((name) => join(lair.outside, name));
        for (const file of more) await put(file, `${lair.secret}\n`);
        await put(join(lair.outside, "allowed.txt"), "not-secret\n");
        const kept = new Set(await readdir(lair.outside));
        const allowed = call("allowed", "read", { path: join(lair.outside, "allowed.txt") });
        const targets = [
          ...more,
          ...[".env", ".ssh/id_rsa", "server.pem", "link-env", "sub/innocent.txt"].map((name) =>
            join(lair.workspace, name),
          ),
          join(lair.data, "notes.txt"),
        ];
        const calls = targets
          .flatMap((path, index) => waysTo(path, String(index)))
          // A listing is no content, and a write through a second name gives the name a file of its own.
          .filter(({ id, name, input }) => {
            const path = JSON.stringify(input);
            return (
              (name !== "ls" || /\.ssh/.test(path)) &&
              !(name === "write" && path.includes("innocent")) &&
              id !== ""
            );
          });
        const shell =
          mode === "required"
            ? targets.map((path, index) => call(`${index}_exec`, "exec", { command: `cat ${path}` }))
            : [];
        stage.server.reply({ toolCalls: [allowed, ...calls, ...shell] }, { text: "done" });
        const turn = await stage.turn({
          ...FREE,
          prompt: "go",
          workspaceDir: lair.workspace,
          additionalDirectories: [
            lair.outside,
            join(lair.outside, ".ssh"),
            join(lair.workspace, ".ssh"),
            lair.data,
            "/proc/self",
            // Nothing could be confined where everything may be written.
            ...(mode === "required" ? [] : ["/"]),
          ],
          allowTools: ["*"],
          env: { MARK: lair.mark },
        });
        check.equal(turn.result.text, "done", `${mode}: reply (${turn.result.error?.message})`);
        const results = resultsOf(turn.requests.at(-1));
        check.includes(results.get(allowed.id)?.text ?? "", "not-secret", "a file of an added folder");
        for (const { id, name, input } of [...calls, ...shell]) {
          const result = check.present(results.get(id), `a result of ${name} ${JSON.stringify(input)}`);
          const refusal = name === "exec" ? /Permission denied|No such file/ : /is denied: /;
          check.match(result.text, refusal, `${mode}: ${name} ${JSON.stringify(input)}`);
        }
        check.deepEqual(
          (await readdir(lair.outside)).filter((name) => !kept.has(name)),
          [],
          "files beside the workspace",
        );
        await assertSafe(lab, den, [turn], kept);
      }
    },
  }),

  scenario({
    id: "SAFE-01",
    name: "images and media, bootstrap files, skills and memory through links lead no secret into a prompt or a message",
    needs: ["sandbox"],
    run: async (lab) => {
      const { check } = lab;
      const den = await openDen(lab);
      const { stage, lair } = den;
      const { workspace, outside } = lair;
      const out = channelOf();
      stage.tandem.channels.register(out.channel);
      const image = await pngOf(8, 8, "#13579b");
      const bytes = Buffer.from(image, "base64");
      await writeFile(join(workspace, ".env.png"), bytes);
      await writeFile(join(workspace, ".ssh/photo.png"), bytes);
      await writeFile(join(outside, "photo.png"), bytes);
      await link(join(workspace, ".env.png"), join(workspace, "second.png"));
      await symlink(".ssh/photo.png", join(workspace, "photo.png"));
      await symlink("../outside/photo.png", join(workspace, "far.png"));
      await symlink("../outside/secret.txt", join(workspace, "AGENTS.md"));
      await symlink(".env", join(workspace, "SOUL.md"));
      await link(join(workspace, ".npmrc"), join(workspace, "TOOLS.md"));
      await symlink(join(lair.data, "notes.txt"), join(workspace, "MEMORY.md"));
      await put(join(workspace, "skills/far/readme.md"), "x");
      await symlink("../../../outside/secret.txt", join(workspace, "skills/far/SKILL.md"));
      await symlink("../../outside", join(workspace, "skills/farther"));
      await put(join(outside, "SKILL.md"), `---\nname: farther\ndescription: ${lair.secret}\n---\n`);
      const kept = new Set(await readdir(outside));

      const media = [
        ".env.png",
        "photo.png",
        "far.png",
        "second.png",
        ".env",
        "link-env",
        "link-out",
        "/etc/shadow",
      ];
      media.push(
        "/proc/self/environ",
        join(lair.data, "notes.txt"),
        "../outside/photo.png",
        `file://${workspace}/.env`,
      );
      const sends = media.map((file, index) =>
        call(`m${index}`, "message", { text: `See ${index}`, media: [file] }),
      );
      const titles = ["../../outside/new", ".env", "/etc/new", "..", "a\u0000b", ".ssh/id_rsa", "~/new"];
      const saves = titles.map((title, index) =>
        call(`s${index}`, "memory_save", { text: `Note ${index}`, title }),
      );
      const script = [
        call("w", "write", {
          path: "way.sh",
          content: `cat .env ${outside}/secret.txt; cp .ssh/id_rsa got; cat got\n`,
        }),
        call("x", "exec", { command: "sh way.sh" }),
      ];
      stage.server.reply({ toolCalls: [...sends, ...saves, ...script] }, { text: "done" });
      const prompt = [
        ...media.map((file) => `[media attached: ${file}]`),
        ...[
          `file://${workspace}/.ssh/photo.png`,
          `${workspace}/sub/../.env.png`,
          "./photo.png",
          "~/.ssh/photo.png",
        ],
      ].join("\n");
      const turn = await stage.turn({
        ...FREE,
        prompt,
        workspaceDir: workspace,
        messageChannel: "pager",
        messageTo: "ann",
        env: { MARK: lair.mark },
      });
      check.equal(turn.result.text, "done", `reply (${turn.result.error?.message})`);
      const parts = turn.requests.flatMap((request) => partsOf(request));
      check.ok(!parts.some((part) => part.kind === "image"), "an image was sent");
      check.excludes(
        JSON.stringify(turn.requests.map(bodyOf)),
        image.slice(0, 60),
        "the image's bytes on the wire",
      );
      check.deepEqual(out.taken, [], "what the channel got");
      const results = resultsOf(turn.requests.at(-1));
      for (const [index, file] of media.entries())
        check.match(results.get(`toolu_m${index}`)?.text ?? "", /is denied: /, `message with ${file}`);
      check.match(results.get("toolu_x")?.text ?? "", /may hold secrets/, "a script written first");
      const told = JSON.stringify([eventsOf(turn.events, "warning"), turn.result.warnings]);
      for (const name of ["AGENTS.md", "SOUL.md", "TOOLS.md", "MEMORY.md"])
        check.includes(told, name, `a warning about ${name}`);
      check.includes(told, "was left as text", "a warning about images");
      await assertSafe(lab, den, [turn], kept);
    },
  }),

  scenario({
    id: "SAFE-01",
    name: "nothing that a workspace carries runs, is loaded, or changes the rules",
    needs: ["sandbox"],
    run: async (lab) => {
      const { check, engine } = lab;
      const modes = engine.id === "claude" ? ([{}, native(["Bash", "Read"])] as const) : ([{}] as const);
      for (const [index, config] of modes.entries()) {
        const den = await openDen(lab, () => config);
        const { stage, lair } = den;
        await trap(lair);
        const calls = [
          call("1", index === 0 ? "exec" : "Bash", { command: "echo from-the-shell; printenv; cat .env" }),
          call("2", "ls", {}),
          call("3", "grep", { pattern: "plain" }),
        ];
        stage.server.reply({ toolCalls: calls }, { text: "done" }, { text: "again" });
        const key = sessionKey("trap");
        const request = { ...FREE, workspaceDir: lair.workspace, sessionKey: key, env: { MARK: lair.mark } };
        const first = await stage.turn({ ...request, prompt: "go" });
        check.equal(first.result.text, "done", `reply (${first.result.error?.message})`);
        const second = await stage.turn({ ...request, prompt: "on" });
        check.equal(second.result.text, "again", `reply (${second.result.error?.message})`);
        const shell = resultsOf(first.requests[1]).get("toolu_1")?.text ?? "";
        check.includes(shell, "from-the-shell", "the command that was asked for");
        check.excludes(shell, "evil.cjs", "a variable of the workspace's settings");
        const system = systemOf(first.requests[0]).join("\n");
        for (const text of ["from-claude-md", "from-claude-local", "from-pi-system"])
          check.excludes(
            JSON.stringify(first.requests.map(bodyOf)),
            text,
            "a file of another program on the wire",
          );
        check.excludes(system, "Always use this.", "another program's skill in the prompt");
        const names = (bodyOf(first.requests[0]).tools ?? []).map((tool) => tool.name);
        check.ok(!names.some((name) => /evil/.test(name)), `tools of the workspace: ${names.join(", ")}`);
        await assertSafe(lab, den, [first, second]);
      }
    },
  }),
];
