// Rows as people type or pipe them: a list with commas, or whatever a database's client, Alembic or Python printed.

import type { KnownRows } from "../evidence.ts";
import { readLabelled } from "./labelled.ts";
import { errorIn, withoutNoise } from "./noise.ts";
import { readList } from "./plain-list.ts";
import { readStructured } from "./structured.ts";
import { readTable } from "./tables.ts";
import { unquote } from "./unquote.ts";

/** A list with commas. Blanks in front of a row are the typist's; those behind it may be the row's. */
export function readTypedRows(text: string): readonly string[] {
  if (text.trim() === "") return [];
  return text.split(",").map((row) => unquote(row.trimStart()));
}

/** What was piped. */
export interface PipedRows {
  /** Null where the text tells neither a row nor that there is none. */
  readonly rows: KnownRows | null;
  /** Lines that look like no row, as they stand. */
  readonly passedOver: readonly string[];
  /** The line in which a client or Alembic tells of an error, null without one. */
  readonly error: string | null;
}

/** Reads what was piped. Total, and it invents nothing: a line that is not certainly a row is none. */
export function readPipedRows(text: string): PipedRows {
  const { lines, passedOver } = withoutNoise(text);
  const error = errorIn(text);
  const form = readStructured(lines) ?? readLabelled(lines) ?? readTable(lines) ?? readList(lines);
  const isWhole = form.counted === null || form.counted === form.rows.length;
  const isTold = form.rows.length > 0 || (form.isFramed && isWhole && error === null);
  return {
    rows: isTold ? { kind: isWhole ? "all" : "at-least", ids: form.rows } : null,
    passedOver: [...passedOver, ...form.passedOver],
    error,
  };
}
