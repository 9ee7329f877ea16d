/** Terminal output as SVG: text stays text, fonts come from the reader's machine, colours follow light and dark. */

interface Look {
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly colour: string | null;
}

interface Span extends Look {
  readonly text: string;
}

const PLAIN: Look = { bold: false, dim: false, italic: false, colour: null };
const COLOURS: Readonly<Record<number, string>> = { 31: "red", 32: "green", 33: "yellow", 36: "cyan" };

const CHARACTER = 8.4;
const LINE = 20;
const MARGIN = 20;
const BAR = 34;

/** Lines of differently looking spans; long lines are folded at `columns`, as a terminal does. */
export function parseTerminal(output: string, columns: number): Span[][] {
  const lines: Span[][] = [[]];
  let look = PLAIN;
  let column = 0;
  for (const part of output.replaceAll("\r", "").split(/(\u001b\[[\d;?]*[a-zA-Z]|\n)/)) {
    if (part === "\n") {
      lines.push([]);
      column = 0;
    } else if (part.startsWith("\u001b[")) {
      if (part.endsWith("m")) look = part.slice(2, -1).split(";").map(Number).reduce(applied, look);
    } else {
      for (let rest = part; rest !== ""; ) {
        if (column === columns) {
          lines.push([]);
          column = 0;
        }
        const text = rest.slice(0, columns - column);
        lines.at(-1)!.push({ ...look, text });
        column += text.length;
        rest = rest.slice(text.length);
      }
    }
  }
  while (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

function applied(look: Look, code: number): Look {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...look, bold: true };
  if (code === 2) return { ...look, dim: true };
  if (code === 3) return { ...look, italic: true };
  if (code === 22) return { ...look, bold: false, dim: false };
  if (code === 23) return { ...look, italic: false };
  if (code === 39) return { ...look, colour: null };
  return { ...look, colour: COLOURS[code] ?? look.colour };
}

export function toSvg(
  lines: readonly (readonly Span[])[],
  options: { columns: number; title: string },
): string {
  const width = Math.ceil(options.columns * CHARACTER + 2 * MARGIN);
  const height = BAR + lines.length * LINE + MARGIN;
  const rows = lines.flatMap((spans, index) => {
    const y = BAR + (index + 1) * LINE - 5;
    const content = spans.map(spanOf).join("");
    return content === "" ? [] : [`<text x="${MARGIN}" y="${y}" xml:space="preserve">${content}</text>`];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(options.title)}">
<title>${escaped(options.title)}</title>
<style>
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328 }
.frame { fill: #f6f8fa; stroke: #d1d9e0 } .dot { fill: #d1d9e0 }
.bold { font-weight: 700 } .dim { fill: #59636e } .italic { font-style: italic }
.red { fill: #d1242f } .green { fill: #1a7f37 } .yellow { fill: #9a6700 } .cyan { fill: #0969da }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .frame { fill: #0d1117; stroke: #3d444d } .dot { fill: #3d444d }
.dim { fill: #9198a1 } .red { fill: #ff7b72 } .green { fill: #3fb950 } .yellow { fill: #d29922 } .cyan { fill: #58a6ff }
}
</style>
<rect class="frame" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
<circle class="dot" cx="20" cy="18" r="5"/><circle class="dot" cx="38" cy="18" r="5"/><circle class="dot" cx="56" cy="18" r="5"/>
${rows.join("\n")}
</svg>
`;
}

function spanOf({ text, bold, dim, italic, colour }: Span): string {
  const classes = [bold && "bold", dim && "dim", italic && "italic", colour].filter((name) => name);
  // The width keeps columns aligned in whatever font the reader has.
  const length = `textLength="${(text.length * CHARACTER).toFixed(1)}"`;
  return `<tspan ${length}${classes.length === 0 ? "" : ` class="${classes.join(" ")}"`}>${escaped(text)}</tspan>`;
}

/** The text of a picture made here, one line for each line of the terminal that has any. */
export function textOfSvg(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>(.*)<\/text>/g)].map(([, content]) =>
    content!
      .replace(/<[^>]*>/g, "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&"),
  );
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
