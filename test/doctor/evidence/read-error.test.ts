// Alembic's errors as people paste them.

import { expect, test } from "vitest";
import { readError } from "../../../src/doctor/evidence/read-error.ts";

test.each([
  [
    "ERROR [flask_migrate] Error: Requested revision 6a9f914f656c overlaps with other requested revisions a91b476a53de",
    { kind: "overlaps", rows: ["6a9f914f656c", "a91b476a53de"] },
  ],
  [
    "alembic.util.exc.CommandError: Can't locate revision identified by '6a9f914f656c'",
    { kind: "cannot-locate", rows: ["6a9f914f656c"] },
  ],
  [
    "Can\u2019t locate revision identified by \u20186a9f\u2019",
    { kind: "cannot-locate", rows: ["6a9f"] },
  ],
  [
    "Online migration expected to match one row when updating 'a1' to 'b2' in 'alembic_version'; 2 found",
    { kind: "doubled", rows: ["a1", "a1"] },
  ],
  [
    "Online migration expected to match one row when deleting 'a1' in 'alembic_version'; 0 found",
    { kind: "not-found", rows: [], names: ["a1"] },
  ],
  [
    "FAILED: Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
    { kind: "multiple-heads", rows: [] },
  ],
  ["Target database is not up to date.", { kind: "not-up-to-date" }],
  [
    "psycopg2.errors.StringDataRightTruncation: value too long for type character varying(32)",
    { kind: "too-long" },
  ],
  [
    "UserWarning: Revision gone referenced from gone -> c (head), x is not present\nKeyError: 'gone'",
    { kind: "scripts", names: ["gone"] },
  ],
  ["Cycle is detected in revisions (a, b)", { kind: "scripts" }],
  ["KeyError: 'gone'", { kind: "scripts", names: ["gone"] }],
])("%s", (text, reading) => {
  expect(readError(`$ alembic upgrade head\n\x1b[31m${text}\x1b[0m\n`)).toMatchObject({
    error: reading,
  });
});

test("of a long log the last word counts, whatever stands around it", () => {
  const log = `${"INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.\n".repeat(20_000)}Can't locate revision identified by 'x1'`;
  const started = performance.now();
  expect(readError(log)?.error?.rows).toEqual(["x1"]);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("hostile text is read in a moment", () => {
  for (const part of [
    "Requested revision a overlaps with other requested revisions ",
    "a, ",
    "Revision x referenced from ",
    "'",
  ]) {
    const started = performance.now();
    readError(part.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  }
});

test("other people's errors are not Alembic's", () => {
  expect(readError("connection refused")).toBeNull();
});
