// What `alembic current` shows, and whether a database counts as up to date.

import { catchFailures } from "../graph/failure.ts";
import { asNode, getRevisions } from "../graph/resolve.ts";
import { ancestors } from "../graph/walk.ts";
import type { AlembicError, RevisionGraph, RevisionId, RevisionNode } from "../model.ts";

/** What `alembic current` prints. */
export type Current =
  | { readonly kind: "shows"; readonly revisions: readonly RevisionId[] }
  | { readonly kind: "fails"; readonly error: AlembicError };

/** Plans `alembic current`: the rows, and the heads of other branches that are applied through a dependency, in load order. */
export function planCurrent(graph: RevisionGraph, rows: readonly string[]): Current {
  const result = catchFailures(graph, () => currentNodes(graph, rows));
  if ("error" in result) return { kind: "fails", error: result.error };
  return { kind: "shows", revisions: result.value.map(({ revision }) => revision) };
}

/** `_get_all_current`: of all that is applied, what no applied revision follows by down revision. Throws what Alembic throws. */
export function currentNodes(
  graph: RevisionGraph,
  rows: readonly string[],
): readonly RevisionNode[] {
  const top = getRevisions(graph, rows).map(asNode);
  const applied = ancestors(
    graph,
    top.map(({ revision }) => revision),
  );
  return [...graph.nodes.values()].filter(
    ({ revision, next }) =>
      applied.has(revision) && !next.some((one) => one !== revision && applied.has(one)),
  );
}
