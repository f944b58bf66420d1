// What a database's own catalogue lists → tables with their columns, and what looks like a version table.

import type { Catalogue } from "../evidence/evidence.ts";
import type { VersionTableName } from "../model.ts";

/** A column, its table and schema; a table without columns has null. */
export type ListedColumn = readonly [schema: string, table: string, column: string | null];

/** Columns that are looked at; larger databases are known in part. */
export const mostColumns = 100_000;

/** Columns in the order of their tables → what the doctor wants to know. */
export function toCatalogue(
  listed: readonly ListedColumn[],
  asked: VersionTableName,
  { defaultSchema, hasSchema }: Pick<Catalogue, "defaultSchema" | "hasSchema">,
): Catalogue {
  const tables = new Map<string, { schema: string; name: string; columns: string[] }>();
  for (const [schema, name, column] of listed.slice(0, mostColumns)) {
    const key = JSON.stringify([schema, name]);
    const table = tables.get(key) ?? { schema, name, columns: [] };
    tables.set(key, table);
    if (column !== null) table.columns.push(column);
  }
  const isAsked = ({ schema, name }: { readonly schema: string; readonly name: string }) =>
    name === asked.name && schema === (asked.schema ?? defaultSchema);
  const isVersionTable = ({ columns }: { readonly columns: readonly string[] }) =>
    columns.length === 1 && columns[0] === "version_num";
  const all = [...tables.values()];
  return {
    defaultSchema,
    hasSchema,
    tables: all.filter((table) => !isVersionTable(table) && !isAsked(table)),
    versionTables: all
      .filter((table) => isVersionTable(table) && !isAsked(table))
      .map(({ schema, name }) => ({ schema, name })),
    isWhole: listed.length <= mostColumns,
  };
}
