// The time of one check, and what there was none left for.

import { list } from "../text/sentence.ts";
import { OutOfTime, withTimeLimit } from "../time-limit.ts";

/** Hands out a number of seconds to work that is done piece by piece. */
export class Time {
  readonly #seconds: number;
  readonly #left = new Set<string>();
  #used = 0;

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  /** The work's result; null where the time is over before it is done, and `what` then counts as left out. */
  attempt<T>(what: string, work: () => T): T | null {
    try {
      return this.within(work);
    } catch (error) {
      if (!(error instanceof OutOfTime)) throw error;
      this.leave(what);
      return null;
    }
  }

  /** Runs work that sees for itself to what it leaves out. */
  within<T>(work: () => T): T {
    const from = performance.now();
    try {
      return withTimeLimit(this.#seconds * 1000 - this.#used, work);
    } finally {
      this.#used += performance.now() - from;
    }
  }

  /** Notes something that nobody looked for. */
  leave(what: string): void {
    this.#left.add(what);
  }

  /** Why the check is incomplete, in one sentence that ends in a remedy; nothing where the time was enough. */
  whyIncomplete(): readonly string[] {
    if (this.#left.size === 0) return [];
    return [
      `The check ended after ${this.#seconds} seconds; what it found by then is told, and this was not looked for: ${list([...this.#left])}. Split the change into smaller ones.`,
    ];
  }
}
