// How the pages look: light and dark, on a desk and on a phone.

/** The style sheet of every page. */
export const style = `
:root { color-scheme: light dark;
  --paper: #ffffff; --ink: #1f2328; --quiet: #59636e; --rule: #d1d9e0; --wash: #f6f8fa; --accent: #0969da;
  --line: #57606a; --bad: #cf222e; --badwash: #ffebe9; --warn: #7d4e00; --warnwash: #fff8c5; --good: #1a7f37; --goodwash: #dafbe1; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #0d1117; --ink: #e6edf3; --quiet: #9198a1; --rule: #3d444d; --wash: #151b23; --accent: #4493f8;
  --line: #8b949e; --bad: #ff7b72; --badwash: #3c1618; --warn: #e3b341; --warnwash: #332600; --good: #56d364; --goodwash: #12351c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1.25rem 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .4rem; }
p, ul { margin: .4rem 0; overflow-wrap: anywhere; }
ul { padding-left: 1.2rem; }
code { font: .88em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--wash); border: 1px solid var(--rule); border-radius: 4px; padding: 0 .25em; }
a { color: var(--accent); }
.sums { display: flex; flex-wrap: wrap; gap: .6rem; margin: .8rem 0; padding: 0; list-style: none; }
.sums li { flex: 1 1 9rem; border: 1px solid var(--rule); border-radius: 8px; padding: .5rem .75rem; background: var(--wash); }
.sums b { display: block; font-size: 1.45rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
.sums span { color: var(--quiet); font-size: .87rem; line-height: 1.3; display: block; }
.told { columns: 2; column-gap: 2.5rem; }
.told section { break-inside: avoid; }
.told section.wide { column-span: all; }
.bar { position: sticky; top: 0; z-index: 2; background: var(--paper); border-bottom: 1px solid var(--rule); margin: 1rem 0 0; padding: .5rem 0;
  display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.bar input, .bar select, .bar button { font: inherit; color: inherit; background: var(--wash); border: 1px solid var(--rule); border-radius: 6px; padding: .3rem .6rem; min-height: 36px; }
.bar input { flex: 1 1 12rem; min-width: 8rem; }
.bar button[aria-pressed=true] { border-color: var(--accent); color: var(--accent); font-weight: 600; }
.bar output { color: var(--quiet); font-size: .87rem; }
.bar output:empty { display: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 4px; }
.rows { overflow-x: auto; padding-bottom: 2rem; }
.rows.dragged { cursor: grabbing; user-select: none; }
summary { display: flex; align-items: center; gap: .5rem; height: 40px; cursor: pointer; list-style: none; white-space: nowrap; border-radius: 4px; }
summary::-webkit-details-marker { display: none; }
summary:hover { background: var(--wash); }
summary .day, summary .name { font: .88em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
summary .day { color: var(--quiet); }
summary .what { flex: 1 1 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; }
.quiet { color: var(--quiet); }
.rail { flex: none; display: block; }
.rail path { fill: none; stroke: var(--line); stroke-width: 2; }
.rail path.beside { stroke-dasharray: 3 3; }
.rail path.trouble, .rail path.cross { stroke: var(--bad); }
.rail .dot { fill: var(--line); }
.rail .head { fill: var(--accent); stroke: var(--paper); stroke-width: 2; }
.rail .ring { fill: var(--paper); stroke: var(--line); stroke-width: 2; }
.bad .rail .dot, .bad .rail .ring { fill: var(--bad); stroke: var(--bad); }
.incident > summary { background: var(--badwash); }
.chip { flex: none; font-size: .8rem; line-height: 1.5; border-radius: 1em; padding: 0 .55em; background: var(--wash); border: 1px solid var(--rule); color: var(--quiet); }
.chip.error { color: var(--bad); background: var(--badwash); border-color: var(--bad); }
.chip.warning { color: var(--warn); background: var(--warnwash); border-color: transparent; }
.chip.good { color: var(--good); background: var(--goodwash); border-color: transparent; }
.chips { display: flex; gap: .3rem; flex: none; max-width: 55%; overflow: hidden; }
.opened { display: flex; gap: .5rem; }
.opened > .rail { height: auto; align-self: stretch; }
.opened > div { flex: 1 1 auto; min-width: 0; padding: .2rem .2rem 1rem; overflow-wrap: anywhere; white-space: normal; }
.opened dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .9rem; margin: .3rem 0; }
@media (max-width: 44rem) { .opened dl { grid-template-columns: 1fr; } .opened dd { margin-bottom: .3rem; } }
.opened dt { color: var(--quiet); } .opened dd { margin: 0; min-width: 0; }
.found > summary .name { background: var(--warnwash); outline: 2px solid var(--warn); border-radius: 3px; }
.found.now > summary { background: var(--warnwash); }
.folded > summary { color: var(--quiet); }
.folded > summary .what::before { content: "\\25b8\\00a0"; }
.folded[open] > summary .what::before { content: "\\25be\\00a0"; }
[hidden] { display: none !important; }
footer { color: var(--quiet); font-size: .87rem; padding-bottom: 2rem; }
@media (max-width: 44rem) { .told { columns: 1; } .chips { max-width: 45%; } summary .day { font-size: .78em; } header, main, footer { padding: 0 .6rem; }
  .bar input { flex-basis: 100%; } .bar button { padding: .3rem .5rem; font-size: .9rem; } .chips .chip.plain, .chips .chip.warning { display: none; } summary .author { display: none; } .sums li { flex-basis: 40%; } }
@media print { .bar { display: none; } }
`;

/** What a Content-Security-Policy calls it; the tests hold it to the text. */
export const styleHash = "sha256-Tf0lro+yfREGEjjbea6SPPGhrlNA8xbNOi9vxcS58bI=";
