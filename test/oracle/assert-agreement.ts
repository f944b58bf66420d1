// Runs a fast-check property against both Alembics: asks ahead in batches, shrinks what differs, says how to keep it.

import fc from "fast-check";
import { disagreements } from "../support/agreement.ts";
import type { Answer, Request } from "../support/alembic-answer.ts";
import { seed } from "../support/seed.ts";
import type { Alembic } from "./alembic.ts";

/** How many answers are on their way while one is looked at. */
const ahead = 1500;

/** Where the product and an Alembic differ on a request. */
type Compare<T extends Request> = (request: T, answer: Answer, of: Alembic) => readonly string[];

/** Asserts on random requests that the product says what these Alembics say. The seed is printed, and can be given in ORACLE_SEED. */
export async function assertAgreement<T extends Request>(
  requests: fc.Arbitrary<T>,
  numRuns: number,
  alembics: readonly Alembic[],
  compare: Compare<T> = disagreements,
): Promise<void> {
  console.log(`${numRuns} runs with ORACLE_SEED=${seed}`);
  const ask = askAhead(fc.sample(requests, { seed, numRuns }), alembics);
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const answers = await ask(request);
      for (const [index, answer] of answers.entries()) {
        const differences = compare(request, answer, alembics[index]!);
        if (differences.length === 0) continue;
        throw new Error(tell(alembics[index]!, request, answer, differences));
      }
    }),
    { seed, numRuns },
  );
}

/** fast-check takes one case after the other; `fc.sample` makes the same ones in advance, so that they can travel in batches. */
function askAhead(
  expected: readonly Request[],
  alembics: readonly Alembic[],
): (request: Request) => Promise<readonly Answer[]> {
  const askAll = (request: Request) => Promise.all(alembics.map((alembic) => alembic.ask(request)));
  const underWay = new Map<string, Promise<readonly Answer[]>>();
  let sent = 0;
  let taken = 0;
  return (request) => {
    const key = JSON.stringify(request);
    for (taken++; sent < Math.min(taken + ahead, expected.length); sent++) {
      const next = expected[sent]!;
      const answers = askAll(next);
      answers.catch(() => {}); // reported where it is awaited
      underWay.set(JSON.stringify(next), answers);
    }
    const answers = underWay.get(key) ?? askAll(request);
    underWay.delete(key);
    return answers;
  };
}

function tell(
  { version }: Alembic,
  request: Request,
  answer: Answer,
  differences: readonly string[],
): string {
  const fixture = JSON.stringify({ request, answer }, null, 2);
  return `The product and Alembic ${version} differ:
  ${differences.join("\n  ")}
Keep this as test/fixtures/regressions/<what-it-shows>.json, and mend the product:
${fixture}`;
}
