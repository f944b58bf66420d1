// Text that others wrote (paths, revisions, messages), made harmless to look at before a destination escapes it.

import { code } from "./sentence.ts";

/** Line ends, control characters, bidirectional overrides, invisible characters, lone surrogates. */
const treacherous =
  /[\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/** Those of them that separate lines or steer a terminal. */
const control = /[\0-\x1f\x7f-\x9f\u2028\u2029]/g;

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  if (code.length > 4) return `\\u{${code}}`;
  return named[character] ?? (code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, "0")}`);
}

/** Treacherous characters as escapes that can be seen: `\n`, `\x1b`, `\u202e`. The result is one line of at most `limit` UTF-16 units. */
export function visible(text: string, limit = Number.POSITIVE_INFINITY): string {
  return shorten(shorten(text, limit).replace(treacherous, escapeCharacter), limit);
}

/** The same for rendered pages, where a line end or control character becomes a space. */
export function spaced(text: string, limit = Number.POSITIVE_INFINITY): string {
  return visible(shorten(text, limit).replace(control, " "), limit);
}

/** At most `limit` UTF-16 units, an ellipsis included where something was cut. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Foreign text inside our own sentences: on one line, in backticks, cut where it is endless. */
export function quoted(text: string): string {
  return code(visible(text, 300));
}
