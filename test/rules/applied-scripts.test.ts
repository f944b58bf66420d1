// Rules about scripts that the target branch has: edited, reparented, renamed, deleted, skipped, overlapping.

import { describe, expect, test } from "vitest";
import { changeOf, findings, fixesOf, ids, script, told } from "../support/change.ts";

const line = `
  <base> -> a1, create users
  a1 -> b2, add email
  b2 -> c3, add orders`;
const header = "revision = 'a1'\ndown_revision = None";
const one = (body: string, more = "") => ({ "versions/a.py": `${more}${script(header, body)}` });

describe("edited-revision", () => {
  test("an edit of upgrade is an error, and the edit can be taken back", () => {
    const [finding] = findings(one("op.f(1)"), one("op.f(2)"));
    expect(finding).toMatchObject({
      severity: "error",
      what: "`a1` is on the target branch already, and its `upgrade` would change.",
      alembicSays: null,
      at: { path: "versions/a.py", line: 6 },
    });
    expect(fixesOf(finding!)).toEqual([
      "git checkout origin/main -- versions/a.py",
      "git checkout origin/main -- versions/a.py",
      'alembic revision -m "amend a1"',
    ]);
  });

  test("there is one finding for a script, whatever was edited in it", () => {
    const after = {
      "versions/a.py": script(`import os\nX = 2\n${header}`, "op.f(X)").replace("pass", "op.g()"),
    };
    const [finding, ...more] = findings(one("op.f(1)"), after);
    expect(more).toEqual([]);
    expect(finding!.what).toContain(
      "its `upgrade`, `downgrade`, imports and code beside its functions would change",
    );
  });

  test("of downgrade alone is a warning, of imports alone a notice", () => {
    const before = one("op.f(1)");
    const downgrade = { "versions/a.py": before["versions/a.py"].replace("pass", "op.g()") };
    expect(told(before, downgrade)).toEqual(["warning edited-revision a1"]);
    // No new script can mend a downgrade.
    expect(fixesOf(findings(before, downgrade)[0]!)).toEqual([
      "git checkout origin/main -- versions/a.py",
    ]);
    expect(told(before, one("op.f(1)", "import os\n"))).toEqual(["notice edited-revision a1"]);
  });

  test("comments, docstrings, quotes, blank lines and a formatter's line breaks are no edit", () => {
    const before = one('op.f(1, "x")');
    const after = {
      "versions/a.py": `"""Create users"""\n# first\n\n${script(header.replaceAll("'", '"'), "op.f(\n        1,\n        'x',\n    )  # why")}`,
    };
    expect(told(before, after)).toEqual([]);
  });

  test("white space inside strings is a notice", () => {
    expect(told(one('op.execute("SELECT  1")'), one('op.execute("SELECT 1")'))).toEqual([
      "notice edited-revision a1",
    ]);
  });

  test("moving or renaming the file is no edit", () => {
    const after = { "versions/0001_users.py": one("op.f(1)")["versions/a.py"] };
    expect(told(one("op.f(1)"), after)).toEqual([]);
  });

  test("with `released`, a script that is merged but not released gets a warning", () => {
    const released = (...names: string[]) => ({ released: new Set(ids(...names)) });
    expect(told(one("1"), one("2"), released("a1"))).toEqual(["error edited-revision a1"]);
    expect(told(one("1"), one("2"), released("z9"))).toEqual(["warning edited-revision a1"]);
  });
});

describe("renamed-revision", () => {
  const renamed = { "versions/a.py": script(header.replace("a1", "x9"), "op.f(1)") };

  test("names both revisions and gives the old one back", () => {
    const [finding, ...more] = findings(one("op.f(1)"), renamed);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      what: "`a1` is on the target branch already, and its revision would become `x9`.",
      alembicSays: "Can't locate revision identified by 'a1'",
    });
    expect(fixesOf(finding!)).toEqual(["versions/a.py:1 'a1'"]);
  });

  test("is told once: scripts that follow it under the new name, or still under the old one, are not told", () => {
    const before = {
      ...one("op.f(1)"),
      "versions/b.py": script("revision = 'b2'\ndown_revision = 'a1'"),
    };
    const followed = {
      ...renamed,
      "versions/b.py": script("revision = 'b2'\ndown_revision = 'x9'"),
    };
    const left = { ...renamed, "versions/b.py": before["versions/b.py"] };
    expect(told(before, followed)).toEqual(["error renamed-revision x9"]);
    expect(told(before, left)).toEqual(["error renamed-revision x9"]);
  });

  test("gives what follows it the old name back too, which is the second step of the repair", () => {
    const followed = (down: string) => script(`revision = 'b2'\ndown_revision = '${down}'`);
    const [finding] = findings(
      { ...one("op.f(1)"), "versions/b.py": followed("a1") },
      { ...renamed, "versions/b.py": followed("x9") },
    );
    expect(fixesOf(finding!)).toEqual([
      "versions/a.py:1 'a1'",
      "versions/b.py:2 down_revision = 'a1'",
    ]);
  });

  test("to a longer name with the same beginning works once, since Alembic takes the row for a prefix", () => {
    const longer = { "versions/a.py": script(header.replace("a1", "a1_users"), "op.f(1)") };
    const [finding] = findings(one("op.f(1)"), longer);
    expect(finding).toMatchObject({ alembicSays: null });
    expect(finding!.why).toContain("the next upgrade adds a second row beside it");
  });
});

