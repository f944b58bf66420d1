// One kind of input, how it is made and what must hold of it.

import type { Random } from "./random.ts";

/** What a random case is, as JSON. */
export interface Target<Case> {
  readonly make: (random: Random) => Case;
  /** Throws where something is wrong. */
  readonly run: (given: Case) => void | Promise<void>;
}

/** A target whose cases only it knows. */
export interface AnyTarget {
  readonly make: (random: Random) => unknown;
  readonly run: (given: unknown) => Promise<void>;
}

/** Hides what the cases of a target are. */
export function asAny<Case>({ make, run }: Target<Case>): AnyTarget {
  return { make, run: async (given) => run(given as Case) };
}
