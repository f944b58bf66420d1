// Numbers of pull requests in subjects.

import { expect, test } from "vitest";
import { pullRequestOf } from "../../src/replay/pull-request.ts";

test.each([
  ["Merge pull request #12 from someone/topic", 12],
  ["Add a column (#345)", 345],
  ["Merged in topic (pull request #7)", 7],
  ["Merge branch 'topic' into 'main' (!9)", 9],
  ["Merge !21", 21],
  ["Fix #12 for good", null],
  ['Revert "Add a column (#3)" (#4)', 4],
  ["Add a column", null],
])("%s: %s", (subject, number) => {
  expect(pullRequestOf(subject)).toBe(number);
});