describe("deleted-revision", () => {
  test("of a head: databases that are up to date stop", () => {
    const [finding, ...more] = findings(line, line.replace(/\n.*c3.*/, ""));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      what: "`c3` is on the target branch, and no script would have that revision any more.",
      alembicSays: "Can't locate revision identified by 'c3'",
    });
    expect(fixesOf(finding!)).toEqual(["git checkout origin/main -- versions/c3.py"]);
  });

  test("of an inner one leaves a missing down revision and heads too many, and is told once", () => {
    const after = "<base> -> a1, create users\n b2 -> c3, add orders";
    expect(told(line, after)).toEqual(["error deleted-revision b2"]);
    const [finding] = findings(line, after);
    expect(finding!.alembicSays).toBe("KeyError: 'b2'");
    expect(finding!.why).toContain("Since `c3` still names what is deleted, Alembic cannot load");
  });

  test("whose followers now follow what it followed is no re-parenting as well", () => {
    const after = "<base> -> a1, create users\n a1 -> c3, add orders";
    const [finding, ...more] = findings(line, after);
    expect(more).toEqual([]);
    expect(finding!.why).toContain("up to date with the target branch (at `c3`) are not touched");
    expect(fixesOf(finding!)).toEqual([
      "git checkout origin/main -- versions/b2.py",
      "versions/c3.py:16 down_revision: Union[str, Sequence[str], None] = 'b2'",
    ]);
  });

  test("many at once are one finding: a squash", () => {
    const squash = {
      "versions/s.py": script("revision = 's9'\ndown_revision = None", "op.everything()"),
      "versions/c3.py": script("revision = 'c3'\ndown_revision = 's9'", "op.c()"),
    };
    const before = {
      "versions/a1.py": script("revision = 'a1'\ndown_revision = None", "op.a()"),
      "versions/b2.py": script("revision = 'b2'\ndown_revision = 'a1'", "op.b()"),
      "versions/c3.py": script("revision = 'c3'\ndown_revision = 'b2'", "op.c()"),
    };
    const [finding, ...more] = findings(before, squash);
    expect(more).toEqual([]);
    expect(finding!.what).toBe(
      "2 revisions of the target branch would have no script any more: `a1` and `b2`.",
    );
    expect(finding!.why).toContain("never run `s9`, new in their place");
  });

  test("a truncation lists ten and counts the rest", () => {
    const ids = Array.from({ length: 50 }, (_, index) => `r${index}`);
    const history = (from: number) =>
      ids
        .slice(from)
        .map((id, i) => `${i === 0 ? "<base>" : ids[from + i - 1]} -> ${id}, x`)
        .join("\n");
    const [finding, ...more] = findings(history(0), history(48));
    expect(more).toEqual([]);
    expect(finding!.what).toMatch(/^48 revisions .*: `r0`, .* and 38 more\.$/);
    expect(finding!.related).toHaveLength(10);
  });

  test("a folder moved out of sight says where the files are now", () => {
    const text = one("op.f(1)")["versions/a.py"];
    const [finding, ...more] = findings({ "versions/a.py": text }, { "versions/old/a.py": text });
    expect(more).toEqual([]);
    expect(finding!.related[0]).toMatchObject({
      at: { path: "versions/old/a.py" },
      what: "A file of this name is here now, where Alembic does not look.",
    });
  });

  test("of one of two files with one revision is none", () => {
    const copy = { ...one("op.f(1)"), "versions/b.py": script(header, "op.f(2)") };
    expect(told(copy, one("op.f(1)"))).toEqual([]);
  });

  test("weighs less where none of them is released", () => {
    const after = line.replace(/\n.*c3.*/, "");
    expect(told(line, after, { released: new Set(ids("a1", "b2")) })).toEqual([
      "warning deleted-revision c3",
    ]);
  });
});

