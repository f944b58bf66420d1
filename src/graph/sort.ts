// Mirrors `RevisionMap._topological_sort`: the order in which Alembic lists and runs revisions.

import type { RevisionGraph, RevisionId } from "../model.ts";
import { step } from "./effort.ts";
import { assertAsAlembic } from "./failure.ts";
import { reach } from "./reach.ts";

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
  const { below, above, numberOf, names } = numberRevisions(graph, revisions);
  const isListed = new Uint8Array(names.length);
  const sorted: number[] = [];
  let isOrderOpen = false;

  // What leads to a revision that has to wait. Listed revisions count only where there are loops: else nothing leads through them.
  const hasLoops = graph.cycles.length > 0;
  const leading = new Map<number, ReadonlySet<number>>();
  const leadersTo = (at: number) => {
    const stepsUp = (one: number) => above[one]!.filter((up) => hasLoops || !isListed[up]);
    const leaders = leading.get(at) ?? reach([at], stepsUp);
    if (leaders.size > 1) leading.set(at, leaders);
    return leaders;
  };

  const lines = [...new Set([...heads].flatMap((head) => numberOf.get(head) ?? []))];
  lines.sort((a, b) => a - b);
  for (let current = 0, switches = 0; lines.length > 0; ) {
    step(1 + lines.length);
    const at = lines[current]!;
    const leaders = lines.length > 1 ? leadersTo(at) : none;
    const other =
      leaders.size > 1 ? lines.findIndex((line, i) => i !== current && leaders.has(line)) : -1;
    if (other >= 0) {
      current = other;
      if (++switches > lines.length) return null;
      continue;
    }
    switches = 0;
    isListed[at] = 1;
    leading.delete(at);
    sorted.push(at);
    const more = below[at]!.filter((one) => !isListed[one] && !lines.includes(one));
    const { down } = graph.nodes.get(names[at]!)!;
    isOrderOpen ||= more.filter((one) => !down.includes(names[one]!)).length > 1;
    if (more.length > 0) {
      lines[current] = more[0]!;
      lines.push(...more.slice(1));
    } else {
      lines.splice(current, 1);
      current = Math.max(current - 1, 0);
    }
  }
  assertAsAlembic(sorted.length === names.length);
  return { revisions: sorted.map((at) => names[at]!), isOrderOpen };
}

const none: ReadonlySet<number> = new Set();

/** Numbers the revisions in the map's order, and notes what each stands on and what stands on it. */
function numberRevisions({ nodes }: RevisionGraph, revisions: ReadonlySet<RevisionId>) {
  const names: RevisionId[] = [];
  for (const revision of nodes.keys()) if (revisions.has(revision)) names.push(revision);
  const numberOf = new Map(names.map((revision, number) => [revision, number]));
  const above = names.map((): number[] => []);
  const below = names.map((revision, number) => {
    const found = nodes.get(revision)!.normalized.flatMap((one) => numberOf.get(one) ?? []);
    for (const one of found) above[one]!.push(number);
    return found;
  });
  return { names, numberOf, below, above };
}
