// What `alembic downgrade` does: which revisions are taken back, in which order, and what becomes of the rows.

import { catchFailures, fail } from "../graph/failure.ts";
import { asNode, branchFor, getRevisions, lookUpAgain } from "../graph/resolve.ts";
import { sortRevisions } from "../graph/sort.ts";
import { ancestors, descendants } from "../graph/walk.ts";
import type { RevisionGraph, RevisionId } from "../model.ts";
import type { Outcome } from "./outcome.ts";
import { recordDowngrade } from "./revision-step.ts";
import { type Planned, runSteps } from "./run-steps.ts";
import { type DowngradeTarget, downgradeTarget } from "./target.ts";

/** Plans `alembic downgrade <target>` for a database with these rows, in the order in which it returns them. */
export function planDowngrade(
  graph: RevisionGraph,
  rows: readonly string[],
  target: string,
): Outcome {
  const planned = catchFailures(graph, () => collect(graph, rows, target), {
    end: target,
    ancestor: `Destination ${target} is not a valid downgrade target from current head(s)`,
  });
  return runSteps(graph, rows, planned, "downgrade", recordDowngrade);
}

/** `_collect_downgrade_revisions`: of what is applied, all that follows the target. */
function collect(
  graph: RevisionGraph,
  rows: readonly string[],
  target: string,
): Planned | "never-ends" {
  const to = downgradeTarget(graph, rows, target);
  const roots = rootsOf(graph, to);
  const heads = getRevisions(graph, rows).map(asNode);
  const above = descendants(graph, roots);
  const active = ancestors(
    graph,
    heads.map(({ revision }) => revision),
  );
  const dropped = new Set([...above].filter((revision) => active.has(revision)));
  if (to.node !== null && dropped.size === 0 && !heads.includes(to.node)) {
    fail("RangeNotAncestorError");
  }
  const sorted = sortRevisions(
    graph,
    dropped,
    heads.map(({ revision }) => revision),
  );
  if (!sorted) return "never-ends";
  return { steps: lookUpAgain(graph, sorted.revisions), isOrderOpen: sorted.isOrderOpen };
}

/** The lowest revisions to drop: the bases, or what follows the target, on the branch asked for. */
function rootsOf(graph: RevisionGraph, { label, node }: DowngradeTarget): readonly RevisionId[] {
  const roots: readonly RevisionId[] = node
    ? node.next
    : [...graph.nodes.values()]
        .filter(({ script }) => script.downRevisions.length === 0)
        .map(({ revision }) => revision);
  if (!label || roots.length < 2) return roots;
  const { revision: tip } = branchFor(graph, label);
  const line = ancestors(graph, [tip], "versioned");
  const kept = roots.filter((revision) => line.has(revision));
  if (kept.length === 0) {
    fail("RevisionError", "Not a valid downgrade target from current heads");
  }
  return kept;
}
