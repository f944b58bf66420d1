// What the doctor says of the rows of a database, and which repairs it offers.

import { expect, test } from "vitest";
import { readLog } from "../../src/doctor/evidence/log/read-log.ts";
import { examine } from "../../src/doctor/examine.ts";
import { graphOf } from "../support/graph.ts";
import { lostScript, patient } from "../support/patient.ts";

const line = `
  <base> -> a1aaaa, create users
  a1aaaa -> b2bbbb, add email
  b2bbbb -> c3cccc, add orders`;

const says = (report: ReturnType<typeof examine>) => report.problems.map(({ kind }) => kind);

test("a database at the head is up to date", () => {
  const report = examine(patient(line, ["c3cccc"]));
  expect(report).toMatchObject({ verdict: "works", problems: [], repairs: [] });
  expect(report.summary).toBe("The rows are in order. The database is up to date.");
});

test("a database behind the head is told what runs, in order", () => {
  const report = examine(patient(line, ["a1aaaa"]));
  expect(report.alembic.upgradeHeads).toMatchObject({ revisions: ["b2bbbb", "c3cccc"] });
  expect(report.verdict).toBe("works");
});

test("a missing table and an empty one are told apart", () => {
  const missing = examine(patient(line, [], { table: { isMissing: true } }));
  const empty = examine(patient(line, [], { table: { isMissing: false } }));
  expect(missing.summary).toMatch(/^There is no version table yet/);
  expect(empty.summary).toMatch(/^The version table is empty/);
});

test("of two rows on one line the lower is deleted, and nothing else changes", () => {
  const report = examine(patient(line, ["b2bbbb", "a1aaaa"]));
  expect(says(report)).toEqual(["overlapping-rows"]);
  expect(report.alembic.upgradeHeads).toMatchObject({
    says: "Requested revision b2bbbb overlaps with other requested revisions a1aaaa",
  });
  expect(report.repairs).toHaveLength(1);
  expect(report.repairs[0]).toMatchObject({ rows: ["b2bbbb"], runs: ["c3cccc"] });
  const [step] = report.repairs[0]!.steps;
  expect(step?.commands).toEqual(["alembic stamp --purge b2bbbb"]);
  expect(step?.sql?.postgresql).toBe(
    "BEGIN;\nDELETE FROM \"alembic_version\" WHERE version_num = 'a1aaaa';\nCOMMIT;",
  );
  expect(step?.sql?.mysql).toBe(
    "START TRANSACTION;\nDELETE FROM `alembic_version` WHERE version_num = 'a1aaaa';\nCOMMIT;",
  );
});

test("revisions between two rows may never have run: there is a second way that runs them alone", () => {
  const report = examine(patient(line, ["c3cccc", "a1aaaa"]));
  expect(report.repairs.map(({ steps }) => steps.flatMap(({ commands }) => commands))).toEqual([
    ["alembic stamp --purge c3cccc"],
    ["alembic stamp --purge a1aaaa", "alembic upgrade b2bbbb", "alembic stamp --purge c3cccc"],
  ]);
});

test("Flask-Migrate is told one revision at a time, in its own words", () => {
  const history = `${line}
    a1aaaa -> x1xxxx, other line`;
  const given = patient(history, ["c3cccc", "x1xxxx", "b2bbbb"]);
  const report = examine({
    ...given,
    directory: { ...given.directory, flaskMigrate: true, config: "migrations/alembic.ini" },
  });
  expect(report.repairs[0]?.steps[0]?.commands).toEqual([
    "flask db stamp --purge c3cccc",
    "flask db stamp x1xxxx",
  ]);
});

test("a lost script is restored, or its row moves to the nearest that is left", () => {
  const historic = graphOf(line);
  const now = "<base> -> a1aaaa, create users";
  const lost = new Map([["c3cccc", lostScript(historic, "c3cccc")]]);
  const report = examine(patient(now, ["c3cccc"], { lost }));
  expect(report.lost[0]).toMatchObject({ nearest: ["a1aaaa"], renamedTo: null });
  expect(report.problems[0]?.what).toContain(
    "Commit `bbbbbbbbbb` of 2026-02-05 (`Remove it`) took it away.",
  );
  expect(report.repairs.map(({ title }) => title)).toEqual([
    "Restore the scripts `b2bbbb` and `c3cccc`.",
    "Put `a1aaaa` in the place of `c3cccc`, the nearest below that still has a script.",
  ]);
  expect(report.repairs[0]?.steps[0]?.commands).toEqual([
    "git show 'aaaaaaaaaaaa:versions/b2bbbb.py' > versions/b2bbbb.py",
    "git show 'aaaaaaaaaaaa:versions/c3cccc.py' > versions/c3cccc.py",
  ]);
});

test("a script whose identifier was changed is found again under the new one", () => {
  const lost = new Map([["c3cccc", lostScript(graphOf(line), "c3cccc")]]);
  const report = examine(patient(line.replace("c3cccc", "d4dddd"), ["c3cccc"], { lost }));
  expect(report.lost[0]?.renamedTo).toBe("d4dddd");
  expect(report.repairs).toHaveLength(1);
  expect(report.repairs[0]).toMatchObject({ rows: ["d4dddd"], runs: [] });
});

test("a release that still has the script is named", () => {
  const lost = new Map([
    ["c3cccc", lostScript(graphOf(line), "c3cccc", { tags: ["v1.0", "v1.1"], branches: ["old"] })],
  ]);
  const report = examine(patient("<base> -> a1aaaa", ["c3cccc"], { lost }));
  expect(report.problems[0]?.what).toContain(
    "It is on the tags `v1.0` and `v1.1` and on the branch `old`. A checkout of `v1.1` still knows it",
  );
});

