// What revisions cover, and the check that none of them covers another.

import { step } from "../graph/effort.ts";
import { fail } from "../graph/failure.ts";
import type { RevisionGraph, RevisionId, RevisionNode } from "../model.ts";

/** Up to so many names, every order in which Alembic may print them is told. */
const mostNamesInEveryOrder = 5;

/** The revisions and all their ancestors. Fails where one of the given lies below another: `_iterate_related_revisions` with its check. */
export function applied(graph: RevisionGraph, given: readonly RevisionNode[]): Set<RevisionId> {
  const wanted = new Set(given.map(({ revision }) => revision));
  const seen = new Set<RevisionId>();
  for (const { revision } of given) {
    const overlaps = new Set<RevisionId>();
    const open = [revision];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (wanted.has(at) && at !== revision) overlaps.add(at);
      if (seen.has(at)) continue;
      seen.add(at);
      const { normalized } = graph.nodes.get(at)!;
      step(1 + normalized.length);
      open.push(...normalized);
    }
    if (overlaps.size > 0) failOnOverlap(graph, revision, overlaps);
  }
  return seen;
}

function failOnOverlap(
  graph: RevisionGraph,
  revision: RevisionId,
  overlaps: ReadonlySet<RevisionId>,
): never {
  const names = [...graph.nodes.keys()].filter((name) => overlaps.has(name));
  const orders = names.length > mostNamesInEveryOrder ? [names] : permutations(names);
  const start = `Requested revision ${revision} overlaps with other requested revisions `;
  fail("RevisionError", ...orders.map((order) => start + order.join(", ")));
}

/** Every order of a few names, the given one first. */
function permutations<T>(values: readonly T[]): readonly (readonly T[])[] {
  let orders: readonly (readonly T[])[] = [[]];
  for (let length = 0; length < values.length; length++) {
    orders = orders.flatMap((order) =>
      values.filter((value) => !order.includes(value)).map((value) => [...order, value]),
    );
  }
  return orders;
}
