// The version table of a MySQL or MariaDB database, and what its catalogue lists.

import { createConnection, type FieldPacket, type RowDataPacket } from "mysql2/promise";
import type { Catalogue } from "../evidence/evidence.ts";
import type { VersionTableName } from "../model.ts";
import { tableIn } from "../treatment/sql.ts";
import type { ServerAddress } from "./address.ts";
import { mostRowsRead, Trouble, type VersionTable } from "./answer.ts";
import { type ListedColumn, mostColumns, toCatalogue } from "./catalogue.ts";
import { timeLimit } from "./explain-trouble.ts";

/** Bytes that the protocol counts for a character of utf8mb4, in which we ask for texts. */
const bytesOfCharacter = 4;

/** Reads the rows in a transaction that may not write. */
export async function readMysql(
  { host, port, user, password, database, parameters }: ServerAddress,
  table: VersionTableName,
): Promise<VersionTable> {
  if (database === undefined) {
    throw new Trouble(
      "The address names no database. Add its name behind the host: `mysql://host:3306/name`.",
    );
  }
  const socketPath = parameters.get("unix_socket");
  const wantsEncryption = parameters.has("ssl_ca") || parameters.get("ssl") === "true";
  const connection = await createConnection({
    ...(socketPath ? { socketPath } : { host, port }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(wantsEncryption ? { ssl: { rejectUnauthorized: false } } : {}),
    database,
    charset: "utf8mb4",
    connectTimeout: timeLimit,
  });
  connection.on("error", () => {});
  const ask = <T extends RowDataPacket>(sql: string, values: readonly string[] = []) =>
    connection.query<T[]>({ sql, values: [...values], timeout: timeLimit });
  try {
    const catalogue = await readCatalogue(ask, table).catch(() => null);
    await ask("START TRANSACTION READ ONLY");
    const [rows, fields] = await ask(
      `SELECT version_num FROM ${tableIn("mysql", table)} LIMIT ${mostRowsRead}`,
    );
    // Until then no migration could touch the table.
    await ask("COMMIT");
    return {
      isMissing: false,
      rows: rows.map((row) => String(row["version_num"])),
      width: widthOf(fields[0]),
      catalogue,
    };
  } catch (error) {
    if (error instanceof Error && "errno" in error && error.errno === 1146) {
      const catalogue = await readCatalogue(ask, table).catch(() => null);
      return { isMissing: true, rows: [], width: null, catalogue };
    }
    throw error;
  } finally {
    connection.destroy();
  }
}

/** The driver's own field, which its types do not tell of. */
function widthOf(field: (FieldPacket & { readonly columnLength?: number }) | undefined) {
  const bytes = field?.columnLength ?? 0;
  return bytes > 0 ? Math.floor(bytes / bytesOfCharacter) : null;
}

type Ask = <T extends RowDataPacket>(
  sql: string,
  values?: readonly string[],
) => Promise<[T[], FieldPacket[]]>;

/** Tables of the database that is open, and version tables of every other. */
async function readCatalogue(ask: Ask, table: VersionTableName): Promise<Catalogue> {
  const [[place]] = await ask(
    "SELECT DATABASE() AS d, EXISTS (SELECT 1 FROM information_schema.schemata WHERE schema_name = COALESCE(?, DATABASE())) AS h",
    [table.schema as string],
  );
  const [columns] = await ask(
    `SELECT table_schema AS s, table_name AS t, column_name AS c
       FROM information_schema.columns
      WHERE table_schema = DATABASE()
         OR (column_name = 'version_num' AND table_schema NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema'))
      ORDER BY table_schema, table_name, ordinal_position
      LIMIT ${mostColumns + 1}`,
  );
  const listed = columns.map(({ s, t, c }): ListedColumn => [String(s), String(t), String(c)]);
  return toCatalogue(listed, table, {
    defaultSchema: String(place?.["d"]),
    hasSchema: Number(place?.["h"]) === 1,
  });
}
