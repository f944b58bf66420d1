// The version table of a PostgreSQL database.

import pg from "pg";
import type { VersionTableName } from "../model.ts";
import { tableIn } from "../treatment/sql.ts";
import type { ServerAddress } from "./address.ts";
import type { FoundTable } from "./answer.ts";
import { timeLimit } from "./explain-trouble.ts";

/** Of a type modifier, so much is PostgreSQL's own header. */
const headerOfVarchar = 4;

/** Reads the rows in a transaction that may not write. */
export async function readPostgresql(
  address: ServerAddress,
  table: VersionTableName,
): Promise<FoundTable> {
  const mode = address.parameters.get("sslmode") ?? "prefer";
  try {
    return await readOnce(address, table, encryption(mode));
  } catch (error) {
    const isRefused = error instanceof Error && /does not support SSL/.test(error.message);
    if (mode !== "prefer" || !isRefused) throw error;
    return readOnce(address, table, false);
  }
}

/** As libpq reads `sslmode`: only the `verify` modes look at the certificate. */
function encryption(mode: string): pg.ClientConfig["ssl"] {
  if (mode === "disable" || mode === "allow") return false;
  return { rejectUnauthorized: mode.startsWith("verify") };
}

async function readOnce(
  { host, port, user, password, database, parameters }: ServerAddress,
  table: VersionTableName,
  ssl: pg.ClientConfig["ssl"],
): Promise<FoundTable> {
  const options = parameters.get("options");
  const client = new pg.Client({
    host,
    port,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
    ...(options === undefined ? {} : { options }),
    ssl: host.startsWith("/") ? false : ssl,
    application_name: "onehead doctor",
    connectionTimeoutMillis: timeLimit,
    query_timeout: timeLimit,
  });
  // A connection that breaks later is no reason to fall over.
  client.on("error", () => {});
  try {
    await client.connect();
    return await query(client, table);
  } finally {
    client.end().catch(() => {});
  }
}

async function query(client: pg.Client, table: VersionTableName): Promise<FoundTable> {
  // One message to the server, so that connection poolers keep it together.
  const statements = `BEGIN READ ONLY; SET LOCAL statement_timeout = ${timeLimit}; SELECT version_num FROM ${tableIn("postgresql", table)}; COMMIT`;
  try {
    const results = (await client.query(statements)) as unknown as readonly pg.QueryResult[];
    const { rows, fields } = results[2]!;
    const modifier = fields[0]?.dataTypeModifier ?? -1;
    return {
      isMissing: false,
      rows: rows.map(({ version_num }) => String(version_num)),
      width: modifier < 0 ? null : modifier - headerOfVarchar,
    };
  } catch (error) {
    if (error instanceof pg.DatabaseError && ["42P01", "3F000"].includes(error.code ?? "")) {
      return { isMissing: true, rows: [], width: null };
    }
    throw error;
  }
}
