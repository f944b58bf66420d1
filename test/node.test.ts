// The tests run where the action runs.

import { expect, test } from "vitest";

test("the action's Node, 24, runs the tests", () => {
  expect(process.version).toMatch(/^v24\./);
});
