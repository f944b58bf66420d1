// 20,000 random histories, broken ones included, with random rows: the product says what both Alembics say.

import { afterAll, beforeAll, test } from "vitest";
import type { Alembic } from "./alembic.ts";
import { startAlembics } from "./alembic.ts";
import { assertAgreement } from "./assert-agreement.ts";
import { graphCases } from "./random-graphs.ts";

let alembics: readonly Alembic[] = [];
beforeAll(() => {
  alembics = startAlembics();
});
afterAll(() => {
  for (const alembic of alembics) alembic.stop();
});

test("random histories load, plan and move rows as in both Alembics", async () => {
  await assertAgreement(graphCases, 20_000, alembics);
});
