// The rows of a version table changed in plain SQL, for each database.

import type { RevisionId } from "../../model.ts";
import type { DatabaseKind, Sql, VersionTableName } from "../model.ts";

/** Rows as they are, what becomes of some of them, and the rows to leave. */
export interface RowChange {
  readonly rows: readonly string[];
  readonly to: readonly RevisionId[];
  /** Rows that stand for a revision under another spelling. */
  readonly meant: ReadonlyMap<string, RevisionId>;
}

/** One transaction that leaves exactly the rows wanted. */
export function changeRows(table: VersionTableName, change: RowChange): Sql {
  const write = (kind: DatabaseKind) => {
    const { begin, text } = dialects[kind];
    const target = tableIn(kind, table);
    const statements = isPlain(change)
      ? rowByRow(target, change, text)
      : replaceAll(target, change, text);
    return [begin, ...statements, "COMMIT;"].join("\n");
  };
  return { postgresql: write("postgresql"), mysql: write("mysql"), sqlite: write("sqlite") };
}

/** The table's name as a database of this kind takes it, with its schema. */
export function tableIn(kind: DatabaseKind, { schema, name }: VersionTableName): string {
  const { quote } = dialects[kind];
  return [schema, name].flatMap((part) => (part === null ? [] : [quote(part)])).join(".");
}

interface Dialect {
  readonly begin: string;
  readonly quote: (name: string) => string;
  readonly text: (value: string) => string;
}

const doubleQuoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const plainText = (value: string) => `'${value.replaceAll("'", "''")}'`;

const dialects: Readonly<Record<DatabaseKind, Dialect>> = {
  postgresql: { begin: "BEGIN;", quote: doubleQuoted, text: plainText },
  mysql: {
    begin: "START TRANSACTION;",
    quote: (name) => `\`${name.replaceAll("`", "``")}\``,
    text: (value) => plainText(value.replaceAll("\\", "\\\\")),
  },
  sqlite: { begin: "BEGIN;", quote: doubleQuoted, text: plainText },
};

/** Whether every row can be named by itself: MySQL takes `a`, `A` and `a ` for equal, and so does many a person. */
function isPlain({ rows }: RowChange): boolean {
  const folded = new Set(rows.map((row) => row.toLowerCase()));
  return folded.size === rows.length && rows.every((row) => /^[\w.]+$/.test(row));
}

function rowByRow(
  table: string,
  { rows, to, meant }: RowChange,
  text: Dialect["text"],
): readonly string[] {
  const missing = new Set<string>(to.filter((one) => !rows.includes(one)));
  const updates: string[] = [];
  const deletes: string[] = [];
  for (const row of rows) {
    if (to.some((one) => one === row)) continue;
    const revision = meant.get(row);
    if (revision !== undefined && missing.delete(revision)) {
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
