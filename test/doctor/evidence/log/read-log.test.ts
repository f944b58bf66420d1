// Alembic's errors as people paste them, and logs as containers print them.

import { expect, test } from "vitest";
import { isSilent, readLog } from "../../../../src/doctor/evidence/log/read-log.ts";

const overlaps =
  "Requested revision 6a9f914f656c overlaps with other requested revisions a91b476a53de";
const overlapping = { kind: "overlaps", rows: ["6a9f914f656c", "a91b476a53de"], says: overlaps };
const located = { kind: "cannot-locate", rows: ["08ec4f75af5e"] };

test.each([
  [`ERROR [flask_migrate] Error: ${overlaps}`, overlapping],
  [
    "Requested revision a1 overlaps with other requested revisions b2, c3",
    { kind: "overlaps", rows: ["a1", "b2", "c3"] },
  ],
  [
    "alembic.util.exc.CommandError: Can't locate revision identified by '08ec4f75af5e'",
    { ...located, class: "CommandError" },
  ],
  ["Can\u2019t locate revision identified by \u201808ec4f75af5e\u2019", located],
  ["Can't locate revision identified by ''", { kind: "cannot-locate", rows: [""] }],
  [
    "sqlalchemy.exc.X: No such revision or branch 'a1'; please ensure at least four characters are present",
    { kind: "cannot-locate", rows: ["a1"] },
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
    { kind: "too-long", class: "StringDataRightTruncation" },
  ],
  [
    "UserWarning: Revision gone referenced from gone -> c3 (head), x is not present\nKeyError: 'gone'",
    { kind: "scripts", names: ["gone", "c3"] },
  ],
  ["Cycle is detected in revisions (a, b)", { kind: "scripts" }],
  ["KeyError: 'gone'", { kind: "scripts", names: ["gone"] }],
  [
    "FAILED: Path doesn't exist: /app/migrations.  Please use the 'init' command",
    { kind: "no-script-directory" },
  ],
  [
    "Path doesn't exist: 'C:\\\\app\\\\new\\\\migrations'.  Please use",
    { kind: "no-script-directory" },
  ],
  [
    "Destination a1 is not a valid downgrade target from current head(s)",
    { kind: "no-target", names: ["a1"] },
  ],
  ["Relative revision +4 didn't produce 4 migrations", { kind: "no-target" }],
  ["Ambiguous walk", { kind: "no-target" }],
])("%s", (text, error) => {
  expect(readLog(`$ alembic upgrade head\n\x1b[31m${text}\x1b[0m\n`).error).toMatchObject(error);
});

test.each([
  ['(psycopg2.errors.DuplicateTable) relation "users" already exists', "table", "users", null],
  ['ERROR:  column "email" of relation "users" already exists', "column", "email", "users"],
  ['type "kind" already exists', "type", "kind", null],
  ['constraint "fk_a" for relation "users" already exists', "constraint", "fk_a", "users"],
  ["(sqlite3.OperationalError) table users already exists", "table", "users", null],
  ["(sqlite3.OperationalError) duplicate column name: email", "column", "email", null],
  [
    "(pymysql.err.OperationalError) (1050, \"Table 'users' already exists\")",
    "table",
    "users",
    null,
  ],
  ["(1060, \"Duplicate column name 'email'\")", "column", "email", null],
  ["(1061, \"Duplicate key name 'ix_a'\")", "index", "ix_a", null],
])("%s: it is there already", (text, type, name, table) => {
  expect(readLog(text).error).toMatchObject({
    kind: "already-exists",
    object: { type, name, table },
  });
});

test.each([
  ['relation "users" does not exist', "table", "users"],
  ['column "email" of relation "users" does not exist', "column", "email"],
  ["column users.email does not exist", "column", "users.email"],
  ["(sqlite3.OperationalError) no such table: users", "table", "users"],
  ["(1146, \"Table 'shop.users' doesn't exist\")", "table", "users"],
  ["(1054, \"Unknown column 'email' in 'field list'\")", "column", "email"],
  ["(1091, \"Can't DROP 'ix_a'; check that column/key exists\")", "column or key", "ix_a"],
])("%s: it is not there", (text, type, name) => {
  expect(readLog(text).error).toMatchObject({ kind: "does-not-exist", object: { type, name } });
});

