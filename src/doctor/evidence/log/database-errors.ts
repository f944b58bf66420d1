// What PostgreSQL, MySQL, MariaDB and SQLite say when a script meets a schema that it did not expect.

import type { NamedObject } from "../evidence.ts";
import type { ErrorPattern } from "./pattern.ts";

const object = (type: string, name: string, table: string | null = null): NamedObject => ({
  type: type === "relation" ? "table" : type,
  name: name.replace(/^(?:public|main)\./, ""),
  table: table === "" ? null : table,
});

const type = "(relation|table|column|index|constraint|type|sequence|schema|trigger|function|view)";
const inQuotes = `["'\`]([^"'\`\\n]{1,200})["'\`]`;

/** Their messages. */
export const databaseErrors: readonly ErrorPattern[] = [
  {
    kind: "too-long",
    text: /value\s+too\s+long\s+for\s+type\s+character\s+varying\((\d{1,5})\)/g,
    read: () => ({}),
  },
  {
    kind: "too-long",
    text: /Data\s+too\s+long\s+for\s+column\s+["'`]version_num["'`]/g,
    read: () => ({}),
  },
  {
    // PostgreSQL. `…, skipping` is a notice of IF NOT EXISTS.
    kind: "already-exists",
    text: new RegExp(
      `\\b${type} ${inQuotes}(?: of relation ${inQuotes}| for relation ${inQuotes})?\\s+already exists(?!, skipping)`,
      "g",
    ),
    read: ([what = "", name = "", ...tables]) => ({
      object: object(what, name, tables.find((one) => one !== undefined) ?? null),
    }),
  },
  {
    kind: "does-not-exist",
    text: new RegExp(
      `\\b${type} ${inQuotes}(?: of relation ${inQuotes})?\\s+does not exist(?!, skipping)`,
      "g",
    ),
    read: ([what = "", name = "", table]) => ({ object: object(what, name, table ?? null) }),
  },
  {
    kind: "does-not-exist",
    text: /\bcolumn ([\w.]{1,200})\s+does not exist/g,
    read: ([name = ""]) => ({ object: object("column", name) }),
  },
  // SQLite.
  {
    kind: "already-exists",
    text: /\b(table|index|view|trigger) ["'`]?([^\s"'`]{1,200})["'`]? already exists/g,
    read: ([what = "", name = ""]) => ({ object: object(what, name) }),
  },
  {
    kind: "already-exists",
    text: /\bduplicate column name: ([^\s"'`)]{1,200})/g,
    read: ([name = ""]) => ({ object: object("column", name) }),
  },
  {
    kind: "does-not-exist",
    text: /\bno such (table|column|index): ([^\s"'`)]{1,200})/g,
    read: ([what = "", name = ""]) => ({ object: object(what, name) }),
  },
  // MySQL and MariaDB, with `Table 'database.name'`.
  {
    kind: "already-exists",
    text: new RegExp(`\\bTable ${inQuotes} already exists`, "g"),
    read: ([name = ""]) => ({ object: object("table", bare(name)) }),
  },
  {
    kind: "already-exists",
    text: new RegExp(`\\bDuplicate (column|key|foreign key constraint) name ${inQuotes}`, "g"),
    read: ([what = "", name = ""]) => ({ object: object(what === "key" ? "index" : what, name) }),
  },
  {
    kind: "does-not-exist",
    text: new RegExp(`\\b(?:Table ${inQuotes} doesn't exist|Unknown table ${inQuotes})`, "g"),
    read: ([one, other]) => ({ object: object("table", bare(one ?? other ?? "")) }),
  },
  {
    kind: "does-not-exist",
    text: new RegExp(`\\bUnknown column ${inQuotes}`, "g"),
    read: ([name = ""]) => ({ object: object("column", bare(name)) }),
  },
  {
    kind: "does-not-exist",
    text: new RegExp(`\\bCan't DROP (?:COLUMN |INDEX |FOREIGN KEY )?${inQuotes}; check that`, "g"),
    read: ([name = ""]) => ({ object: object("column or key", name) }),
  },
];

function bare(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
