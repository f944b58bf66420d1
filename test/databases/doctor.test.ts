// The doctor on PostgreSQL and MariaDB: reading, time limits, secrets, and repairs as printed.

import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { readVersionTable } from "../../src/doctor/database/read-version-table.ts";
import { doctorStories } from "../oracle/doctor-stories.ts";
import { playStory } from "../oracle/run-doctor-story.ts";
import { mariadb, postgresql } from "./servers.ts";

const table = { name: "alembic_version", schema: null };
const secret = "se/cr@t";

describe.each([
  ["PostgreSQL", postgresql],
  ["MariaDB", mariadb],
] as const)("%s", (_, server) => {
  const url = server.url("");
  const sql = (text: string) => {
    const [command = "", ...args] = server.client("");
    const done = spawnSync(command, args, { input: text, encoding: "utf8" });
    expect(done.status, done.stderr).toBe(0);
  };
  const read = (address = url, named: { name: string; schema: string | null } = table) =>
    readVersionTable(address, named, {});
  const trouble = async (address: string) => {
    const answer = await read(address);
    expect(answer.kind).toBe("trouble");
    const message = answer.kind === "trouble" ? answer.message : "";
    expect(message).not.toContain(secret);
    return message;
  };

  test.each(doctorStories)("$name", (story) =>
    playStory(story, { tool: "alembic", version: "newest", server, form: "sql" }),
  );

  test("a missing table, an empty one and the column's width are seen", async () => {
    sql(server.reset!);
    expect(await read()).toMatchObject({ kind: "table", isMissing: true, rows: [] });
    sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);");
    expect(await read()).toMatchObject({ isMissing: false, rows: [], width: 32 });
    sql("INSERT INTO alembic_version VALUES ('b2'); INSERT INTO alembic_version VALUES ('a1');");
    expect(await read()).toMatchObject({ isMissing: false, width: 32 });
  });

  test("a table in another schema, with a name that needs quotes, is found", async () => {
    sql(server.reset!);
    const quote = server.kind === "mysql" ? "`" : '"';
    const name = `odd ${quote} name`;
    const quoted = `${quote}${name.replace(quote, quote + quote)}${quote}`;
    sql(
      `DROP SCHEMA IF EXISTS other${server.kind === "mysql" ? "" : " CASCADE"}; CREATE SCHEMA other; CREATE TABLE other.${quoted} (version_num VARCHAR(64)); INSERT INTO other.${quoted} VALUES ('a1');`,
    );
    expect(await read(url, { name, schema: "other" })).toMatchObject({ rows: ["a1"], width: 64 });
    expect(await read(url, { name, schema: "gone" })).toMatchObject({ isMissing: true });
  });

  test("a narrow column is widened as printed", async () => {
    sql(server.reset!);
    const long = "c".repeat(40);
    const history = `
      <base> -> a1aaaa, create users
      a1aaaa -> ${long}, add orders`;
    await playStory(
      {
        name: "a cut revision",
        before: "<base> -> a1aaaa, create users",
        after: history,
        rows: ["a1aaaa"],
        problem: "narrow-column",
        repair: 0,
        unforetold: true,
      },
      { tool: "alembic", version: "newest", server, form: "sql" },
    );
  });

  test("a wrong password, database, port or host ends in a sentence without the password", async () => {
    const wrong = url.replace("se%2Fcr%40t", "xse%2Fcr%40tx");
    expect(await trouble(wrong)).toContain("refuses the user or the password");
    expect(await trouble(`${url}nowhere`)).toContain("has no database of that name");
    expect(await trouble(url.replace(/:\d+\//, ":1/"))).toContain("Nothing listens");
    expect(await trouble(url.replace("127.0.0.1", "nowhere.invalid"))).toContain(
      "is not known here",
    );
  });

  test("a user who may not read the table is told so", async () => {
    sql(server.reset!);
    const grant =
      server.kind === "mysql"
        ? "CREATE OR REPLACE USER guest@'%' IDENTIFIED BY 'se/cr@t'; GRANT SELECT ON onehead.other TO guest@'%';"
        : "CREATE ROLE guest LOGIN PASSWORD 'se/cr@t'; GRANT USAGE ON SCHEMA public TO guest;";
    sql(
      `CREATE TABLE alembic_version (version_num VARCHAR(32)); CREATE TABLE other (x INT); ${grant}`,
    );
    expect(await trouble(url.replace("onehead:", "guest:"))).toContain("may not read");
  });

  test("the catalogue tells tables, columns and version tables elsewhere", async () => {
    sql(server.reset!);
    sql(
      `DROP SCHEMA IF EXISTS other${server.kind === "mysql" ? "" : " CASCADE"}; CREATE SCHEMA other; CREATE TABLE other.alembic_version (version_num VARCHAR(32)); CREATE TABLE users (id INT, email TEXT); CREATE VIEW v AS SELECT id FROM users;`,
    );
    const here = server.kind === "mysql" ? "onehead" : "public";
    expect(await read()).toMatchObject({
      isMissing: true,
      catalogue: {
        defaultSchema: here,
        hasSchema: true,
        tables: [
          { schema: here, name: "users", columns: ["id", "email"] },
          { schema: here, name: "v", columns: ["id"] },
        ],
        versionTables: [{ schema: "other", name: "alembic_version" }],
        isWhole: true,
      },
    });
    expect(await read(url, { name: "alembic_version", schema: "it's \\ gone" })).toMatchObject({
      isMissing: true,
      catalogue: { hasSchema: false },
    });
    sql("CREATE TABLE alembic_version (version_num VARCHAR(32));");
    expect(await read()).toMatchObject({ isMissing: false, rows: [] });
    expect(await read(url, { name: "alembic_version", schema: "other" })).toMatchObject({
      isMissing: false,
      catalogue: { hasSchema: true, versionTables: [{ schema: here, name: "alembic_version" }] },
    });
  });

  test("a server that never answers ends in a time limit", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as { port: number };
    const started = performance.now();
    expect(await trouble(url.replace(/:\d+\//, `:${port}/`))).toContain("did not answer within");
    expect(performance.now() - started).toBeLessThan(30_000);
    silent.close();
  });
});