test.each([
  ["docker's file", `{"log":"ERROR [flask_migrate] Error: ${overlaps}\\n","stream":"stderr"}`],
  ["a logger's JSON", `{"level":"error","message":"${overlaps}","ts":1}`],
  ["JSON in JSON", JSON.stringify({ log: `${JSON.stringify({ msg: overlaps })}\n` })],
  ["JSON on many lines", JSON.stringify([{ message: overlaps, at: 3 }], null, 2)],
  ["JSON that is cut off", `{"level":"error","message":"${overlaps}","ts`],
  ["behind a prefix", `api-1  | {"event": "${overlaps}"}`],
  ["Python's repr", `CommandError('${overlaps}')`],
  ["a sentence", `I get ${overlaps}. How to fix?`],
  ["a sentence that goes on", `After ${overlaps}, nothing works`],
  ["Markdown", `> \`${overlaps}\``],
  ["logfmt", `level=error msg="${overlaps}"`],
  ["HTML", `<p>The log: <code>${overlaps}</code></p>`],
  ["HTML with attributes", `<pre class="log">${overlaps}</pre>`],
  ["compose", `docker-api-1  | ${overlaps}`],
  ["compose with time stamps", `api-1  | 2024-11-25T10:00:00.123456789Z ${overlaps}`],
  ["Kubernetes", `[pod/api-7d/api] 2024-11-25T10:00:00Z stderr F ${overlaps}`],
  ["syslog", `Nov 25 10:00:00 host app[12]: ${overlaps}`],
  ["Heroku", `2024-11-25T10:00:00.000000+00:00 app[web.1]: ${overlaps}`],
  ["a runner's log", `2024-11-25T10:00:00.0000000Z ##[error]${overlaps}`],
  ["lines wrapped between words", overlaps.replace("other ", "other\n")],
  ["lines wrapped in the middle of a word", overlaps.replace("overl", "overl\n")],
  ["an identifier cut in two", overlaps.replace("a91b476a", "a91b476a\n")],
  ["wrapped lines with a prefix each", `api-1 | ${overlaps.replace("other ", "other\napi-1 | ")}`],
  ["Windows' line ends", `${overlaps.replace("other ", "other\r\n")}\r\n`],
  ["escaped line ends", `b'… ${overlaps}\\nmore'`],
])("%s around the message changes nothing", (_, text) => {
  expect(readLog(text).error).toMatchObject(overlapping);
});

test.each([
  ["'Can\\'t locate revision identified by \\'08ec4f75af5e\\''"],
  ["'Can\\\\'t locate revision identified by \\\\'08ec4f75af5e\\\\''"],
  ["Can't locate revision identified by\n  '08ec4f75af5e'"],
  ['Can\'t locate revision identified by "08ec4f75af5e"'],
  ["Can&#39;t locate revision identified by &#x27;08ec4f75af5e&#x27;"],
  ["Can't locate revision identified by 08ec4f75af5e."],
])("%s is read whatever the quotes are", (text) => {
  expect(readLog(text).error).toMatchObject(located);
});

test("of several starts the last error counts", () => {
  const start = "INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.\n";
  const lost = "ERROR [flask_migrate] Error: Can't locate revision identified by '08ec4f75af5e'\n";
  expect(readLog(start + overlaps + start + lost + start + lost)).toMatchObject({
    error: located,
    earlier: 1,
    wentOn: false,
    dialect: "postgresql",
  });
  expect(readLog(`${overlaps}\n${lost}`).error).toMatchObject(located);
  expect(readLog(start + lost + start)).toMatchObject({ error: located, wentOn: true });
});

test("an application's own errors behind a failed migration are not the cause", () => {
  const log = `Can't locate revision identified by '08ec4f75af5e'
(psycopg2.errors.UndefinedTable) relation "users" does not exist
KeyError: 'SECRET_KEY'
`;
  expect(readLog(log).error).toMatchObject(located);
  expect(readLog(`line\n${"x\n".repeat(5)}KeyError: 'SECRET_KEY'`).error).toBeNull();
});

