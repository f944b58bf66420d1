// Random histories with random broken rows: after the repair as printed, real Alembic upgrades, and runs what is due and no more.

import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { examine } from "../../src/doctor/examine.ts";
import type { DoctorReport, Repair } from "../../src/doctor/model.ts";
import { buildGraph } from "../../src/graph/build.ts";
import { ancestors, descendants } from "../../src/graph/walk.ts";
import type { CommitSha, LostRevision, RevisionGraph, RevisionId } from "../../src/model.ts";
import { parseScript } from "../../src/parse/script.ts";
import { scriptText } from "../support/agreement.ts";
import type { PlanAnswer } from "../support/alembic-answer.ts";
import { seed } from "../support/seed.ts";
import { type Alembic, startAlembics } from "./alembic.ts";
import { runInSqlite } from "./partial/world.ts";
import { type GraphCase, graphCases } from "./random-graphs.ts";

const cases = 4_000;
const leastRepaired = 1_000;

let alembics: readonly Alembic[] = [];
beforeAll(() => {
  alembics = startAlembics();
});
afterAll(() => {
  for (const alembic of alembics) alembic.stop();
});

/** Scripts as files, some of which were taken away since the database ran them. */
interface Sick {
  readonly files: Readonly<Record<string, string>>;
  readonly removed: Readonly<Record<string, string>>;
  readonly graph: RevisionGraph;
  readonly historic: RevisionGraph;
  readonly rows: readonly string[];
}

const sickDatabases = fc
  .record({ given: graphCases, removed: fc.option(fc.nat(8)), spoil: fc.nat(9) })
  .map(({ given, removed, spoil }) => makeSick(given, removed, spoil));

function makeSick({ revisions, plans }: GraphCase, remove: number | null, spoil: number): Sick {
  const all = Object.fromEntries(revisions.map((one, index) => [`${index}.py`, scriptText(one)]));
  const historic = graphOf(all);
  const ids = [...historic.nodes.keys()];
  const lowest = remove === null || ids.length === 0 ? [] : [ids[remove % ids.length]!];
  const gone = historic.loadError ? new Set<RevisionId>() : descendants(historic, lowest);
  const isGone = (path: string) =>
    [...gone].some((one) => historic.nodes.get(one)!.script.path === `versions/${path}`);
  const split = (wanted: boolean) =>
    Object.fromEntries(Object.entries(all).filter(([path]) => isGone(path) === wanted));
  const files = split(false);
  const rows = [...(plans[0]?.rows ?? []), ...[...gone].slice(-1)];
  return {
    files,
    removed: split(true),
    graph: graphOf(files),
    historic,
    rows: spoilt(rows, spoil),
  };
}

/** Some rows twice, padded, or beside an empty one. */
function spoilt(rows: readonly string[], how: number): readonly string[] {
  const [first] = rows;
  if (first === undefined) return rows;
  if (how === 0) return [...rows, first];
  if (how === 1) return [`${first} `, ...rows.slice(1)];
  return how === 2 ? [...rows, ""] : rows;
}

function graphOf(files: Readonly<Record<string, string>>): RevisionGraph {
  return buildGraph(
    Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, text]) => {
        const path = `versions/${name}`;
        return parseScript({ kind: "text", path, id: `${path}\0${text}`, text });
      }),
  );
}

function look({ graph, historic, rows }: Sick, name = "alembic_version"): DoctorReport {
  const heldBy = "0".repeat(40) as CommitSha;
  const found = (revision: RevisionId): LostRevision => ({
    revision,
    path: historic.nodes.get(revision)!.script.path,
    removedIn: { commit: heldBy, date: "2026-01-01T00:00:00Z", subject: "Drop it" },
    addedIn: null,
    heldBy,
    branches: [],
    tags: [],
  });
  const lost = [...historic.nodes.keys()].filter((one) => !graph.nodes.has(one));
  return examine({
    directory: {
      name: "versions",
      config: null,
      section: "alembic",
      versionLocations: ["versions"],
      recursive: false,
      flaskMigrate: false,
    },
    graph,
    state: { ref: "HEAD", commit: null },
    table: { name, schema: null, isMissing: false, source: "typed" },
    rows: { kind: "all", ids: rows },
    dialect: null,
    testimony: null,
    catalogue: null,
    lost: new Map(
      lost.map((one) => [
        one,
        {
          found: found(one),
          historic,
          at: heldBy,
          afterwards: null,
          renamed: new Map(),
          unloaded: new Map(),
        },
      ]),
    ),
    configProblems: [],
    history: "whole",
    elsewhere: null,
    older: null,
    neighbours: [],
    flaskMigrate: null,
  });
}

test("after the printed repair the upgrade works", async () => {
  console.log(`${cases} databases with ORACLE_SEED=${seed}`);
  const sick = fc.sample(sickDatabases, { seed, numRuns: cases });
  const counts = { works: 0, repaired: 0, repairs: 0, without: 0 };
  for (let from = 0; from < sick.length; from += 250) {
    const told = await Promise.all(sick.slice(from, from + 250).map(tryAll));
    for (const one of told) {
      counts.repairs += one.repairs;
      if (one.repairs > 0) counts.repaired += 1;
      else counts[one.works ? "works" : "without"] += 1;
    }
  }
  console.log(counts);
  expect(counts.repaired).toBeGreaterThan(leastRepaired);
});

