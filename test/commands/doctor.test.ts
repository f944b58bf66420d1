// `onehead doctor` as people call it: where rows come from, which scripts are looked at, how it ends.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { CannotCheck, WrongUsage } from "../../src/cannot-check.ts";
import { runDoctor } from "../../src/commands/doctor.ts";
import type { DoctorReport } from "../../src/doctor/model.ts";
import type { Typed } from "../../src/settings.ts";
import { project } from "../support/project.ts";
import { makeFolder, makeRepository, makeServer } from "../support/repository.ts";

const line = `
  <base> -> a1aaaa, create users
  a1aaaa -> b2bbbb, add email
  b2bbbb -> c3cccc, add orders`;

async function doctor(
  { path }: { readonly path: string | undefined },
  options: Typed<"doctor">,
  given: { stdin?: string; env?: Record<string, string> } = {},
): Promise<DoctorReport & { exitCode: number }> {
  const answer = await runDoctor(
    { repo: path, format: "json", ...options },
    {
      env: given.env ?? {},
      readStdin: () => given.stdin ?? "",
      loadDatabases: () => import("../../src/doctor/database/index.ts"),
    },
  );
  return { ...JSON.parse(answer.output), exitCode: answer.exitCode };
}

test("rows are typed, piped, or read from a database", async () => {
  const repository = makeRepository(project(line));
  const file = join(makeFolder(), "app.db");
  const database = new DatabaseSync(file);
  database.exec("CREATE TABLE versions (version_num TEXT); INSERT INTO versions VALUES ('b2bbbb')");
  database.close();
  const typed = await doctor(repository, { rows: "b2bbbb" });
  expect(typed).toMatchObject({ exitCode: 0, verdict: "works", table: { source: "typed" } });
  const piped = await doctor(
    repository,
    { rows: "-" },
    { stdin: " version_num\n---\n b2bbbb\n(1 row)\n" },
  );
  expect(piped.table.rows).toEqual(["b2bbbb"]);
  const table = { "version-table": "versions" };
  const read = await doctor(repository, { database: [`sqlite:///${file}`], ...table });
  expect(read).toMatchObject({
    exitCode: 0,
    table: { kind: "sqlite", source: "database", rows: ["b2bbbb"] },
  });
  const env = await doctor(
    repository,
    { database: ["env"], ...table },
    { env: { DATABASE_URL: `sqlite:///${file}` } },
  );
  expect(env.table.rows).toEqual(["b2bbbb"]);
});

test("rows that overlap end with exit code 1", async () => {
  const report = await doctor(makeRepository(project(line)), { rows: "c3cccc,b2bbbb" });
  expect(report).toMatchObject({ exitCode: 1, repairs: [{ rows: ["c3cccc"] }] });
});

test("a deleted script is found in git, told, and restored by the printed command", async () => {
  const repository = makeRepository(project(line));
  repository.git("tag", "v1");
  repository.commit({ "migrations/versions/c3cccc.py": null }, "Drop the orders");
  const report = await doctor(repository, { rows: "c3cccc" });
  expect(report.lost[0]?.told.join(" ")).toMatch(
    /Commit `[0-9a-f]{10}` of 2024-05-06 \(`Drop the orders`\) took it away\. It is on the tag `v1`\./,
  );
  expect(report.repairs[0]?.steps[0]?.commands[0]).toMatch(
    /^git show '[0-9a-f]{12}:migrations\/versions\/c3cccc\.py' > migrations\/versions\/c3cccc\.py$/,
  );
});

test("a script on an unmerged branch is found there", async () => {
  const repository = makeRepository(project(line.split("\n").slice(0, 2).join("\n")));
  repository.branch("feature/x");
  repository.commit(project(line), "Two more");
  repository.branch("main");
  const report = await doctor(repository, { rows: "c3cccc" });
  expect(report.lost[0]).toMatchObject({
    nearest: ["a1aaaa"],
    found: { branches: ["feature/x"], removedIn: null },
  });
  expect(report.repairs.map(({ rows }) => rows)).toEqual([["c3cccc"], ["a1aaaa"]]);
});

test("other commits are looked at without a checkout, in a bare repository too", async () => {
  const repository = makeRepository(project("<base> -> a1aaaa, create users"));
  repository.commit(project(line), "More");
  expect((await doctor(repository, { rows: "b2bbbb", at: "HEAD~1" })).exitCode).toBe(1);
  const bare = makeServer(repository);
  expect((await doctor(bare, { rows: "b2bbbb", at: "main" })).exitCode).toBe(0);
});

test("a bare repository is looked at as its HEAD has it", async () => {
  const bare = makeServer(makeRepository(project(line)));
  expect(await doctor(bare, { rows: "b2bbbb" })).toMatchObject({
    exitCode: 0,
    scripts: { ref: "HEAD" },
  });
});

