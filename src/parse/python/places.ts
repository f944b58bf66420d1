// Offsets of a text as lines and columns, counted as Python and GitHub count them.
import type { Location } from "../../model.ts";
import type { Span } from "./facts.ts";

/** Turns offsets into places, reading no further than it is asked about. */
export class Places {
  readonly #path: string;
  readonly #text: string;
  /** A carriage return alone ends a line too; looking for one is slow. */
  readonly #hasReturns: boolean;
  /** Where the lines begin, as far as they are known; infinity after the last. */
  readonly #lines: number[];

  constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
    this.#hasReturns = text.includes("\r");
    this.#lines = [afterByteOrderMark(text)];
  }

  at({ from, to }: Span): Location {
    const line = this.#lineOf(from);
    const endLine = to < (this.#lines[line] ?? 0) ? line : this.#lineOf(to);
    return {
      path: this.#path,
      line,
      column: this.#columnOf(from, line),
      endLine,
      endColumn: this.#columnOf(to, endLine),
    };
  }

  #columnOf(offset: number, line: number): number {
    return Math.max(1, offset - this.#lines[line - 1]! + 1);
  }

  #lineOf(offset: number): number {
    const lines = this.#lines;
    for (let next = lines.at(-1)!; next <= offset; ) {
      next = lineEnd(this.#text, next, this.#hasReturns);
      lines.push(next);
    }
    let [low, high] = [1, lines.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lines[middle - 1]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The offset of the first character that is no byte order mark. */
export function afterByteOrderMark(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

/** Where the line after the one that holds `offset` begins; infinity on the last line. */
function lineEnd(text: string, offset: number, hasReturns: boolean): number {
  if (!hasReturns) {
    const lineFeed = text.indexOf("\n", offset);
    return lineFeed < 0 ? Number.POSITIVE_INFINITY : lineFeed + 1;
  }
  for (let at = offset; at < text.length; at++) {
    if (text[at] === "\n") return at + 1;
    if (text[at] === "\r") return text[at + 1] === "\n" ? at + 2 : at + 1;
  }
  return Number.POSITIVE_INFINITY;
}
