// Plays a random case: what little is known goes to the doctor, its repair is followed exactly, and real Alembic judges.

import { examine } from "../../../src/doctor/examine.ts";
import type { DatabaseKind, DoctorReport } from "../../../src/doctor/model.ts";
import { ancestors } from "../../../src/graph/walk.ts";
import type { RevisionGraph, RevisionId } from "../../../src/model.ts";
import { scriptText } from "../../support/agreement.ts";
import type { Alembic } from "../alembic.ts";
import { olderFiles, type PartialCase, squashedFiles } from "./cases.ts";
import { evidenceOf, fromLog, graphOfFiles, logOf, lostFrom, past, release } from "./evidence.ts";
import { type Files, type RunSql, Violation, World } from "./world.ts";

/** `mended`: everything ran once. `unknown`: the doctor offered nothing and said what it cannot know. `idle`: nothing was wrong. */
export type Outcome = "mended" | "unknown" | "idle";

/** Where SQL is run, SQLite in memory unless told otherwise. */
export type Sql = { readonly kind: DatabaseKind; readonly run: RunSql };

const mostRounds = 6;

/** Plays one case. Throws Violation where a followed repair did what it may not. */
export async function play(given: PartialCase, alembic: Alembic, sql?: Sql): Promise<Outcome> {
  switch (given.situation) {
    case "error-alone":
      return errorAlone(given, alembic, sql);
    case "older-clone":
      return olderClone(given, alembic, false, sql);
    case "older-clone-error-alone":
      return olderClone(given, alembic, true, sql);
    case "newer-clone":
      return newerClone(given, alembic, sql);
    case "neighbour":
      return secondProgram(given, alembic, true, sql);
    case "stranger":
      return secondProgram(given, alembic, false, sql);
    case "squash":
      return squash(given, alembic, false, sql);
    case "squash-error-alone":
      return squash(given, alembic, true, sql);
    case "no-rows":
      return noRows(given);
  }
}

function ranBy(graph: RevisionGraph, rows: readonly string[]): Set<RevisionId> {
  return ancestors(graph, rows as readonly RevisionId[]);
}

function worldOf(
  given: PartialCase,
  alembic: Alembic,
  sql: Sql | undefined,
  rest: Partial<ConstructorParameters<typeof World>[0]>,
): World {
  return new World({
    alembic,
    codes: {},
    files: given.files,
    rows: given.rows,
    ran: ranBy(given.graph, given.rows),
    ...(sql ? { sql } : {}),
    ...rest,
  });
}

/** No repair is fine where the answer is no green one, and says what it does not know. */
function withoutRepair(report: DoctorReport): Outcome {
  if (report.verdict === "works") throw new Violation("a database that fails is said to work");
  if (report.unknown.length === 0 && report.problems.length === 0)
    throw new Violation("nothing is said");
  return "unknown";
}

function checkAtLeast(report: DoctorReport): void {
  if (report.table.rowsAre !== "at-least") return;
  const commands = report.repairs.flatMap(({ steps }) => steps.flatMap((one) => one.commands));
  if (commands.some((command) => command.includes("--purge"))) throw new Violation("--purge");
  if (report.verdict === "works" || report.repairs.some(({ runs }) => runs !== null))
    throw new Violation("more is claimed than an error tells");
}

/** Upgrades with the newest code: everything has run then, each once. */
async function finish(
  world: World,
  graph: RevisionGraph,
  except: string | null = null,
): Promise<Outcome> {
  await world.run("upgrade:heads", true);
  return checkWhole(world, graph, except);
}

function checkWhole(world: World, graph: RevisionGraph, except: string | null = null): Outcome {
  const left = [...ancestors(graph, graph.realHeads)].filter(
    (one) => one !== except && !world.ran.has(one),
  );
  if (left.length > 0) throw new Violation(`never ran: ${left}`);
  return "mended";
}

