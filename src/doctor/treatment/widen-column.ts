// A version table whose column is too narrow for the revisions that have to stand in it.

import type { RevisionId } from "../../model.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { RepairStep } from "../model.ts";
import { tableIn } from "./sql.ts";
import { sqlStep } from "./steps.ts";

/** What Alembic gives the column unless told otherwise. */
const usualWidth = 32;
const wideEnough = 255;

/** Widens the column before one of these revisions is written; null where all of them fit. */
export function widenColumn(
  { table, dialect }: Evidence,
  revisions: readonly RevisionId[],
): RepairStep | null {
  const longest = Math.max(0, ...revisions.map((one) => [...one].length));
  const hasNoLimit = dialect === "sqlite" || table.width === null;
  if (hasNoLimit || longest <= (table.width ?? usualWidth)) return null;
  const type = `VARCHAR(${wideEnough})`;
  return sqlStep(
    `Make room for identifiers of ${longest} characters, where the column is narrower:`,
    {
      postgresql: `ALTER TABLE ${tableIn("postgresql", table)} ALTER COLUMN version_num TYPE ${type};`,
      mysql: `ALTER TABLE ${tableIn("mysql", table)} MODIFY version_num ${type} NOT NULL;`,
      sqlite: "-- SQLite does not limit the length: there is nothing to do.",
    },
  );
}
