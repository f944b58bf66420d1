// The one line that lists all rows, for the database at hand.

import { code } from "../../text/sentence.ts";
import { shellText } from "../../text/shell.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { listRows } from "./sql.ts";

/** A command of the database's own client where it is known which; else the statement. */
export function howToList({ dialect, table }: Pick<Evidence, "dialect" | "table">): string {
  const sql = listRows(dialect ?? "postgresql", table);
  switch (dialect) {
    case "postgresql":
      return code(`psql "$DATABASE_URL" -Atc ${quoted(sql)}`);
    case "mysql":
      return code(`mysql -Ne ${quoted(sql)} DATABASE`);
    case "sqlite":
      return code(`sqlite3 FILE ${quoted(sql)}`);
    case null:
      return code(`${sql};`);
  }
}

function quoted(sql: string): string {
  return /['"]/.test(sql) ? shellText(sql) : `'${sql}'`;
}
