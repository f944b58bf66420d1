// What is asked of one change again and again, by every rule and for every script, is found out once.

import type { Change } from "../model.ts";

/** The same answer for the same change. */
export function remember<T>(find: (change: Change) => T): (change: Change) => T {
  const known = new WeakMap<Change, { readonly answer: T }>();
  return (change) => {
    const found = known.get(change) ?? { answer: find(change) };
    known.set(change, found);
    return found.answer;
  };
}