describe("skipped-revision", () => {
  test("a script slipped in below an applied one never runs, and Alembic reports nothing", () => {
    const after = `${line.replace("a1 -> b2", "n9 -> b2")}\n a1 -> n9, slipped in`;
    const [finding, ...more] = findings(line, after);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      rule: "skipped-revision",
      what: "`n9` is new and lies below `b2`, which the target branch has already.",
      alembicSays: null,
      at: { path: "versions/n9.py" },
      related: [{ at: { path: "versions/b2.py" } }],
    });
    expect(fixesOf(finding!)).toEqual([
      "versions/b2.py:16 down_revision: Union[str, Sequence[str], None] = 'a1'",
      "versions/n9.py:16 down_revision: Union[str, Sequence[str], None] = 'c3'",
    ]);
  });

  test("several in a row are one finding", () => {
    const after = `${line.replace("a1 -> b2", "n9 -> b2")}\n a1 -> n8, x\n n8 -> n9, y`;
    expect(findings(line, after).map(({ what }) => what)).toEqual([
      "`n9` and `n8` are new and lie below `b2`, which the target branch has already.",
    ]);
  });

  test("a new base below the old one", () => {
    const after = `${line.replace("<base> -> a1", "n9 -> a1")}\n <base> -> n9, new base`;
    expect(told(line, after)).toEqual(["error skipped-revision n9"]);
  });

  test("a new dependency of an applied script", () => {
    const after = `${line.replace("b2 -> c3", "b2 (n9) -> c3")}\n a1 -> n9, new`;
    const skipped = findings(line, after, { maxHeads: 2 }).filter(
      ({ severity }) => severity === "error",
    );
    expect(skipped.map(({ rule }) => rule)).toEqual(["skipped-revision"]);
    expect(fixesOf(skipped[0]!)).toEqual([
      "versions/c3.py:18 depends_on: Union[str, Sequence[str], None] = None",
    ]);
  });

  test("a new dependency of a new script is fine", () => {
    const after = `${line}\n <base> -> n8, new line\n c3 (n8) -> n9, new`;
    expect(told(line, after, { maxHeads: 2 })).toEqual([]);
  });

  test("bringing back a script that the target branch names and has lost is none", () => {
    const lost = "<base> -> a1, create users\n b2 -> c3, add orders";
    expect(told(lost, line)).toEqual([]);
  });

  test("weighs less where nothing above it is released", () => {
    const after = `${line.replace("b2 -> c3", "n9 -> c3")}\n b2 -> n9, slipped in`;
    const released = (...names: string[]) => ({ released: new Set(ids(...names)) });
    expect(told(line, after, released("a1", "b2"))).toEqual(["warning skipped-revision n9"]);
    expect(told(line, after, released("a1", "b2", "c3"))).toEqual(["error skipped-revision n9"]);
  });
});

