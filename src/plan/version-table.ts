// The table `alembic_version` as `HeadMaintainer` moves its rows.

import { alembicError, keyError } from "../graph/alembic-error.ts";
import { assertAsAlembic, fail, failWithAny } from "../graph/failure.ts";
import { byCodePoint } from "../text/code-points.ts";
import { pythonRepr } from "../text/python.ts";

/** Rows in memory. Methods throw what Alembic throws. */
export class VersionTable {
  /** `HeadMaintainer.heads`: what Alembic takes the rows to be. */
  readonly heads: Set<string>;
  /** How often each row really is in the table; more than once only where it has no key. */
  private readonly counts = new Map<string, number>();

  constructor(rows: readonly string[]) {
    this.heads = new Set(rows);
    for (const row of rows) this.counts.set(row, this.countOf(row) + 1);
  }

  /** The rows, sorted. */
  contents(): readonly string[] {
    const rows = [...this.counts].flatMap(([row, count]) => Array<string>(count).fill(row));
    return rows.sort(byCodePoint);
  }

  /** How many rows hold this name. */
  countOf(row: string): number {
    return this.counts.get(row) ?? 0;
  }

  insert(row: string): void {
    assertAsAlembic(!this.heads.has(row));
    this.heads.add(row);
    this.counts.set(row, this.countOf(row) + 1);
  }

  delete(row: string): void {
    this.leave(row);
    const found = this.countOf(row);
    if (found !== 1) fail("CommandError", whenDeleting(row, found));
    this.counts.delete(row);
  }

  update(from: string, to: string): void {
    assertAsAlembic(!this.heads.has(to));
    this.leave(from);
    this.heads.add(to);
    const found = this.countOf(from);
    if (found !== 1) fail("CommandError", whenUpdating(from, to, found));
    this.counts.delete(from);
    this.counts.set(to, this.countOf(to) + 1);
  }

  /** Deletes all rows but the last and updates that one. */
  merge(rows: readonly string[], to: string): void {
    for (const row of rows.slice(0, -1)) this.delete(row);
    this.update(rows.at(-1)!, to);
  }

  /** The same in the order of a set: any row that cannot be moved may be the first that Alembic stumbles on. */
  mergeAnyOrder(rows: readonly string[], to: string): void {
    if (rows.length === 0) fail("IndexError", "list index out of range");
    const absent = rows.filter((row) => !this.heads.has(row));
    const doubled = rows.filter((row) => this.heads.has(row) && this.countOf(row) !== 1);
    const isAlone = absent.length === 0 && doubled.length === 1;
    const texts = [
      ...(rows.length > 1 ? doubled.map((row) => whenDeleting(row, this.countOf(row))) : []),
      ...(isAlone ? doubled.map((row) => whenUpdating(row, to, this.countOf(row))) : []),
    ];
    const errors = [
      ...(absent.length > 0 ? [keyError(...absent)] : []),
      ...(texts.length > 0 ? [alembicError("CommandError", ...texts)] : []),
    ];
    if (errors[0]) failWithAny(errors[0], ...errors.slice(1));
    this.merge(rows, to);
  }

  /** Makes one row several; which of them is the old one changed depends on the order of a set. */
  splitAnyOrder(from: string, rows: readonly string[]): void {
    const found = this.countOf(from);
    if (found !== 1) fail("CommandError", ...rows.map((to) => whenUpdating(from, to, found)));
    for (const row of rows.slice(0, -1)) this.insert(row);
    this.update(from, rows.at(-1)!);
  }

  private leave(row: string): void {
    if (!this.heads.delete(row)) fail("KeyError", pythonRepr(row));
  }
}

function whenDeleting(row: string, found: number): string {
  return `Online migration expected to match one row when deleting '${row}' in 'alembic_version'; ${found} found`;
}

function whenUpdating(from: string, to: string, found: number): string {
  return `Online migration expected to match one row when updating '${from}' to '${to}' in 'alembic_version'; ${found} found`;
}
