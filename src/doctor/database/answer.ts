// What a look at a version table yields: plain data, since it crosses from one bundle to another.

import type { Catalogue } from "../evidence/evidence.ts";
import type { DatabaseKind, VersionTableName } from "../model.ts";

/** The version table, or why it could not be read. Messages hold no password. */
export type DatabaseAnswer =
  | {
      readonly kind: "table";
      readonly database: DatabaseKind;
      readonly isMissing: boolean;
      /** In the order in which the database returned them. */
      readonly rows: readonly string[];
      /** How many characters `version_num` holds, null without a limit. */
      readonly width: number | null;
      /** Null where the user may not look, or where it took too long. */
      readonly catalogue: Catalogue | null;
    }
  | { readonly kind: "trouble"; readonly message: string }
  | { readonly kind: "wrong-usage"; readonly message: string };

/** Reads a version table. `address` is a URL in SQLAlchemy's or the database's own spelling, or `env`. */
export type ReadVersionTable = (
  address: string,
  table: VersionTableName,
  env: Readonly<Record<string, string | undefined>>,
) => Promise<DatabaseAnswer>;

/** A version table as a driver finds it. Throws Trouble. */
export interface VersionTable {
  readonly isMissing: boolean;
  readonly rows: readonly string[];
  readonly width: number | null;
  readonly catalogue: Catalogue | null;
}

/** One more row than a version table can have: who reads so many has the wrong table. */
export const mostRowsRead = 1_001;

/** A reason why a database could not be read: a sentence that ends in a remedy. */
export class Trouble extends Error {
  override readonly name = "Trouble";
}
