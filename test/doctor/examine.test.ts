// What the doctor says of the rows of a database, and which repairs it offers.

import { expect, test } from "vitest";
import { readTarget } from "../../src/commands/doctor/read-target.ts";
import { readLog } from "../../src/doctor/evidence/log/read-log.ts";
import { examine } from "../../src/doctor/examine.ts";
import { buildGraph } from "../../src/graph/build.ts";
import type { RevisionId } from "../../src/model.ts";
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
    "BEGIN;\nDELETE FROM alembic_version WHERE version_num = 'a1aaaa';\nCOMMIT;",
  );
  expect(step?.sql?.mysql).toBe(
    "BEGIN;\nDELETE FROM alembic_version WHERE version_num = 'a1aaaa';\nCOMMIT;",
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
  const script = lostScript(graphOf(line), "c3cccc");
  const renamed = new Map([["c3cccc" as RevisionId, "d4dddd" as RevisionId]]);
  const lost = new Map([["c3cccc", { ...script, renamed }]]);
  const report = examine(patient(line.replace("c3cccc", "d4dddd"), ["c3cccc"], { lost }));
  expect(report.lost[0]?.renamedTo).toBe("d4dddd");
  expect(report.repairs).toHaveLength(1);
  expect(report.repairs[0]).toMatchObject({ rows: ["d4dddd"], runs: [] });
});

test("a release that still has the script is named", () => {
  const lost = new Map([
    ["c3cccc", lostScript(graphOf(line), "c3cccc", { tags: ["v1.0", "v1.1"], branches: ["old"] })],
  ]);
  const elsewhere = { kind: "tag", name: "v1.1", graph: graphOf(line) } as const;
  const report = examine(patient("<base> -> a1aaaa", ["c3cccc"], { lost, elsewhere }));
  expect(report.problems[0]?.what).toContain(
    "It is on the tags `v1.0` and `v1.1` and on the branch `old`. The nearest release that has it is `v1.1`.",
  );
});

const newer = (release: string) => ({
  lost: new Map([
    ["c3cccc", lostScript(graphOf(line), "c3cccc", { removedIn: null, tags: [release] })],
  ]),
  elsewhere: { kind: "tag", name: release, graph: graphOf(line) } as const,
});

test("code older than the database: the nearest release is deployed, or the database goes back with it; nothing is stamped or copied", () => {
  const report = examine(patient("<base> -> a1aaaa, create users", ["c3cccc"], newer("v1.0")));
  expect(report.lost[0]?.fate).toBe("newer");
  expect(report.repairs.map(({ steps }) => steps.flatMap(({ commands }) => commands))).toEqual([
    ["git checkout v1.0", "alembic upgrade heads"],
    ["git checkout v1.0", "alembic downgrade a1aaaa", "git checkout -"],
  ]);
  expect(report.repairs.flatMap(({ steps }) => steps.flatMap(({ sql }) => sql ?? []))).toEqual([]);
});

test("a release without `downgrade` is not gone back from", () => {
  const given = newer("v1.0");
  const graph = buildGraph(
    given.elsewhere.graph.files.map((file) =>
      file.kind === "script" ? { ...file, script: { ...file.script, hasDowngrade: false } } : file,
    ),
  );
  const elsewhere = { ...given.elsewhere, graph };
  const report = examine(
    patient("<base> -> a1aaaa, create users", ["c3cccc"], { ...given, elsewhere }),
  );
  expect(report.repairs).toHaveLength(1);
});

test("a script of an unmerged branch is deployed from there, not copied", () => {
  const graph = graphOf(line);
  const lost = new Map([
    ["c3cccc", lostScript(graph, "c3cccc", { removedIn: null, branches: ["feature/x"] })],
  ]);
  const elsewhere = { kind: "branch", name: "feature/x", graph } as const;
  const now = "<base> -> a1aaaa, create users\na1aaaa -> d4dddd, add prices";
  const report = examine(patient(now, ["c3cccc"], { lost, elsewhere }));
  expect(report.lost[0]?.fate).toBe("elsewhere");
  expect(report.problems[0]?.what).toContain("It is on the branch `feature/x`.");
  expect(report.repairs[0]?.title).toContain("Deploy the branch `feature/x`");
});

