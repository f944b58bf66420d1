// Mirrors `_parse_upgrade_target` and `_parse_downgrade_target`: absolute targets, and those that count steps.

import { assertAsAlembic, fail } from "../graph/failure.ts";
import {
  asNode,
  filterForLineage,
  getRevision,
  getRevisions,
  isNode,
  type Place,
  walkSteps,
} from "../graph/resolve.ts";
import { ancestors } from "../graph/walk.ts";
import type { RevisionGraph, RevisionNode } from "../model.ts";
import { currentNodes } from "./current.ts";

/** `lab@abc+2`: a label, a symbol and a number of steps, each of the first two optional. */
interface Relative {
  readonly label: string | null;
  readonly symbol: string | null;
  readonly text: string;
  readonly steps: number;
}

function parseRelative(target: string): Relative | null {
  const match = /^(?:([^\n]+?)@)?([\p{L}\p{N}_]+)?([+-]\p{Nd}+)/u.exec(target);
  if (!match) return null;
  const [, label = null, symbol = null, text = ""] = match;
  return { label, symbol, text, steps: Number(text) };
}

function failOnSteps(shown: string, steps: number): never {
  fail("RevisionError", `Relative revision ${shown} didn't produce ${Math.abs(steps)} migrations`);
}

// ------------------------------------------------------------------ upgrade

/** What `upgrade <target>` goes for. Throws what Alembic throws. */
export function upgradeTargets(
  graph: RevisionGraph,
  rows: readonly string[],
  target: string,
): readonly Place[] {
  const relative = parseRelative(target);
  if (!relative) return getRevisions(graph, [target]);
  const { label, symbol, text, steps } = relative;
  if (steps > 0) {
    if (symbol !== null) return [walkSteps(graph, getRevision(graph, symbol), steps, label)];
    const end = walkSteps(graph, upgradeStart(graph, rows, label), steps, label);
    return end === null ? failOnSteps(text, steps) : [end];
  }
  if (symbol === null) failOnSteps(String(steps), steps);
  return [walkSteps(graph, getRevision(graph, onBranch(symbol, label)), steps)];
}

/** Where `+1` begins: at the only row, or on a branch at its only tip that is applied. */
function upgradeStart(graph: RevisionGraph, rows: readonly string[], label: string | null): Place {
  if (!label) {
    if (rows.length > 1) failOnAmbiguity();
    return rows.length === 0 ? null : getRevision(graph, rows[0]!);
  }
  const current = getRevisions(graph, rows).map(asNode);
  const onBranch = filterForLineage(graph, current, label);
  const starts = onBranch.length > 0 ? onBranch : tipsOnBranch(graph, current, label);
  if (starts.length > 1) failOnAmbiguity();
  return starts[0] ?? null;
}

function failOnAmbiguity(): never {
  fail("RevisionError", "Ambiguous upgrade from multiple current revisions");
}

/** Of what the rows cover on a branch, those that nothing covered there follows. */
function tipsOnBranch(
  graph: RevisionGraph,
  current: readonly RevisionNode[],
  label: string,
): readonly RevisionNode[] {
  const covered = ancestors(
    graph,
    current.map(({ revision }) => revision),
  );
  const nodes = [...covered].map((revision) => graph.nodes.get(revision)!);
  const active = filterForLineage(graph, nodes, label);
  const followed = new Set(active.flatMap(({ normalized }) => normalized));
  return active.filter(({ revision }) => !followed.has(revision));
}

// ---------------------------------------------------------------- downgrade

/** Where `downgrade <target>` ends, null below the bases, and the branch it keeps to. */
export interface DowngradeTarget {
  readonly label: string | null;
  readonly node: RevisionNode | null;
}

/** What `downgrade <target>` goes for. Throws what Alembic throws. */
export function downgradeTarget(
  graph: RevisionGraph,
  rows: readonly string[],
  target: string,
): DowngradeTarget {
  const relative = parseRelative(target);
  if (!relative) {
    const at = target.lastIndexOf("@");
    const label = target.slice(0, Math.max(at, 0)) || null;
    return { label, node: getRevision(graph, target.slice(at + 1)) };
  }
  const { label, symbol, text, steps } = relative;
  if (steps >= 0) {
    if (symbol === null) failOnSteps(text, steps);
    const end = walkSteps(graph, getRevision(graph, symbol), steps, label);
    return { label, node: end === null ? failTooFar() : nodeOrBase(end) };
  }
  const start = symbol ?? downgradeStart(graph, rows, relative);
  const branch = label ?? (symbol === null ? start : null);
  const end = walkSteps(graph, getRevision(graph, onBranch(start, branch)), steps);
  if (end === null) return symbol === null ? failOnSteps(text, steps) : failTooFar();
  return { label: branch, node: nodeOrBase(end) };
}

function nodeOrBase(place: Place): RevisionNode | null {
  return isNode(place) ? place : null;
}

function failTooFar(): never {
  fail("RevisionError", "Walked too far");
}

/** The row from which `-1` counts. Of several Alembic takes the first, with a warning. */
function downgradeStart(
  graph: RevisionGraph,
  rows: readonly string[],
  { label, text, steps }: Relative,
): string {
  if (!label) return rows[0] ?? failOnSteps(text, steps);
  const onBranch = filterForLineage(graph, rows, label);
  if (onBranch.length === 1) return onBranch[0]!;
  const current =
    onBranch.length > 0 ? [] : filterForLineage(graph, currentNodes(graph, rows), label);
  assertAsAlembic(current.length === 1);
  return current[0]!.revision;
}

function onBranch(symbol: string, label: string | null): string {
  return label === null ? symbol : `${label}@${symbol}`;
}
