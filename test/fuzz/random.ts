// Random choices that a seed repeats.

/** Hands out numbers, the same ones for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0 and less than 1 (mulberry32). */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to `most`, that one left out. */
  below(most: number): number {
    return Math.floor(this.fraction() * most);
  }

  /** True so often of a hundred times. */
  chance(percent: number): boolean {
    return this.fraction() * 100 < percent;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  /** As many as asked for, each made anew. */
  list<T>(most: number, make: (index: number) => T): readonly T[] {
    return Array.from({ length: this.below(most + 1) }, (_, index) => make(index));
  }
}
