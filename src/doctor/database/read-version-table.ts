// The door of this room: an address → the version table, or why it could not be read.

import { type Address, addressFromVariables, NoAddress, parseAddress } from "./address.ts";
import { type ReadVersionTable, Trouble, type VersionTable } from "./answer.ts";
import { explain } from "./explain-trouble.ts";
import { readMysql } from "./mysql.ts";
import { readPostgresql } from "./postgresql.ts";
import { readSqlite } from "./sqlite.ts";

/** Reads a version table without writing anything. Never throws for anything that an address or a database can be. */
export const readVersionTable: ReadVersionTable = async (given, table, env) => {
  let address: Address;
  try {
    address = given === "env" ? addressFromVariables(env) : parseAddress(given);
  } catch (error) {
    if (error instanceof NoAddress) return { kind: "wrong-usage", message: error.message };
    throw error;
  }
  try {
    const found = await read(address, table);
    return { kind: "table", database: address.kind, ...found };
  } catch (error) {
    const message = error instanceof Trouble ? error.message : explain(error, address, table);
    return { kind: "trouble", message: withoutPassword(message, address) };
  }
};

function read(address: Address, table: Parameters<ReadVersionTable>[1]): Promise<VersionTable> {
  switch (address.kind) {
    case "postgresql":
      return readPostgresql(address, table);
    case "mysql":
      return readMysql(address, table);
    case "sqlite":
      return readSqlite(address.path, table);
  }
}

/** Whatever a driver or a server says, the password is not in it. */
function withoutPassword(message: string, address: Address): string {
  const password = "password" in address ? address.password : undefined;
  if (!password) return message;
  return [password, encodeURIComponent(password)].reduce(
    (text, secret) => text.replaceAll(secret, "***"),
    message,
  );
}
