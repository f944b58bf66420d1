// Where Python's strings, comments and logical lines end. Whatever is not plain is in doubt.

/** What stands at a place outside strings. */
export type Meaning = "code" | "blank" | "line end" | "quote" | "comment" | "doubtful";

/** In place of an offset: this takes a closer look. */
export const doubt = -1;

const code = 0;
const blank = 1;
const lineEnd = 2;
const quote = 3;
const comment = 4;
const opening = 5;
const closing = 6;
const backslash = 7;
/** No character of Python 3 code, or one that changes indentation. */
const doubtful = 8;
/** At the start of a line, perhaps what git left of a conflict. */
const marker = 9;

/** By character code, complete: reading beyond the end of an array is slow. */
const meanings = new Uint8Array(0x10000).fill(doubtful, 0, 32);
for (const [characters, meaning] of [
  [" \t", blank],
  ["\n\r", lineEnd],
  ["'\"", quote],
  ["#", comment],
  ["([{", opening],
  [")]}", closing],
  ["\\", backslash],
  ["$?`\x7f", doubtful],
  ["<=>|", marker],
] as const) {
  for (const character of characters) meanings[character.charCodeAt(0)] = meaning;
}

const names: readonly Meaning[] = [
  "code",
  "blank",
  "line end",
  "quote",
  "comment",
  "code",
  "doubtful",
  "doubtful",
  "doubtful",
  "doubtful",
];

/** What begins a line at this place. */
export function meaningAt(text: string, at: number): Meaning {
  return names[meanings[text.charCodeAt(at)] ?? code]!;
}

/** Where a comment ends: at its line's end. A comment that may speak to onehead is read with more care. */
export function endOfComment(text: string, from: number): number {
  let at = from;
  while (at < text.length && meanings[text.charCodeAt(at)] !== lineEnd) at++;
  return text.slice(from, at).includes("onehead") ? doubt : at;
}

/** Where the logical line ends that begins at `from`; of a block's header, where the block ends. */
export function endOfLogicalLine(text: string, from: number, isBlock: boolean): number {
  // Open brackets, two bits each: thirteen levels are enough for a fast path.
  let brackets = 0;
  for (let at = from; at < text.length; at++) {
    const meaning = meanings[text.charCodeAt(at)]!;
    if (meaning <= blank) continue;
    switch (meaning) {
      case quote:
        at = endOfString(text, at) - 1;
        if (at < 0) return doubt;
        break;
      case comment:
        at = endOfComment(text, at) - 1;
        if (at < 0) return doubt;
        break;
      case opening:
        if (brackets >= 1 << 26) return doubt;
        brackets = (brackets << 2) | bracketKind(text.charCodeAt(at));
        break;
      case closing:
        if ((brackets & 3) !== bracketKind(text.charCodeAt(at))) return doubt;
        brackets >>= 2;
        break;
      case backslash: {
        const next = afterLineEnd(text, at + 1);
        if (next === at + 1) return doubt;
        at = next - 1;
        break;
      }
      case lineEnd: {
        const next = afterLineEnd(text, at);
        const begins = meanings[text.charCodeAt(next)] ?? code;
        if (begins === marker) return doubt;
        if (
          brackets === 0 &&
          !(isBlock && begins >= blank && begins <= comment && begins !== quote)
        ) {
          return next;
        }
        at = next - 1;
        break;
      }
      case doubtful:
        return doubt;
    }
  }
  return brackets === 0 ? text.length : doubt;
}

/** Where the brackets end that open at `from`. */
export function endOfBrackets(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const meaning = meanings[text.charCodeAt(at)];
    if (meaning === opening) depth++;
    else if (meaning === closing && --depth === 0) return at + 1;
    else if (meaning === quote || meaning === comment) {
      at = (meaning === quote ? endOfString(text, at) : endOfComment(text, at)) - 1;
      if (at < 0) return doubt;
    }
  }
  return doubt;
}

/** Where the string ends whose quotes open at `from`, its prefix before them. */
export function endOfString(text: string, from: number): number {
  const quoteCode = text.charCodeAt(from);
  const isTriple =
    text.charCodeAt(from + 1) === quoteCode && text.charCodeAt(from + 2) === quoteCode;
  const end = isTriple
    ? endOfTripleQuoted(text, from, quoteCode === 34 ? '"""' : "'''")
    : endOfSingleQuoted(text, from, quoteCode);
  return end !== doubt && isFormatted(text, from) && endsInField(text, from, end) ? doubt : end;
}

function endOfTripleQuoted(text: string, from: number, quotes: string): number {
  for (let end = text.indexOf(quotes, from + 3); end >= 0; end = text.indexOf(quotes, end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 92) backslashes++;
    if (backslashes % 2 === 0) return end + 3;
  }
  return doubt;
}

function endOfSingleQuoted(text: string, from: number, quoteCode: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const here = text.charCodeAt(at);
    if (here === quoteCode) return at + 1;
    if (here === 92) at = Math.max(afterLineEnd(text, at + 1) - 1, at + 1);
    else if (meanings[here] === lineEnd) return doubt;
  }
  return doubt;
}

function isFormatted(text: string, from: number): boolean {
  const last = text.charCodeAt(from - 1) | lowerCase;
  return isFormat(last === 114 ? text.charCodeAt(from - 2) | lowerCase : last);
}

const lowerCase = 32;

/** The letters of f-strings and t-strings; the r of raw ones may stand on either side. */
function isFormat(letter: number): boolean {
  return letter === 102 || letter === 116;
}

/** Since Python 3.12 the same quotes may stand inside a replacement field; then the string goes on. */
function endsInField(text: string, from: number, to: number): boolean {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const here = text.charCodeAt(at);
    if (here !== 123 && here !== 125) continue;
    if (depth === 0 && text.charCodeAt(at + 1) === here) at++;
    else depth += here === 123 ? 1 : -1;
    if (depth < 0) return true;
  }
  return depth > 0;
}

function bracketKind(bracket: number): number {
  // ( ) are 40 and 41, [ ] are 91 and 93, { } are 123 and 125.
  return bracket < 50 ? 1 : bracket < 100 ? 2 : 3;
}

/** The place after the line end at `at`; `at` itself where there is none. */
function afterLineEnd(text: string, at: number): number {
  if (meanings[text.charCodeAt(at)] !== lineEnd) return at;
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
}
