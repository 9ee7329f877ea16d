/** How the chat's components look. */
import type { EditorTheme, MarkdownTheme } from "@earendil-works/pi-tui";
import type { Style } from "../render/style.ts";

export function markdownTheme(style: Style): MarkdownTheme {
  const plain = (text: string): string => text;
  return {
    heading: style.bold,
    link: style.cyan,
    linkUrl: style.dim,
    code: style.yellow,
    codeBlock: plain,
    codeBlockBorder: style.dim,
    quote: style.italic,
    quoteBorder: style.dim,
    hr: style.dim,
    listBullet: style.cyan,
    bold: style.bold,
    italic: style.italic,
    strikethrough: style.dim,
    underline: style.bold,
  };
}

export function editorTheme(style: Style): EditorTheme {
  return {
    borderColor: style.dim,
    selectList: {
      selectedPrefix: style.cyan,
      selectedText: style.cyan,
      description: style.dim,
      scrollInfo: style.dim,
      noMatch: style.dim,
    },
  };
}
