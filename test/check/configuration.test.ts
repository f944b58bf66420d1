// What breaks in configurations: told under the directory that they lead to, else on its own; what the target branch has is a notice.

import { expect, test } from "vitest";
import { configFindings, configurationsOf } from "../../src/check/configuration.ts";
import type { ConfigProblem, Snapshot } from "../../src/model.ts";

const at = { path: "alembic.ini", line: 3, column: 1, endLine: 3, endColumn: 9 };
const refused = { at, what: "`path_separator` is empty.", alembicSays: "ValueError: x" };
const unfollowed = { at, what: "It lies elsewhere.", alembicSays: null };
const settings = { rules: new Map() };

function state(...configProblems: readonly ConfigProblem[]): Snapshot {
  return { ref: "x", commit: null, kind: "commit", scriptDirectories: [], configProblems };
}

function findingsOf(before: Snapshot, after: Snapshot) {
  const snapshots = { before, after, released: null };
  const { others } = configurationsOf(snapshots, []);
  return configFindings(snapshots, others, settings).map(({ rule, severity }) => [rule, severity]);
}

test("a configuration that Alembic refuses fails, also where no script directory is left", () => {
  expect(findingsOf(state(), state(refused))).toEqual([["broken-configuration", "error"]]);
});

test("a configuration that only we cannot follow leaves the question open", () => {
  expect(findingsOf(state(), state(unfollowed))).toEqual([["unreadable-script", "error"]]);
});

test("what the target branch has already is context", () => {
  expect(findingsOf(state(refused, unfollowed), state(refused, unfollowed))).toEqual([
    ["broken-configuration", "notice"],
    ["unreadable-script", "notice"],
  ]);
});
