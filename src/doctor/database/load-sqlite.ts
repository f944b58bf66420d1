// SQLite as WebAssembly: sql.js, which cannot be bundled and therefore lies beside the bundle.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What is used of an open database. */
export interface SqliteDatabase {
  exec(sql: string): readonly { readonly values: readonly (readonly unknown[])[] }[];
  close(): void;
}

/** What is used of sql.js. */
export interface SqlJs {
  readonly Database: new (bytes: Uint8Array) => SqliteDatabase;
}

/** In a variable, since the bundler would take a new URL on the spot for a file to bundle. */
const here = import.meta.url;

/** Loads SQLite: the copy that the build puts beside the bundle, or the installed package. */
export async function loadSqlite(): Promise<SqlJs> {
  const copy = new URL("./sqlite.cjs", here);
  const place = existsSync(fileURLToPath(copy)) ? copy.href : "sql.js/dist/sql-wasm-inline.js";
  const { default: start } = await import(/* webpackIgnore: true */ place);
  return start();
}
