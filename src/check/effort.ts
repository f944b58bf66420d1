// The work of one check, done piece by piece, and what it was too much for.

import { type Limits, stepsSoFar, TooMuchWork, withLimits } from "../graph/effort.ts";
import { list } from "../text/sentence.ts";

/** Hands out an allowance of steps and time. */
export class Effort {
  #left: Limits;
  readonly #leftOut = new Set<string>();

  constructor(limits: Limits) {
    this.#left = limits;
  }

  /** The work's result; null where it is too much, and `what` then counts as left out. */
  attempt<T>(what: string, work: () => T): T | null {
    try {
      return this.within(work);
    } catch (error) {
      if (!(error instanceof TooMuchWork)) throw error;
      this.leaveOut(what);
      return null;
    }
  }

  /** Runs work that sees for itself to what it leaves out. */
  within<T>(work: () => T): T {
    const [from, step] = [performance.now(), stepsSoFar()];
    try {
      return withLimits(this.#left, work);
    } finally {
      const { steps, milliseconds } = this.#left;
      this.#left = {
        steps: steps - (stepsSoFar() - step),
        milliseconds: milliseconds - (performance.now() - from),
      };
    }
  }

  /** Notes something that nobody looked for. */
  leaveOut(what: string): void {
    this.#leftOut.add(what);
  }

  /** Why the check is incomplete, as a sentence that ends in a remedy; nothing where the allowance was enough. */
  whyIncomplete(): readonly string[] {
    if (this.#leftOut.size === 0) return [];
    return [
      `This change takes more work than a check may take, so it was ended; what it found by then is told, and this was not looked for: ${list([...this.#leftOut])}. Split the change into smaller ones.`,
    ];
  }
}
