// The version table of a MySQL or MariaDB database.

import { createConnection, type FieldPacket, type RowDataPacket } from "mysql2/promise";
import type { VersionTableName } from "../model.ts";
import { tableIn } from "../treatment/sql.ts";
import type { ServerAddress } from "./address.ts";
import { type FoundTable, Trouble } from "./answer.ts";
import { timeLimit } from "./explain-trouble.ts";

/** Bytes that the protocol counts for a character of utf8mb4, in which we ask for texts. */
const bytesOfCharacter = 4;

/** Reads the rows in a transaction that may not write. */
export async function readMysql(
  { host, port, user, password, database, parameters }: ServerAddress,
  table: VersionTableName,
): Promise<FoundTable> {
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
  try {
    await connection.query({ sql: "START TRANSACTION READ ONLY", timeout: timeLimit });
    const sql = `SELECT version_num FROM ${tableIn("mysql", table)}`;
    const [rows, fields] = await connection.query<RowDataPacket[]>({ sql, timeout: timeLimit });
    // Until then no migration could touch the table.
    await connection.query({ sql: "COMMIT", timeout: timeLimit });
    return {
      isMissing: false,
      rows: rows.map((row) => String(row["version_num"])),
      width: widthOf(fields[0]),
    };
  } catch (error) {
    if (error instanceof Error && "errno" in error && error.errno === 1146) {
      return { isMissing: true, rows: [], width: null };
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
