// Scripts that broke off or were not recorded, on PostgreSQL and MariaDB: what real Alembic left, seen and mended as printed.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runDoctor } from "../../src/commands/doctor.ts";
import type { DoctorReport } from "../../src/doctor/model.ts";
import { type DoctorProject, type Server, startProject } from "../oracle/doctor-project.ts";
import { mariadb, postgresql } from "./servers.ts";

const script = (
  revision: string,
  down: string | null,
  ...statements: readonly string[]
) => `"""${revision}"""
from alembic import op
import sqlalchemy as sa

revision = "${revision}"
down_revision = ${down === null ? "None" : `"${down}"`}


def upgrade():
${statements.map((one) => `    ${one}\n`).join("")}

def downgrade():
    pass
`;

const table = (name: string) => `op.create_table("${name}", sa.Column("id", sa.Integer))`;
const usual = [table("orders"), table("items")];

/** Three scripts; what the second one does is given. */
function startShop(server: Server): DoctorProject & { write(second: readonly string[]): void } {
  const project = startProject("alembic", "newest", server);
  onTestFinished(() => project.remove());
  project.deploy("<base> -> a1aaaa, create users");
  const write = (second: readonly string[]) => {
    const put = (name: string, text: string) =>
      writeFileSync(join(project.path, "migrations", "versions", `${name}.py`), text);
    put("b2bbbb", script("b2bbbb", "a1aaaa", ...second));
    put(
      "c3cccc",
      script("c3cccc", "b2bbbb", 'op.add_column("orders", sa.Column("total", sa.Integer))'),
    );
    expect(project.shell("git add --all && git commit --quiet --message x").exitCode).toBe(0);
  };
  return { ...project, write };
}

async function ask(project: DoctorProject, error?: string): Promise<DoctorReport> {
  const { output } = await runDoctor(
    {
      repo: project.path,
      database: [project.url],
      format: "json",
      ...(error === undefined ? {} : { error }),
    },
    {
      env: {},
      readStdin: () => "",
      loadDatabases: () => import("../../src/doctor/database/index.ts"),
    },
  );
  return JSON.parse(output);
}

const kinds = ({ problems }: DoctorReport) => problems.map(({ kind }) => kind);

describe.each([
  ["PostgreSQL", postgresql],
  ["MariaDB", mariadb],
] as const)("%s", (name, server) => {
  test.each(["sql", "commands"] as const)(
    "a row that fell behind the schema is put forward (%s)",
    async (form) => {
      const project = startShop(server);
      project.write(usual);
      expect(project.shell("alembic upgrade head").exitCode).toBe(0);
      project.sql("UPDATE alembic_version SET version_num = 'a1aaaa';");
      expect(project.shell("alembic upgrade head").output).toMatch(/already exists/);
      const report = await ask(project);
      expect(kinds(report)).toEqual(["schema-ahead"]);
      expect(report.repairs[0]).toMatchObject({ rows: ["c3cccc"], runs: [] });
      project.apply(report.repairs[0]!, form);
      expect(project.shell("alembic upgrade head").exitCode).toBe(0);
      expect(project.rows()).toEqual(["c3cccc"]);
    },
  );

  test("a dump without the version table is recorded", async () => {
    const project = startShop(server);
    project.write(usual);
    expect(project.shell("alembic upgrade b2bbbb").exitCode).toBe(0);
    // A schema that other tests made, with a version table of its own.
    project.sql(`DROP SCHEMA IF EXISTS other${name === "PostgreSQL" ? " CASCADE" : ""};`);
    project.sql("DROP TABLE alembic_version;");
    // The first script of this project makes nothing that is written out, the second one does.
    const report = await ask(project);
    expect(kinds(report)).toEqual(["unrecorded-schema"]);
    project.apply(report.repairs[0]!, "sql");
    expect(project.shell("alembic upgrade head").exitCode).toBe(0);
    expect(project.rows()).toEqual(["c3cccc"]);
  });

  test("a script that breaks off in the middle leaves what this database keeps, and runs again afterwards", async () => {
    const project = startShop(server);
    expect(project.shell("alembic upgrade a1aaaa").exitCode).toBe(0);
    project.write([table("orders"), 'op.execute("SELECT nothing FROM nowhere")', table("items")]);
    const log = project.shell("alembic upgrade head").output;
    const told = await ask(project, log);
    expect(told.verdict).toBe("fails");
    expect(kinds(told)).toContain("broke-off");
    project.write(usual);
    const report = await ask(project);
    if (name === "PostgreSQL") {
      expect(report).toMatchObject({ verdict: "works", problems: [] });
    } else {
      expect(kinds(report)).toEqual(["half-run"]);
      project.apply(report.repairs[0]!, "sql");
    }
    expect(project.shell("alembic upgrade head").exitCode).toBe(0);
    expect(project.rows()).toEqual(["c3cccc"]);
    expect(await ask(project)).toMatchObject({ verdict: "works", problems: [] });
  });
});
