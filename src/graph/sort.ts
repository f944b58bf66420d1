// Mirrors `RevisionMap._topological_sort`: the order in which Alembic lists and runs revisions.

import type { RevisionGraph, RevisionId } from "../model.ts";
import { assertAsAlembic } from "./failure.ts";

/** Revisions from the newest to the oldest. */
export interface Sorted {
  readonly revisions: readonly RevisionId[];
  /** True where the iteration order of a Python set decides between two dependencies, and the order differs from run to run. */
  readonly isOrderOpen: boolean;
}

/**
 * Sorts revisions that lie above what is left out: walks down from the heads, and lists a revision only when no other open
 * line still leads to it. Null where Alembic never ends, which happens on loops that it has not noticed.
 */
export function sortRevisions(
  graph: RevisionGraph,
  revisions: ReadonlySet<RevisionId>,
  heads: Iterable<RevisionId>,
): Sorted | null {
  const names = [...graph.nodes.keys()].filter((revision) => revisions.has(revision));
  const numbers = new Map(names.map((revision, number) => [revision, number]));
  const numbersOf = (of: readonly RevisionId[]) => of.flatMap((one) => numbers.get(one) ?? []);
  const below = names.map((revision) => numbersOf(graph.nodes.get(revision)!.normalized));
  const isListed = new Uint8Array(names.length);
  const sorted: RevisionId[] = [];
  let isOrderOpen = false;

  const lines = [...new Set(numbersOf([...heads]))].sort((a, b) => a - b);
  const reached = lines.map((line) => reachDown(line, below));
  for (let current = 0, switches = 0; lines.length > 0; ) {
    const at = lines[current]!;
    const other = reached.findIndex((bits, line) => line !== current && hasBit(bits, at));
    if (other >= 0) {
      current = other;
      if (++switches > lines.length) return null;
      continue;
    }
    switches = 0;
    isListed[at] = 1;
    sorted.push(names[at]!);
    const more = below[at]!.filter((one) => !isListed[one] && !lines.includes(one));
    const { down } = graph.nodes.get(names[at]!)!;
    isOrderOpen ||= more.filter((one) => !down.includes(names[one]!)).length > 1;
    if (more.length === 0) {
      lines.splice(current, 1);
      reached.splice(current, 1);
      current = Math.max(current - 1, 0);
      continue;
    }
    lines[current] = more[0]!;
    // A revision that follows one other reaches what that one reaches, and itself, which is listed by now.
    if (below[at]!.length > 1) reached[current] = reachDown(more[0]!, below);
    for (const one of more.slice(1)) {
      lines.push(one);
      reached.push(reachDown(one, below));
    }
  }
  assertAsAlembic(sorted.length === names.length);
  return { revisions: sorted, isOrderOpen };
}

/** The revision and all below it, one bit each. */
function reachDown(start: number, below: readonly (readonly number[])[]): Uint32Array {
  const bits = new Uint32Array((below.length >>> 5) + 1);
  const open = [start];
  setBit(bits, start);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of below[at]!) {
      if (hasBit(bits, next)) continue;
      setBit(bits, next);
      open.push(next);
    }
  }
  return bits;
}

function hasBit(bits: Uint32Array, number: number): boolean {
  return ((bits[number >>> 5]! >>> (number & 31)) & 1) === 1;
}

function setBit(bits: Uint32Array, number: number): void {
  bits[number >>> 5]! |= 1 << (number & 31);
}
