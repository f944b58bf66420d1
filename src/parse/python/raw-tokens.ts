// The bare tokens of Python text that no parser understood: enough to say that two such texts are the same.

import { closingQuotes } from "./string-literal.ts";
import type { Token } from "./token.ts";

const token =
  /#[^\r\n]*|\\(?:\r\n|[\r\n])|(?:[ \t\f]*(?:\r\n|[\r\n]))+[ \t\f]*|[ \t\f]+|[A-Za-z]{0,3}(?:"""|'''|"|')|[\p{L}\p{N}_]+|[\s\S]/uy;

/** Tokens as they are written, blanks and comments left out; line ends and indentation count outside brackets. */
export function rawTokens(text: string, from: number, to: number): Token[] {
  const tokens: Token[] = [];
  const indentation: number[] = [0];
  // Up to where quotes are known to stay open, so that no stretch is searched twice.
  const open = new Map<string, number>();
  let depth = 0;
  let lineBreak: Token | null = null;
  token.lastIndex = from;
  while (token.lastIndex < to) {
    const at = token.lastIndex;
    const [written] = token.exec(text)!;
    if (/^[#\\ \t\f]/.test(written) && !/^[ \t\f]*[\r\n]/.test(written)) continue;
    if (/[\r\n]/.test(written)) {
      const column =
        written.length - Math.max(written.lastIndexOf("\n"), written.lastIndexOf("\r")) - 1;
      if (depth === 0) lineBreak = { text: String(column), isString: false, from: at, to: at };
      continue;
    }
    if (lineBreak && tokens.length > 0) {
      tokens.push({ ...lineBreak, text: `line ${levelOf(Number(lineBreak.text), indentation)}` });
    }
    lineBreak = null;
    if ("([{".includes(written)) depth++;
    if (")]}".includes(written)) depth = Math.max(0, depth - 1);
    const quotes = written.replace(/^[A-Za-z]+(?=['"])/, "");
    const isQuote = /^['"]/.test(quotes) && at >= (open.get(quotes) ?? 0);
    const closing = isQuote ? closingQuotes(text, at + written.length, quotes) : -1;
    if (isQuote && closing < 0) open.set(quotes, quotes.length === 3 ? to : endOfLine(text, at));
    const isString = closing >= 0 && closing + quotes.length <= to;
    const end = isString ? closing + quotes.length : at + written.length;
    token.lastIndex = end;
    tokens.push({ text: text.slice(at, end), isString, from: at, to: end });
  }
  return tokens;
}

function endOfLine(text: string, from: number): number {
  const next = /[\r\n]/g;
  next.lastIndex = from;
  return next.exec(text)?.index ?? text.length;
}

/** The indentation's depth, however wide its steps are. */
function levelOf(column: number, indentation: number[]): number {
  while (indentation.length > 1 && indentation.at(-1)! > column) indentation.pop();
  if (indentation.at(-1)! < column) indentation.push(column);
  return indentation.length - 1;
}
