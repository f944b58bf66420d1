// Rows beside the schema: what an open database shows of scripts that ran without a record, or broke off.

import { expect, test } from "vitest";
import type { Catalogue, Evidence } from "../../src/doctor/evidence/evidence.ts";
import { readLog } from "../../src/doctor/evidence/log/read-log.ts";
import { rowsOfLog } from "../../src/doctor/evidence/log/rows-of-log.ts";
import { examine } from "../../src/doctor/examine.ts";
import { readUpgrade } from "../../src/parse/upgrade.ts";
import { graphOf } from "../support/graph.ts";
import { patient } from "../support/patient.ts";

const line = `
  <base> -> a1aaaa, create users
  a1aaaa -> b2bbbb, create orders
  b2bbbb -> c3cccc, add the total`;

const bodies: Readonly<Record<string, string>> = {
  a1aaaa: "op.create_table('users', sa.Column('id'))",
  b2bbbb:
    "op.create_table('orders', sa.Column('id'))\n    op.create_table('lines', sa.Column('id'))",
  c3cccc: "op.execute('UPDATE x')\n    op.add_column('orders', sa.Column('total'))",
};

/** A database with these tables (`name: column, column`), at these rows. */
function database(
  rows: readonly string[],
  tables: Readonly<Record<string, readonly string[]>>,
  given: {
    catalogue?: Partial<Catalogue>;
    table?: Partial<Evidence["table"]>;
    bodies?: Readonly<Record<string, string>>;
    log?: string;
    dialect?: Evidence["dialect"];
    history?: string;
  } = {},
): Evidence {
  return patient(given.history ?? line, rows, {
    dialect: given.dialect ?? "postgresql",
    ...(given.log === undefined ? {} : { testimony: readLog(given.log) }),
    upgradeOf: (revision) =>
      readUpgrade(`def upgrade():\n    ${{ ...bodies, ...given.bodies }[revision] ?? "pass"}\n`),
    table: { source: "database", isMissing: false, ...given.table },
    catalogue: {
      defaultSchema: "public",
      hasSchema: true,
      tables: Object.entries(tables).map(([name, columns]) => ({
        schema: "public",
        name,
        columns,
      })),
      versionTables: [],
      isWhole: true,
      ...given.catalogue,
    },
  });
}

const kinds = (report: ReturnType<typeof examine>) => report.problems.map(({ kind }) => kind);

test("a database whose tables are those of its rows is in order", () => {
  const report = examine(database(["a1aaaa"], { users: ["id"] }));
  expect(report).toMatchObject({ verdict: "works", problems: [] });
});

test("tables without any row are not an empty database", () => {
  const report = examine(database([], { users: ["id"] }, { table: { isMissing: true } }));
  expect(report).toMatchObject({ verdict: "fails", repairs: [{ rows: ["a1aaaa"] }] });
  expect(kinds(report)).toEqual(["unrecorded-schema"]);
  expect(report.problems[0]?.what).toContain("`users`, which `a1aaaa` makes, is there already");
  expect(report.repairs[0]?.runs).toEqual(["b2bbbb", "c3cccc"]);
  expect(report.repairs[0]?.steps[0]?.sql?.postgresql).toBe(
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);",
  );
});

test("another program's tables beside an empty version table stop nothing", () => {
  const report = examine(database([], { posts: ["id"] }));
  expect(report).toMatchObject({ verdict: "works", problems: [] });
});

test("tables that scripts may have made in a way that cannot be read leave it open", () => {
  const hidden = { a1aaaa: "make()", b2bbbb: "make()", c3cccc: "make()" };
  const report = examine(database([], { users: ["id"] }, { bodies: hidden }));
  expect(report).toMatchObject({ verdict: "unknown", repairs: [] });
  expect(kinds(report)).toEqual(["tables-without-row"]);
});

