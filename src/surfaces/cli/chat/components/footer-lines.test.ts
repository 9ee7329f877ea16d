import { stripTerminalSequences, visibleWidth } from "@earendil-works/pi-tui";
import { expect, test } from "vitest";
import { ALL_REPORTED } from "../../../../cost/spent.ts";
import { createChatTheme } from "../themes/chat-theme.ts";
import { type FooterContent, footerLines, formatTokens, shortPath } from "./footer-lines.ts";

const theme = createChatTheme({ enabled: true });

const STATE: FooterContent = {
  route: { runtime: "claude", provider: "anthropic", model: "claude-sonnet-4-5" },
  problem: null,
  thinking: "low",
  permissionMode: "acceptEdits",
  context: { used: 24_600, window: 200_000 },
  spent: {
    usage: { input: 1_000, output: 1_234, cacheRead: 40_000, cacheWrite: 0, reasoning: 0 },
    costUsd: 0.0421,
    knownCostUsd: 0.0421,
    unreported: ALL_REPORTED,
  },
  workspaceDir: "/home/ann/work/shop",
  branch: "main",
  title: "Fix the checkout",
};

const show = (width: number, change: Partial<FooterContent> = {}) =>
  footerLines({ ...STATE, ...change }, { width, theme, home: "/home/ann" }).map(stripTerminalSequences);

test("says where one is, what it costs, how full the context is, and what answers", () => {
  expect(show(80)).toEqual([
    ` ~/work/shop (main) · Fix the checkout${" ".repeat(36)}/help`,
    " context 12% · 41k in, 1.2k out · $0.0421      claude · claude-sonnet-4-5 · low",
  ]);
});

test("what matters least gives way first, and the engine, the model and a special mode stay", () => {
  const narrow = show(40, { permissionMode: "bypass", queued: 2 });
  expect(narrow[0]).toMatch(/^ ….*2 queued · bypass/);
  expect(narrow[1]).toMatch(/^ .*12%.* claude · claude-sonnet-4-5/);
  expect(narrow.join("")).not.toContain("/help");
});

test("unknown cost is said, a full context is red, and a turn that cannot run says why", () => {
  expect(show(120, { spent: { ...STATE.spent!, costUsd: null, knownCostUsd: 0 } })[1]).toContain(
    "cost unknown",
  );
  const unreported = { attempts: 1, estimatedCostUsd: 0.01 };
  expect(show(140, { spent: { ...STATE.spent!, unreported } })[1]).toContain(
    "at least 41k in, 1.2k out · at least $0.0421",
  );
  const full = footerLines({ ...STATE, context: { used: 95, window: 100 } }, { width: 80, theme, home: "" });
  expect(full[1]).toContain("\u001b[31m");
  expect(show(80, { route: null, problem: "No key for anthropic.", spent: null, context: null })[1]).toMatch(
    /No key for anthropic\.$/,
  );
});

test("never wider than the terminal, whatever the names", () => {
  const odd: Partial<FooterContent>[] = [
    {},
    {
      workspaceDir: `/漢字/${"かな".repeat(60)}`,
      branch: "feature/👩‍👩‍👧".repeat(20),
      title: "é\u0301\t\u001b[2J".repeat(40),
    },
    {
      route: { runtime: "pi", provider: "p".repeat(80), model: "m".repeat(300) },
      queued: 12,
      permissionMode: "plan",
    },
    { route: null, problem: "x\ny".repeat(100), context: null, spent: null, branch: null, title: null },
  ];
  for (const change of odd) {
    for (const width of [300, 200, 80, 60, 40, 20, 8, 3]) {
      const lines = footerLines({ ...STATE, ...change }, { width, theme, home: "/home/ann" });
      expect(lines).toHaveLength(2);
      for (const line of lines) expect(visibleWidth(line), `${width} ${line}`).toBeLessThanOrEqual(width);
      expect(lines.map(stripTerminalSequences).join("")).not.toMatch(/[^\P{Cc}]/u);
    }
  }
});

test("paths and tokens are short", () => {
  expect(
    ["/home/ann", "/home/ann/a", "/home/anna", "/srv"].map((path) => shortPath(path, "/home/ann")),
  ).toEqual(["~", "~/a", "/home/anna", "/srv"]);
  expect([0, 999, 1_000, 9_949, 9_950, 999_499, 999_500, 12_345_678].map(formatTokens)).toEqual([
    "0",
    "999",
    "1.0k",
    "9.9k",
    "10k",
    "999k",
    "1.0M",
    "12.3M",
  ]);
});
