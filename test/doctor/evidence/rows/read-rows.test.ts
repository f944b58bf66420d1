// Rows as people type and pipe them.

import { expect, test } from "vitest";
import { readPipedRows, readTypedRows } from "../../../../src/doctor/evidence/rows/read-rows.ts";

test("a list may have blanks after its commas; blanks behind a row are the row's", () => {
  expect(readTypedRows("a1, b2 ,'',c3")).toEqual(["a1", "b2 ", "", "c3"]);
  expect(readTypedRows("")).toEqual([]);
});

test.each([
  ["psql", " version_num  \n--------------\n a1\n b2\n(2 rows)\n\n"],
  ["psql in German", " version_num \n-------------\n a1\n b2\n(2 Zeilen)\n"],
  ["psql in Russian", " version_num \n-------------\n a1\n b2\n(2 строки)\n\nВремя: 0,345 мс\n"],
  ["psql in Chinese", " version_num \n-------------\n a1\n b2\n(2 行记录)\n\n时间：0.345 ms\n"],
  [
    "psql with \\timing",
    "Timing is on.\n version_num \n---\n a1\n b2\n(2 rows)\n\nTime: 0.321 ms\n",
  ],
  [
    "psql with \\x",
    "-[ RECORD 1 ]--------\nversion_num | a1\n-[ RECORD 2 ]--------\nversion_num | b2\n\n",
  ],
  [
    "psql with \\x in German",
    "-[ DATENSATZ 1 ]\nversion_num | a1\n-[ DATENSATZ 2 ]\nversion_num | b2\n",
  ],
  ["psql -A with \\x", "version_num|a1\n\nversion_num|b2\n"],
  ["psql -A", "version_num\na1\nb2\n(2 rows)\n"],
  ["psql -t", " a1\n b2\n\n"],
  ["psql -At, sqlite3 and Windows", "a1\r\nb2\r\n"],
  ["psql --csv", "version_num\na1\nb2\n"],
  ["CSV with quotes", '"version_num"\n"a1"\n"b2"\n'],
  ["COPY", "a1\nb2\nCOPY 2\n"],
  [
    "psql with border 2",
    "+-------------+\n| version_num |\n+-------------+\n| a1          |\n| b2          |\n+-------------+\n(2 rows)\n",
  ],
  [
    "psql with unicode lines",
    "┌─────────────┐\n│ version_num │\n├─────────────┤\n│ a1          │\n│ b2          │\n└─────────────┘\n(2 rows)\n",
  ],
  [
    "psql with a greeting",
    'psql (14.2, server 13.1)\nType "help" for help.\n\n version_num \n---\n a1\n b2\n(2 rows)\n',
  ],
  [
    "psql -H",
    '<table border="1">\n  <tr>\n    <th align="center">version_num</th>\n  </tr>\n  <tr valign="top">\n    <td align="left">a1</td>\n  </tr>\n  <tr valign="top">\n    <td align="left">b2</td>\n  </tr>\n</table>\n<p>(2 rows)<br />\n</p>\n',
  ],
  [
    "mysql",
    "+-------------+\n| version_num |\n+-------------+\n| a1          |\n| b2          |\n+-------------+\n2 rows in set (0.00 sec)\n",
  ],
  [
    "mysql with a warning",
    "mysql: [Warning] Using a password on the command line interface can be insecure.\n+---+\n| version_num |\n+---+\n| a1 |\n| b2 |\n+---+\n2 rows in set, 1 warning (0.00 sec)\n",
  ],
  [
    "mysql -B",
    "mysql: [Warning] Using a password on the command line interface can be insecure.\nversion_num\na1\nb2\n",
  ],
  [
    "mysql with \\G",
    "*************************** 1. row ***************************\nversion_num: a1\n*************************** 2. row ***************************\nversion_num: b2\n2 rows in set (0.00 sec)\n",
  ],
  [
    "mysql -X",
    '<?xml version="1.0"?>\n<resultset statement="select">\n  <row>\n\t<field name="version_num">a1</field>\n  </row>\n  <row>\n\t<field name="version_num">b2</field>\n  </row>\n</resultset>\n',
  ],
  ["sqlite3 -column", "version_num\n-----------\na1         \nb2         \n"],
  [
    "sqlite3 -box",
    "╭─────────────╮\n│ version_num │\n╞═════════════╡\n│ a1          │\n│ b2          │\n╰─────────────╯\n",
  ],
  ["sqlite3 -line", "version_num = a1\n\nversion_num = b2\n"],
  ["sqlite3 -markdown", "| version_num |\n|-------------|\n| a1          |\n| b2          |\n"],
  ["sqlite3 -json", '[{"version_num":"a1"},\n{"version_num":"b2"}]\n'],
  ["JSON lines", '{"version_num":"a1"}\n{"version_num":"b2"}\n'],
  ["sqlite3 -quote", "'a1'\n'b2'\n"],
  ["sqlite3 -insert", "INSERT INTO \"table\" VALUES('a1');\nINSERT INTO \"table\" VALUES('b2');\n"],
  [
    "pg_dump",
    "SET x = 1;\nCREATE TABLE public.alembic_version (\n);\nCOPY public.alembic_version (version_num) FROM stdin;\na1\nb2\n\\.\n\n",
  ],
  [
    "mysqldump",
    "CREATE TABLE `alembic_version` (\n`version_num` varchar(32) NOT NULL\n);\nINSERT INTO `alembic_version` VALUES ('a1'),('b2');\n",
  ],
  ["Python", "[('a1',), ('b2',)]\n"],
  ["Python's dictionaries", "{'version_num': 'a1'}\n{'version_num': 'b2'}\n"],
  [
    "compose",
    'WARN[0000] The "X" variable is not set. Defaulting to a blank string. \ntime="2024-11-25T10:00:00Z" level=warning msg="the attribute `version` is obsolete"\na1\nb2\n',
  ],
  [
    "compose's logs",
    "db-1  |  version_num \ndb-1  | -------------\ndb-1  |  a1\ndb-1  |  b2\ndb-1  | (2 rows)\n",
  ],
  [
    "alembic current",
    "INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.\nINFO  [alembic.runtime.migration] Will assume transactional DDL.\na1 (head)\nb2 (effective head) (mergepoint)\n",
  ],
  [
    "alembic current --verbose",
    "Current revision(s) for postgresql://app@db/app:\nRev: a1 (head)\nParent: 00\nPath: /app/versions/a1.py\n\n    make users\n    \n    Revision ID: a1\n\nRev: b2\nParent: <base>\nPath: /app/versions/b2.py\n",
  ],
])("what %s prints is understood", (_, text) => {
  expect(readPipedRows(text)).toEqual({
    rows: { kind: "all", ids: ["a1", "b2"] },
    passedOver: [],
    error: null,
  });
});

