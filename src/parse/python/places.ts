// Offsets of a text as lines and columns, counted as Python and GitHub count them.
import type { Location } from "../../model.ts";
import type { Span } from "./facts.ts";

const lineFeed = 10;
const carriageReturn = 13;

/** Turns offsets into places. Cheap when asked in rising order, right in any. */
export class Places {
  readonly #path: string;
  readonly #text: string;
  #line = 1;
  #lineStart: number;

  constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
    this.#lineStart = afterByteOrderMark(text);
  }

  at({ from, to }: Span): Location {
    const start = this.#find(from);
    const end = this.#find(to);
    return {
      path: this.#path,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
    };
  }

  #find(offset: number): { line: number; column: number } {
    if (offset < this.#lineStart) {
      this.#line = 1;
      this.#lineStart = afterByteOrderMark(this.#text);
    }
    for (let next = lineEnd(this.#text, this.#lineStart); next <= offset; ) {
      this.#line++;
      this.#lineStart = next;
      next = lineEnd(this.#text, next);
    }
    return { line: this.#line, column: Math.max(1, offset - this.#lineStart + 1) };
  }
}

/** The offset of the first character that is no byte order mark. */
export function afterByteOrderMark(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

/** Where the line after the one that holds `offset` begins; infinity on the last line. */
function lineEnd(text: string, offset: number): number {
  for (let at = offset; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed) return at + 1;
    if (code === carriageReturn) return text.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1;
  }
  return Number.POSITIVE_INFINITY;
}
