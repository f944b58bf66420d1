// A check that has no time left says so, and never that all is well.

import { expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { Time } from "../../src/check/time.ts";
import { reach } from "../../src/graph/reach.ts";
import { snapshotOf } from "../fuzz/snapshot.ts";
import { project } from "../support/project.ts";

const history = "<base> -> a1, create users\na1 -> b2, add email";
const states = {
  before: snapshotOf(project(history)),
  after: snapshotOf(project(`${history}\na1 -> c3, add orders`)),
  released: null,
};
const settings = { maxHeads: null, rules: new Map(), onEmpty: "pass" } as const;

test("without time a check is incomplete and says what it did not look for", async () => {
  const { report, drawings } = await check(states, { ...settings, mostSeconds: 0 });
  expect(report).toMatchObject({ verdict: "incomplete", findings: [] });
  expect(report.incomplete).toEqual([
    "The check ended after 0 seconds; what it found by then is told, and this was not looked for: any comparison. Split the change into smaller ones.",
  ]);
  expect(drawings).toEqual([]);
});

test("with time the same check tells what there is", async () => {
  const { report } = await check(states, settings);
  expect(report).toMatchObject({ verdict: "failed", incomplete: [] });
});

test("a walk without an end ends with the time", () => {
  const time = new Time(0.01);
  const endless = () => reach([0], (at) => [at + 1]).size;
  expect(time.attempt("an endless walk", endless)).toBeNull();
  expect(time.whyIncomplete()[0]).toContain("an endless walk");
  expect(time.attempt("something short", () => 1)).toBe(1);
});
