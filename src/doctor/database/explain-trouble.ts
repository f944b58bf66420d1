// A driver's exception as a sentence that ends in a remedy.

import type { VersionTableName } from "../model.ts";
import type { Address } from "./address.ts";

/** Milliseconds for connecting, and for the answer. */
export const timeLimit = 10_000;

interface DriverError {
  readonly code: string;
  readonly message: string;
}

/** Why a database could not be read. The address is told without user and password. */
export function explain(error: unknown, address: Address, table: VersionTableName): string {
  const { code, message } = readError(error);
  const place = nameOf(address);
  switch (code) {
    case "ECONNREFUSED":
      return `Nothing listens at ${place}. Start the database, or correct host and port.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host of ${place} is not known here. Correct it, or run the doctor where the application runs: a name of a container network is known only inside.`;
    case "ECONNRESET":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return `${place} does not let us through (${code}). Look at firewall and network, or read the rows there and give them with \`--rows\`.`;
    case "ENOENT":
      return `There is no socket for ${place}. Start the database, or correct the path.`;
    case "28P01":
    case "28000":
    case "ER_ACCESS_DENIED_ERROR":
      return `${place} refuses the user or the password. Give those that the application uses; characters such as \`@\` and \`/\` in a password are written \`%40\` and \`%2F\`.`;
    case "3D000":
    case "ER_BAD_DB_ERROR":
      return `The server has no database of that name: ${place}. Correct the name.`;
    case "42501":
    case "ER_TABLEACCESS_DENIED_ERROR":
    case "ER_DBACCESS_DENIED_ERROR":
      return `The user may not read \`${table.name}\` in ${place}. Use the user that runs the migrations.`;
    case "42703":
    case "ER_BAD_FIELD_ERROR":
      return `\`${table.name}\` in ${place} has no column \`version_num\`, so it is no version table of Alembic's. Name the right one with \`--version-table\`.`;
  }
  if (/time(d)?.?out|canceling statement/i.test(`${code} ${message}`)) {
    return `${place} did not answer within ${timeLimit / 1000} seconds. Another session may hold the table, a migration that is under way for one; try again, or give the rows with \`--rows\`.`;
  }
  return `${place} could not be read: ${message.split("\n")[0]}. Read the rows with the database's own client and give them with \`--rows\`.`;
}

/** Of several attempts (IPv6, then IPv4) the last one tells. */
function readError(error: unknown): DriverError {
  const one = error instanceof AggregateError ? error.errors.at(-1) : error;
  if (!(one instanceof Error)) return { code: "", message: String(one) };
  const code = "code" in one ? String(one.code) : "";
  return { code, message: (one.message || code).replace(/\.$/, "") };
}

function nameOf(address: Address): string {
  if (address.kind === "sqlite") return `\`${address.path}\``;
  const { host, port, database } = address;
  const where = host.startsWith("/") ? host : `${host}:${port}`;
  return `\`${database === undefined ? where : `${where}/${database}`}\``;
}
