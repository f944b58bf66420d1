// One row a line and nothing around it: `psql -At`, `mysql -N`, `sqlite3`, `alembic current`.

import type { FormReading } from "./form.ts";
import { isNoise } from "./noise.ts";
import { unquote } from "./unquote.ts";

/** What `alembic current` puts behind a revision. */
const marks =
  /\s*(?:\((?:head|effective head|mergepoint|branchpoint|current|[^()]{1,80}@[^()]{0,80})\)\s*)+$/;

/** No revision with its marks is longer. */
const longestMarked = 1000;

/** Reads a list. A line with blanks, or with signs that Alembic refuses in a revision, is no row. */
export function readList(lines: readonly string[]): FormReading {
  const rows: string[] = [];
  const passedOver: string[] = [];
  let counted: number | null = null;
  for (const line of lines) {
    const row = unquote(withoutMarks(line.trimStart()));
    const [, count] = /^\s*[(（](\d{1,9}) ?\S{1,30}[)）]\s*$/.exec(line) ?? [];
    if (count !== undefined) counted = Number(count);
    else if (isNoise(line)) continue;
    else if (isRevision(row, line)) rows.push(row);
    else passedOver.push(line);
  }
  return { rows, passedOver, counted, isFramed: counted !== null };
}

/** `a1 (head)` without the mark. */
export function withoutMarks(line: string): string {
  // The pattern tries every blank of a line as the first before the marks.
  return line.length > longestMarked ? line : line.replace(marks, "");
}

/** Blanks behind a row may be the row's own. Quotes say that it is a value, be it empty. */
function isRevision(row: string, line: string): boolean {
  if (/^\s*(['"]).*\1\s*$/.test(line) && !/[\n]/.test(row)) return row.length <= longest;
  if (!/[\p{L}\p{N}]/u.test(row)) return false;
  return /^[^\s:=/()[\]{}<>;,"'`|@+]{1,300}\s*$/.test(row) && row.length <= longest;
}

const longest = 300;
