// What `alembic stamp` does to the rows. It runs no revision.

import { assertAsAlembic, catchFailures } from "../graph/failure.ts";
import { asNode, filterForLineage, getRevisions, type Place } from "../graph/resolve.ts";
import { ancestors, descendants } from "../graph/walk.ts";
import type { AlembicError, RevisionGraph, RevisionId, RevisionNode } from "../model.ts";
import { VersionTable } from "./version-table.ts";

/** One movement of rows: those that leave, and the one that comes; null where nothing comes. */
export interface StampStep {
  readonly from: readonly RevisionId[];
  readonly to: RevisionId | null;
}

/** What `alembic stamp` does. */
export type Stamped =
  | {
      readonly kind: "stamps";
      readonly steps: readonly StampStep[];
      /** The rows afterwards, sorted. */
      readonly rows: readonly string[];
    }
  | {
      readonly kind: "fails";
      readonly error: AlembicError;
      /** The movements that Alembic set out to make; empty where it failed before it knew. */
      readonly steps: readonly StampStep[];
    };

/** How a step moves rows, besides which. */
interface PlannedStep extends StampStep {
  readonly isUpgrade: boolean;
  readonly isBranchMove: boolean;
}

/** Plans `alembic stamp <targets>`, with `--purge` where asked for. */
export function planStamp(
  graph: RevisionGraph,
  rows: readonly string[],
  targets: readonly string[],
  { purge = false }: { readonly purge?: boolean } = {},
): Stamped {
  const start = purge ? [] : rows;
  const current = catchFailures(graph, () => getRevisions(graph, start).map(asNode));
  if ("error" in current) return { kind: "fails", error: current.error, steps: [] };
  const planned = catchFailures(graph, () => collect(graph, current.value, targets), {
    multipleHeads: "Multiple heads are present; please specify a single target revision",
  });
  if ("error" in planned) return { kind: "fails", error: planned.error, steps: [] };
  const steps = planned.value.map(({ from, to }) => ({ from, to }));
  const table = new VersionTable(start);
  const run = catchFailures(graph, () => {
    for (const step of planned.value) move(table, step);
  });
  if ("error" in run) return { kind: "fails", error: run.error, steps };
  return { kind: "stamps", steps, rows: table.contents() };
}

/** `ScriptDirectory._stamp_revs`. What is related to the targets is found out once for all of them. */
function collect(
  graph: RevisionGraph,
  current: readonly RevisionNode[],
  targets: readonly string[],
): readonly PlannedStep[] {
  const names = targets.length === 0 ? ["base"] : targets.filter((name) => name !== "");
  const related = [
    ...new Set(names.flatMap((name) => filterForLineage(graph, current, name, "all"))),
  ];
  const places = getRevisions(graph, targets);
  const goals: readonly Place[] = places.length === 0 ? [null] : places;
  return goals.flatMap((goal) =>
    goal === null ? leave(related) : reachGoal(graph, related, goal),
  );
}

function leave(related: readonly RevisionNode[]): readonly PlannedStep[] {
  return related.map(({ revision }) => ({
    from: [revision],
    to: null,
    isUpgrade: false,
    isBranchMove: true,
  }));
}

function reachGoal(
  graph: RevisionGraph,
  related: readonly RevisionNode[],
  place: Place,
): readonly PlannedStep[] {
  const goal = asNode(place);
  if (related.includes(goal)) return [];
  const to = goal.revision;
  const from = related.map(({ revision }) => revision);
  const above = descendants(graph, [to]);
  const below = ancestors(graph, [to]);
  const isBelow = from.some((revision) => below.has(revision));
  if (from.some((revision) => above.has(revision))) {
    assertAsAlembic(!isBelow);
    return [{ from, to, isUpgrade: false, isBranchMove: false }];
  }
  if (isBelow) return [{ from, to, isUpgrade: true, isBranchMove: false }];
  return [{ from: [], to, isUpgrade: true, isBranchMove: true }];
}

/** `HeadMaintainer.update_to_step` with a `StampStep`. */
function move(table: VersionTable, { from, to, isUpgrade, isBranchMove }: PlannedStep): void {
  const isNew = isBranchMove || from.some((revision) => !table.heads.has(revision));
  if (to === null) table.delete(from[0]!);
  else if (isUpgrade && isNew && !table.heads.has(to)) table.insert(to);
  else {
    assertAsAlembic(from.length > 0);
    table.merge(from, to);
  }
}
