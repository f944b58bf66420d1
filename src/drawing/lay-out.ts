// Chosen revisions become a drawing: straight runs are joined, what is too much is left out, bases come first.

import type { Drawing, DrawnEdge, DrawnRevision, RevisionId } from "../model.ts";
import { dependenciesOf, downOf, followedBy, type View } from "./view.ts";

/** What to draw of a view. */
export interface DrawingPlan {
  readonly name: string;
  /** Revisions that are drawn for themselves, the most important first. */
  readonly points: ReadonlySet<RevisionId>;
  readonly trouble: ReadonlySet<RevisionId>;
  readonly shown: ReadonlySet<RevisionId>;
  readonly limit: number;
  /** Straight runs of so many revisions are drawn as one. */
  readonly shortestRun: number;
}

/** What is drawn as one: a revision, or a run of them from the lowest to the highest. */
type Item = readonly [RevisionId, ...RevisionId[]];

/** Draws the shown part of a view. */
export function layOut(view: View, plan: DrawingPlan): Drawing {
  const items = joinRuns(view, plan);
  const missing = missingNames(view, plan.shown).slice(0, Math.max(0, Math.floor(plan.limit / 4)));
  const kept = cut(view, plan.points, items, plan.limit - missing.length);
  const sorted = basesFirst(view, kept);
  const singles = sorted.filter((item) => item.length === 1).map(([revision]) => revision);
  const runs = sorted.filter((item) => item.length > 1);
  const drawn = singles.length + runs.reduce((sum, run) => sum + run.length, 0);
  return {
    scriptDirectory: plan.name,
    revisions: singles.map((revision) => describe(view, plan, revision)),
    runs: runs.map((run) => ({ from: run[0], to: run.at(-1)!, count: run.length })),
    missing,
    edges: edgesOf(view, sorted, new Set(missing)),
    leftOut: view.size - drawn,
  };
}

function describe(view: View, { trouble }: DrawingPlan, revision: RevisionId): DrawnRevision {
  const { script, labels } = view.nodeOf(revision);
  return {
    revision,
    message: script.message,
    state: view.stateOf(revision),
    isHead: view.isHead(revision),
    labels,
    isTrouble: trouble.has(revision),
  };
}

// --------------------------------------------------------------------- runs

/** Joins what lies in a row between one below and one above; shorter rows stay as they are. */
function joinRuns(view: View, { points, shown, shortestRun }: DrawingPlan): readonly Item[] {
  const only = (names: readonly RevisionId[]) => {
    const visible = names.filter((name) => shown.has(name));
    return visible.length === 1 ? visible[0] : undefined;
  };
  const above = (revision: RevisionId) => only(view.followersOf(revision));
  const below = (revision: RevisionId) => only(followedBy(view, revision));
  const isStraight = (revision: RevisionId | undefined): revision is RevisionId =>
    revision !== undefined &&
    !points.has(revision) &&
    view.stateOf(revision) === "kept" &&
    missingBelow(view, revision).length === 0 &&
    above(revision) !== undefined &&
    below(revision) !== undefined;

  const items: Item[] = [];
  const done = new Set<RevisionId>();
  const add = (item: Item) => {
    for (const revision of item) done.add(revision);
    if (item.length >= shortestRun) items.push(item);
    else for (const revision of item) items.push([revision]);
  };
  for (const start of shown) {
    if (done.has(start)) continue;
    if (!isStraight(start)) add([start]);
    else if (!isStraight(below(start))) add(runFrom(start, above, isStraight));
  }
  // A loop in which everything is straight has no lowest revision.
  for (const revision of shown) if (!done.has(revision)) add([revision]);
  return items;
}

function runFrom(
  start: RevisionId,
  above: (revision: RevisionId) => RevisionId | undefined,
  isStraight: (revision: RevisionId | undefined) => revision is RevisionId,
): Item {
  const run: [RevisionId, ...RevisionId[]] = [start];
  for (let next = above(start); isStraight(next); next = above(next)) run.push(next);
  return run;
}