test.each([
  ["psql", " version_num \n-------------\n(0 rows)\n"],
  ["psql -A", "version_num\n(0 rows)\n"],
  ["psql with \\x", "(0 rows)\n"],
  ["mysql", "Empty set (0.00 sec)\n"],
  [
    "mysql with a warning",
    "mysql: [Warning] Using a password on the command line interface can be insecure.\nEmpty set, 1 warning (0.01 sec)\n",
  ],
  ["CSV", "version_num\n"],
  ["JSON", "[]\n"],
])("an empty table of %s has no rows", (_, text) => {
  expect(readPipedRows(text).rows).toEqual({ kind: "all", ids: [] });
});

test.each([
  ["nothing at all", ""],
  ["blank lines", "\n \n"],
  [
    "an error of psql",
    'psql: error: connection to server on socket "/tmp/x" failed: No such file\n',
  ],
  [
    "a missing table",
    'ERROR:  relation "alembic_version" does not exist\nLINE 1: SELECT version_num FROM alembic_version\n                                ^\n',
  ],
  [
    "a missing table of MySQL",
    "ERROR 1146 (42S02) at line 1: Table 'shop.alembic_version' doesn't exist\n",
  ],
  [
    "an error of Alembic",
    "INFO  [alembic.runtime.migration] Context impl SQLiteImpl.\nERROR [alembic.util.messaging] Can't locate revision identified by 'a1'\n  FAILED: Can't locate revision identified by 'a1'\n",
  ],
  ["docker's errors", 'service "db" is not running\n'],
  ["only log lines", "INFO  [alembic.runtime.migration] Context impl SQLiteImpl.\n"],
  ["prose", "I have no idea what to do here\n"],
])("%s is neither a row nor an empty table", (_, text) => {
  expect(readPipedRows(text).rows).toBeNull();
});

test("what looks like no row is passed over and kept to be told", () => {
  const text = "Loading settings for production\na1\nWARNING: no logger named x\nb2 (head)\n";
  expect(readPipedRows(text)).toEqual({
    rows: { kind: "all", ids: ["a1", "b2"] },
    passedOver: ["WARNING: no logger named x", "Loading settings for production"],
    error: null,
  });
});

test("an empty row is one in every frame that shows it", () => {
  const rows = (text: string) => readPipedRows(text).rows?.ids;
  expect(rows(" version_num \n-----\n \n a1\n(2 rows)\n")).toContain("");
  expect(rows("+---+\n| version_num |\n+---+\n|   |\n| a1 |\n+---+\n")).toEqual(["", "a1"]);
  expect(rows("''\na1\n")).toEqual(["", "a1"]);
});

test("a client that counted more rows than can be read leaves the rest open", () => {
  expect(readPipedRows("version_num\na1\n(3 rows)\n").rows).toEqual({
    kind: "at-least",
    ids: ["a1"],
  });
});

test("a revision of several words is read where a frame holds it", () => {
  const text = "| version_num |\n|---|\n| first try |\n";
  expect(readPipedRows(text).rows?.ids).toEqual(["first try"]);
});
