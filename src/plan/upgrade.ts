// What `alembic upgrade` does: which revisions run, in which order, and what becomes of the rows.

import { catchFailures, fail } from "../graph/failure.ts";
import { asNode, getRevisions, lookUpAgain, type Place } from "../graph/resolve.ts";
import { sortRevisions } from "../graph/sort.ts";
import type { RevisionGraph } from "../model.ts";
import type { Outcome } from "./outcome.ts";
import { applied } from "./overlap.ts";
import { recordUpgrade } from "./revision-step.ts";
import { type Planned, runSteps } from "./run-steps.ts";
import { upgradeTargets } from "./target.ts";

/** Plans `alembic upgrade <target>` for a database with these rows, in the order in which it returns them. */
export function planUpgrade(
  graph: RevisionGraph,
  rows: readonly string[],
  target: string = "heads",
): Outcome {
  const planned = catchFailures(graph, () => collect(graph, rows, target), {
    end: target,
    ancestor: `Destination ${target} is not a valid upgrade target from current head(s)`,
  });
  return runSteps(graph, rows, planned, "upgrade", recordUpgrade);
}

/** `_collect_upgrade_revisions`: what the targets need and the rows do not cover. */
function collect(
  graph: RevisionGraph,
  rows: readonly string[],
  target: string,
): Planned | "never-ends" {
  const targets = upgradeTargets(graph, rows, target).map(asNode);
  const needed = applied(graph, targets);
  const covered = applied(graph, lowerEnd(getRevisions(graph, rows)));
  const missing = new Set([...needed].filter((revision) => !covered.has(revision)));
  const sorted = sortRevisions(
    graph,
    missing,
    targets.map(({ revision }) => revision),
  );
  if (!sorted) return "never-ends";
  const steps = lookUpAgain(graph, sorted.revisions).toReversed();
  return { steps, isOrderOpen: sorted.isOrderOpen };
}

/** A row such as `-1` is walked down from the heads, and Alembic takes it for the lower end of a range. */
function lowerEnd(places: readonly Place[]) {
  if (places[0] === null) fail("AssertionError", "Expected downgrade target in string form");
  return places.map(asNode);
}
