// Edits of one text, all of them at once.

import type { Location, Step } from "../model.ts";

/** An edit as a stretch of the text it was made for. */
interface Replacement {
  readonly from: number;
  readonly until: number;
  readonly to: string;
}

type EditStep = Extract<Step, { kind: "edit" }>;

/** The text with all edits in it; null where two of them touch the same place, or one a place that is not there. */
export function editText(text: string, steps: readonly EditStep[]): string | null {
  const starts = lineStarts(text);
  const edits = steps.map(({ at, to }) => replacement(starts, at, to, text));
  const sorted = [...new Map(edits.map((one) => [JSON.stringify(one), one])).values()].sort(
    (a, b) => a.from - b.from,
  );
  let mended = "";
  let done = 0;
  for (const { from, until, to } of sorted) {
    if (Number.isNaN(from) || Number.isNaN(until) || from < done || until < from) return null;
    mended += text.slice(done, from) + to;
    done = until;
  }
  return mended + text.slice(done);
}

/** Line ends of the new text are those of the file. */
function replacement(
  starts: readonly number[],
  at: Location,
  to: string,
  text: string,
): Replacement {
  const offset = (line: number, column: number) => {
    const start = starts[line - 1];
    return start === undefined || start + column - 1 > text.length
      ? Number.NaN
      : start + column - 1;
  };
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  return {
    from: offset(at.line, at.column),
    until: offset(at.endLine, at.endColumn),
    to: to.replaceAll("\n", lineEnd),
  };
}

/** Lines as Python counts them; a byte order mark is no column. */
function lineStarts(text: string): readonly number[] {
  const first = text.startsWith("\ufeff") ? 1 : 0;
  return [first, ...[...text.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length)];
}