/** One error of several, again and again, until Alembic has none. */
async function errorAlone(given: PartialCase, alembic: Alembic, sql?: Sql): Promise<Outcome> {
  const { graph, decoration, form } = given;
  const world = worldOf(given, alembic, sql, {});
  for (let round = 0; round < mostRounds; round++) {
    const answer = await world.run("upgrade:heads", false);
    if (!answer.error) {
      checkWhole(world, graph);
      return round === 0 ? "idle" : "mended";
    }
    const log = logOf({ steps: answer.steps ?? [], error: answer.error }, decoration);
    const report = examine(fromLog(graph, log, {}));
    checkAtLeast(report);
    const [repair] = report.repairs;
    if (!repair) return withoutRepair(report);
    await world.follow(repair, form);
  }
  throw new Violation("no end");
}

async function olderClone(
  given: PartialCase,
  alembic: Alembic,
  isAlone: boolean,
  sql?: Sql,
): Promise<Outcome> {
  const { graph, files, rows, decoration, form, share } = given;
  const old = olderFiles(given);
  const here = graphOfFiles(old);
  if (rows.every((row) => here.nodes.has(row as RevisionId))) return "idle";
  const world = worldOf(given, alembic, sql, { files: old, codes: { "v1.0": files } });
  const known = {
    lost: lostFrom(here, graph, { removed: false }),
    elsewhere: release("v1.0", graph),
  };
  const { error } = await world.ask("upgrade:heads");
  if (!error) throw new Violation("Alembic finds what is not here");
  const evidence = isAlone
    ? fromLog(here, logOf({ error }, decoration), known)
    : evidenceOf(here, { ...known, rows: { kind: "all", ids: rows } });
  const report = examine(evidence);
  checkAtLeast(report);
  if (report.verdict !== "fails") throw new Violation(`verdict ${report.verdict}`);
  const repair = report.repairs[share % 2] ?? report.repairs[0];
  if (!repair) return withoutRepair(report);
  await world.follow(repair, form);
  const again = await world.run("upgrade:heads", !isAlone);
  if (again.error) return "unknown";
  world.files = files;
  return finish(world, graph);
}

async function newerClone(given: PartialCase, alembic: Alembic, sql?: Sql): Promise<Outcome> {
  const { graph, files, rows, decoration, form, share } = given;
  const old = olderFiles(given);
  const here = graphOfFiles(old);
  if (rows.every((row) => here.nodes.has(row as RevisionId))) return "idle";
  const world = worldOf(given, alembic, sql, {
    files: old,
    codes: { "v1.0": files, "v0.9": old },
  });
  const { error } = await world.ask("upgrade:heads");
  if (!error) throw new Violation("Alembic finds what is not here");
  const known = {
    lost: lostFrom(graph, graph, { removed: false, also: rows }),
    elsewhere: release("v1.0", graph),
    older: release("v0.9", here),
  };
  const log = fromLog(graph, logOf({ error }, decoration), known);
  const isAll = share % 3 === 0;
  const report = examine(isAll ? { ...log, rows: { kind: "all", ids: rows } } : log);
  checkAtLeast(report);
  if (report.verdict !== "fails") throw new Violation(`verdict ${report.verdict}`);
  const repair = report.repairs[share % 2] ?? report.repairs[0];
  if (!repair) return withoutRepair(report);
  await world.follow(repair, form);
  const again = await world.run("upgrade:heads", isAll);
  if (again.error) return "unknown";
  world.files = files;
  return finish(world, graph);
}

