// Strings as Python writes, prints and strips them.

/** `repr()` of a string. */
export function pythonRepr(text: string): string {
  return pythonString(text, text.includes("'") && !text.includes('"') ? '"' : "'");
}

/** A string literal in these quotes, on one line, with nothing in it that cannot be seen. */
export function pythonString(text: string, quote: "'" | '"'): string {
  const escaped = text.replaceAll(/[\\'"]|[\p{C}\p{Z}]/gu, (character) => {
    if (character === "\\" || character === quote) return `\\${character}`;
    return /["' ]/.test(character) ? character : (named[character] ?? hexEscape(character));
  });
  return `${quote}${escaped}${quote}`;
}

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function hexEscape(character: string): string {
  const code = character.codePointAt(0)!;
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}

const blank = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** `str.strip()`: unlike JavaScript's `trim`, it leaves a byte order mark alone. Loops: a pattern for the end is quadratic. */
export function strip(text: string): string {
  return stripEnd(text.slice(indent(text)));
}

/** `str.rstrip()`. */
export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && blank.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** How many blanks a text starts with. */
export function indent(text: string): number {
  let start = 0;
  while (start < text.length && blank.test(text[start]!)) start++;
  return start;
}
