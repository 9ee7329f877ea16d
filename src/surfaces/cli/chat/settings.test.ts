/** What the chat's next turn is set to: by commands, lists and keys. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandMenu, libraryMenu } from "./menu.ts";
import type { Picker } from "./picker.ts";
import { offlineTandem, recordedChat, temporaryFolder } from "./recorded-view.fixture.ts";

/** Models of a server that needs no key, so that they can be chosen. */
const PROVIDERS = {
  nearby: {
    baseUrl: "http://127.0.0.1:9/v1",
    api: "openai-completions" as const,
    models: [{ id: "small" }, { id: "large" }],
  },
};

test("without an argument a command offers what there is, and the choice counts", async () => {
  const home = temporaryFolder();
  const tandem = await offlineTandem(home, { providers: PROVIDERS, model: "offline/offline-model" });
  const shown: Picker[] = [];
  let choice: string | null = null;
  const pick = (picker: Picker) => {
    shown.push(picker);
    return Promise.resolve(choice);
  };
  const { chat, footerState, notes } = recordedChat(tandem, { workspaceDir: home, view: { pick } });
  await chat.submit("/model");
  expect(shown.at(-1)?.items.map(({ value }) => value)).toEqual(
    expect.arrayContaining(["nearby/small", "nearby/large", "offline/offline-model"]),
  );
  // Nobody can be asked without a key.
  expect(shown.at(-1)?.items.filter(({ value }) => value.startsWith("anthropic/"))).toEqual([]);
  expect(shown.at(-1)?.selected).toBe("offline/offline-model");
  expect(notes).toEqual([]);
  choice = "nearby/large";
  await chat.submit("/model");
  expect(footerState()?.route).toEqual({ runtime: "pi", provider: "nearby", model: "large" });
  choice = "claude";
  await chat.submit("/engine");
  expect(shown.at(-1)?.items.map(({ value }) => value)).toEqual(["pi", "claude"]);
  choice = "plan";
  await chat.submit("/permissions");
  expect(shown.at(-1)?.selected).toBe("acceptEdits");
  expect(footerState()?.permissionMode).toBe("plan");
  choice = null;
  await chat.submit("/thinking");
  expect(shown.at(-1)?.items.map(({ value }) => value)).toContain("off");
  expect(footerState()?.thinking).toBe("off");
});

test("the menu behind a slash has commands with their arguments, templates and skills", async () => {
  const home = temporaryFolder();
  const tandem = await offlineTandem(home, {
    providers: PROVIDERS,
    templates: {
      entries: { review: { text: "Review $1", description: "look at it", argumentHint: "<file>" } },
    },
  });
  const { chat } = recordedChat(tandem, { workspaceDir: home });
  const commands = commandMenu(chat.context);
  const model = commands.find(({ name }) => name === "model");
  expect(await model?.getArgumentCompletions?.("lar")).toMatchObject([{ value: "nearby/large" }]);
  expect(await model?.getArgumentCompletions?.("no such")).toBeNull();
  expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(["clear", "sessions", "tree"]));
  const library = await libraryMenu(chat.context);
  expect(library).toContainEqual({ name: "review", description: "look at it", argumentHint: "<file>" });
  expect(library.find(({ name }) => name.startsWith("skill:"))?.description).toBeTruthy();
});

test("keys go through modes, never to bypass unasked, and through favourite models", async () => {
  const home = temporaryFolder();
  const tandem = await offlineTandem(home, { providers: PROVIDERS, model: "offline/offline-model" });
  const favourites = ["nearby/small", "unknown", "nearby/large"];
  const { chat, footerState, notes } = recordedChat(tandem, { workspaceDir: home, favourites });
  const modes = [1, 2, 3].map(() => {
    chat.cyclePermissions();
    return footerState()?.permissionMode;
  });
  expect(modes).toEqual(["plan", "default", "acceptEdits"]);
  const models = ([1, 1, 1, -1] as const).map((step) => {
    chat.cycleModel(step);
    return footerState()?.route?.model;
  });
  expect(models).toEqual(["small", "large", "small", "large"]);
  const none = recordedChat(tandem, { workspaceDir: home });
  none.chat.cycleModel(1);
  expect(none.notes.at(-1)).toContain("chat.models");
  expect(notes.at(-1)).toContain("nearby/large");
  const bold = recordedChat(tandem, { workspaceDir: home, permissionMode: "bypass" });
  bold.chat.cyclePermissions();
  expect(bold.footerState()?.permissionMode).toBe("default");
});

test("!command runs in the workspace and the model has its output with the next message; !! keeps it out", async () => {
  const home = temporaryFolder();
  // Not the data folder, where no command may be.
  const workspaceDir = temporaryFolder();
  const tandem = await offlineTandem(home, { sandbox: { mode: "unsafe-off" } });
  const { chat, screen } = recordedChat(tandem, { workspaceDir });
  await chat.submit("!echo seen > made.txt; cat made.txt");
  await chat.submit("!! echo hidden");
  expect(existsSync(join(workspaceDir, "made.txt"))).toBe(true);
  expect(screen).toEqual(["* exec", "* exec"]);
  await chat.submit("say done");
  await chat.submit("say again");
  const prompts = tandem.sessions
    .entries("agent:main:cli:dm:me")
    .flatMap((entry) => (entry.type === "user" ? entry.message.content : []))
    .map((block) => (block.type === "text" ? block.text : ""));
  expect(prompts[0]).toMatch(/^I ran `echo seen.*`:\n\n```\nseen\n\[exit code 0\]\n```\n\nsay done$/);
  expect(prompts[1]).toBe("say again");
  expect(screen[2]).toBe("> say done");
});

test("Escape ends a command that the person runs", async () => {
  const home = temporaryFolder();
  // Not the data folder, where no command may be.
  const workspaceDir = temporaryFolder();
  const tandem = await offlineTandem(home, { sandbox: { mode: "unsafe-off" } });
  const { chat, next } = recordedChat(tandem, { workspaceDir });
  const shown = next("tool-progress");
  const running = chat.submit("!echo begun; sleep 600");
  await shown;
  expect(chat.busy).toBe(true);
  expect(chat.stop()).toBe(true);
  await running;
  expect(chat.busy).toBe(false);
});
