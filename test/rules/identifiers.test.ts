// Rules about one script's identifiers: duplicate-revision, illegal-revision, long-revision, branch-label-clash, cycle.

import { describe, expect, test } from "vitest";
import { findings, fixesOf, script, told } from "../support/change.ts";

const line = `
  <base> -> a1, create users
  a1 -> b2, add email`;
const files = {
  "versions/a.py": script("revision = 'a1'\ndown_revision = None"),
  "versions/b.py": script("revision = 'b2'\ndown_revision = 'a1'"),
};

describe("duplicate-revision", () => {
  test("names both files and stands in the new one", () => {
    const after = {
      "versions/0_copy.py": script("revision = 'b2'\ndown_revision = 'a1'", "print()"),
      ...files,
    };
    const [finding, ...more] = findings(files, after);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      what: "`b2` is the revision of 2 files: `versions/0_copy.py` and `versions/b.py`.",
      at: { path: "versions/0_copy.py" },
      related: [{ at: { path: "versions/b.py" } }],
    });
    expect(fixesOf(finding!)[0]).toMatch(/^versions\/0_copy.py:1 '[0-9a-f]{12}'$/);
  });

  test("proposes the same new revision on every run, and one that is free", () => {
    const after = {
      ...files,
      "versions/c.py": script("revision = 'b2'\ndown_revision = 'a1'", "print()"),
    };
    const propose = () => fixesOf(findings(files, after)[0]!)[0];
    expect(propose()).toBe(propose());
  });

  test("puts the new file behind the head as well, where a new revision alone would be a second head", () => {
    const copy = script("revision = 'b2'\ndown_revision = 'a1'", "print()");
    const fixes = fixesOf(findings(files, { ...files, "versions/c.py": copy })[0]!);
    expect(fixes).toEqual([
      expect.stringMatching(/^versions\/c.py:1 '[0-9a-f]{12}'$/),
      "versions/c.py:2 down_revision = 'b2'",
    ]);
  });

  test("that the new file follows itself is what Alembic meets first", () => {
    const own = script("revision = 'b2'\ndown_revision = 'b2'", "print()");
    const [finding, ...more] = findings(files, { ...files, "versions/c.py": own });
    expect(more).toEqual([]);
    expect(finding!.alembicSays).toBe("Self-loop is detected in revisions (b2)");
    expect(fixesOf(finding!)).toEqual([expect.stringMatching(/^versions\/c.py:1 /)]);
  });

  test("says to delete a file that is a mere copy", () => {
    const after = { ...files, "versions/b copy.py": files["versions/b.py"] };
    expect(fixesOf(findings(files, after)[0]!)).toEqual(["git rm 'versions/b copy.py'"]);
  });

  test("is no head too many as well", () => {
    const three = { ...files, "versions/c.py": script("revision = 'c3'\ndown_revision = 'b2'") };
    const after = {
      ...three,
      "versions/d.py": script("revision = 'b2'\ndown_revision = 'a1'", "print()"),
    };
    expect(told(three, after)).toEqual(["error duplicate-revision b2"]);
  });

  test("of the target branch is context, a third file is not", () => {
    const doubled = {
      ...files,
      "versions/c.py": script("revision = 'b2'\ndown_revision = 'a1'", "print()"),
    };
    const other = { ...doubled, "versions/d.py": script("revision = 'd4'\ndown_revision = 'b2'") };
    const third = {
      ...doubled,
      "versions/d.py": script("revision = 'b2'\ndown_revision = 'a1'", "1"),
    };
    expect(told(doubled, other)).toContain("notice duplicate-revision b2");
    expect(told(doubled, third)).toContain("error duplicate-revision b2");
  });

  test("is mended by another revision for one of them, which is no renaming", () => {
    const doubled = {
      ...files,
      "versions/c.py": script("revision = 'b2'\ndown_revision = 'a1'", "op.execute('SELECT 2')"),
    };
    const mended = {
      ...files,
      "versions/c.py": script("revision = 'c3'\ndown_revision = 'b2'", "op.execute('SELECT 2')"),
    };
    expect(told(doubled, mended)).toEqual([]);
  });
});

describe("illegal-revision", () => {
  test.each([
    ["b-2", "Character(s) '-' not allowed in revision identifier 'b-2'", "'b_2'"],
    ["b@2+x", "Character(s) '+, @' not allowed in revision identifier 'b@2+x'", "'b_2_x'"],
    ["b:2", "Character(s) ':' not allowed in revision identifier 'b:2'", "'b_2'"],
    ["head", null, "'head_1'"],
    ["base", null, "'base_1'"],
    ["", null, "'first'"],
  ])("%j is refused or misread", (revision, alembicSays, fix) => {
    const after = {
      ...files,
      "versions/c.py": script(`revision = '${revision}'\ndown_revision = 'b2'`),
    };
    const [finding] = findings(files, after);
    expect(finding).toMatchObject({ rule: "illegal-revision", alembicSays });
    expect(fixesOf(finding!)[0]).toBe(`versions/c.py:1 ${fix}`);
  });

  test.each(["b 2", "b/2", "b.2", "b%2", "ünï", "headless"])("%j is allowed", (revision) => {
    const after = {
      ...files,
      "versions/c.py": script(`revision = '${revision}'\ndown_revision = 'b2'`),
    };
    expect(told(files, after)).toEqual([]);
  });

  test("a number is refused too", () => {
    const after = { ...files, "versions/c.py": script("revision = 3\ndown_revision = 'b2'") };
    expect(told(files, after)).toEqual(["error illegal-revision -"]);
  });

  test("giving such a script a proper revision is no renaming: no database can stand at it", () => {
    const old = { ...files, "versions/c.py": script("revision = 'c-3'\ndown_revision = 'b2'") };
    const after = { ...files, "versions/c.py": script("revision = 'c3'\ndown_revision = 'b2'") };
    expect(told(old, after)).toEqual([]);
  });
});

