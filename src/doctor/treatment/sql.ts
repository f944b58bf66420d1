// The rows of a version table changed in plain SQL, for each database.

import type { RevisionId } from "../../model.ts";
import type { KnownRows } from "../evidence/evidence.ts";
import type { DatabaseKind, Sql, VersionTableName } from "../model.ts";

/** Rows as they are, what becomes of some of them, and the rows to leave. */
export interface RowChange {
  readonly rows: KnownRows;
  readonly to: readonly RevisionId[];
  /** Rows that stand for a revision under another spelling. */
  readonly meant: ReadonlyMap<string, RevisionId>;
}

/** One transaction that leaves exactly the rows wanted; where there may be further rows, no statement touches them. */
export function changeRows(table: VersionTableName, change: RowChange): Sql {
  return forEach((kind) => {
    const { text } = dialects[kind];
    const target = tableIn(kind, table);
    const isByRow = change.rows.kind === "at-least" || isPlain(change.rows.ids);
    const statements = isByRow ? rowByRow(target, change, text) : replaceAll(target, change, text);
    return ["BEGIN;", ...statements, "COMMIT;"].join("\n");
  });
}

/** Gives some rows a table of their own; the others stay where they are. */
export function moveToOwnTable(
  table: VersionTableName,
  own: string,
  rows: readonly string[],
  width: number,
): Sql {
  return forEach((kind) => {
    const { text } = dialects[kind];
    const [from, to] = [tableIn(kind, table), tableIn(kind, { ...table, name: own })];
    const ours = `version_num IN (${rows.map(text).join(", ")})`;
    return [
      `CREATE TABLE ${to} (version_num VARCHAR(${width}) NOT NULL PRIMARY KEY);`,
      "BEGIN;",
      `INSERT INTO ${to} SELECT DISTINCT version_num FROM ${from} WHERE ${ours};`,
      `DELETE FROM ${from} WHERE ${ours};`,
      "COMMIT;",
    ].join("\n");
  });
}

/** The statement that lists all rows. */
export function listRows(kind: DatabaseKind, table: VersionTableName): string {
  return `SELECT version_num FROM ${tableIn(kind, table)}`;
}

/** The table's name as a database of this kind takes it, with its schema. The usual name needs no quotes anywhere. */
export function tableIn(kind: DatabaseKind, { schema, name }: VersionTableName): string {
  if (schema === null && /^alembic_version[a-z\d_]*$/.test(name)) return name;
  const { quote } = dialects[kind];
  return [schema, name].flatMap((part) => (part === null ? [] : [quote(part)])).join(".");
}

function forEach(write: (kind: DatabaseKind) => string): Sql {
  return { postgresql: write("postgresql"), mysql: write("mysql"), sqlite: write("sqlite") };
}

interface Dialect {
  readonly quote: (name: string) => string;
  readonly text: (value: string) => string;
}

const doubleQuoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const plainText = (value: string) => `'${value.replaceAll("'", "''")}'`;

const dialects: Readonly<Record<DatabaseKind, Dialect>> = {
  postgresql: { quote: doubleQuoted, text: plainText },
  mysql: {
    quote: (name) => `\`${name.replaceAll("`", "``")}\``,
    text: (value) => plainText(value.replaceAll("\\", "\\\\")),
  },
  sqlite: { quote: doubleQuoted, text: plainText },
};

/** Whether every row can be named by itself: MySQL takes `a`, `A` and `a ` for equal, and so does many a person. */
function isPlain(rows: readonly string[]): boolean {
  const folded = new Set(rows.map((row) => row.toLowerCase()));
  return folded.size === rows.length && rows.every((row) => /^[\w.]+$/.test(row));
}

function rowByRow(
  table: string,
  { rows: { ids }, to, meant }: RowChange,
  text: Dialect["text"],
): readonly string[] {
  const doubled = ids.filter((row, index) => ids.indexOf(row) !== index);
  const kept = (row: string) => to.some((one) => one === row) && !doubled.includes(row);
  const missing = new Set<string>(to.filter((one) => !ids.includes(one) || doubled.includes(one)));
  const updates: string[] = [];
  const deletes: string[] = [];
  for (const row of new Set(ids)) {
    if (kept(row)) continue;
    const revision = meant.get(row);
    const isMoved = revision !== undefined && !doubled.includes(row) && missing.delete(revision);
    if (isMoved) {
      updates.push(
        `UPDATE ${table} SET version_num = ${text(revision)} WHERE version_num = ${text(row)};`,
      );
    } else deletes.push(`DELETE FROM ${table} WHERE version_num = ${text(row)};`);
  }
  const inserts = [...missing].map((one) => insert(table, text(one)));
  return [...deletes, ...updates, ...inserts];
}

function replaceAll(table: string, { to }: RowChange, text: Dialect["text"]): readonly string[] {
  return [`DELETE FROM ${table};`, ...to.map((one) => insert(table, text(one)))];
}

function insert(table: string, value: string): string {
  return `INSERT INTO ${table} (version_num) VALUES (${value});`;
}
