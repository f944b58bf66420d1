// missing-downgrade: a new script that cannot be undone, where the target branch's scripts can.

import { expect, test } from "vitest";
import { findings, fixesOf, script, told } from "../support/change.ts";

const whole = (revision: string, down: string) =>
  script(`revision = '${revision}'\ndown_revision = ${down}`);
const oneWay = (revision: string, down: string) =>
  whole(revision, down).replace("def downgrade", "def not_downgrade");

const a = { "versions/a.py": whole("a1", "None") };
const b = { "versions/b.py": whole("b2", "'a1'") };
const c = { "versions/c.py": oneWay("c3", "'b2'") };

test("a new script without downgrade is a warning, in Alembic's words and with the function to add", () => {
  const [finding, ...more] = findings({ ...a, ...b }, { ...a, ...b, ...c });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    rule: "missing-downgrade",
    severity: "warning",
    revision: "c3",
    what: "`c3` has no `downgrade` function.",
    alembicSays: "AttributeError: module 'c_py' has no attribute 'downgrade'",
  });
  expect(fixesOf(finding!)).toEqual(["versions/c.py:2 \n\n\ndef downgrade() -> None:\n    pass"]);
});

test("a project that does without downgrades is left alone", () => {
  const without = { "versions/a.py": oneWay("a1", "None"), "versions/b.py": oneWay("b2", "'a1'") };
  expect(told(without, { ...without, ...c })).toEqual([]);
});

test("what most scripts of the target branch do counts", () => {
  const half = { ...a, "versions/b.py": oneWay("b2", "'a1'") };
  expect(told(half, { ...half, ...c })).toEqual([]);
  const most = { ...half, "versions/c.py": whole("c3", "'b2'") };
  const after = { ...most, "versions/d.py": oneWay("d4", "'c3'") };
  expect(told(most, after)).toEqual(["warning missing-downgrade d4"]);
});

test("the first scripts of a project have no example to follow", () => {
  expect(told(null, { "versions/a.py": oneWay("a1", "None") })).toEqual([]);
  expect(told({}, { "versions/a.py": oneWay("a1", "None") })).toEqual([]);
});

test("scripts that the target branch has already are not told again", () => {
  const before = { ...a, ...b, ...c };
  expect(told(before, { ...before, "versions/d.py": whole("d4", "'c3'") })).toEqual([]);
});

test("a downgrade that an edit takes away is told as an edit, once", () => {
  const after = { ...a, "versions/b.py": oneWay("b2", "'a1'") };
  expect(told({ ...a, ...b }, after)).toEqual(["warning edited-revision b2"]);
});

test("a downgrade that refuses to run is one", () => {
  const refuses = whole("c3", "'b2'").replace(/pass\n$/, "raise NotImplementedError\n");
  expect(told({ ...a, ...b }, { ...a, ...b, "versions/c.py": refuses })).toEqual([]);
});
