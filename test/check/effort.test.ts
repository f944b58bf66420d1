// A check that takes too much work says so, and never that all is well.

import { expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { Effort } from "../../src/check/effort.ts";
import { reach } from "../../src/graph/reach.ts";
import { mergeSettings } from "../../src/settings/merge.ts";
import { snapshotOf } from "../fuzz/snapshot.ts";
import { project } from "../support/project.ts";

const history = "<base> -> a1, create users\na1 -> b2, add email";
const states = {
  before: snapshotOf(project(history)),
  after: snapshotOf(project(`${history}\na1 -> c3, add orders`)),
  released: null,
};
const settings = { ...mergeSettings([]), onEmpty: "pass" } as const;

test("without an allowance a check is incomplete and says what it did not look for", async () => {
  const { report, drawings } = await check(states, {
    ...settings,
    limits: { steps: 0, milliseconds: 1000 },
  });
  expect(report).toMatchObject({ verdict: "incomplete", findings: [] });
  expect(report.incomplete).toEqual([
    "This change takes more work than a check may take, so it was ended; what it found by then is told, and this was not looked for: any comparison. Split the change into smaller ones.",
  ]);
  expect(drawings).toEqual([]);
});

test("with the usual allowance the same check tells what there is", async () => {
  const { report } = await check(states, settings);
  expect(report).toMatchObject({ verdict: "failed", incomplete: [] });
});

test.each([
  { steps: 1000, milliseconds: Number.POSITIVE_INFINITY },
  { steps: Number.POSITIVE_INFINITY, milliseconds: 10 },
])("a walk without an end ends with its allowance %o", (limits) => {
  const effort = new Effort(limits);
  const endless = () => reach([0], (at) => [at + 1]).size;
  expect(effort.attempt("something short", () => 1)).toBe(1);
  expect(effort.whyIncomplete()).toEqual([]);
  expect(effort.attempt("an endless walk", endless)).toBeNull();
  expect(effort.attempt("another one", endless)).toBeNull();
  expect(effort.whyIncomplete()[0]).toContain("an endless walk and another one");
});