describe("reparented-revision", () => {
  const forked = "<base> -> a1, one\n a1 -> b2, two\n a1 -> c3, three";

  test("that makes one head of two is a warning, and a merge is proposed instead", () => {
    const [finding, ...more] = findings(forked, forked.replace("a1 -> c3", "b2 -> c3"));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      severity: "warning",
      what: "`c3` is on the target branch already, and would follow `b2` instead of `a1`.",
      alembicSays: "Requested revision c3 overlaps with other requested revisions b2",
    });
    expect(finding!.why).toBe(
      "This mends the history of the target branch. Safe: an empty database, a database at `a1` and a database at `b2`. " +
        "An up-to-date database (at `b2` and `c3`) cannot be upgraded any more. A database at `c3` would never run `b2`.",
    );
    expect(fixesOf(finding!)).toEqual(['alembic merge -m "merge b2 and c3" b2 c3']);
  });

  test("that finds a missing down revision is a warning", () => {
    const broken = "<base> -> a1, one\n gone -> b2, two";
    expect(told(broken, broken.replace("gone", "a1"))).toEqual(["warning reparented-revision b2"]);
  });

  test("that opens a loop is a warning", () => {
    const looped = "<base> -> a1, one\n c3 -> b2, two\n b2 -> c3, three";
    expect(told(looped, looped.replace("c3 -> b2", "a1 -> b2"))).toEqual([
      "warning reparented-revision b2",
    ]);
  });

  test("that heals the heads of a history which does not load anyway is a warning", () => {
    const broken = `${forked}\n gone -> d4, four`;
    expect(told(broken, broken.replace("a1 -> c3", "b2 -> c3"))).toEqual([
      "notice multiple-heads -",
      "notice missing-down-revision d4",
      "warning reparented-revision c3",
    ]);
  });

  test("beside a merge that heals the heads is no healing itself", () => {
    const before = `${forked}\n c3 -> d4, four`;
    const after = `<base> -> a1, one\n a1 -> b2, two\n <base> -> c3, three\n c3 -> d4, four\n b2, d4 -> m5, merge`;
    expect(told(before, after)).toEqual(["error reparented-revision c3"]);
  });

  test("that leaves one head and makes databases skip or repeat is an error", () => {
    const after = line.replace("a1 -> b2", "c3 -> b2").replace("b2 -> c3", "a1 -> c3");
    expect(told(line, after)).toEqual([
      "error reparented-revision b2",
      "error reparented-revision c3",
    ]);
    expect(findings(line, after)[0]!.why).toContain("A database at `b2` would never run `c3`.");
    expect(findings(line, after)[1]!.why).toContain(
      "An up-to-date database (at `c3`) would run `b2` a second time.",
    );
  });

  test("that drops a dependency makes up-to-date databases run it again", () => {
    const before = "<base> -> a1, one\n <base> (a1) -> x1, two";
    const [, finding] = findings(before, before.replace(" (a1)", ""));
    expect(finding).toMatchObject({ rule: "reparented-revision", severity: "error" });
    expect(finding!.why).toContain(
      "An up-to-date database (at `x1`) would run `a1` a second time.",
    );
  });

  test("that is safe for every database is a warning: a redundant down revision leaves the list", () => {
    const redundant = "<base> -> a1, one\n a1 -> b2, two\n a1, b2 -> c3, merge";
    const after = redundant.replace("a1, b2 -> c3", "b2 -> c3");
    expect(told(redundant, after)).toEqual(["warning reparented-revision c3"]);
  });

  test("another order of the same down revisions is none", () => {
    const merged = `${forked}\n b2, c3 -> d4, merge`;
    expect(told(merged, merged.replace("b2, c3 ->", "c3, b2 ->"))).toEqual([]);
  });

  test("a list of one instead of a string is none", () => {
    const before = {
      "versions/a.py": script("revision = 'a1'\ndown_revision = None"),
      "versions/b.py": script("revision = 'b2'\ndown_revision = 'a1'"),
    };
    const after = { ...before, "versions/b.py": script("revision = 'b2'\ndown_revision = ['a1']") };
    expect(told(before, after)).toEqual([]);
  });
});

describe("overlapping-revisions", () => {
  const lines = "<base> -> a1 (users), one\n <base> -> x1 (orders), two\n a1 -> b2, three";

  test("one line of the target branch comes to stand on another", () => {
    const after = lines.replace("<base> -> x1", "<base> (b2) -> x1");
    const found = findings(lines, after, { maxHeads: 2 });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      rule: "overlapping-revisions",
      what: "`b2` and `x1` are separate heads on the target branch, and `x1` would stand on `b2`.",
      alembicSays: "Requested revision x1 overlaps with other requested revisions b2",
      at: { path: "versions/x1.py", line: 18 },
    });
  });

  test("a dependency on what a line has left behind is fine", () => {
    const after = `${lines.replace("<base> -> x1", "<base> (a1) -> x1")}`;
    expect(told(lines, after, { maxHeads: 2 })).toEqual(["error reparented-revision x1"]);
    expect(findings(lines, after, { maxHeads: 2 })[0]!.why).toContain(
      "an up-to-date database (at `b2` and `x1`)",
    );
  });

  test("a label that moves to another script is noticed too", () => {
    const before = "<base> -> a1 (core), one\n <base> -> y1, two\n <base> (core) -> x1, three";
    const after = "<base> -> a1, one\n <base> -> y1 (core), two\n <base> (core) -> x1, three";
    expect(told(before, after, { maxHeads: 3 })).toEqual(["error overlapping-revisions x1"]);
  });
});

test("a change that only adds well-placed scripts is told nothing", () => {
  const after = `${line}\n c3 -> d4, one\n d4 -> e5, two\n d4 -> f6, three\n e5, f6 -> g7, merge`;
  expect(told(line, after)).toEqual([]);
});

test("nothing is said of a target branch that stands still, however broken", () => {
  const broken = "<base> -> a1, one\n gone -> b2, two\n c3 -> c3, three\n a1 (nope) -> d-4, four";
  const severities = findings(broken, broken).map(({ severity }) => severity);
  expect(new Set(severities)).toEqual(new Set(["notice"]));
  expect(changeOf(broken, broken).scripts).toEqual([]);
});