test("a message about a revision that is here comes from older code, whatever the rows are", () => {
  const testimony = readLog("Can't locate revision identified by 'c3cccc'");
  const lost = new Map([["c3cccc", lostScript(graphOf(line), "c3cccc", { removedIn: null })]]);
  const before = graphOf("<base> -> a1aaaa, create users");
  const given = {
    testimony,
    lost,
    elsewhere: { kind: "tag", name: "v1.0", graph: graphOf(line) },
    older: { kind: "tag", name: "v0.9", graph: before },
  } as const;
  for (const source of ["error", "database"] as const) {
    const report = examine(patient(line, ["c3cccc"], { ...given, table: { source } }));
    expect(says(report)).toEqual(["older-code"]);
    expect(report.verdict).toBe("fails");
    expect(report.repairs.map(({ steps }) => steps.flatMap(({ commands }) => commands))).toEqual([
      ["git checkout v1.0", "alembic upgrade heads"],
      ["git checkout v1.0", "alembic downgrade a1aaaa", "git checkout v0.9"],
    ]);
  }
});

test("the last row before a squash becomes the squash; one in the middle is first run to the end with the code before", () => {
  const squashed = "<base> -> s9ssss, all of it\ns9ssss -> d4dddd, add prices";
  const past = graphOf(`${line}\n  c3cccc -> d4dddd, add prices`);
  const lostTo = (row: string) => ({
    ...lostScript(past, row),
    afterwards: graphOf(squashed),
  });
  const last = examine(
    patient(squashed, ["c3cccc"], { lost: new Map([["c3cccc", lostTo("c3cccc")]]) }),
  );
  expect(last.lost[0]).toMatchObject({
    fate: "squashed",
    squash: { into: "s9ssss", last: "c3cccc", isWhole: true },
  });
  expect(last.repairs).toMatchObject([{ rows: ["s9ssss"], runs: ["d4dddd"] }]);
  const middle = examine(
    patient(squashed, ["b2bbbb"], { lost: new Map([["b2bbbb", lostTo("b2bbbb")]]) }),
  );
  expect(middle.repairs).toHaveLength(1);
  expect(middle.repairs[0]).toMatchObject({ rows: ["s9ssss"], runs: ["d4dddd"] });
  expect(middle.repairs[0]?.steps.flatMap(({ commands }) => commands)).toEqual([
    "git checkout aaaaaaaaaaaa",
    "alembic upgrade c3cccc",
    "git checkout -",
    "alembic stamp --purge s9ssss",
  ]);
});

test("a new script above the base in the place of two deleted ones is no squash: it runs", () => {
  const now = "<base> -> a1aaaa, create users\na1aaaa -> d4dddd, add prices";
  const past = { ...lostScript(graphOf(line), "c3cccc"), afterwards: graphOf(now) };
  const report = examine(patient(now, ["c3cccc"], { lost: new Map([["c3cccc", past]]) }));
  expect(report.lost[0]).toMatchObject({ fate: "removed", squash: null });
  expect(report.repairs.map(({ runs }) => runs)).toEqual([["d4dddd"], ["d4dddd"]]);
});

test("the last of the squashed may have kept its identifier", () => {
  const squashed = "<base> -> c3cccc, all of it";
  const lost = new Map([
    ["b2bbbb", { ...lostScript(graphOf(line), "b2bbbb"), afterwards: graphOf(squashed) }],
  ]);
  const report = examine(patient(squashed, ["b2bbbb"], { lost }));
  expect(report.repairs[0]).toMatchObject({ rows: ["c3cccc"], runs: [] });
  expect(report.repairs[0]?.steps.map(({ sql }) => sql)).toEqual([null, null, null]);
});

