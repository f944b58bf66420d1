// A word that does not exist is taken for the one known word that comes close, never for one of several.

import { expect, test } from "vitest";
import { closest } from "../../src/text/closest.ts";

const known = ["check", "heads", "graph", "doctor", "explain", "demo", "released", "rules", "rows"];

test.each([
  ["chekc", "check"],
  ["CHECK", "check"],
  ["head", "heads"],
  ["explian", "explain"],
  ["grph", "graph"],
  ["doc", "doctor"],
  ["rel", "released"],
  ["dmo", "demo"],
])("%s means %s", (word, meant) => {
  expect(closest(word, known)).toBe(meant);
});

test.each(["", "x", "r", "ro", "fix", "release-notes", "chocolate"])("%j means none", (word) => {
  expect(closest(word, known)).toBeNull();
});

test("where two come equally close, none is meant", () => {
  expect(closest("rads", ["reads", "roads"])).toBeNull();
});
