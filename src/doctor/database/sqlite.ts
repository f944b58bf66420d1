// The version table of a SQLite file. The file is read as bytes: no lock is taken and nothing is written beside it.

import { existsSync, readFileSync, statSync } from "node:fs";
import type { Catalogue } from "../evidence/evidence.ts";
import type { VersionTableName } from "../model.ts";
import { tableIn } from "../treatment/sql.ts";
import { mostRowsRead, Trouble, type VersionTable } from "./answer.ts";
import { type ListedColumn, mostColumns, toCatalogue } from "./catalogue.ts";
import { loadSqlite, type SqliteDatabase } from "./load-sqlite.ts";
import { applyLog } from "./write-ahead-log.ts";

const mostBytes = 2 ** 30;
const magic = "SQLite format 3\0";
const journalMagic = "d9d505f920a163d7";
const attempts = 5;

/** Reads the rows as they were last committed. */
export async function readSqlite(path: string, table: VersionTableName): Promise<VersionTable> {
  const bytes = await readWhole(path, table);
  if (bytes.length === 0) {
    const catalogue = toCatalogue([], table, { defaultSchema: main, hasSchema: isMain(table) });
    return { isMissing: true, rows: [], width: null, catalogue };
  }
  if (Buffer.from(bytes.subarray(0, 16)).toString("latin1") !== magic) {
    throw new Trouble(
      `\`${path}\` is no SQLite database, or an encrypted one. Name the file that the application opens.`,
    );
  }
  const { Database } = await loadSqlite();
  const database = new Database(bytes);
  try {
    const catalogue = readCatalogue(database, table);
    if (!isMain(table) || !isTable(database, path, table)) {
      return { isMissing: true, rows: [], width: null, catalogue };
    }
    const [result] = database.exec(
      `SELECT version_num FROM ${tableIn("sqlite", table)} LIMIT ${mostRowsRead}`,
    );
    const rows = (result?.values ?? []).map(([value]) => String(value));
    return { isMissing: false, rows, width: null, catalogue };
  } catch (error) {
    if (error instanceof Trouble) throw error;
    const said = error instanceof Error ? error.message : String(error);
    if (/^no such column/.test(said)) {
      throw new Trouble(
        `\`${table.name}\` in \`${path}\` has no column \`version_num\`, so it is no version table of Alembic's. Name the right one with \`--version-table\`.`,
      );
    }
    throw new Trouble(
      `\`${path}\` cannot be read as a SQLite database: ${said}. Check it with \`sqlite3\` and \`PRAGMA integrity_check\`.`,
    );
  } finally {
    database.close();
  }
}

const main = "main";

/** A file has one schema. */
function isMain({ schema }: VersionTableName): boolean {
  return schema === null || schema.toLowerCase() === main;
}

/** Whether there is such a table. What stands behind a view or a module could run for ever, and a query cannot be stopped here. */
function isTable(database: SqliteDatabase, path: string, { name }: VersionTableName): boolean {
  const quoted = `'${name.replaceAll("'", "''")}'`;
  const [found] = database.exec(
    `SELECT type, sql FROM sqlite_master WHERE name = ${quoted} COLLATE NOCASE AND type IN ('table', 'view')`,
  );
  const [type, sql] = found?.values[0] ?? [];
  if (type === undefined) return false;
  if (type === "table" && /^\s*CREATE\s+TABLE\b/i.test(String(sql))) return true;
  throw new Trouble(
    `\`${name}\` in \`${path}\` is a view or a virtual table, and Alembic writes into a table. Name the right one with \`--version-table\`.`,
  );
}

function readCatalogue(database: SqliteDatabase, table: VersionTableName): Catalogue {
  const [columns] = database.exec(
    `SELECT m.name, p.name FROM sqlite_master m LEFT JOIN pragma_table_info(CASE WHEN m.type = 'table' AND m.sql LIKE 'CREATE TABLE%' THEN m.name END) p
      WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      ORDER BY m.name, p.cid LIMIT ${mostColumns + 1}`,
  );
  const listed = (columns?.values ?? []).map(
    ([name, column]): ListedColumn => [main, String(name), column === null ? null : String(column)],
  );
  return toCatalogue(listed, table, { defaultSchema: main, hasSchema: isMain(table) });
}

/** The file with its log, read at one moment: again where somebody wrote meanwhile. */
async function readWhole(path: string, table: VersionTableName): Promise<Uint8Array> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) {
    throw new Trouble(
      `There is no file \`${path}\`. A path behind three slashes is relative to the current directory, behind four absolute.`,
    );
  }
  if (stat.size > mostBytes) {
    const query = `sqlite3 '${path}' 'SELECT version_num FROM ${table.name}' | onehead doctor --rows -`;
    throw new Trouble(`\`${path}\` is too large to be read whole. Run \`${query}\` instead.`);
  }
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = marks(path);
    const bytes = readFileSync(path);
    const log = existsSync(`${path}-wal`) ? readFileSync(`${path}-wal`) : new Uint8Array();
    if (!isBeingWritten(path) && marks(path) === before) return applyLog(bytes, log);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Trouble(
    `\`${path}\` is being written to, or a program stopped in the middle of it. Try again when it is done; if nobody writes, open it once with \`sqlite3\`, which finishes what was begun.`,
  );
}

function marks(path: string): string {
  return [path, `${path}-wal`, `${path}-journal`]
    .map((file) => statSync(file, { throwIfNoEntry: false }))
    .map((stat) => (stat ? `${stat.size} ${stat.mtimeMs}` : "none"))
    .join(", ");
}

/** A rollback journal with its header in place: what the file holds may have to be taken back. */
function isBeingWritten(path: string): boolean {
  const journal = `${path}-journal`;
  if (!existsSync(journal)) return false;
  return readFileSync(journal).subarray(0, 8).toString("hex") === journalMagic;
}