test("an unmerged branch is called that", () => {
  const lost = new Map([
    ["c3cccc", lostScript(graphOf(line), "c3cccc", { removedIn: null, branches: ["feature/x"] })],
  ]);
  const report = examine(patient("<base> -> a1aaaa", ["c3cccc"], { lost }));
  expect(report.problems[0]?.what).toContain(
    "It is on the branch `feature/x`, not merged into what was looked at.",
  );
});

test("where nothing is known of what has run, nothing is offered, least of all a stamp", () => {
  const report = examine(patient(line, ["99ffff"]));
  expect(says(report)).toEqual(["other-project"]);
  expect(report.repairs).toEqual([]);
});

test.each([
  ["a doubled row", ["b2bbbb", "b2bbbb"], "doubled-row", ["b2bbbb"]],
  ["the beginning of a revision", ["b2bb"], "abbreviated-row", ["b2bbbb"]],
  ["a padded row", ["b2bbbb "], "padded-row", ["b2bbbb"]],
  ["an empty row", ["", "b2bbbb"], "empty-row", ["b2bbbb"]],
  ["only an empty row", [""], "empty-row", []],
])("%s is put right", (_, rows, kind, to) => {
  const report = examine(patient(line, rows));
  expect(says(report)).toEqual([kind]);
  expect(report.verdict).toBe("fails");
  expect(report.repairs.map((repair) => repair.rows)).toEqual([to]);
});

test("several heads are no trouble for `upgrade heads`, and are joined for `upgrade head`", () => {
  const report = examine(patient(`${line}\n  a1aaaa -> x1xxxx, other line`, ["a1aaaa"]));
  expect(report.verdict).toBe("works");
  expect(report.alembic.upgradeHead).toMatchObject({ kind: "fails" });
  expect(report.repairs[0]?.steps[0]?.commands).toEqual([
    'alembic merge -m "merge c3cccc and x1xxxx" c3cccc x1xxxx',
  ]);
});

test("a redundant down revision is taken out of the script", () => {
  const report = examine(
    patient(
      `
      <base> -> a1aaaa, create users
      <base> -> b2bbbb, create shops
      a1aaaa -> c3cccc, add orders
      a1aaaa, b2bbbb, c3cccc -> m4mmmm, merge`,
      ["a1aaaa", "b2bbbb"],
    ),
  );
  expect(says(report)).toEqual(["crashing-script"]);
  expect(report.repairs[0]?.steps[0]?.edit?.to).toBe(
    "down_revision: Union[str, Sequence[str], None] = ('b2bbbb', 'c3cccc')",
  );
});

test("broken scripts are mended first", () => {
  const report = examine(patient("gone00 -> c3cccc, add orders", ["c3cccc"]));
  expect(report).toMatchObject({ verdict: "fails", repairs: [] });
  expect(says(report)).toEqual(["broken-scripts"]);
});

test("a column that cuts revisions is widened before they are written", () => {
  const long = "c".repeat(40);
  const history = `
    <base> -> a1aaaa, create users
    a1aaaa -> ${long}, add orders`;
  const report = examine(
    patient(history, [long.slice(0, 32)], { dialect: "mysql", table: { width: 32 } }),
  );
  expect(report.repairs[0]?.steps.map(({ sql }) => sql?.mysql)).toEqual([
    "ALTER TABLE `alembic_version` MODIFY version_num VARCHAR(255) NOT NULL;",
    expect.stringContaining(`SET version_num = '${long}'`),
  ]);
  const due = examine(
    patient(history, ["a1aaaa"], { dialect: "postgresql", table: { width: 32 } }),
  );
  expect(says(due)).toEqual(["narrow-column"]);
  expect(due.repairs[0]?.title).toBe("Widen the column.");
});

test("names of tables and schemas are quoted, and rows that only look alike are replaced together", () => {
  const table = { name: 'my"versions', schema: "app" };
  const report = examine(patient(line, ["b2bbbb", "b2bbbb "], { table }));
  expect(report.repairs[0]?.steps[0]?.sql?.postgresql).toBe(
    'BEGIN;\nDELETE FROM "app"."my""versions";\nINSERT INTO "app"."my""versions" (version_num) VALUES (\'b2bbbb\');\nCOMMIT;',
  );
});

test("an error alone tells of the rows that Alembic stopped at", () => {
  const testimony = readLog(
    "FAILED: Requested revision c3cccc overlaps with other requested revisions b2bbbb",
  );
  const given = patient(line, ["c3cccc", "b2bbbb"], { testimony, table: { source: "error" } });
  const report = examine(given);
  expect(report.verdict).toBe("fails");
  expect(report.unknown[0]).toContain("the error names only those");
});

test("an error about several heads needs no row", () => {
  const testimony = readLog(
    "Multiple head revisions are present for given argument 'head'; please",
  );
  const heads = examine(
    patient(`${line}\n  a1aaaa -> x1xxxx, other`, [], { testimony, table: { source: "error" } }),
  );
  expect(heads).toMatchObject({ verdict: "fails", alembic: { upgradeHeads: null } });
  expect(heads.repairs[0]?.title).toBe("Join the heads with a merge revision.");
  const fine = examine(patient(line, [], { testimony, table: { source: "error" } }));
  expect(fine).toMatchObject({ verdict: "unknown", repairs: [] });
  expect(fine.unknown[0]).toContain("these rows do not lead to it");
});