test("an address is cloned without contents, looked at and removed; lost scripts are found in it", async () => {
  const repository = makeRepository(project(line));
  repository.git("tag", "v1");
  repository.commit({ "migrations/versions/c3cccc.py": null }, "Drop the orders");
  const server = makeServer(repository);
  server.git("config", "uploadpack.allowFilter", "true");
  const clones = () => readdirSync(tmpdir()).filter((name) => name.startsWith("onehead-clone-"));
  const before = clones();
  const report = await doctor({ path: server.url }, { rows: "c3cccc" });
  expect(report.lost[0]?.told.join(" ")).toContain("(`Drop the orders`) took it away");
  expect(await doctor({ path: server.url }, { rows: "c3cccc", at: "v1" })).toMatchObject({
    exitCode: 0,
    scripts: { ref: "v1" },
  });
  const [clone = ""] = clones().filter((name) => !before.includes(name));
  const config = readFileSync(join(tmpdir(), clone, "repository", "config"), "utf8");
  expect(config).toContain("partialclonefilter = blob:none");
});

test("a plain folder is enough: the application's, that of `env.py`, or the scripts alone", async () => {
  const folder = makeFolder();
  for (const [path, text] of Object.entries(project(line))) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    if (text !== null) writeFileSync(join(folder, path), text);
  }
  for (const scripts of ["", "migrations", "migrations/versions"]) {
    const options = { rows: "b2bbbb", scripts: join(folder, scripts) };
    expect(await doctor({ path: undefined }, options), scripts).toMatchObject({
      exitCode: 0,
      scripts: { ref: "the folder", commit: null, heads: ["c3cccc"] },
    });
  }
  expect((await doctor({ path: folder }, { rows: "b2bbbb" })).exitCode).toBe(0);
  const lost = await doctor({ path: folder }, { rows: "x9xxxx" });
  expect(lost).toMatchObject({ exitCode: 1, repairs: [] });
  await expect(doctor({ path: folder }, { rows: "a", at: "v1" })).rejects.toThrow(CannotCheck);
  await expect(doctor({ path: folder }, { rows: "a", scripts: folder })).rejects.toThrow(
    "give one of them",
  );
  await expect(
    doctor({ path: undefined }, { rows: "a", scripts: join(folder, "none") }),
  ).rejects.toThrow("There is no directory");
});

test("of several script directories the rows choose one; where they do not, people are asked", async () => {
  const repository = makeRepository({
    ...project(line, "shop"),
    ...project("<base> -> x1xxxx, create posts\nx1xxxx -> y2yyyy, more", "blog"),
  });
  const report = await doctor(repository, { rows: "x1xxxx" });
  expect(report.scripts.scriptDirectory).toBe("blog/migrations");
  await expect(doctor(repository, { rows: "" })).rejects.toThrow(CannotCheck);
  await expect(doctor(repository, { rows: "" })).rejects.toThrow(
    /`blog\/alembic\.ini`, `shop\/alembic\.ini`/,
  );
  const named = await doctor(repository, { rows: "", config: ["shop/alembic.ini"] });
  expect(named.alembic.upgradeHeads).toMatchObject({ revisions: ["a1aaaa", "b2bbbb", "c3cccc"] });
  repository.commit({ "blog/migrations/versions/y2yyyy.py": null });
  expect((await doctor(repository, { rows: "y2yyyy" })).scripts.scriptDirectory).toBe(
    "blog/migrations",
  );
});

test("an error message is enough to begin with", async () => {
  const repository = makeRepository(project(line));
  const log =
    "INFO  [alembic.runtime.migration] Context impl SQLiteImpl.\nFAILED: Requested revision c3cccc overlaps with other requested revisions b2bbbb\n";
  const report = await doctor(repository, { error: "-" }, { stdin: log });
  expect(report).toMatchObject({
    exitCode: 1,
    table: { source: "error", rows: ["c3cccc", "b2bbbb"] },
  });
  const heads = await doctor(repository, {
    error: "Multiple head revisions are present for given argument 'head'; x",
  });
  expect(heads).toMatchObject({ exitCode: 3, verdict: "unknown" });
});

test("a down revision that an error misses is looked for in git", async () => {
  const repository = makeRepository(project(line));
  repository.commit({ "migrations/versions/b2bbbb.py": null }, "Drop the email");
  const report = await doctor(repository, { error: "KeyError: 'b2bbbb'" });
  expect(report.exitCode).toBe(1);
  expect(report.repairs[0]?.steps[0]?.commands[0]).toMatch(
    /^git show .* > migrations\/versions\/b2bbbb\.py$/,
  );
  expect(report.problems.map(({ what }) => what).join("\n")).toContain(
    "(`Drop the email`) took it away.",
  );
});

