// One self-contained HTML document: its own style and script and no others, nothing fetched.

import { escapeHtml } from "../escape-html.ts";
import { pieces } from "../markup.ts";
import { script, scriptHash } from "./script.ts";
import { style, styleHash } from "./style.ts";

/** A document. `title` is foreign text; the parts are HTML. */
export interface PageParts {
  readonly title: string;
  readonly head: string;
  readonly main: string;
  readonly foot: string;
}

/** A browser runs and fetches nothing but what stands in the document, whatever foreign text says. */
const policy = `default-src 'none'; style-src '${styleHash}'; script-src '${scriptHash}'; base-uri 'none'; form-action 'none'`;

/** The whole document. */
export function htmlPage({ title, head, main, foot }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<header>${head}</header>
<main>${main}</main>
<footer>${foot}</footer>
<script>${script}</script>
</body>
</html>
`;
}

/** A sentence of ours as HTML: its `code` as code, all else literally. */
export function sentenceHtml(text: string): string {
  return pieces(text)
    .map(({ code, text: part }) => (code ? `<code>${escapeHtml(part)}</code>` : escapeHtml(part)))
    .join("");
}

/** A small label. */
export function chip(text: string, tone: "error" | "warning" | "good" | "plain" = "plain"): string {
  return `<span class="chip ${tone}">${escapeHtml(text)}</span>`;
}

/** A row that can be opened. `text`: what a search finds it by. */
export function row(parts: {
  readonly id: string;
  readonly classes: string;
  readonly is: string;
  readonly text: string;
  readonly summary: string;
  readonly rail: string;
  readonly inside: string;
}): string {
  const { id, classes, is, text, summary, rail, inside } = parts;
  return `<details id="${id}" class="${classes}" data-is="${is}" data-text="${escapeHtml(text.toLowerCase())}"><summary>${summary}</summary><div class="opened">${rail}<div>${inside}</div></div></details>\n`;
}
