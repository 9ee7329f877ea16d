/** Makes the text of a page that is for reading: the article of an HTML page as Markdown. */
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import Turndown from "turndown";

type Document = ReturnType<typeof parseHTML>["document"];

export interface ReadablePage {
  readonly title: string;
  readonly text: string;
}

/** The main part where one is found, else the whole page. `url`: links are made absolute by it. */
export function readableHtml(html: string, url: string): ReadablePage {
  const document = documentOf(html);
  const title = document.title?.trim() ?? "";
  absoluteLinks(document, url);
  // Readability changes the document it is given.
  const whole = document.body?.innerHTML ?? html;
  const article = new Readability(document, { charThreshold: 200 }).parse();
  const text = markdown(article?.content ?? whole);
  return { title: article?.title?.trim() || title, text: text.trim() === "" ? markdown(whole) : text };
}

function documentOf(html: string): Document {
  // What stands outside of the elements that a page may leave out would be lost.
  if (/<html[\s>]/i.test(html)) return parseHTML(html).document;
  const at = html.search(/<body[\s>]/i);
  const whole =
    at < 0 ? `<head></head><body>${html}</body>` : `<head>${html.slice(0, at)}</head>${html.slice(at)}`;
  return parseHTML(`<!doctype html><html>${whole}</html>`).document;
}

function absoluteLinks(document: Document, url: string): void {
  for (const [selector, name] of [
    ["a[href]", "href"],
    ["img[src]", "src"],
  ] as const) {
    for (const element of document.querySelectorAll(selector)) {
      const value = element.getAttribute(name) ?? "";
      if (URL.canParse(value, url)) element.setAttribute(name, new URL(value, url).href);
    }
  }
}

function markdown(html: string): string {
  const turndown = new Turndown({ headingStyle: "atx", codeBlockStyle: "fenced", bulletListMarker: "-" });
  turndown.remove(["script", "style", "noscript", "iframe", "form", "button"]);
  // Pictures inside the text are only noise to a reader of text.
  turndown.addRule("pictures", {
    filter: "img",
    replacement: (_content, node) => {
      const text = (node as unknown as { getAttribute(name: string): string | null })
        .getAttribute("alt")
        ?.trim();
      return text ? `[image: ${text}]` : "";
    },
  });
  return turndown
    .turndown(html)
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n");
}
