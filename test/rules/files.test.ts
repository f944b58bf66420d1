// Rules about single files: unreadable-script, missing-revision, missing-upgrade, ignored-script; and redundant-down-revision.

import { describe, expect, test } from "vitest";
import { findings, fixesOf, script, told } from "../support/change.ts";

const files = {
  "versions/a.py": script("revision = 'a1'\ndown_revision = None"),
  "versions/b.py": script("revision = 'b2'\ndown_revision = 'a1'"),
};
const conflict = "<<<<<<< HEAD\nrevision = 'c3'\n=======\nrevision = 'd4'\n>>>>>>> x\n";

describe("unreadable-script", () => {
  test("conflict markers committed inside a script", () => {
    const [finding, ...more] = findings(files, { ...files, "versions/c.py": conflict });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      rule: "unreadable-script",
      what: "`versions/c.py` cannot be read: it holds a conflict marker.",
      alembicSays: "SyntaxError",
    });
  });

  test("identifiers that only Python can know", () => {
    const made = script("import uuid\nrevision = uuid.uuid4().hex\ndown_revision = 'b2'");
    const [finding] = findings(files, { ...files, "versions/c.py": made });
    expect(finding).toMatchObject({
      rule: "unreadable-script",
      alembicSays: null,
      at: { line: 2 },
    });
  });

  test("that the target branch has and the change leaves alone is context", () => {
    const before = { ...files, "versions/c.py": conflict };
    expect(
      told(before, { ...before, "versions/d.py": script("revision = 'd4'\ndown_revision = 'b2'") }),
    ).toEqual(["notice unreadable-script -"]);
    const { "versions/c.py": moved, ...rest } = before;
    expect(told(before, { ...rest, "versions/c_moved.py": moved })).toEqual([
      "notice unreadable-script -",
    ]);
  });

  test("that is edited and still unreadable is an error: what it has become cannot be known", () => {
    const before = { ...files, "versions/c.py": conflict };
    expect(told(before, { ...before, "versions/c.py": `${conflict}\n# more\n` })).toEqual([
      "error unreadable-script -",
    ]);
  });

  test("an applied script that can no longer be read is not told as deleted, nor as the heads it leaves", () => {
    expect(told(files, { ...files, "versions/a.py": conflict })).toEqual([
      "error unreadable-script -",
    ]);
    expect(told(files, { ...files, "versions/b.py": conflict })).toEqual([
      "error unreadable-script -",
    ]);
  });
});

describe("missing-revision", () => {
  test("a helper module among the scripts, with the way out", () => {
    const [finding] = findings(files, { ...files, "versions/my helpers.py": "X = 1\n" });
    expect(finding!.alembicSays).toMatch(
      /^Could not determine revision id from filename my helpers\.py\. Be sure/,
    );
    expect(fixesOf(finding!)).toEqual(["git mv 'versions/my helpers.py' 'my helpers.py'"]);
  });

  test("an empty file is enough, `__init__.py` is not", () => {
    expect(told(files, { ...files, "versions/empty.py": "" })).toEqual([
      "error missing-revision -",
    ]);
    expect(told(files, { ...files, "versions/__init__.py": "" })).toEqual([]);
  });

  test("a script that does not say what it follows", () => {
    const after = { ...files, "versions/c.py": "revision = 'c3'\n\n\ndef upgrade():\n    pass\n" };
    const [finding] = findings(files, after);
    expect(finding).toMatchObject({
      what: "`versions/c.py` lies among the scripts and has no `down_revision`.",
      alembicSays: "AttributeError: module 'c_py' has no attribute 'down_revision'",
    });
    expect(finding!.fixes[0]!.steps[0]).toMatchObject({
      kind: "edit",
      to: '\ndown_revision = "b2"',
    });
  });

  test("that the target branch has already is context", () => {
    const before = { ...files, "versions/helpers.py": "X = 1\n" };
    const after = { ...before, "versions/c.py": script("revision = 'c3'\ndown_revision = 'b2'") };
    expect(told(before, after)).toEqual(["notice missing-revision -"]);
  });
});

