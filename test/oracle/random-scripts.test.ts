// 4,000 random script texts in many manners of writing: the product reads out of them what Alembic finds by running them.

import { afterAll, beforeAll, expect, test } from "vitest";
import { disagreements, parseRequest } from "../support/agreement.ts";
import type { Answer } from "../support/alembic-answer.ts";
import { type Alembic, startAlembics } from "./alembic.ts";
import { assertAgreement } from "./assert-agreement.ts";
import { type ScriptCase, scriptCases } from "./random-scripts.ts";

const runs = 4000;
let alembics: readonly Alembic[] = [];
beforeAll(() => {
  alembics = startAlembics();
});
afterAll(() => {
  for (const alembic of alembics) alembic.stop();
});

test("random script texts are read as both Alembics run them", async () => {
  const unknown = new Set<ScriptCase>();
  const compare = (script: ScriptCase, answer: Answer, { version }: Alembic) => {
    const isUnknown = parseRequest(script).some(isUnread);
    if (isUnknown) unknown.add(script);
    if (isUnknown && script.isLiteral && script.isPython) {
      return ["the product cannot tell, although the text is literal"];
    }
    const isAsked = script.isPython && (script.isAgeless || version === "newest");
    return isAsked ? disagreements(script, answer) : [];
  };
  await assertAgreement(scriptCases, runs, alembics, compare);
  console.log(`${unknown.size} of ${runs} texts take Python to know`);
  expect(unknown.size).toBeLessThan(runs / 10);
});

/** True for a file of which the product says that it cannot know what Alembic makes of it. */
function isUnread(file: ReturnType<typeof parseRequest>[number]): boolean {
  return file.kind === "unreadable" && file.error === null;
}
