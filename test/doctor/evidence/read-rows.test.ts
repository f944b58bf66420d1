// Rows as people type and pipe them.

import { expect, test } from "vitest";
import { readPipedRows, readTypedRows } from "../../../src/doctor/evidence/read-rows.ts";

test("a list may have blanks after its commas; blanks behind a row are the row's", () => {
  expect(readTypedRows("a1, b2 ,'',c3")).toEqual(["a1", "b2 ", "", "c3"]);
  expect(readTypedRows("")).toEqual([]);
});

test.each([
  ["psql", " version_num  \n--------------\n a1\n b2\n(2 rows)\n\n"],
  [
    "mysql",
    "+-------------+\n| version_num |\n+-------------+\n| a1          |\n| b2          |\n+-------------+\n2 rows in set (0.00 sec)\n",
  ],
  ["psql -At, sqlite3 and Windows", "a1\r\nb2\r\n"],
])("what %s prints is understood", (_, text) => {
  expect(readPipedRows(text)).toEqual(["a1", "b2"]);
});