describe("long-revision", () => {
  const long = "abcdefghijklmnopqrstuvwxyz_0123456789";

  test("33 characters are too many, 32 are not, and characters are counted, not bytes", () => {
    expect(told(line, `${line}\n b2 -> ${"x".repeat(33)}, one`)).toEqual([
      `error long-revision ${"x".repeat(33)}`,
    ]);
    expect(told(line, `${line}\n b2 -> ${"x".repeat(32)}, one`)).toEqual([]);
    expect(told(line, `${line}\n b2 -> ${"😀".repeat(32)}, one`)).toEqual([]);
  });

  test("is silent where the target branch holds such revisions: the column was widened", () => {
    const wide = `${line}\n b2 -> ${long}, one`;
    expect(told(wide, `${wide}\n ${long} -> ${long}x, two`)).toEqual([]);
  });

  test("says who has to name the shorter one", () => {
    const [finding] = findings(line, `${line}\n b2 -> ${long}, one\n ${long} -> d4, two`);
    expect(finding!.fixes[0]!.say).toBe("Shorten its `revision`, in `d4` too:");
    expect(fixesOf(finding!)[0]).toContain("'abcdefghijklmnopqrstuvwxyz'");
  });
});

describe("branch-label-clash", () => {
  test("a label that another script uses", () => {
    const old = "<base> -> a1 (users), one";
    const [finding] = findings(old, `${old}\n <base> -> b2 (users), two`, { maxHeads: 2 });
    expect(finding).toMatchObject({
      what: "`b2` uses the branch label `users`, which `a1` uses already.",
      alembicSays: expect.stringMatching(
        /^Branch name 'users' in revision .. already used by revision ..$/,
      ),
    });
  });

  test("a label that is a revision", () => {
    const [finding] = findings("<base> -> a1, one", "<base> -> a1, one\n a1 -> b2 (a1), two");
    expect(finding).toMatchObject({
      what: "`b2` uses the branch label `a1`, which is a revision.",
      alembicSays: "Branch name 'a1' in revision b2 already used by revision a1",
    });
  });

  test("two files with one revision and one label are one finding, the duplicate", () => {
    const old = {
      "versions/a.py": script("revision = 'a1'\ndown_revision = None\nbranch_labels = 'x'"),
    };
    const copy = script("revision = 'a1'\ndown_revision = None\nbranch_labels = 'x'", "print()");
    expect(told(old, { ...old, "versions/b.py": copy })).toEqual(["error duplicate-revision a1"]);
  });
});

describe("cycle", () => {
  test("is printed as a closed path, with Alembic's words", () => {
    const [finding] = findings(
      line,
      line.replace("a1 -> b2", "c3 -> b2").concat("\n b2 -> c3, three"),
    );
    expect(finding).toMatchObject({
      what: "2 scripts follow each other in a loop: `b2 -> c3 -> b2`.",
      alembicSays: "Cycle is detected in revisions (b2, c3)",
      at: { path: "versions/b2.py" },
    });
    expect(fixesOf(finding!)[0]).toContain("versions/b2.py:16 ");
  });

  test("is told once: neither the edit nor the new script below an applied one is told beside it", () => {
    expect(told(line, line.replace("a1 -> b2", "c3 -> b2").concat("\n b2 -> c3, three"))).toEqual([
      "error cycle b2",
    ]);
  });

  test("a script that follows itself", () => {
    const [finding] = findings(line, `${line}\n c3 -> c3, three`);
    expect(finding).toMatchObject({
      what: "`c3` follows itself: `c3 -> c3`.",
      alembicSays: "Self-loop is detected in revisions (c3)",
    });
    expect(fixesOf(finding!)[0]).toContain("= 'b2'");
  });

  test("that Alembic does not notice, with a base below and a head above it", () => {
    const after = "<base> -> a1, one\n a1, c3 -> b2, two\n b2 -> c3, three\n c3 -> d4, four";
    const finding = findings(line, after).find(({ rule }) => rule === "cycle");
    expect(finding).toMatchObject({ alembicSays: null });
    expect(finding!.why).toMatch(/^Alembic does not notice this loop\./);
  });

  test("through depends_on", () => {
    const after = "<base> -> a1, one\n a1 (c3) -> b2, two\n b2 -> c3, three";
    const [finding] = findings(line, after);
    expect(finding).toMatchObject({
      rule: "cycle",
      alembicSays: "Dependency cycle is detected in revisions (a1, b2, c3)",
    });
    expect(fixesOf(finding!)).toEqual([
      "versions/b2.py:18 depends_on: Union[str, Sequence[str], None] = None",
    ]);
  });

  test("of the target branch is context", () => {
    const looped = line.replace("a1 -> b2", "c3 -> b2").concat("\n b2 -> c3, three");
    expect(told(looped, `${looped}\n a1 -> d4, four`)).toEqual(["notice cycle b2"]);
  });
});
