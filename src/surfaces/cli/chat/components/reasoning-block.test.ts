import { stripTerminalSequences } from "@earendil-works/pi-tui";
import { expect, test } from "vitest";
import { createChatTheme } from "../themes/chat-theme.ts";
import { FoldState } from "./fold-state.ts";
import { ReasoningBlock } from "./reasoning-block.ts";

const theme = createChatTheme({ enabled: true });

function open(folds: FoldState) {
  const block = new ReasoningBlock({ theme, folds, foldKey: "Ctrl-T" });
  return { block, text: (width: number) => block.render(width).map(stripTerminalSequences) };
}

test("reasoning is one line with its last sentence while it comes, and all of it when unfolded", () => {
  const folds = new FoldState();
  const { block, text } = open(folds);
  block.append("First this.\nThen ");
  block.append("that, which takes long to say.");
  expect(text(60)).toEqual([" ∴ Thinking (Ctrl-T) Then that, which takes long to say."]);
  expect(text(30)).toEqual([" ∴ Thinking (Ctrl-T) Then tha…"]);
  block.end();
  expect(text(60)).toEqual([" ∴ Thought (Ctrl-T)"]);
  folds.toggleThinking();
  expect(text(20)).toEqual(["  First this.", "  Then that, which", "  takes long to say."]);
});

test("what was chosen the last time holds", () => {
  const { block, text } = open(new FoldState({ thinkingShown: true }));
  block.append("All of it.");
  expect(text(60)).toEqual(["  All of it."]);
});
