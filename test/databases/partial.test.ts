// The doctor with a part of the evidence, its SQL run by PostgreSQL's and MariaDB's own clients.

import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Alembic, startAlembic } from "../oracle/alembic.ts";
import type { Server } from "../oracle/doctor-project.ts";
import { partialCases } from "../oracle/partial/cases.ts";
import { play } from "../oracle/partial/play.ts";
import type { RunSql } from "../oracle/partial/world.ts";
import { seed } from "../support/seed.ts";
import { mariadb, postgresql } from "./servers.ts";

const cases = 400;
const leastMended = 100;

let alembic: Alembic | null = null;
beforeAll(() => {
  alembic = startAlembic("newest");
});
afterAll(() => alembic?.stop());

describe.each([
  ["PostgreSQL", postgresql],
  ["MariaDB", mariadb],
] as const)("%s", (_, server) => {
  test("what is printed touches no other row, and every revision runs once", async () => {
    const drawn = fc.sample(partialCases, { seed, numRuns: cases });
    const sql = { kind: server.kind, run: runOn(server) };
    const counts = { mended: 0, unknown: 0, idle: 0 };
    // Python is asked in batches; a client's statements run to their end before the next case goes on.
    const told = await Promise.all(
      drawn.map((one) => play({ ...one, form: "sql" }, alembic!, sql)),
    );
    for (const outcome of told) counts[outcome] += 1;
    console.log(counts);
    expect(counts.mended).toBeGreaterThan(leastMended);
  });
});

/** Version tables as the server has them, made anew for each statement. */
function runOn(server: Server): RunSql {
  const [command = "", ...args] = server.client("");
  const run = (text: string) => {
    const done = spawnSync(command, args, { input: text, encoding: "utf8" });
    if (done.status !== 0) throw new Error(`${done.stderr}\n${text}`);
    return done.stdout.split("\n").slice(0, -1);
  };
  return (tables, statements) => {
    const made = Object.entries(tables).map(([name, rows]) =>
      [
        `CREATE TABLE ${name} (version_num VARCHAR(255) NOT NULL);`,
        ...rows.map((row) => `INSERT INTO ${name} VALUES ('${row}');`),
      ].join("\n"),
    );
    run([server.reset!, ...(server.kind === "mysql" ? ["USE onehead;"] : []), ...made].join("\n"));
    run(statements);
    const schema = server.kind === "mysql" ? "onehead" : "public";
    const names = run(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = '${schema}';`,
    );
    return Object.fromEntries(names.map((name) => [name, run(`SELECT version_num FROM ${name};`)]));
  };
}
