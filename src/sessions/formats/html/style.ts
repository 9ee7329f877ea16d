/** The page's looks: one column that fits a phone, light or dark as the device is. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fbfaf8; --card: #fff; --ink: #1d1c1a; --soft: #6b6862; --line: #e3e0da; --user: #e8f0ea; --mark: #2f6f4f; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #161615; --card: #1f1f1d; --ink: #ecebe7; --soft: #a09d95; --line: #34332f; --user: #1d2b23; --mark: #7fc7a1; --bad: #f2867e; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 46rem; margin: 0 auto; padding: 1rem clamp(.75rem, 4vw, 1.5rem) 4rem; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: .5rem 0 .25rem; }
header p, footer { color: var(--soft); font-size: .85rem; margin: 0; }
article { margin: 1rem 0; }
article > h2 { font-size: .8rem; font-weight: 600; color: var(--soft); margin: 0 0 .25rem; }
article > h2 small { font-weight: 400; }
.user { background: var(--user); border-radius: .75rem; padding: .6rem .9rem; }
.unsent { opacity: .65; }
.text > :first-child { margin-top: 0; } .text > :last-child { margin-bottom: 0; }
.text h1, .text h2, .text h3 { font-size: 1.1rem; }
.plain { white-space: pre-wrap; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .75rem; overflow-x: auto; font: .82rem/1.45 ui-monospace, monospace; margin: .5rem 0; }
pre.wrap { white-space: pre-wrap; max-height: 32rem; overflow-y: auto; }
code { font-family: ui-monospace, monospace; font-size: .88em; } pre code { font-size: inherit; }
table { display: block; overflow-x: auto; border-collapse: collapse; } td, th { border: 1px solid var(--line); padding: .25rem .5rem; }
blockquote { margin: .5rem 0; padding-left: .75rem; border-left: 3px solid var(--line); color: var(--soft); }
a { color: var(--mark); }
img { display: block; max-width: 100%; height: auto; border-radius: .5rem; margin: .5rem 0; }
details { border: 1px solid var(--line); border-radius: .5rem; background: var(--card); margin: .5rem 0; padding: 0 .75rem; }
details[open] { padding-bottom: .5rem; }
summary { cursor: pointer; padding: .55rem 0; font-size: .9rem; }
summary code { color: var(--mark); } summary .peek { color: var(--soft); }
.failed, .failed summary code { color: var(--bad); }
.note { color: var(--soft); font-size: .85rem; text-align: center; border-top: 1px solid var(--line); padding-top: .5rem; margin: 1.5rem 0 .5rem; }
@media print { details::details-content { content-visibility: visible; block-size: auto; } body { background: none; } }
`;