describe("missing-upgrade", () => {
  const without = (name: string) =>
    script("revision = 'c3'\ndown_revision = 'b2'").replace(name, `not_${name}`);

  test("is an error", () => {
    const after = { ...files, "versions/2026-01 c.py": without("upgrade") };
    const [finding] = findings(files, after);
    expect(finding).toMatchObject({
      severity: "error",
      alembicSays: "AttributeError: module '2026_01_c_py' has no attribute 'upgrade'",
    });
    expect(finding!.fixes[0]!.steps[0]).toMatchObject({
      at: { line: 2, column: 21, endLine: 2, endColumn: 21 },
      to: "\n\n\ndef upgrade() -> None:\n    pass",
    });
  });

  test("an upgrade that takes an engine's name counts", () => {
    const multidb = without("upgrade():").replace("not_upgrade():", "upgrade(engine_name):");
    expect(told(files, { ...files, "versions/c.py": multidb })).toEqual([]);
  });

  test("taken out of an applied script, it is told once, as an edit", () => {
    const after = { ...files, "versions/b.py": files["versions/b.py"].replace("upgrade", "other") };
    expect(told(files, after)).toEqual(["error edited-revision b2"]);
  });
});

describe("ignored-script", () => {
  test("in a sub-directory, with the way back", () => {
    const after = {
      ...files,
      "versions/new/c.py": script("revision = 'c3'\ndown_revision = 'b2'"),
    };
    expect(told(files, after)).toEqual(["warning ignored-script -"]);
    expect(fixesOf(findings(files, after)[0]!)).toEqual(["git mv versions/new/c.py versions/c.py"]);
  });

  test("is silent about what was ignored before", () => {
    const before = {
      ...files,
      "versions/old/c.py": script("revision = 'c3'\ndown_revision = 'b2'"),
    };
    const after = { ...before, "versions/d.py": script("revision = 'd4'\ndown_revision = 'b2'") };
    expect(told(before, after)).toEqual([]);
  });
});

describe("redundant-down-revision", () => {
  const base = "<base> -> a1, one\n <base> -> b2, two\n a1 -> c3, three";

  test("in a merge of three crashes the upgrade", () => {
    const [finding] = findings(base, `${base}\n a1, b2, c3 -> d4, merge`);
    expect(finding).toMatchObject({
      severity: "error",
      what: "`d4` lists `a1` although `c3` stands on it already.",
      alembicSays: "KeyError: 'a1'",
    });
    expect(fixesOf(finding!)[0]).toContain("= ('b2', 'c3')");
  });

  test("as a dependency of a merge crashes it too", () => {
    const [finding] = findings(base, `${base}\n b2, c3 (a1) -> d4, merge`);
    expect(finding).toMatchObject({ severity: "error", alembicSays: "KeyError: 'a1'" });
    expect(fixesOf(finding!)[0]).toContain("versions/d4.py:18 depends_on");
  });

  test("in a merge of two is only useless", () => {
    const before = "<base> -> a1, one\n a1 -> b2, two\n b2 -> c3, three";
    expect(told(before, `${before}\n a1, c3 -> d4, merge`)).toEqual([
      "warning redundant-down-revision d4",
    ]);
  });

  test("is none where it closes an effective head", () => {
    const before = "<base> -> a1, one\n <base> (a1) -> x1, two";
    expect(told(before, `${before}\n a1, x1 -> d4, merge`)).toEqual([]);
  });

  test("of the target branch is context", () => {
    const before = `${base}\n a1, b2, c3 -> d4, merge`;
    expect(told(before, `${before}\n d4 -> e5, next`)).toEqual([
      "notice redundant-down-revision d4",
    ]);
  });

  test("that only a re-parenting below it makes redundant is told as that", () => {
    const before = "<base> -> a1, one\n a1 -> b2, two\n a1 -> c3, three\n b2, c3 -> d4, merge";
    expect(told(before, before.replace("a1 -> c3", "b2 -> c3"))).toEqual([
      "error reparented-revision c3",
    ]);
  });
});
