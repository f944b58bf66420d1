// edited-revision: what an edit does, in how many scripts it was made, and whether it was made before.

import { expect, test } from "vitest";
import { findings, script, told } from "../support/change.ts";

const file = (revision: string, parent: string | null, body: string) => ({
  [`versions/${revision}.py`]: script(
    `import sqlalchemy as sa\nrevision = '${revision}'\ndown_revision = ${parent === null ? "None" : `'${parent}'`}`,
    body,
  ),
});
const line = (body: (revision: string) => string) => ({
  ...file("a1", null, body("a1")),
  ...file("b2", "a1", body("b2")),
  ...file("c3", "b2", body("c3")),
});

test("an edit that surely sends the same statements is a notice", () => {
  const [finding] = findings(
    file("a1", null, 'conn.execute("DELETE FROM a")'),
    file("a1", null, 'conn.execute(sa.text("DELETE FROM a"))'),
  );
  expect(finding).toMatchObject({
    rule: "edited-revision",
    severity: "notice",
    why: "It surely sends the same statements as before.",
    fixes: [],
  });
});

test("the same edit in three scripts is one finding that lists them", () => {
  const before = line((revision) => `op.f(sa.Text(), "${revision}")`);
  const after = line((revision) => `op.f(sa.String(), "${revision}")`);
  const [finding, ...more] = findings(before, after);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    severity: "error",
    what: "`a1`, `b2` and `c3` are on the target branch already, and the same edit in all 3 would change their `upgrade`.",
  });
  expect(finding!.related.map(({ at }) => at.path)).toEqual(["versions/b2.py", "versions/c3.py"]);
});

test("three different edits are three findings, and so are two that are alike", () => {
  const before = line((revision) => `op.f("${revision}")`);
  expect(
    told(
      before,
      line((revision) => `op.f("${revision}", "${revision}x")`),
    ),
  ).toHaveLength(3);
  const two = { ...line((revision) => `op.g("${revision}")`), ...file("c3", "b2", 'op.f("c3")') };
  expect(told(before, two)).toHaveLength(2);
});

test("of scripts with one edit, those that are not released weigh less and stand apart", () => {
  const before = line((revision) => `op.f(sa.Text(), "${revision}")`);
  const after = line((revision) => `op.f(sa.String(), "${revision}")`);
  const released = new Set(["a1"]) as never;
  expect(told(before, after, { released })).toEqual([
    "error edited-revision a1",
    "warning edited-revision b2",
    "warning edited-revision c3",
  ]);
});

test("an edit that goes back to an older text is a warning, without a repair that keeps the newer one", () => {
  const takenBack = new Map([["versions/a1.py", "release `v1`"]]);
  const [finding] = findings(file("a1", null, "op.f(2)"), file("a1", null, "op.f(1)"), {
    takenBack,
  });
  expect(finding).toMatchObject({
    severity: "warning",
    what: "`a1` is on the target branch already, and its `upgrade` would change, back to the text of release `v1`.",
    fixes: [],
  });
});