// ------------------------------------------------------------------- limits

/** The points first, then what stands around them, as far as the limit goes. */
function cut(
  view: View,
  points: ReadonlySet<RevisionId>,
  items: readonly Item[],
  limit: number,
): readonly Item[] {
  if (items.length <= limit) return items;
  const itemOf = new Map(items.flatMap((item) => item.map((revision) => [revision, item])));
  const kept = new Set<Item>();
  const add = (revision: RevisionId) => {
    const item = itemOf.get(revision);
    if (item && kept.size < limit) kept.add(item);
  };
  for (const revision of points) add(revision);
  for (const item of kept) {
    for (const neighbour of followedBy(view, item[0])) add(neighbour);
    for (const neighbour of view.followersOf(item.at(-1)!)) add(neighbour);
  }
  return [...kept];
}

// -------------------------------------------------------------------- order

/** Kahn's algorithm over the items, in load order where nothing else decides; loops come last. */
function basesFirst(view: View, items: readonly Item[]): readonly Item[] {
  const place = new Map<RevisionId, number>();
  for (const revision of view.revisions()) place.set(revision, place.size);
  const waiting = new Map(items.map((item) => [item.at(-1)!, item]));
  const below = new Map(
    items.map((item) => [item, followedBy(view, item[0]).filter((name) => waiting.has(name))]),
  );
  const above = new Map<RevisionId, Item[]>();
  for (const [item, names] of below) {
    for (const name of names) {
      const others = above.get(name);
      if (others) others.push(item);
      else above.set(name, [item]);
    }
  }
  const open = new Map([...below].map(([item, names]) => [item, names.length]));
  const byPlace = (a: Item, b: Item) => place.get(a[0])! - place.get(b[0])!;
  const sorted = items.filter((item) => open.get(item) === 0).sort(byPlace);
  for (const item of sorted) {
    const free = (above.get(item.at(-1)!) ?? []).filter((next) => {
      open.set(next, open.get(next)! - 1);
      return open.get(next) === 0;
    });
    sorted.push(...free.sort(byPlace));
  }
  const done = new Set(sorted);
  return [...sorted, ...items.filter((item) => !done.has(item)).sort(byPlace)];
}

// -------------------------------------------------------------------- edges

function missingNames(view: View, shown: ReadonlySet<RevisionId>): readonly string[] {
  return [...new Set([...shown].flatMap((revision) => missingBelow(view, revision)))];
}

function missingBelow(view: View, revision: RevisionId): readonly string[] {
  return [...missingDown(view, revision), ...missingDependencies(view, revision)];
}

function missingDown(view: View, revision: RevisionId): readonly string[] {
  const { downRevisions } = view.nodeOf(revision).script;
  return downRevisions.map(({ value }) => value).filter((name) => !view.has(name));
}

/** A label is not missing: it stands for its script. */
function missingDependencies(view: View, revision: RevisionId): readonly string[] {
  const { script, dependencies } = view.nodeOf(revision);
  if (dependencies.length === script.dependsOn.length) return [];
  const written = script.dependsOn.map(({ value }) => value);
  return written.filter((name) => name !== "" && !view.has(name) && !view.isLabel(name));
}

function edgesOf(
  view: View,
  items: readonly Item[],
  missing: ReadonlySet<string>,
): readonly DrawnEdge[] {
  const ends = new Set<string>([...items.map((item) => item.at(-1)!), ...missing]);
  return items.flatMap(([to]) => {
    const down = new Set<string>([...downOf(view, to), ...missingDown(view, to)]);
    const beside = [...dependenciesOf(view, to), ...missingDependencies(view, to)];
    const dependsOn = new Set(beside.filter((name) => !down.has(name)));
    return [
      ...[...down].map((from): DrawnEdge => ({ from, to, kind: "down_revision" })),
      ...[...dependsOn].map((from): DrawnEdge => ({ from, to, kind: "depends_on" })),
    ].filter(({ from }) => ends.has(from));
  });
}
