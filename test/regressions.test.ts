// Differences from Alembic and Python that the oracle's tests once found, with the right answers; played without Python.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compareTexts } from "../src/parse/difference.ts";
import { disagreements } from "./support/agreement.ts";
import type { Answer, Request } from "./support/alembic-answer.ts";

/** What Alembic answered, or whether two texts mean the same to Python. */
type Regression =
  | { readonly request: Request; readonly answer: Answer }
  | { readonly before: string; readonly after: string; readonly same: boolean };

const directory = new URL("fixtures/regressions/", import.meta.url);
const names = readdirSync(directory).filter((name) => name.endsWith(".json"));

test.each(names)("%s", (name) => {
  const regression: Regression = JSON.parse(readFileSync(new URL(name, directory), "utf8"));
  if ("request" in regression) {
    expect(disagreements(regression.request, regression.answer)).toEqual([]);
    return;
  }
  const { edits } = compareTexts(regression.before, regression.after, "b.py");
  expect(edits.every((edit) => edit === "cosmetic")).toBe(regression.same);
});
