// The process that plays cases, one after the other; the one that started it ends it where a case never does.

import { Random } from "./random.ts";
import { targets } from "./targets/index.ts";

/** A case: which target, and the seed that makes it. */
export interface Order {
  readonly target: string;
  readonly seed: number;
}

/** How a case ended: what was wrong with it (null: nothing), and the seconds of computing it took. */
export interface Outcome extends Order {
  readonly fault: string | null;
  readonly seconds: number;
}

/** No change of one megabyte may cost more; a case is smaller than that. */
const mostSeconds = 5;

process.on("message", async ({ target, seed }: Order) => {
  const start = process.cpuUsage();
  let fault: string | null = null;
  try {
    const { make, run } = targets[target]!;
    await run(make(new Random(seed)));
  } catch (error) {
    fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  if (fault === null && seconds > mostSeconds)
    fault = `it took ${seconds.toFixed(1)} s of computing`;
  process.send!({ target, seed, fault, seconds } satisfies Outcome);
});