test("whatever ends a traceback through a script is why it broke off", () => {
  const traceback = `Traceback (most recent call last):
  File "/app/migrations/versions/b2_orders.py", line 12, in upgrade
    op.alter_column("orders", "total")
sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) near "ALTER": syntax error
[SQL: ALTER TABLE x]`;
  expect(readLog(traceback).error).toMatchObject({
    kind: "script-failed",
    class: "OperationalError",
    says: '(sqlite3.OperationalError) near "ALTER": syntax error',
  });
  const later = `Running upgrade a1 -> b2, orders
Traceback (most recent call last):
  File "/app/main.py", line 3, in start
ValueError: no secret key`;
  expect(readLog(later).error).toBeNull();
});

test("PostgreSQL's notices of `IF NOT EXISTS` are no errors", () => {
  expect(readLog('NOTICE:  relation "users" already exists, skipping').error).toBeNull();
});

test("steps are read in order, with what they started from", () => {
  const log = `INFO  [alembic.runtime.migration] Context impl MySQLImpl.
INFO  [alembic.runtime.migration] Will assume non-transactional DDL.
INFO  [alembic.runtime.migration] Running upgrade  -> a1, users, and more
INFO  [alembic.runtime.migration] Running upgrade a1, b2 -&gt; c3, merge
api-1 | Running upgrade c3 ->
api-1 | d4, add orders
INFO  [alembic.runtime.migration] Running stamp_revision d4 -> e5
INFO  [alembic.runtime.migration] Running downgrade e5 -> d4, x9, drop it
INFO  [alembic.runtime.migration] Running downgrade a1 -> , users
`;
  const { steps, isTransactional, dialect } = readLog(log);
  expect(steps).toEqual([
    { kind: "upgrade", from: [], to: ["a1"] },
    { kind: "upgrade", from: ["a1", "b2"], to: ["c3"] },
    { kind: "upgrade", from: ["c3"], to: ["d4"] },
    { kind: "stamp", from: ["d4"], to: ["e5"] },
    { kind: "downgrade", from: ["e5"], to: ["d4", "x9"] },
    { kind: "downgrade", from: ["a1"], to: [] },
  ]);
  expect({ isTransactional, dialect }).toEqual({ isTransactional: false, dialect: "mysql" });
});

test("the statement that failed tells which row was to be written", () => {
  const literal =
    "[SQL: UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'a1']";
  const named =
    "[SQL: UPDATE alembic_version SET version_num=%(version_num)s WHERE alembic_version.version_num = %(version_num_1)s]\n[parameters: {'version_num': 'b2', 'version_num_1': 'a1'}]";
  const placed =
    "[SQL: UPDATE app.alembic_version SET version_num=? WHERE alembic_version.version_num = ?]\n[parameters: ('b2', 'a1')]";
  const write = { kind: "update", table: "alembic_version", from: "a1", to: "b2", failed: true };
  for (const text of [literal, named, placed]) expect(readLog(text).writes).toEqual([write]);
  expect(
    readLog(
      "INFO sqlalchemy.engine.Engine INSERT INTO alembic_version (version_num) VALUES ('a1') RETURNING x\nDELETE FROM alembic_version WHERE alembic_version.version_num = 'b2'",
    ).writes,
  ).toEqual([
    { kind: "insert", table: "alembic_version", from: null, to: "a1", failed: false },
    { kind: "delete", table: "alembic_version", from: "b2", to: null, failed: false },
  ]);
});

test("a traceback tells the script and its line", () => {
  const log = `  File "/usr/lib/python3/site-packages/alembic/command.py", line 476, in upgrade
  File "/app/api/migrations/versions/b2_orders.py", line 12, in upgrade
  File "<string>", line 8, in create_table
sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) table orders already exists`;
  expect(readLog(log)).toMatchObject({
    frame: { path: "/app/api/migrations/versions/b2_orders.py", line: 12, within: "upgrade" },
    dialect: "sqlite",
  });
});

test("of a long log the last word counts, whatever stands around it", () => {
  const log = `${"INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.\n".repeat(20_000)}Can't locate revision identified by 'x1'`;
  expect(readLog(log).error?.rows).toEqual(["x1"]);
});

test("other people's errors are not Alembic's", () => {
  expect(isSilent(readLog("connection refused"))).toBe(true);
});
