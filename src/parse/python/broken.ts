// What makes a text certainly no Python, whatever its version: brackets, strings and blocks that do not fit.

import type { Span } from "./facts.ts";
import { deepestBrackets } from "./nesting.ts";

/** Where a text stops being Python, and why: one sentence without a full stop. */
export interface Break {
  readonly at: Span;
  readonly reason: string;
}

/** One logical line: where it starts, how deep it is indented, and whether a block must follow. */
interface LogicalLine {
  readonly from: number;
  readonly indent: string;
  last: string;
}

const tooDeep = `brackets are nested more than ${deepestBrackets} deep`;

const closers = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/** Strings by their opening, comments, continued lines, brackets, and whatever else is no blank. */
const token = /[A-Za-z]{0,3}("""|'''|"|')|#[^\n]*|\\\n|!=|[()[\]{}\n]|[\w\u0080-\uffff]+|[^\s\w]/g;

/**
 * The first certain mistake of a text; null where there is none, or where only Python can tell. It says nothing
 * of f-strings that nest their own quotes (new in Python 3.12), of backticks (gone since Python 3) or of tabs.
 */
export function findBreak(text: string): Break | null {
  // A carriage return behind the line feed is a blank, and every place stays where it is.
  const source = text.replace(/\r\n/g, "\n\r");
  const lines: LogicalLine[] = [];
  const open: Span[] = [];
  let line: LogicalLine | null = null;
  token.lastIndex = 0;
  for (let found = token.exec(source); found; found = token.exec(source)) {
    const [written, quote] = found;
    const span = { from: found.index, to: found.index + written.length };
    if (written.startsWith("#")) continue;
    if (written === "\n") {
      if (open.length > 0 || !line) continue;
      lines.push(line);
      line = null;
      continue;
    }
    if (!line && written === "\\\n") return null;
    if (/^[`$?\\!]$/.test(written)) return null;
    if (written === "\\\n") continue;
    line ??= { from: span.from, indent: indentOf(source, span.from), last: "" };
    line.last = written;
    if (quote) {
      const end = endOfString(source, span, quote);
      if (end === "unknown") return null;
      if (end === "open") return { at: span, reason: "a string is never closed" };
      token.lastIndex = end;
    } else if (closers.has(written)) {
      open.push(span);
      if (open.length > deepestBrackets) return { at: span, reason: tooDeep };
    } else if (")]}".includes(written)) {
      const mistake = close(source, open.pop(), span);
      if (mistake) return mistake;
    }
  }
  const [unclosed] = open;
  if (unclosed) {
    return { at: unclosed, reason: `\`${source[unclosed.from]}\` is never closed` };
  }
  return findMisfit(line ? [...lines, line] : lines);
}

function close(source: string, opened: Span | undefined, closer: Span): Break | null {
  const written = source[closer.from]!;
  if (!opened) return { at: closer, reason: `\`${written}\` closes nothing` };
  const bracket = source[opened.from]!;
  if (closers.get(bracket) === written) return null;
  return { at: closer, reason: `\`${bracket}\` is closed by \`${written}\`` };
}

function indentOf(source: string, at: number): string {
  return source.slice(source.lastIndexOf("\n", at - 1) + 1, at).replace(/[\r\f\ufeff]/g, "");
}

/** The offset behind a string. An f-string whose braces do not match up may go on, in Python 3.12, where it seems to end. */
function endOfString(
  source: string,
  { from, to }: Span,
  quote: string,
): number | "open" | "unknown" {
  const isFormatted = /^[A-Za-z]*[ft]/i.test(source.slice(from, to));
  const end = closingQuote(source, to, quote);
  const content = source.slice(to, end ?? source.length);
  if (isFormatted && !hasMatchingBraces(end === null ? `${content}{` : content)) {
    return content.includes("{") ? "unknown" : (end ?? "open");
  }
  return end ?? "open";
}

function closingQuote(source: string, from: number, quote: string): number | null {
  for (let at = from; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source.startsWith(quote, at)) return at + quote.length;
    else if (source[at] === "\n" && quote.length === 1) return null;
  }
  return null;
}

function hasMatchingBraces(content: string): boolean {
  let depth = 0;
  for (const brace of content.match(/[{}]/g) ?? []) {
    depth += brace === "{" ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** A block without a body, or a line that is indented like none before it. */
function findMisfit(lines: readonly LogicalLine[]): Break | null {
  if (lines.some(({ indent }) => indent.includes("\t"))) return null;
  const depths = [0];
  let opener: LogicalLine | null = null;
  for (const line of lines) {
    const depth = line.indent.length;
    const at = { from: line.from, to: line.from + 1 };
    if (opener) {
      if (depth <= depths.at(-1)!) return withoutBody(opener);
      depths.push(depth);
    } else if (depth > depths.at(-1)!)
      return { at, reason: "a line is indented, and nothing opens a block" };
    while (depth < depths.at(-1)!) depths.pop();
    if (depth !== depths.at(-1))
      return { at, reason: "a line is indented like none of the lines around it" };
    opener = line.last === ":" ? line : null;
  }
  return opener && withoutBody(opener);
}

function withoutBody({ from }: LogicalLine): Break {
  return { at: { from, to: from + 1 }, reason: "a block has no body" };
}