test("a script that ran and was not recorded is recorded, after a look at what no catalogue shows", () => {
  const tables = { users: ["id"], orders: ["id", "total"], lines: ["id"] };
  const report = examine(database(["a1aaaa"], tables));
  expect(kinds(report)).toEqual(["schema-ahead"]);
  expect(report.repairs).toMatchObject([{ rows: ["c3cccc"], runs: [] }]);
  expect(report.repairs[0]?.before.join(" ")).toContain(
    "`c3cccc`, line 2: `op.execute('UPDATE x')`",
  );
  const behind = examine(database(["a1aaaa"], { ...tables, orders: ["id"] }));
  expect(behind.repairs).toMatchObject([{ rows: ["b2bbbb"], runs: ["c3cccc"] }]);
});

test("a script that broke off is not recorded: what it left goes, after a look that it is empty", () => {
  const torn = { users: ["id"], orders: ["id"] };
  const report = examine(database(["a1aaaa"], torn, { dialect: "mysql" }));
  expect(kinds(report)).toEqual(["half-run"]);
  expect(report.repairs).toMatchObject([{ rows: ["a1aaaa"], runs: ["b2bbbb", "c3cccc"] }]);
  expect(report.repairs[0]?.steps.map(({ sql }) => sql?.mysql)).toEqual([
    "SELECT COUNT(*) FROM `orders`;",
    "DROP TABLE `orders`;",
  ]);
  // PostgreSQL takes back what breaks off: somebody else made it.
  const whole = examine(database(["a1aaaa"], torn));
  expect(kinds(whole)).toEqual(["schema-ahead"]);
  expect(whole.repairs).toEqual([]);
  const before = examine(database([], torn, { dialect: "mysql" }));
  expect(before.repairs).toMatchObject([{ rows: ["a1aaaa"], runs: ["b2bbbb", "c3cccc"] }]);
});

test("what a later script takes away again does not make an earlier one half run", () => {
  for (const [drop, dialect] of [
    ["op.drop_table('lines')", "mysql"],
    ["op.rename_table('lines', 'items')", "sqlite"],
    ["op.execute('DROP TABLE lines')", "mysql"],
  ] as const) {
    const report = examine(
      database(
        [],
        { users: ["id"], orders: ["id", "total"] },
        { dialect, bodies: { c3cccc: drop } },
      ),
    );
    expect(kinds(report), drop).toEqual(["unrecorded-schema"]);
    expect(report.repairs[0], drop).toMatchObject({ rows: ["b2bbbb"], runs: ["c3cccc"] });
    expect(report.repairs[0]?.before.at(-1), drop).toContain("Look whether `c3cccc` ran as well");
  }
});

test("of a table that is there nothing is taken away where a later script left something too", () => {
  const bodiesLater = { c3cccc: "op.create_table('later')" };
  const report = examine(
    database(
      [],
      { users: ["id"], orders: ["id"], later: ["id"] },
      {
        dialect: "mysql",
        bodies: bodiesLater,
      },
    ),
  );
  expect(kinds(report)).toEqual(["unrecorded-schema"]);
  expect(report.repairs).toEqual([]);
});

test("where something further on is there and what comes before it is not, nobody can say what ran", () => {
  const report = examine(database(["a1aaaa"], { users: ["id"], orders: ["total"] }));
  expect(report.repairs.flatMap(({ rows }) => rows)).not.toContain("c3cccc");
  const gap = { b2bbbb: "op.create_table('gone')" };
  const torn = examine(database(["a1aaaa"], { orders: ["total"] }, { bodies: gap }));
  expect(torn).toMatchObject({ verdict: "fails", repairs: [] });
});

test("a table that an earlier script drops or renames tells nothing", () => {
  for (const drop of [
    "op.drop_table('orders')",
    "op.rename_table('orders', 'old')",
    "drop_all()",
  ]) {
    const report = examine(
      database(
        ["a1aaaa"],
        { orders: ["id"], lines: ["id"] },
        {
          bodies: { b2bbbb: drop, c3cccc: "op.create_table('orders')" },
        },
      ),
    );
    expect(report, drop).toMatchObject({ verdict: "works", problems: [] });
  }
});

