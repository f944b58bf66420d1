// One value a line with its name in front: psql's `\x`, MySQL's `\G`, SQLite's `.mode line`, `alembic current --verbose`.

import type { FormReading } from "./form.ts";
import { isNoise } from "./noise.ts";
import { withoutMarks } from "./plain-list.ts";

const value = /^\s*"?version_num"?\s*(?:\||│|:|=)\s?(.*)$/;
const record = /^(?:-\[ .* \]-*|\*+ .* \*+|─\[ .* \]─*|═\[ .* \]═*|[╞┌├].*)[-+|┬┐┤╡]*$/;

/** Reads names with values; null where the text has none. */
export function readLabelled(lines: readonly string[]): FormReading | null {
  return readExpanded(lines) ?? readVerbose(lines);
}

function readExpanded(lines: readonly string[]): FormReading | null {
  // A table's header has no value behind it.
  const found = lines.map((line) => value.exec(framed(line))?.[1]);
  const rows = found.filter((row) => row !== undefined && row.trim() !== "");
  const hasRecords = lines.some((line) => record.test(line.trim()) && /\d/.test(line));
  const empty = hasRecords ? found.filter((row) => row?.trim() === "").map(() => "") : [];
  if (rows.length + empty.length === 0) return null;
  const passedOver = lines.filter(
    (line, i) =>
      found[i] === undefined && !isNoise(line) && !record.test(line.trim()) && !isFooter(line),
  );
  const ids = found.flatMap((row) =>
    row === undefined || (row.trim() === "" && !hasRecords) ? [] : [row.trim()],
  );
  return { rows: ids, passedOver, counted: null, isFramed: true };
}

function framed(line: string): string {
  return line.trim().replace(/^[|│]\s?(.*?)\s*[|│]$/, "$1");
}

function isFooter(line: string): boolean {
  return /^\s*(?:\(\d+ \S+\)|\d+ rows? in set.*)\s*$/.test(line);
}

/** Of `--verbose`, only `Rev:` is a row: the message below it may be anything. */
function readVerbose(lines: readonly string[]): FormReading | null {
  if (!lines.some((line) => /^Current revision\(s\) for /.test(line))) return null;
  const rows = lines.flatMap((line) => {
    const [, row] = /^Rev: (\S.{0,300})$/.exec(line.trimEnd()) ?? [];
    return row === undefined ? [] : [withoutMarks(row)];
  });
  return { rows, passedOver: [], counted: null, isFramed: true };
}
