// The true loops of a graph, those included that Alembic's own check lets pass.

import { byCodePoint } from "../text/code-points.ts";

/** What a search for loops needs to know of a script. */
interface Linked<T> {
  readonly revision: string;
  /** A number of its own, less than `places`. */
  readonly place: number;
  /** Followers by down revision or dependency. */
  readonly allNext: readonly T[];
}

/** So many loops of one knot are shown; untying them shows the rest. */
const mostLoopsOfKnot = 20;

/**
 * Each knot of scripts that follow one another, as loops that together pass through all of it: the shortest one through
 * each script not yet shown. A loop is closed, begins with its smallest revision, and each revision follows the one before it.
 */
export function findLoops<T extends Linked<T>>(
  drafts: readonly T[],
  places: number,
): readonly (readonly T[])[] {
  const knots = knotsOf(withoutLooseEnds(drafts, places));
  return knots.flatMap(loopsOfKnot).sort(byFirstRevisions);
}

/** Kahn's algorithm: takes away what follows nothing left, until only loops and what follows them remain. */
function withoutLooseEnds<T extends Linked<T>>(
  drafts: readonly T[],
  places: number,
): ReadonlySet<T> {
  const followed = new Int32Array(places);
  for (const draft of drafts) for (const next of draft.allNext) followed[next.place]!++;
  const free: T[] = [];
  for (const draft of drafts) if (followed[draft.place] === 0) free.push(draft);
  for (const draft of free) {
    for (const next of draft.allNext) if (--followed[next.place]! === 0) free.push(next);
  }
  if (free.length === drafts.length) return new Set();
  const loose = new Set(free);
  return new Set(drafts.filter((draft) => !loose.has(draft)));
}

/** Tarjan's strongly connected components, with a stack of our own; those without a loop are left out. */
function knotsOf<T extends Linked<T>>(drafts: ReadonlySet<T>): readonly ReadonlySet<T>[] {
  const knots: Set<T>[] = [];
  const order = new Map<T, number>();
  const low = new Map<T, number>();
  const open: T[] = [];
  const isOpen = new Set<T>();
  const path: { readonly at: T; next: number }[] = [];
  const enter = (draft: T) => {
    order.set(draft, order.size);
    low.set(draft, order.get(draft)!);
    open.push(draft);
    isOpen.add(draft);
    path.push({ at: draft, next: 0 });
  };
  const lower = (draft: T, to: number) => low.set(draft, Math.min(low.get(draft)!, to));
  const leave = (draft: T) => {
    if (low.get(draft) !== order.get(draft)) return;
    const knot = new Set(open.splice(open.indexOf(draft)));
    for (const one of knot) isOpen.delete(one);
    if (knot.size > 1 || draft.allNext.includes(draft)) knots.push(knot);
  };
  for (const start of drafts) {
    if (!order.has(start)) enter(start);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const next = step.at.allNext[step.next++];
      if (next === undefined) {
        path.pop();
        const below = path.at(-1)?.at;
        if (below) lower(below, low.get(step.at)!);
        leave(step.at);
      } else if (!order.has(next)) enter(next);
      else if (isOpen.has(next)) lower(step.at, order.get(next)!);
    }
  }
  return knots;
}

function loopsOfKnot<T extends Linked<T>>(knot: ReadonlySet<T>): readonly (readonly T[])[] {
  const loops: T[][] = [];
  const shown = new Set<T>();
  for (const start of [...knot].sort((a, b) => byCodePoint(a.revision, b.revision))) {
    if (loops.length >= mostLoopsOfKnot) break;
    if (shown.has(start)) continue;
    const loop = shortestLoop(start, knot);
    for (const draft of loop) shown.add(draft);
    loops.push(closed(loop));
  }
  return loops;
}

/** Breadth first from the script back to itself; it lies in a knot, so there is a way. */
function shortestLoop<T extends Linked<T>>(start: T, knot: ReadonlySet<T>): readonly T[] {
  const from = new Map<T, T>();
  const reached = new Set([start]);
  for (const at of reached) {
    if (at.allNext.includes(start)) return wayTo(at, from);
    for (const next of at.allNext) {
      if (!knot.has(next) || reached.has(next)) continue;
      reached.add(next);
      from.set(next, at);
    }
  }
  return [start];
}

function wayTo<T>(end: T, from: ReadonlyMap<T, T>): readonly T[] {
  const way: T[] = [];
  for (let at: T | undefined = end; at !== undefined; at = from.get(at)) way.push(at);
  return way.reverse();
}

/** `c3, b2` becomes `b2, c3, b2`. */
function closed<T extends Linked<T>>(loop: readonly T[]): T[] {
  const revisions = loop.map(({ revision }) => revision);
  const first = revisions.indexOf([...revisions].sort(byCodePoint)[0]!);
  return [...loop.slice(first), ...loop.slice(0, first), loop[first]!];
}

function byFirstRevisions<T extends Linked<T>>(a: readonly T[], b: readonly T[]): number {
  for (const [i, draft] of a.entries()) {
    const other = b[i];
    const difference = other ? byCodePoint(draft.revision, other.revision) : 1;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
