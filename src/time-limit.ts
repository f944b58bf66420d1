// The time that a check may take: whatever a change holds, the check ends and says what it did not get to.

/** Thrown where the time is over; `check` tells what was found until then. */
export class OutOfTime extends Error {}

let end = Number.POSITIVE_INFINITY;
let steps = 0;

/** Runs work that ends after so many milliseconds, at the next step that calls `keepTime`. A limit around it holds as well. */
export function withTimeLimit<T>(milliseconds: number, work: () => T): T {
  return until(Math.min(end, performance.now() + milliseconds), work);
}

/** Runs work that makes sense of what was found before the time was over, and has so much time of its own. */
export function withExtraTime<T>(milliseconds: number, work: () => T): T {
  return until(performance.now() + milliseconds, work);
}

function until<T>(then: number, work: () => T): T {
  const outer = end;
  end = then;
  try {
    return work();
  } finally {
    end = outer;
  }
}

/** Called on every step of a loop that a change can make long. Looks at the clock now and then. */
export function keepTime(): void {
  if ((++steps & 127) === 0) lookAtClock();
}

/** Called between steps that take long by themselves. */
export function lookAtClock(): void {
  if (performance.now() > end) throw new OutOfTime("the time of this check is over");
}
