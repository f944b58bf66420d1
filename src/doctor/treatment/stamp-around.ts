// Rows that a revision covers, taken away by `stamp` alone where the table may hold further rows.

import { ancestors } from "../../graph/walk.ts";
import type { RevisionGraph, RevisionId } from "../../model.ts";
import { planStamp } from "../../plan/index.ts";

/**
 * The arguments of two calls of `stamp` that leave the uppermost of these rows and no other row below it: the first goes
 * on to the revision that follows, which takes up all rows below, and the second comes back. None where that could touch
 * a row that is not named: the follower must be the only one, and stand on nothing else.
 *
 * `--purge` would do it in one, and delete what the error does not name.
 */
export function stampAround(
  graph: RevisionGraph,
  rows: readonly string[],
  to: readonly RevisionId[],
): readonly string[] {
  const [upper, ...more] = to;
  const node = upper === undefined ? undefined : graph.nodes.get(upper);
  const [follower, ...others] = node?.allNext ?? [];
  if (!node || follower === undefined || more.length > 0 || others.length > 0) return [];
  if (graph.duplicates.length > 0 || !rows.every((row) => graph.nodes.has(row as RevisionId))) {
    return [];
  }
  const below = ancestors(graph, [node.revision]);
  const { normalized } = graph.nodes.get(follower)!;
  if (!normalized.every((one) => below.has(one))) return [];
  const there = planStamp(graph, rows, [follower]);
  const back = there.kind === "stamps" ? planStamp(graph, there.rows, [node.revision]) : there;
  const isDone = back.kind === "stamps" && back.rows.length === 1 && back.rows[0] === node.revision;
  return isDone && [follower, node.revision].every(isPlainWord) ? [follower, node.revision] : [];
}

function isPlainWord(name: string): boolean {
  return /^\w+$/.test(name);
}
