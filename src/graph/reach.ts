// The one walk over the graph: everything that can be reached, in loops and without recursion.

import { step as count } from "./effort.ts";

/** The starts and everything that steps lead to, in the order in which it is found. */
export function reach<T>(starts: Iterable<T>, step: (from: T) => Iterable<T>): Set<T> {
  const found = new Set(starts);
  // A Set hands out what is added while it is walked.
  for (const from of found) {
    const next = step(from);
    count(1 + ("length" in next ? (next.length as number) : 0));
    for (const to of next) found.add(to);
  }
  return found;
}
