// Changes that mend the history of the target branch, and those that only seem to.

import { describe, expect, test } from "vitest";
import { findings, fixesOf, script, told } from "../support/change.ts";

const twoHeads = `
  <base> -> a1, create users
  a1 -> b2, add email
  a1 -> c3, add orders`;

describe("a second head that gets a new revision behind the first", () => {
  const healed = `
    <base> -> a1, create users
    a1 -> b2, add email
    b2 -> d4, add orders`;

  test("is one warning, which says what databases at the old revision need", () => {
    const [finding, ...more] = findings(twoHeads, healed);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      rule: "renamed-revision",
      severity: "warning",
      alembicSays: "Can't locate revision identified by 'c3'",
    });
    expect(finding!.why).toBe(
      "This mends the history of the target branch. A database that has run `c3` finds no script for its row any more: where it has run `b2` too, `alembic stamp --purge d4` puts it right; where not, it has to run `b2` first, with the scripts of the target branch.",
    );
  });

  test("is an error where the heads stay as many", () => {
    expect(told(twoHeads, twoHeads.replace("c3", "d4"))).toContain("error renamed-revision d4");
  });

  test("names no way to stamp where other lines have rows too", () => {
    const third = "\n  <base> -> x1 (x), other line";
    const renamed = findings(twoHeads + third, healed + third).find(
      ({ rule }) => rule === "renamed-revision",
    );
    expect(renamed!.why).toContain("its row `c3` has to become `d4`, and the row below it to go");
  });
});

test("no database is said to be up to date with a target branch that Alembic cannot load", () => {
  const before = "<base> -> a1, one\n zz -> b2, two\n a1 -> c3, three";
  const after = "<base> -> a1, one\n a1 -> b2, two\n a1 -> c3, three";
  const [finding] = findings(before, after).filter(({ rule }) => rule === "reparented-revision");
  expect(finding).toMatchObject({ severity: "warning" });
  expect(finding!.why).not.toContain("up-to-date");
});

test("of two files with one revision below the head, neither is a second row of a database", () => {
  const before = {
    "versions/a.py": script("revision = 'a1'\ndown_revision = None", "op.f(1)"),
    "versions/b.py": script("revision = 'b2'\ndown_revision = 'a1'", "op.f(2)"),
    "versions/copy.py": script("revision = 'b2'\ndown_revision = 'a1'", "op.f(3)"),
    "versions/c.py": script("revision = 'c3'\ndown_revision = 'b2'", "op.f(4)"),
  };
  const { "versions/copy.py": _, ...after } = before;
  expect(told(before, after)).toEqual([]);
});

describe("a renumbering that gives a merged revision to another script", () => {
  const file = (revision: string, parent: string | null, body: string) =>
    script(
      `revision = '${revision}'\ndown_revision = ${parent === null ? "None" : `'${parent}'`}`,
      body,
    );
  const before = {
    "versions/185.py": file("185", null, "op.f(185)"),
    "versions/186_claims.py": file("186", "185", "op.f('claims')"),
    "versions/186_jobs.py": file("186", "185", "op.f('jobs')"),
    "versions/187_publish.py": file("187", "186", "op.f('publish')"),
  };
  const after = {
    "versions/185.py": before["versions/185.py"],
    "versions/186_claims.py": before["versions/186_claims.py"],
    "versions/187_jobs.py": file("187", "186", "op.f('jobs')"),
    "versions/188_publish.py": file("188", "187", "op.f('publish')"),
  };

  test("is told as what it is, not as an edit", () => {
    const [finding, ...more] = findings(before, after);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      rule: "renamed-revision",
      severity: "error",
      what: "`187` is on the target branch already, and would be the revision of another script: what was `187` would become `188`.",
      related: [{ what: "This was `187`." }],
    });
    expect(fixesOf(finding!)).toEqual([
      expect.stringMatching(/^versions\/187_jobs\.py:1 '[0-9a-f]{12}'$/),
      "versions/187_jobs.py:2 down_revision = '187'",
      "versions/188_publish.py:1 '187'",
      "versions/188_publish.py:2 down_revision = '186'",
    ]);
  });

  test("is an edit as before where the script lies at its old place", () => {
    const edited = {
      ...before,
      "versions/187_publish.py": file("187", "186", "op.f('other')"),
      "versions/188.py": file("188", "187", "op.f('publish')"),
    };
    expect(told(before, edited)).toContain("error edited-revision 187");
  });
});

describe("a new script below an applied one", () => {
  const before = {
    "versions/a.py": script("revision = 'a1'\ndown_revision = None", "op.f(1)"),
    "versions/b.py": script("revision = 'b2'\ndown_revision = 'a1'", "op.f(2)"),
  };
  const slipped = (body: string) => ({
    "versions/a.py": before["versions/a.py"],
    "versions/n.py": script("revision = 'n1'\ndown_revision = 'a1'", body),
    "versions/b.py": script("revision = 'b2'\ndown_revision = 'n1'", "op.f(2)"),
  });

  test.each(["pass", "print('nothing to do')", "return", '"""Placeholder."""'])(
    "cannot be missed where its upgrade is %s",
    (body) => expect(told(before, slipped(body))).not.toContain("error skipped-revision n1"),
  );

  test.each(["op.f(3)", "raise NotImplementedError", "if x:\n        op.f(3)", "return op.f(3)"])(
    "is missed where its upgrade is %s",
    (body) => expect(told(before, slipped(body))).toEqual(["error skipped-revision n1"]),
  );
});
