/** Markdown that a model wrote, as HTML that cannot do anything: no HTML of its own, no images from elsewhere, safe links only. */
import markdownIt from "markdown-it";

export function proseRenderer(): (text: string) => string {
  const markdown = markdownIt({ html: false, linkify: false, breaks: true });
  // An image would be fetched from where it points: its text and address are shown instead.
  markdown.disable("image");
  markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
    tokens[index]?.attrSet("rel", "noopener noreferrer");
    return self.renderToken(tokens, index, options);
  };
  return (text) => markdown.render(text);
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
