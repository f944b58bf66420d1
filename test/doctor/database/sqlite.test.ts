// SQLite files as applications leave them, read without a trace.

import { copyFileSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { readVersionTable } from "../../../src/doctor/database/read-version-table.ts";
import { makeFolder } from "../../support/repository.ts";

const table = { name: "alembic_version", schema: null };
const read = (path: string, named = table) => readVersionTable(`sqlite:///${path}`, named, {});

function makeDatabase(path: string, rows: readonly string[], setUp = ""): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(
    `${setUp}; CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)`,
  );
  for (const row of rows) database.prepare("INSERT INTO alembic_version VALUES (?)").run(row);
  return database;
}

test("rows, an empty table and a missing one are told apart", async () => {
  const folder = makeFolder();
  makeDatabase(join(folder, "full.db"), ["b2", "a1"]).close();
  makeDatabase(join(folder, "empty.db"), []).close();
  writeFileSync(join(folder, "none.db"), "");
  expect(await read(join(folder, "full.db"))).toMatchObject({
    isMissing: false,
    rows: ["b2", "a1"],
  });
  expect(await read(join(folder, "empty.db"))).toMatchObject({ isMissing: false, rows: [] });
  expect(await read(join(folder, "none.db"))).toMatchObject({ isMissing: true, rows: [] });
  const other = { ...table, name: 'o"ther' };
  expect(await read(join(folder, "full.db"), other)).toMatchObject({ isMissing: true });
});

test("what stands in the write-ahead log alone is read, and nothing is written beside the file", async () => {
  const folder = makeFolder();
  const live = join(folder, "live.db");
  const setUp = "PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0";
  const database = makeDatabase(live, ["a1"], setUp);
  expect(await read(live)).toMatchObject({ rows: ["a1"] });
  database.exec("UPDATE alembic_version SET version_num = 'b2'");
  const large = "x".repeat(100_000);
  database.exec("CREATE TABLE t (x TEXT)");
  database.prepare("INSERT INTO t VALUES (?)").run(large);
  expect(await read(live)).toMatchObject({ rows: ["b2"] });
  database.exec("BEGIN; UPDATE alembic_version SET version_num = 'c3'");
  expect(await read(live)).toMatchObject({ rows: ["b2"] });
  database.exec("ROLLBACK");
  const copy = makeFolder();
  for (const ending of ["", "-wal"])
    copyFileSync(`${live}${ending}`, join(copy, `live.db${ending}`));
  database.close();
  expect(await read(join(copy, "live.db"))).toMatchObject({ rows: ["b2"] });
  expect(readdirSync(copy).sort()).toEqual(["live.db", "live.db-wal"]);
  expect(existsSync(`${live}-journal`)).toBe(false);
});

test("a file in the middle of being written is no answer", async () => {
  const path = join(makeFolder(), "busy.db");
  const database = makeDatabase(path, ["a1"], "PRAGMA cache_size = 1");
  database.exec("CREATE TABLE t (x TEXT); BEGIN EXCLUSIVE");
  const insert = database.prepare("INSERT INTO t VALUES (?)");
  for (let i = 0; i < 200; i += 1) insert.run("x".repeat(2_000));
  expect(await read(path)).toMatchObject({
    kind: "trouble",
    message: expect.stringContaining("being written"),
  });
  database.exec("ROLLBACK");
  expect(await read(path)).toMatchObject({ rows: ["a1"] });
  database.close();
});

test("what is no database ends in a sentence with a remedy", async () => {
  const folder = makeFolder();
  const path = join(folder, "notes.db");
  writeFileSync(path, "Just some notes. ".repeat(100));
  const strange = new DatabaseSync(join(folder, "strange.db"));
  strange.exec("CREATE TABLE alembic_version (x TEXT)");
  strange.close();
  for (const [name, said] of [
    ["notes.db", "no SQLite database"],
    ["missing.db", "There is no file"],
    ["strange.db", "no column `version_num`"],
  ] as const) {
    const answer = await read(join(folder, name));
    expect(answer).toMatchObject({ kind: "trouble", message: expect.stringContaining(said) });
  }
});

test("the catalogue tells tables, their columns and other version tables", async () => {
  const path = join(makeFolder(), "shop.db");
  const database = makeDatabase(path, ["a1"]);
  database.exec(`CREATE TABLE users (id INT, email TEXT); CREATE VIEW v AS SELECT * FROM users;
    CREATE TABLE _alembic_tmp_users (id INT); CREATE VIRTUAL TABLE w USING fts5(x); CREATE TABLE blog_version (version_num TEXT)`);
  database.close();
  const answer = await read(path);
  // Whatever modules the application's SQLite has, the tables around are listed.
  expect(answer.kind === "table" && answer.catalogue).toEqual({
    defaultSchema: "main",
    hasSchema: true,
    tables: [
      { schema: "main", name: "_alembic_tmp_users", columns: ["id"] },
      { schema: "main", name: "users", columns: ["id", "email"] },
      { schema: "main", name: "v", columns: [] },
      { schema: "main", name: "w", columns: [] },
      ...["config", "content", "data", "docsize", "idx"].map((part) =>
        expect.objectContaining({ name: `w_${part}` }),
      ),
    ],
    versionTables: [{ schema: "main", name: "blog_version" }],
    isWhole: true,
  });
  expect(await read(path, { name: "alembic_version", schema: "shop" } as never)).toMatchObject({
    isMissing: true,
    catalogue: { hasSchema: false },
  });
});

test.each([
  [
    "a view",
    "CREATE VIEW alembic_version AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) AS version_num FROM c",
  ],
  ["a virtual table", "CREATE VIRTUAL TABLE alembic_version USING fts5(version_num)"],
])("%s is not asked for rows: it might never end", async (_, sql) => {
  const path = join(makeFolder(), "odd.db");
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
  expect(await read(path)).toMatchObject({
    kind: "trouble",
    message: expect.stringContaining("Alembic writes into a table"),
  });
});

test("of a table with very many rows only as many are read as show that it is no version table", async () => {
  const path = join(makeFolder(), "large.db");
  const database = new DatabaseSync(path);
  database.exec(
    "CREATE TABLE alembic_version AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 5000) SELECT x AS version_num FROM c",
  );
  database.close();
  const answer = await read(path);
  expect(answer.kind === "table" && answer.rows.length).toBe(1001);
});
