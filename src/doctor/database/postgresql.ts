// The version table of a PostgreSQL database, and what its catalogue lists.

import { Socket } from "node:net";
import pg from "pg";
import type { Catalogue } from "../evidence/evidence.ts";
import type { VersionTableName } from "../model.ts";
import { tableIn } from "../treatment/sql.ts";
import type { ServerAddress } from "./address.ts";
import { mostRowsRead, type VersionTable } from "./answer.ts";
import { type ListedColumn, mostColumns, toCatalogue } from "./catalogue.ts";
import { timeLimit } from "./explain-trouble.ts";

/** Of a type modifier, so much is PostgreSQL's own header. */
const headerOfVarchar = 4;

/** Reads in transactions that may not write. */
export async function readPostgresql(
  address: ServerAddress,
  table: VersionTableName,
): Promise<VersionTable> {
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
): Promise<VersionTable> {
  const options = parameters.get("options");
  // Our own, so that it can be closed whatever the server answered; the driver leaves some open.
  const socket = new Socket();
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
    stream: () => socket,
  });
  // A connection that breaks later is no reason to fall over.
  client.on("error", () => {});
  try {
    await client.connect();
    const catalogue = await readCatalogue(client, table).catch(refused);
    return { ...(await readRows(client, table)), catalogue };
  } finally {
    client.end().catch(() => {});
    setTimeout(() => socket.destroy(), farewell).unref();
  }
}

/** Milliseconds for taking leave of a server. */
const farewell = 500;

/** One message to the server for a whole transaction, so that connection poolers keep it together. */
async function transaction(
  client: pg.Client,
  ...queries: readonly string[]
): Promise<readonly pg.QueryResult[]> {
  const begin = `BEGIN READ ONLY; SET LOCAL statement_timeout = ${timeLimit}`;
  try {
    const results = await client.query([begin, ...queries, "COMMIT"].join("; "));
    return (results as unknown as readonly pg.QueryResult[]).slice(2, -1);
  } catch (error) {
    if (error instanceof pg.DatabaseError) await client.query("ROLLBACK");
    throw error;
  }
}

/** What the server refuses to list is not known; a connection that broke is another matter. */
function refused(error: unknown): null {
  if (error instanceof pg.DatabaseError) return null;
  throw error;
}

async function readRows(
  client: pg.Client,
  table: VersionTableName,
): Promise<Omit<VersionTable, "catalogue">> {
  try {
    const [result] = await transaction(
      client,
      `SELECT version_num FROM ${tableIn("postgresql", table)} LIMIT ${mostRowsRead}`,
    );
    const { rows, fields } = result!;
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

async function readCatalogue(client: pg.Client, table: VersionTableName): Promise<Catalogue> {
  const schema = table.schema === null ? "current_schema()" : quoteText(table.schema);
  const [places, columns] = await transaction(
    client,
    `SELECT current_schema() AS "default", EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = ${schema}) AS "has"`,
    `SELECT n.nspname AS s, c.relname AS t, a.attname AS c
       FROM pg_catalog.pg_class c
       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                         WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
      ORDER BY n.nspname, c.relname, a.attnum
      LIMIT ${mostColumns + 1}`,
  );
  const place = places!.rows[0] as { readonly default: string | null; readonly has: boolean };
  const listed = columns!.rows.map(({ s, t, c }): ListedColumn => [s, t, c]);
  return toCatalogue(listed, table, { defaultSchema: place.default, hasSchema: place.has });
}

/** A text that means the same whatever the server takes a backslash for. */
function quoteText(text: string): string {
  return ` E'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