test.each<[Typed<"doctor">, typeof WrongUsage | typeof CannotCheck, string]>([
  [{}, WrongUsage, "--rows"],
  [{ rows: "a1", database: ["sqlite:///x.db"] }, WrongUsage, "give one of them"],
  [{ rows: "-", error: "-" }, WrongUsage, "standard input"],
  [{ database: ["oracle://db"] }, WrongUsage, "no driver"],
  [{ database: ["env"] }, WrongUsage, "`DATABASE_URL`"],
  [{ database: ["sqlite:///nowhere.db"] }, CannotCheck, "There is no file"],
  [{ error: "connection refused" }, CannotCheck, "no message about revisions"],
])("%j ends in a remedy", async (options, kind, said) => {
  const repository = makeRepository(project(line));
  await expect(doctor(repository, options)).rejects.toThrow(kind);
  await expect(doctor(repository, options)).rejects.toThrow(said);
});

test.each([
  ["", "nothing was piped"],
  ["psql: error: connection to server failed: refused\n", "is an error and no row"],
  ["What should I write here?\n", "no line that looks like a row"],
  [Array.from({ length: 1_200 }, (_, i) => `r${i}`).join("\n"), "1200 rows are too many"],
])("a pipe that brings no rows of a version table is no empty table: %#", async (stdin, said) => {
  const repository = makeRepository(project(line));
  await expect(doctor(repository, { rows: "-" }, { stdin })).rejects.toThrow(CannotCheck);
  await expect(doctor(repository, { rows: "-" }, { stdin })).rejects.toThrow(said);
});

test("what was passed over in a pipe is told", async () => {
  const repository = makeRepository(project(line));
  const report = await doctor(
    repository,
    { rows: "-" },
    { stdin: "Loading the settings\nb2bbbb\n" },
  );
  expect(report.table.rows).toEqual(["b2bbbb"]);
  expect(report.unknown.join("\n")).toContain("`Loading the settings`");
});

test("a log that says nothing new does not stand in the way of known rows", async () => {
  const repository = makeRepository(project(line));
  const report = await doctor(repository, { rows: "b2bbbb", error: "connection refused" });
  expect(report).toMatchObject({ exitCode: 0, table: { rows: ["b2bbbb"] } });
});

// ------------------------------------------------------------ several databases

function sqlite(sql: string): string {
  const file = join(makeFolder(), "app.db");
  const database = new DatabaseSync(file);
  database.exec(`CREATE TABLE alembic_version (version_num TEXT); ${sql}`);
  database.close();
  return `sqlite:///${file}`;
}

const bound = (revision: string, down: string | null, blog: string) => `revision = "${revision}"
down_revision = ${down === null ? "None" : `"${down}"`}


def upgrade(engine_name):
    globals()["upgrade_%s" % engine_name]()


def upgrade_shop():
    pass


def upgrade_blog():
    ${blog}
`;

test("several databases of one repository are asked in one call, each by what its own functions make", async () => {
  const repository = makeRepository({
    ...project("<base> -> a1aaaa, create users"),
    "migrations/versions/a1aaaa.py": bound("a1aaaa", null, "pass"),
    "migrations/versions/b2bbbb.py": bound("b2bbbb", "a1aaaa", 'op.create_table("posts")'),
  });
  const shop = sqlite("INSERT INTO alembic_version VALUES ('a1aaaa')");
  const blog = sqlite("INSERT INTO alembic_version VALUES ('a1aaaa'); CREATE TABLE posts (id INT)");
  const answer = await runDoctor(
    {
      repo: repository.path,
      format: "json",
      database: [`shop=${shop}`, `blog=${blog}`, "gone=sqlite:///nowhere.db"],
    },
    {
      env: {},
      readStdin: () => "",
      loadDatabases: () => import("../../src/doctor/database/index.ts"),
    },
  );
  expect(answer.exitCode).toBe(1);
  expect(JSON.parse(answer.output)).toMatchObject([
    { database: "shop", report: { verdict: "works" }, trouble: null },
    {
      database: "blog",
      // One command stamps both databases: only SQL speaks of this one.
      report: {
        problems: [{ kind: "schema-ahead" }],
        repairs: [{ rows: ["b2bbbb"], steps: [{ commands: [] }] }],
      },
    },
    { database: "gone", report: null, trouble: expect.stringContaining("There is no file") },
  ]);
});

test("a database is told by its name which script directory it follows, where its rows do not", async () => {
  const repository = makeRepository({
    ...project(line, "shop"),
    ...project("<base> -> x1xxxx, create posts", "blog"),
  });
  const empty = sqlite("");
  const text = await runDoctor(
    { repo: repository.path, database: [`blog=${empty}`, empty] },
    {
      env: {},
      readStdin: () => "",
      loadDatabases: () => import("../../src/doctor/database/index.ts"),
    },
  );
  expect(text.exitCode).toBe(3);
  expect(text.output).toMatch(
    /^blog:\n\n.*Scripts in `blog\/migrations`.*\ndatabase 2:\n\nCould not look: there are 2/s,
  );
});