async function tryAll(sick: Sick): Promise<{ repairs: number; works: boolean }> {
  const report = look(sick);
  const works = report.verdict === "works";
  // Where Alembic is in two minds, as with loops, nothing is offered.
  const repairs = report.repairs.filter(({ steps }) => !steps.some(isMerge));
  for (const repair of repairs) {
    for (const alembic of alembics) {
      await tryRepair(alembic, sick, repair).catch((error: Error) => {
        const { files, removed, rows } = sick;
        throw new Error(
          `${error.message}\n${JSON.stringify({ files, removed, rows, repair }, null, 1)}`,
        );
      });
    }
  }
  if (works && sick.graph.cycles.length === 0) {
    for (const alembic of alembics) await expectUpgrade(alembic, sick.files, sick.graph, sick.rows);
  }
  return { repairs: repairs.length, works };
}

function isMerge({ commands }: Repair["steps"][number]): boolean {
  return commands.some((command) => command.startsWith("alembic merge"));
}

async function tryRepair(alembic: Alembic, sick: Sick, repair: Repair): Promise<void> {
  let files = sick.files;
  let rows = sick.rows;
  const ran: string[] = [];
  let own = "alembic_version";
  for (const { say, edit, commands, sql } of repair.steps) {
    own = /version_table="(\w+)"/.exec(say)?.[1] ?? own;
    if (edit) files = edited(files, edit);
    if (sql) {
      const stamped = await stampAs(alembic, files, rows, commands);
      rows = runInSqlite({ alembic_version: rows }, sql.sqlite)[own]!;
      if (stamped) expect(stamped.toSorted()).toEqual(rows.toSorted());
      continue;
    }
    for (const command of commands) {
      const [, target] = /^alembic upgrade (.*)$/.exec(command) ?? [];
      const [, path] = /> versions\/(\S+)$/.exec(command) ?? [];
      if (path !== undefined) files = { ...files, [path]: sick.removed[path]! };
      else {
        const plan = await ask(alembic, files, `upgrade:${unquote(target!)}`, rows);
        expect(plan.error, command).toBeNull();
        ran.push(...plan.steps!);
        rows = plan.rows_after!;
      }
    }
  }
  const graph = graphOf(files);
  expect(rows.toSorted()).toEqual(repair.rows.toSorted());
  const steps = await expectUpgrade(alembic, files, graph, rows);
  expect(new Set(steps)).toEqual(new Set(repair.runs));
  // What the database had run, as far as its rows told: nothing of it runs again, unless the repair says so.
  const known = sick.rows.map((row) => row.trim() as RevisionId);
  const lost = known.filter((row) => !sick.graph.nodes.has(row));
  const had = new Set([...ancestors(graph, known), ...ancestors(sick.historic, lost)]);
  if (ran.length === 0) expect(steps.filter((one) => had.has(one as RevisionId))).toEqual([]);
}

/** Real Alembic upgrades from these rows, runs exactly what they do not cover, and then has nothing left to do. */
async function expectUpgrade(
  alembic: Alembic,
  files: Sick["files"],
  graph: RevisionGraph,
  rows: readonly string[],
): Promise<readonly string[]> {
  const first = await ask(alembic, files, "upgrade:heads", rows);
  expect(first.error, JSON.stringify({ files, rows })).toBeNull();
  const covered = ancestors(graph, rows as readonly RevisionId[]);
  const due = [...ancestors(graph, graph.realHeads)].filter((one) => !covered.has(one));
  expect(first.steps!.toSorted()).toEqual(due.toSorted());
  const again = await ask(alembic, files, "upgrade:heads", first.rows_after!);
  expect(again).toMatchObject({ error: null, steps: [] });
  return first.steps!;
}

async function ask(
  alembic: Alembic,
  files: Sick["files"],
  op: string,
  rows: readonly string[],
): Promise<PlanAnswer> {
  const answer = await alembic.ask({ files, plans: [{ op, rows }] });
  return answer.plans?.[0] ?? { op, rows, error: answer.error };
}

async function stampAs(
  alembic: Alembic,
  files: Sick["files"],
  rows: readonly string[],
  commands: readonly string[],
): Promise<readonly string[] | null> {
  const [, targets] = /^alembic stamp --purge (.*)$/.exec(commands[0] ?? "") ?? [];
  if (targets === undefined) return null;
  const words = targets.match(/'[^']*'|\S+/g)!.map(unquote);
  return (await ask(alembic, files, `stamp!:${words.join(",")}`, rows)).rows_after!;
}

function unquote(word: string): string {
  return word.replace(/^'(.*)'$/, "$1");
}

function edited(files: Sick["files"], { path, line, to }: NonNullable<Repair["steps"][0]["edit"]>) {
  const name = path.replace("versions/", "");
  const lines = files[name]!.split("\n");
  return { ...files, [name]: lines.with(line - 1, to).join("\n") };
}