test("a version table in another schema, or of another name, is named with the option that looks at it", () => {
  const other = { versionTables: [{ schema: "app", name: "alembic_version" }] };
  const report = examine(database([], {}, { catalogue: other, table: { isMissing: true } }));
  expect(report).toMatchObject({ verdict: "unknown", repairs: [] });
  expect(report.problems[0]?.what).toMatch(/`app\.alembic_version`.*`--schema app`/);
  const named = { versionTables: [{ schema: "public", name: "shop_version" }] };
  const missing = examine(database([], {}, { catalogue: named, table: { isMissing: true } }));
  expect(missing.problems[0]?.what).toContain("`--version-table shop_version`");
  expect(examine(database([], {}, { catalogue: named })).verdict).toBe("works");
  expect(examine(database(["c3cccc"], {}, { catalogue: other })).verdict).toBe("works");
});

test("a copy that a batch operation left is told, and where the rows are", () => {
  const both = { users: ["id"], _alembic_tmp_users: ["id"] };
  const aside = examine(database(["c3cccc"], both));
  expect(aside).toMatchObject({ verdict: "works" });
  expect(aside.problems[0]?.what).toContain("`DROP TABLE _alembic_tmp_users`");
  const next = { b2bbbb: "with op.batch_alter_table('users') as b:\n        b.drop_column('x')" };
  expect(examine(database(["a1aaaa"], both, { bodies: next })).verdict).toBe("unknown");
  const alone = examine(database(["c3cccc"], { _alembic_tmp_users: ["id"] }));
  expect(alone.verdict).toBe("unknown");
  expect(alone.problems[0]?.what).toContain("RENAME TO users");
});

// ------------------------------------------------------------------- logs

const broken = (
  impl: string,
  kind: string,
) => `INFO  [alembic.runtime.migration] Context impl ${impl}.
INFO  [alembic.runtime.migration] Will assume ${kind} DDL.
INFO  [alembic.runtime.migration] Running upgrade a1aaaa -> b2bbbb, create orders
  File "/app/versions/b2bbbb.py", line 3, in upgrade
sqlalchemy.exc.OperationalError: (x) table lines already exists
`;

test("a log tells which script broke off, at which line, and what it left behind", () => {
  const log = broken("SQLiteImpl", "non-transactional");
  const report = examine(
    database(["a1aaaa"], { users: ["id"], orders: ["id"], lines: ["id"] }, { log }),
  );
  expect(kinds(report)).toEqual(["schema-ahead", "broke-off"]);
  expect(report.problems[1]?.what).toMatch(
    /^`b2bbbb` broke off at line 3: .*`lines`, which is there already\. .*before line 3 stays \(`orders`\)\.$/,
  );
  const whole = examine(
    database(["a1aaaa"], { lines: ["id"] }, { log: broken("PostgresqlImpl", "transactional") }),
  );
  expect(whole.problems.at(-1)?.what).toContain("left nothing behind");
});

test("a log of a script that has run since, or of a table that is gone, is not held against the database", () => {
  const log = broken("SQLiteImpl", "non-transactional");
  const since = examine(database(["b2bbbb"], { lines: ["id"] }, { log }));
  expect(since).toMatchObject({ verdict: "works", problems: [] });
  expect(since.unknown.join(" ")).toContain("has run since");
  const gone = examine(database(["a1aaaa"], { users: ["id"] }, { log }));
  expect(gone).toMatchObject({ verdict: "works", problems: [] });
  expect(gone.unknown.join(" ")).toContain("is not there any more");
});

test("a table that a script misses is traced to the script that makes it", () => {
  const log = broken("PostgresqlImpl", "transactional").replace(
    "table lines already exists",
    'relation "users" does not exist',
  );
  const report = examine(database(["a1aaaa"], {}, { log }));
  expect(report.problems.at(-1)?.what).toContain("It is made by `a1aaaa`");
});

test("a step tells a row where only that step stands on it", () => {
  const graph = graphOf(line);
  const log = broken("SQLiteImpl", "non-transactional");
  expect(rowsOfLog(readLog(log), graph)).toEqual(["a1aaaa"]);
  const branched = graphOf(`${line}\n  a1aaaa -> x1xxxx, another line`);
  expect(rowsOfLog(readLog(log), branched)).toEqual([]);
  const two = log.replace("Running", "Running upgrade  -> a1aaaa\nRunning");
  expect(rowsOfLog(readLog(two), graph)).toEqual(["a1aaaa"]);
  expect(rowsOfLog(readLog(two.replace("non-transactional", "transactional")), graph)).toEqual([]);
});
