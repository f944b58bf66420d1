// None, a string, or a tuple or list of strings, each in its plainest spelling.
import type { Value } from "./facts.ts";

/** A value and where its text ends, brackets included. */
export interface PlainLiteral {
  readonly value: Value;
  readonly to: number;
}

const none = /None(?![\w\u0080-\uffff])/y;
const plainString = /[uU]?(?:'[^'\\\r\n]*'(?!')|"[^"\\\r\n]*"(?!"))/y;
const blanks = /[ \t\r\n]*/y;

/** The literal that begins at `from`; null for any other expression, plain or not. */
export function readPlainLiteral(text: string, from: number): PlainLiteral | null {
  const bracket = text[from];
  if (bracket === "(" || bracket === "[") return readItems(text, from, bracket);
  none.lastIndex = from;
  if (none.test(text)) {
    return { value: { kind: "none", from, to: none.lastIndex }, to: none.lastIndex };
  }
  const value = readString(text, from);
  return value && { value, to: value.to };
}

function readString(text: string, from: number): Value | null {
  plainString.lastIndex = from;
  if (!plainString.test(text)) return null;
  const to = plainString.lastIndex;
  const opening = /['"]/.test(text[from]!) ? from : from + 1;
  return { kind: "text", text: text.slice(opening + 1, to - 1), from, to };
}

function readItems(text: string, from: number, bracket: "(" | "["): PlainLiteral | null {
  const items: Value[] = [];
  let hasComma = false;
  for (let at = skipBlanks(text, from + 1); text[at] !== (bracket === "(" ? ")" : "]"); ) {
    const item = items.length === 0 || hasComma ? readString(text, at) : null;
    if (!item) return null;
    items.push(item);
    at = skipBlanks(text, item.to);
    hasComma = text[at] === ",";
    if (hasComma) at = skipBlanks(text, at + 1);
  }
  const to = blanks.lastIndex + 1;
  const [first] = items;
  if (bracket === "(" && first && items.length === 1 && !hasComma) return { value: first, to };
  const of = bracket === "(" ? "tuple" : "list";
  return { value: { kind: "sequence", of, items, from, to }, to };
}

function skipBlanks(text: string, from: number): number {
  blanks.lastIndex = from;
  blanks.test(text);
  return blanks.lastIndex;
}
