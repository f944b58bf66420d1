// The version table of a SQLite file. The file is read as bytes: no lock is taken and nothing is written beside it.

import { existsSync, readFileSync, statSync } from "node:fs";
import type { VersionTableName } from "../model.ts";
import { tableIn } from "../treatment/sql.ts";
import { type FoundTable, Trouble } from "./answer.ts";
import { loadSqlite } from "./load-sqlite.ts";
import { applyLog } from "./write-ahead-log.ts";

const mostBytes = 2 ** 30;
const magic = "SQLite format 3\0";
const journalMagic = "d9d505f920a163d7";
const attempts = 5;

/** Reads the rows as they were last committed. */
export async function readSqlite(path: string, table: VersionTableName): Promise<FoundTable> {
  const bytes = await readWhole(path, table);
  if (bytes.length === 0) return { isMissing: true, rows: [], width: null };
  if (Buffer.from(bytes.subarray(0, 16)).toString("latin1") !== magic) {
    throw new Trouble(
      `\`${path}\` is no SQLite database, or an encrypted one. Name the file that the application opens.`,
    );
  }
  const { Database } = await loadSqlite();
  const database = new Database(bytes);
  try {
    const [result] = database.exec(`SELECT version_num FROM ${tableIn("sqlite", table)}`);
    const rows = (result?.values ?? []).map(([value]) => String(value));
    return { isMissing: false, rows, width: null };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (/^no such table|^unknown database/.test(said))
      return { isMissing: true, rows: [], width: null };
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
