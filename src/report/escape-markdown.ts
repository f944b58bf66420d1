// Foreign text in GitHub's Markdown: shown literally, never a mention, a reference, a link or structure.

import { shorten, spaced, visible } from "../text/foreign-text.ts";
import { pieces } from "./markup.ts";

const zeroWidthSpace = "\u200b";
const longestSpan = 200;

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** A code span: its fence is longer than any run of backticks inside. GitHub looks for no mentions and references in it. */
export function codeSpan(text: string, limit = longestSpan): string {
  const inside = spaced(text, limit);
  const fence = "`".repeat(longestRun(inside) + 1);
  const padding = inside === "" || /^[` ]|[` ]$/.test(inside) ? " " : "";
  return `${fence}${padding}${inside}${padding}${fence}`;
}

/** The same for a cell of a table, where a bar ends the cell even inside code, and a backslash before its own escapes that one. */
export function codeSpanInTable(text: string): string {
  return codeSpan(text)
    .replace(/\\(?=\|)/g, `\\${zeroWidthSpace}`)
    .replaceAll("|", "\\|");
}

/** Text outside code. Where a backslash does not help (GitHub looks for references in the rendered text), a zero width space does. */
export function prose(text: string): string {
  return spaced(text)
    .replace(/:\/\//g, `:${zeroWidthSpace}//`)
    .replace(/www\./gi, (match) => `${match.slice(0, 3)}${zeroWidthSpace}.`)
    .replace(/@/g, `@${zeroWidthSpace}`)
    .replace(/#(?=\d)/g, `#${zeroWidthSpace}`)
    .replace(/\bGH-(?=\d)/gi, (match) => match + zeroWidthSpace)
    .replace(
      /\b(?=[a-f]*\d)[0-9a-f]{7,}\b/gi,
      (match) => match.slice(0, 4) + zeroWidthSpace + match.slice(4),
    )
    .replace(/[\\`*_[\]<>&|~$#]/g, "\\$&")
    .replace(/^(\s*)([-+=])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])/, "$1\\$2");
}

/** A sentence of a finding: its `code` as code spans, the rest as prose. */
export function sentence(text: string, limit = 1000): string {
  let wasCode = false;
  return pieces(shorten(text, limit))
    .map((piece) => {
      const gap = wasCode && piece.code ? " " : "";
      wasCode = piece.code;
      return gap + (piece.code ? codeSpan(piece.text) : prose(piece.text));
    })
    .join("")
    .trimStart();
}

/** A fenced block, for text that keeps its line ends. */
export function codeBlock(text: string, language: string, limit = 2000): string {
  const inside = shorten(text, limit)
    .split("\n")
    .map((line) => visible(line))
    .join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(inside) + 1));
  return `${fence}${language}\n${inside}\n${fence}`;
}

/** A link whose label is already Markdown and whose address is ours, but for the path in it. */
export function link(label: string, address: string): string {
  return `[${label}](${address})`;
}

/** A path within an address: every character that Markdown or an address could misread is percent-encoded. */
export function pathInAddress(path: string): string {
  return encodeURI(path.replace(/\p{Cs}/gu, "\ufffd")).replace(
    /[?#()'!*[\]]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
