// Databases that were named: a change that strands one of them says which.

import { expect, test } from "vitest";
import { deployedFindings } from "../../src/check/deployed.ts";
import { changeOf } from "../support/change.ts";

const line = `
  <base> -> a1, create users
  a1 -> b2, add email
  b2 -> c3, add orders`;

function told(before: string, after: string, ...rows: string[]): readonly string[] {
  const databases = [{ name: "production", rows }];
  const found = deployedFindings([changeOf(before, after)], databases, { rules: new Map() });
  return found.map(({ severity, rule, what }) => `${severity} ${rule}: ${what}`);
}

test("a database that can follow is not mentioned, wherever it stands", () => {
  const longer = `${line}\n  c3 -> d4, add prices`;
  for (const rows of [[], ["a1"], ["b2"], ["c3"], ["d4"]])
    expect(told(line, longer, ...rows)).toEqual([]);
});

test("a database at a deleted revision is named", () => {
  const after = "<base> -> a1, create users\na1 -> b2, add email";
  expect(told(line, after, "c3")).toEqual([
    "error deleted-revision: The database `production` stands at `c3`, and no script would have that revision.",
  ]);
  expect(told(line, after, "b2")).toEqual([]);
});

test("a database whose rows would overlap is named", () => {
  const before = "<base> -> a1\na1 -> b2\na1 -> c3";
  expect(told(before, "<base> -> a1\na1 -> b2\nb2 -> c3", "b2", "c3")).toEqual([
    "error overlapping-revisions: The database `production` holds the rows `b2` and `c3`, and `c3` would stand on `b2`.",
  ]);
});

test("a database that would never run something is named", () => {
  const after = line.replace("a1 -> b2", "a1 -> n1, new\n  n1 -> b2");
  expect(told(line, after, "c3")).toEqual([
    "error skipped-revision: The database `production`, at `c3`, would never run `n1`, which would lie below.",
  ]);
  expect(told(line, after, "a1")).toEqual([]);
});

test("a database that nobody can help was stranded before, and fails no change", () => {
  const after = `${line}\n  c3 -> d4, add prices`;
  expect(told(line, after, "gone")).toEqual([
    "notice deleted-revision: The database `production` stands at `gone`, and no script would have that revision.",
  ]);
});
