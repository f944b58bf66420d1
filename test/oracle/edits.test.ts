// What counts as an edit: two texts of a script mean the same to the product just when they do to Python.

import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { compareTexts } from "../../src/parse/difference.ts";
import { seed } from "../support/seed.ts";
import { type Alembic, startAlembic } from "./alembic.ts";
import { editCases } from "./random-edits.ts";

let python: Alembic;
beforeAll(() => {
  python = startAlembic("newest");
});
afterAll(() => python.stop());

test("two texts mean the same just when Python's syntax tree says so", async () => {
  const numRuns = 3000;
  console.log(`${numRuns} runs with ORACLE_SEED=${seed}`);
  const tally = { same: 0, different: 0 };
  await fc.assert(
    fc.asyncProperty(editCases, async ({ before, after }) => {
      const pythons = await python.compare(before, after);
      if ("error" in pythons) throw new Error(`The generator wrote no Python: ${pythons.error}`);
      tally[pythons.same ? "same" : "different"]++;
      const { edits } = compareTexts(before, after, "b.py");
      const isSame = edits.every((edit) => edit === "cosmetic");
      if (isSame === pythons.same) return;
      const fixture = JSON.stringify({ before, after, same: pythons.same }, null, 2);
      throw new Error(
        `The product says: ${edits.join(", ")}. Keep this as test/fixtures/regressions/<what-it-shows>.json, and mend the product:\n${fixture}`,
      );
    }),
    { seed, numRuns },
  );
  console.log(tally);
});