test("where nothing is known of what has run, nothing is offered, least of all a stamp", () => {
  const report = examine(patient(line, ["99ffff"]));
  expect(says(report)).toEqual(["unknown-row"]);
  expect(report.problems[0]?.what).toContain("no commit, branch or tag that this clone holds");
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

test("several heads: `upgrade heads` goes to all; only who develops the project joins them", () => {
  const report = examine(patient(`${line}\n  a1aaaa -> x1xxxx, other line`, ["a1aaaa"]));
  expect(report.verdict).toBe("works");
  expect(report.alembic.upgradeHead).toMatchObject({ kind: "fails" });
  expect(report.repairs[0]?.steps[0]?.commands).toEqual(["alembic upgrade heads"]);
  expect(report.repairs[1]?.steps[0]?.commands).toEqual([
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
    "ALTER TABLE alembic_version MODIFY version_num VARCHAR(255) NOT NULL;",
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

test("an error alone tells of the rows that Alembic stopped at: no statement touches another", () => {
  const testimony = readLog(
    "FAILED: Requested revision c3cccc overlaps with other requested revisions b2bbbb",
  );
  const given = { testimony, table: { source: "error" } } as const;
  const report = examine(patient(line, ["c3cccc", "b2bbbb"], given));
  expect(report).toMatchObject({ verdict: "fails", table: { rowsAre: "at-least" } });
  expect(report.unknown[0]).toContain("Which further rows the table holds");
  expect(report.repairs[0]).toMatchObject({ rows: ["c3cccc"], runs: null });
  const [step] = report.repairs[0]!.steps;
  expect(step?.commands).toEqual([]);
  expect(step?.sql?.mysql).toBe(
    "BEGIN;\nDELETE FROM alembic_version WHERE version_num = 'b2bbbb';\nCOMMIT;",
  );
});

test("with one follower, two stamps take the lower row away and no other", () => {
  const testimony = readLog(
    "Requested revision b2bbbb overlaps with other requested revisions a1aaaa",
  );
  const given = { testimony, table: { source: "error" } } as const;
  const commands = (history: string) =>
    examine(patient(history, ["b2bbbb", "a1aaaa"], given)).repairs[0]?.steps[0]?.commands;
  expect(commands(line)).toEqual(["alembic stamp c3cccc", "alembic stamp b2bbbb"]);
  // A second follower, or one that stands on something else, could be a row, or take one up.
  expect(commands(`${line}\n  b2bbbb -> d4dddd, other`)).toEqual([]);
  expect(
    commands(`
      <base> -> x1xxxx, shops
      <base> -> a1aaaa, create users
      a1aaaa -> b2bbbb, add email
      b2bbbb, x1xxxx -> c3cccc, add orders`),
  ).toEqual([]);
});

test("a row that moved under the slower of two processes is no fault of the database", () => {
  const testimony = readLog(
    "Online migration expected to match one row when updating 'b2bbbb' to 'c3cccc' in 'alembic_version'; 0 found",
  );
  const alone = examine(patient(line, [], { testimony, table: { source: "error" } }));
  expect(alone).toMatchObject({ verdict: "unknown", repairs: [] });
  expect(says(alone)).toEqual(["moved-row"]);
  const looked = examine(patient(line, ["c3cccc"], { testimony }));
  expect(looked.verdict).toBe("works");
  expect(looked.summary).toContain("The rows are in order.");
});

test("rows of another script directory of the repository get a table of their own, and nothing of theirs is deleted", () => {
  const neighbours = [{ name: "blog/migrations", graph: graphOf("<base> -> x1xxxx, posts") }];
  const report = examine(patient(line, ["b2bbbb", "x1xxxx"], { neighbours }));
  expect(says(report)).toEqual(["foreign-row"]);
  expect(report.problems[0]?.what).toContain("belongs to `blog/migrations`");
  expect(report.repairs[0]).toMatchObject({ rows: ["b2bbbb"], runs: ["c3cccc"] });
  expect(report.repairs[0]?.steps[1]?.sql?.sqlite.split("\n").slice(2, 4)).toEqual([
    "INSERT INTO alembic_version_own SELECT DISTINCT version_num FROM alembic_version WHERE version_num IN ('b2bbbb');",
    "DELETE FROM alembic_version WHERE version_num IN ('b2bbbb');",
  ]);
});

test("a row of nobody's beside one that covers everything is not deleted", () => {
  const report = examine(patient(line, ["c3cccc", "99ffff"]));
  expect(report.repairs).toHaveLength(1);
  expect(report.repairs[0]?.title).toContain("Where another program shares this table");
  expect(report.repairs[0]?.before[0]).toContain("Make sure that `99ffff` is another program's");
});

test.each([
  ["shallow", "holds only a part of the history"],
  ["none", "there is no history to look in"],
  ["whole", "was never committed"],
] as const)("with a history that is %s, nothing is claimed beyond it", (history, said) => {
  const report = examine(patient(line, ["99ffff"], { history }));
  expect(report.problems[0]?.what).toContain(said);
  expect(report.repairs).toEqual([]);
});

test("a script that lies where Alembic does not look is moved to where it does", () => {
  const historic = graphOf(line);
  const script = { ...historic.nodes.get("c3cccc" as RevisionId)!.script, path: "old/c3.py" };
  const lying = { kind: "script", path: script.path, id: script.id, script } as const;
  const unloaded = new Map([["c3cccc" as RevisionId, lying]]);
  const lost = new Map([["c3cccc", { ...lostScript(historic, "c3cccc"), unloaded }]]);
  const now = line.split("\n").slice(0, 3).join("\n");
  const report = examine(patient(now, ["c3cccc"], { lost }));
  expect(report.lost[0]?.fate).toBe("unloaded");
  expect(report.repairs.map(({ steps }) => steps.flatMap(({ commands }) => commands))).toEqual([
    ["git mv old/c3.py versions/c3.py"],
  ]);
});

test("two files with one revision come before any head", () => {
  const graph = graphOf(`${line}\n  a1aaaa -> x1xxxx, other line\n  a1aaaa -> x1xxxx, once more`);
  const report = examine({ ...patient(line, ["a1aaaa"]), graph });
  expect(says(report)[0]).toBe("duplicate-revision");
  expect(report).toMatchObject({ verdict: "fails", repairs: [] });
});

test("a missing down revision names the script, and is brought back where a commit took it away", () => {
  const now = "<base> -> a1aaaa, create users\nb2bbbb -> c3cccc, add orders";
  const testimony = readLog("KeyError: 'b2bbbb'");
  const given = { testimony, table: { source: "error" } } as const;
  const gone = examine(patient(now, [], given));
  expect(gone.problems[0]?.what).toMatch(
    /^`c3cccc` \(`.*`\) follows `b2bbbb`, which no script has/,
  );
  expect(gone.unknown.join()).not.toContain("do not lead to it");
  const lost = new Map([["b2bbbb", lostScript(graphOf(line), "b2bbbb")]]);
  const found = examine(patient(now, [], { ...given, lost }));
  expect(found.repairs[0]?.steps[0]?.commands).toEqual([
    "git show 'aaaaaaaaaaaa:versions/b2bbbb.py' > versions/b2bbbb.py",
  ]);
});

test("a configuration that Alembic refuses comes first", () => {
  const at = { path: "alembic.ini", line: 4, column: 1, endLine: 4, endColumn: 2 };
  const problem = { at, what: "No separator.", alembicSays: "ValueError: '|' is not valid" };
  const report = examine(patient(line, ["c3cccc"], { configProblems: [problem] }));
  expect(says(report)).toEqual(["broken-configuration"]);
  const unfollowed = { ...problem, alembicSays: null };
  expect(examine(patient(line, ["c3cccc"], { configProblems: [unfollowed] })).verdict).toBe(
    "unknown",
  );
});

test("older versions of Flask-Migrate have no `--purge`: then there is only SQL", () => {
  const given = patient(line, ["b2bbbb", "a1aaaa"]);
  const directory = {
    ...given.directory,
    name: "api/migrations",
    config: "api/migrations/alembic.ini",
    flaskMigrate: true,
  };
  const step = (flaskMigrate: string | null) =>
    examine({ ...given, directory, flaskMigrate }).repairs[0]?.steps[0];
  expect(step("4.0.5")?.commands).toEqual([]);
  expect(step("4.0.6")).toMatchObject({ commands: ["flask db stamp --purge b2bbbb"], in: "api" });
  expect(step(null)?.commands).toEqual(["flask db stamp --purge b2bbbb"]);
});

test.each([
  ["upgrade +1", ["a1aaaa"], { kind: "runs", revisions: ["b2bbbb"] }],
  ["downgrade -1", ["b2bbbb"], { kind: "runs", revisions: ["b2bbbb"], rowsAfter: ["a1aaaa"] }],
  [
    "downgrade c3cccc",
    ["a1aaaa"],
    {
      kind: "fails",
      says: "Destination c3cccc is not a valid downgrade target from current head(s)",
    },
  ],
  ["stamp head", ["a1aaaa"], { kind: "stamps", rowsAfter: ["c3cccc"] }],
  ["upgrade a1aaaa:c3cccc", [], { kind: "fails", says: "Range revision not allowed" }],
])("what `%s` does from %j is told", (typed, rows, outcome) => {
  const report = examine(patient(line, rows), readTarget(typed));
  expect(report.alembic.target).toMatchObject({ command: typed, outcome });
  expect(report.verdict).toBe(outcome.kind === "fails" ? "fails" : "works");
});

test("an error about several heads needs no row", () => {
  const testimony = readLog(
    "Multiple head revisions are present for given argument 'head'; please",
  );
  const heads = examine(
    patient(`${line}\n  a1aaaa -> x1xxxx, other`, [], { testimony, table: { source: "error" } }),
  );
  expect(heads).toMatchObject({ verdict: "fails", alembic: { upgradeHeads: null } });
  expect(heads.repairs[0]?.title).toBe("Ask for all heads: run `upgrade heads`.");
  const fine = examine(patient(line, [], { testimony, table: { source: "error" } }));
  expect(fine).toMatchObject({ verdict: "unknown", repairs: [] });
  expect(fine.unknown[0]).toContain("these rows do not lead to it");
});
