// The doctor with a part of the evidence: after the repair as printed no revision runs twice and none is skipped, or it says that it cannot know.

import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "../support/seed.ts";
import { type Alembic, startAlembics } from "./alembic.ts";
import { type PartialCase, partialCases } from "./partial/cases.ts";
import { play } from "./partial/play.ts";

const cases = 3_200;
const leastMended = 1_000;
const atOnce = 250;

let alembics: readonly Alembic[] = [];
beforeAll(() => {
  alembics = startAlembics();
});
afterAll(() => {
  for (const alembic of alembics) alembic.stop();
});

test("a part of the evidence leads to no repair that runs a revision twice or skips one", async () => {
  console.log(`${cases} databases with ORACLE_SEED=${seed}`);
  const drawn = fc.sample(partialCases, { seed, numRuns: cases });
  const counts: Record<string, Record<string, number>> = {};
  const failures: string[] = [];
  for (let from = 0; from < drawn.length; from += atOnce) {
    const outcomes = await Promise.all(
      drawn.slice(from, from + atOnce).map((one, index) => playOne(one, from + index, failures)),
    );
    for (const [situation, outcome] of outcomes) {
      const counted = counts[situation] ?? {};
      counts[situation] = { ...counted, [outcome]: (counted[outcome] ?? 0) + 1 };
    }
  }
  console.log(counts);
  expect(failures.slice(0, 3)).toEqual([]);
  const mended = Object.values(counts).reduce((sum, { mended = 0 }) => sum + mended, 0);
  expect(mended).toBeGreaterThan(leastMended);
});

/** Every case with one of the two Alembics in turn. */
async function playOne(
  given: PartialCase,
  index: number,
  failures: string[],
): Promise<readonly [string, string]> {
  try {
    return [given.situation, await play(given, alembics[index % alembics.length]!)];
  } catch (error) {
    const { graph, ...shown } = given;
    failures.push(`${(error as Error).message}\n${JSON.stringify(shown, null, 1)}`);
    return [given.situation, "violated"];
  }
}
