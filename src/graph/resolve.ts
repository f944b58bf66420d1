// Mirrors `RevisionMap.get_revisions`: what a name stands for on the command line and in `alembic_version`.

import type { AlembicError, RevisionGraph, RevisionId, RevisionNode } from "../model.ts";
import {
  assertAsAlembic,
  catchFailures,
  fail,
  failOnHeads,
  failToLocate,
  type Wording,
} from "./failure.ts";
import { ancestors, descendants, type Edges } from "./walk.ts";

/** What a name stands for: `heads` may be several revisions, `base` is none. */
export type Resolved =
  | { readonly kind: "found"; readonly revisions: readonly RevisionId[] }
  | { readonly kind: "fails"; readonly error: AlembicError };

/** Resolves a name as the command line does: symbols, `label@head`, exact names, unique beginnings. */
export function resolve(graph: RevisionGraph, name: string, wording?: Wording): Resolved {
  const result = catchFailures(graph, () => getRevisions(graph, [name]), wording);
  if ("error" in result) return { kind: "fails", error: result.error };
  const revisions = result.value.filter(isNode).map(({ revision }) => revision);
  return { kind: "found", revisions };
}

/** Where a walk may end: at a revision, below all bases, or nowhere. */
export type Place = RevisionNode | "base" | null;

/** Whether a walk ended at a revision. */
export function isNode(place: Place): place is RevisionNode {
  return place !== null && place !== "base";
}

/** `is_revision`: Alembic asserts where it takes for granted that a walk ended at a revision. */
export function asNode(place: Place): RevisionNode {
  assertAsAlembic(isNode(place));
  return place;
}

/** `get_revisions`: all that these names stand for. Throws what Alembic throws. */
export function getRevisions(graph: RevisionGraph, names: readonly string[]): readonly Place[] {
  return names.flatMap((name) => {
    const { ids, label } = splitName(graph, name);
    const steps = ids.length === 1 ? negativeNumber(ids[0]!) : null;
    if (steps === null) return ids.map((id) => revisionFor(graph, id, label));
    const heads = getRevisions(graph, ["heads"]).map(asNode);
    return heads
      .filter(({ labels }) => label === null || labels.includes(label))
      .map((head) => walkSteps(graph, head, steps));
  });
}

/** `get_revision`: the one revision that a name stands for, null below the bases. */
export function getRevision(graph: RevisionGraph, name: string): RevisionNode | null {
  const { ids, label } = splitName(graph, name);
  if (ids.length > 1) failOnHeads(name);
  if (ids[0] !== undefined) return revisionFor(graph, ids[0], label);
  if (label) branchFor(graph, label);
  return null;
}

/** `iterate_revisions` looks up every revision by its name once more, and there `head`, `heads` and `base` mean something else. */
export function lookUpAgain(
  graph: RevisionGraph,
  revisions: readonly RevisionId[],
): readonly RevisionId[] {
  return revisions.map((revision) => asNode(getRevision(graph, revision)).revision);
}

/** `filter_for_lineage`: those that share a line with what a name stands for. */
export function filterForLineage<T extends RevisionNode | string>(
  graph: RevisionGraph,
  targets: readonly T[],
  name: string,
  edges: Edges = "versioned",
): readonly T[] {
  const { ids, label } = splitName(graph, name);
  const shares = label ? [label, ...ids] : ids;
  return targets.filter((target) => sharesLineage(graph, target, shares, edges));
}

/** `_walk`: so many steps up or down; null where the history ends before. */
export function walkSteps(
  graph: RevisionGraph,
  start: Place,
  steps: number,
  label: string | null = null,
): Place {
  let at = start;
  for (let step = 0; step < Math.abs(steps); step++) {
    const found = steps > 0 ? stepsUp(graph, at, label) : stepsDown(graph, at);
    if (found.length === 0) return null;
    if (found.length > 1) fail("RevisionError", "Ambiguous walk");
    at = found[0]!;
  }
  return at;
}

function stepsUp(graph: RevisionGraph, at: Place, label: string | null): readonly Place[] {
  assertAsAlembic(at !== "base");
  const found = getRevisions(graph, at === null ? graph.bases : at.next).map(asNode);
  return label ? filterForLineage(graph, found, label) : found;
}

function stepsDown(graph: RevisionGraph, at: Place): readonly Place[] {
  if (at === "base") return [];
  const names = at === null ? graph.heads : at.script.downRevisions.map(({ value }) => value);
  const found = getRevisions(graph, names);
  return found.length === 0 ? ["base"] : found;
}

/** `_resolve_revision_number`: symbols are replaced, `label@` is split off. */
function splitName(
  graph: RevisionGraph,
  name: string,
): { readonly ids: readonly string[]; readonly label: string | null } {
  const at = name.indexOf("@");
  const label = at < 0 ? null : name.slice(0, at);
  const id = name.slice(at + 1);
  if (id === "base") return { ids: [], label };
  if (id === "heads" && !label) return { ids: graph.realHeads, label };
  if (id !== "head" && id !== "heads") return { ids: [id], label };
  const heads = label ? filterForLineage(graph, graph.heads, label) : graph.heads;
  if (id === "head" && heads.length > 1) failOnHeads(label ? `${label}@head` : "head");
  return { ids: heads, label };
}

/** `_revision_for_ident`: an exact name, else the only one that begins so; on the branch asked for. */
function revisionFor(graph: RevisionGraph, id: string, label: string | null = null): RevisionNode {
  const branch = label ? branchFor(graph, label) : null;
  const found = lookUp(graph, id) ?? onlyBeginning(graph, id, label);
  if (branch?.revision && !sharesLineage(graph, found, [branch.revision], "versioned")) {
    failToLocate(id);
  }
  return found;
}

function lookUp({ nodes, labels }: RevisionGraph, name: string): RevisionNode | undefined {
  const labelled = labels.get(name);
  return nodes.get(name as RevisionId) ?? (labelled === undefined ? labelled : nodes.get(labelled));
}

function onlyBeginning(graph: RevisionGraph, id: string, label: string | null): RevisionNode {
  assertAsAlembic(id !== "");
  const names = [...graph.nodes.keys(), ...graph.labels.keys()];
  const beginning = names.filter((name) => name.startsWith(id) && [...name].length > 3);
  const found = label ? filterForLineage(graph, beginning, label) : beginning;
  if (found.length !== 1) failToLocate(id);
  return lookUp(graph, found[0]!)!;
}

/** `_resolve_branch`: the revision that stands for a branch. Throws what Alembic throws. */
export function branchFor(graph: RevisionGraph, label: string): RevisionNode {
  return lookUp(graph, label) ?? onlyBeginning(graph, label, null);
}

function sharesLineage(
  graph: RevisionGraph,
  target: RevisionNode | string,
  names: readonly string[],
  edges: Edges,
): boolean {
  if (names.length === 0) return true;
  const { revision } = typeof target === "string" ? revisionFor(graph, target) : target;
  const wanted = names.map((name) => revisionFor(graph, name).revision);
  const line = [ancestors(graph, [revision], edges), descendants(graph, [revision], edges)];
  return wanted.some((one) => line.some((revisions) => revisions.has(one)));
}

/** What Python's `int()` makes of a text, where that is below zero. */
function negativeNumber(text: string): number | null {
  if (!/^\s*-\p{Nd}+(?:_\p{Nd}+)*\s*$/u.test(text)) return null;
  const steps = Number(text.replaceAll("_", "").trim());
  return steps < 0 ? steps : null;
}
