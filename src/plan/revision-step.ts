// Mirrors `RevisionStep`: what one revision's upgrade or downgrade does to the rows.

import { assertAsAlembic } from "../graph/failure.ts";
import { asNode, getRevisions } from "../graph/resolve.ts";
import { ancestors } from "../graph/walk.ts";
import type { RevisionGraph, RevisionId, RevisionNode } from "../model.ts";
import type { VersionTable } from "./version-table.ts";

/** Records that a revision was applied: its down revisions among the rows give way to it. */
export function recordUpgrade(graph: RevisionGraph, table: VersionTable, node: RevisionNode): void {
  const { revision, normalized } = node;
  const rows = normalized.filter((name) => table.heads.has(name));
  if (rows.length === 0) table.insert(revision);
  else if (rows.length === 1) table.update(rows[0]!, revision);
  else table.mergeAnyOrder(withoutCovered(graph, table, normalized, new Set(normalized)), revision);
}

/** Records that a revision was taken back: what it follows comes back, unless another row covers it. */
export function recordDowngrade(
  graph: RevisionGraph,
  table: VersionTable,
  node: RevisionNode,
): void {
  const { revision, normalized } = node;
  const back = table.heads.has(revision) ? comeBack(graph, table, node) : null;
  if (back?.length === 0) table.delete(revision);
  else if (back && normalized.length > 1) table.splitAnyOrder(revision, back);
  else table.update(revision, onlyRowBelow(table, normalized));
}

/** `RevisionStep.update_version_num`. */
function onlyRowBelow(table: VersionTable, normalized: readonly RevisionId[]): RevisionId {
  const rows =
    normalized.length === 1 ? normalized : normalized.filter((name) => table.heads.has(name));
  assertAsAlembic(rows.length === 1, "Can't do an UPDATE because downrevision is ambiguous");
  return rows[0]!;
}

/** `_unmerge_to_revisions`. */
function comeBack(
  graph: RevisionGraph,
  table: VersionTable,
  { revision, normalized }: RevisionNode,
): readonly RevisionId[] {
  const own = new Set([revision]);
  if ([...table.heads].some((row) => row !== revision)) {
    return withoutCovered(graph, table, normalized, own);
  }
  const below = normalized.map((one) => ({ one, under: ancestors(graph, [one]) }));
  return normalized.filter(
    (name) => !below.some(({ one, under }) => one !== name && under.has(name)),
  );
}

/** The revisions that are neither a row nor below one, rows of `but` not counted. */
function withoutCovered(
  graph: RevisionGraph,
  table: VersionTable,
  revisions: readonly RevisionId[],
  but: ReadonlySet<string>,
): readonly RevisionId[] {
  const others = [...table.heads].filter((row) => !but.has(row));
  const nodes = getRevisions(graph, others).map(asNode);
  const covered = ancestors(
    graph,
    nodes.map(({ revision }) => revision),
  );
  return revisions.filter((revision) => !covered.has(revision));
}