/** A line of another program's, with a row in the same table. */
async function secondProgram(
  given: PartialCase,
  alembic: Alembic,
  isKnown: boolean,
  sql?: Sql,
): Promise<Outcome> {
  const { graph, rows, share, form } = given;
  const theirs: Files = {
    "z0.py": scriptText({ revision: "z0", down_revision: null }),
    "z1.py": scriptText({ revision: "z1", down_revision: "z0" }),
    "z2.py": scriptText({ revision: "z2", down_revision: "z1" }),
  };
  const row = `z${share % 3}`;
  const all = share % 2 === 0 ? [row, ...rows] : [...rows, row];
  const world = worldOf(given, alembic, sql, { rows: all });
  const report = examine(
    evidenceOf(graph, {
      rows: { kind: "all", ids: all },
      neighbours: isKnown ? [{ name: "other", graph: graphOfFiles(theirs) }] : [],
    }),
  );
  if (report.verdict !== "fails") throw new Violation(`verdict ${report.verdict}`);
  const [repair] = report.repairs;
  if (!repair) return withoutRepair(report);
  await world.follow(repair, form);
  const left = world.tables["alembic_version"]!;
  if (left.join() !== row) throw new Violation(`the other program's rows are ${left}`);
  const other = await alembic.ask({ files: theirs, plans: [{ op: "upgrade:heads", rows: left }] });
  if (other.plans?.[0]?.error) throw new Violation("the other program does not upgrade");
  return finish(world, graph);
}

/** The first scripts put into one, a row among them. */
async function squash(
  given: PartialCase,
  alembic: Alembic,
  isAlone: boolean,
  sql?: Sql,
): Promise<Outcome> {
  const { graph, files, rows, decoration, form } = given;
  const parts = graphOfFiles(squashedFiles(given));
  const squashed = squashFiles(given, parts);
  if (!squashed || rows.every((row) => !parts.nodes.has(row as RevisionId))) return "idle";
  const here = graphOfFiles(squashed);
  const world = worldOf(given, alembic, sql, {
    files: squashed,
    codes: { [past.slice(0, 12)]: files },
    squash: { into: "sq", parts: [...parts.nodes.keys()] },
  });
  const { error } = await world.ask("upgrade:heads");
  if (!error) throw new Violation("Alembic finds what is not here");
  const known = { lost: lostFrom(here, graph, { removed: true, afterwards: here }) };
  const report = examine(
    isAlone
      ? fromLog(here, logOf({ error }, decoration), known)
      : evidenceOf(here, { ...known, rows: { kind: "all", ids: rows } }),
  );
  checkAtLeast(report);
  const [repair] = report.repairs;
  if (!repair) return withoutRepair(report);
  await world.follow(repair, form);
  const again = await world.ask("upgrade:heads");
  if (again.error) {
    if (isAlone) return "unknown";
    throw new Violation(again.error.message);
  }
  for (const part of parts.nodes.keys())
    if (!world.ran.has(part)) throw new Violation(`${part} was passed over`);
  return finish(world, here, "sq");
}

/** Null where the scripts do not end in one, or others stand on more than that end. */
function squashFiles({ graph, files }: PartialCase, parts: RevisionGraph): Files | null {
  const [last, ...more] = parts.realHeads;
  if (last === undefined || more.length > 0 || parts.nodes.size < 2) return null;
  const kept: Record<string, string> = {
    "sq.py": scriptText({ revision: "sq", down_revision: null }),
  };
  for (const [name, text] of Object.entries(files)) {
    const node = [...graph.nodes.values()].find(
      ({ script }) => script.path === `versions/${name}`,
    )!;
    if (parts.nodes.has(node.revision)) continue;
    const inside = [...node.down, ...node.dependencies].filter((one) => parts.nodes.has(one));
    if (inside.some((one) => one !== last) || node.dependencies.some((one) => parts.nodes.has(one)))
      return null;
    kept[name] =
      inside.length === 0
        ? text
        : scriptText({
            revision: node.revision,
            down_revision: node.down.map((one) => (one === last ? "sq" : one)),
            depends_on: [...node.dependencies],
          });
  }
  return kept;
}

/** Tables that `create_all()` made: Alembic sees an empty database, and the first script fails. */
function noRows({ graph }: PartialCase): Outcome {
  const report = examine(evidenceOf(graph, {}));
  const isTold = report.unknown.some((one) => one.includes("the tables exist already"));
  if (report.verdict === "works" && !isTold && graph.nodes.size > 0)
    throw new Violation("a database with tables and without rows is called empty");
  return "unknown";
}
