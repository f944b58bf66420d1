// `with (a as b, c as d):` is how formatters break a long `with` since Python 3.9; the parser knows only `with a as b, c as d:`.
import { doubt, endOfBrackets } from "./lexer.ts";

const opening = /^[ \t]*(?:async[ \t]+)?with[ \t]*\(/gm;

/** The text with such parentheses blanked out, every other character in its place. */
export function withoutWithParentheses(text: string): string {
  let input = text;
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const from = opening.lastIndex - 1;
    const to = endOfBrackets(text, from);
    if (to === doubt) break;
    opening.lastIndex = to;
    if (!/^[ \t]*:/.test(text.slice(to, to + 80))) continue;
    const inside = text.slice(from + 1, to - 1);
    if (!/\bas\b/.test(inside)) continue;
    input = `${input.slice(0, from)} ${onOneLine(inside)} ${input.slice(to)}`;
  }
  return input;
}

/** Comments, line ends and a trailing comma as blanks. Strings may lose line ends: their text is read elsewhere. */
function onOneLine(items: string): string {
  const blanked = items
    .replace(/^[ \t]*#.*$/gm, (line) => " ".repeat(line.length))
    .replace(/[ \t]#[^'"\r\n]*$/gm, (comment) => " ".repeat(comment.length))
    .replace(/[\r\n]/g, " ");
  const last = blanked.trimEnd().length - 1;
  return blanked[last] === "," ? `${blanked.slice(0, last)} ${blanked.slice(last + 1)}` : blanked;
}
