// The work that a check may take: whatever a change holds, the check ends and says what it did not get to.

/** Thrown where the work is too much; `check` tells what was found until then. */
export class TooMuchWork extends Error {}

/** How much is too much. Steps are the same on every machine; the clock ends what nobody counted. */
export interface Limits {
  readonly steps: number;
  readonly milliseconds: number;
}

let steps = 0;
let lastStep = Number.POSITIVE_INFINITY;
let end = Number.POSITIVE_INFINITY;
let nextLook = 0;

/** So many steps pass between two looks at the clock. */
const unwatched = 1000;

/** Runs work that ends with `TooMuchWork` at the first step beyond its limits, or beyond those around it. */
export function withLimits<T>(limits: Limits, work: () => T): T {
  const outer = [lastStep, end] as const;
  return until(
    Math.min(lastStep, steps + limits.steps),
    Math.min(end, performance.now() + limits.milliseconds),
    outer,
    work,
  );
}

/** Runs work that makes sense of what was found before it was too much, and has limits of its own. */
export function withMore<T>(limits: Limits, work: () => T): T {
  const outer = [lastStep, end] as const;
  return until(steps + limits.steps, performance.now() + limits.milliseconds, outer, work);
}

/** Runs work that may take half of the steps that are left, so that others after it get theirs. */
export function withHalf<T>(work: () => T): T {
  const outer = [lastStep, end] as const;
  return until(steps + (lastStep - steps) / 2, end, outer, work);
}

function until<T>(
  step: number,
  time: number,
  outer: readonly [step: number, time: number],
  work: () => T,
): T {
  [lastStep, end] = [step, time];
  try {
    return work();
  } finally {
    [lastStep, end] = outer;
  }
}

/** Counts steps of work that a change can make long: in every loop over a graph, and before every file. */
export function step(count = 1): void {
  steps += count;
  if (steps > lastStep) throw new TooMuchWork("too many steps");
  if (steps < nextLook) return;
  nextLook = steps + unwatched;
  if (performance.now() > end) throw new TooMuchWork("too much time");
}

/** How many steps were counted so far. */
export function stepsSoFar(): number {
  return steps;
}
