// Walks over a graph: what lies below a revision and what follows it.

import type { RevisionGraph, RevisionId, RevisionNode } from "../model.ts";
import { reach } from "./reach.ts";

/** `versioned`: down revisions alone. `all`: dependencies too. */
export type Edges = "all" | "versioned";

/** The revisions and everything below them, down to the bases; unknown names are passed over. */
export function ancestors(
  graph: RevisionGraph,
  revisions: Iterable<RevisionId>,
  edges: Edges = "all",
): Set<RevisionId> {
  return walk(graph, revisions, edges === "all" ? (node) => node.normalized : (node) => node.down);
}

/** The revisions and everything that follows them, up to the heads; unknown names are passed over. */
export function descendants(
  graph: RevisionGraph,
  revisions: Iterable<RevisionId>,
  edges: Edges = "all",
): Set<RevisionId> {
  return walk(graph, revisions, edges === "all" ? (node) => node.allNext : (node) => node.next);
}

function walk(
  { nodes }: RevisionGraph,
  revisions: Iterable<RevisionId>,
  step: (node: RevisionNode) => readonly RevisionId[],
): Set<RevisionId> {
  const known = [...revisions].filter((revision) => nodes.has(revision));
  return reach(known, (revision) => step(nodes.get(revision)!));
}
