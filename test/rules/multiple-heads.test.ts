// multiple-heads: which heads are extra, how they are named, and how they are mended.

import { describe, expect, test } from "vitest";
import { sortHeads } from "../../src/change/heads.ts";
import { changeOf, findings, fixesOf, ids, script, told } from "../support/change.ts";

const line = `
  <base> -> a1, create users
  a1 -> b2, add email`;

describe("extra heads", () => {
  test("a new script that follows the head is no extra head", () => {
    expect(told(line, `${line}\n b2 -> c3, add orders`)).toEqual([]);
  });

  test("a new script that follows an older one is", () => {
    const [finding] = findings(line, `${line}\n a1 -> c3, add orders`);
    expect(finding).toMatchObject({
      rule: "multiple-heads",
      what: "`c3` would be a second head beside `b2`.",
      at: { path: "versions/c3.py", line: 16, column: 1 },
    });
  });

  test("of two new scripts that follow the head, both are named and one is extra", () => {
    const after = `${line}\n b2 -> c3, one\n b2 -> d4, two`;
    expect(findings(line, after).map(({ what }) => what)).toEqual([
      "`d4` would be a second head beside `c3`.",
    ]);
  });

  test("each of several extra heads is named, and counts on", () => {
    const after = `${line}\n a1 -> c3, one\n a1 -> d4, two`;
    expect(findings(line, after).map(({ what }) => what)).toEqual([
      "`c3` would be a second head beside `b2`.",
      "`d4` would be a third head beside `b2` and `c3`.",
    ]);
  });

  test("a new base is an extra head", () => {
    expect(told(line, `${line}\n <base> -> x1, start anew`)).toEqual(["error multiple-heads x1"]);
  });

  test("a new branch label does not excuse a head, the max-heads setting does", () => {
    const after = `${line}\n <base> -> x1 (billing), create invoices`;
    expect(told(line, after)).toEqual(["error multiple-heads x1"]);
    expect(told(line, after, { maxHeads: 2 })).toEqual([]);
  });

  test("a merge of both heads leaves one", () => {
    const forked = `${line}\n a1 -> c3, add orders`;
    expect(told(forked, `${forked}\n b2, c3 -> d4, merge b2 and c3`)).toEqual([]);
  });

  test("a merge revision that got stale is an extra head: the target branch merged the same two heads", () => {
    const forked = `${line}\n a1 -> c3, add orders\n b2, c3 -> d4, merge b2 and c3`;
    const after = `${forked}\n b2, c3 -> e5, merge b2 and c3 again`;
    const [finding] = findings(forked, after);
    expect(finding).toMatchObject({ what: "`e5` would be a second head beside `d4`." });
    expect(fixesOf(finding!)).toEqual([
      "versions/e5.py:16 down_revision: Union[str, Sequence[str], None] = 'd4'",
      'alembic merge -m "merge d4 and e5" d4 e5',
    ]);
  });

  test("an effective head is a head for `upgrade head`", () => {
    const after = `${line}\n <base> (b2) -> y1, create reports`;
    expect(told(line, after)).toEqual(["error multiple-heads y1"]);
  });

  test("in a new script directory one head is allowed, in whatever order the files are loaded", () => {
    expect(told(null, `${line}\n a1 -> c3, add orders`)).toEqual(["error multiple-heads c3"]);
    expect(told(null, line)).toEqual([]);
  });
});

describe("heads that the target branch has already", () => {
  const forked = `${line}\n a1 -> c3, add orders`;

  test("are a notice, told once", () => {
    expect(told(forked, `${forked}\n c3 -> d4, add invoices`)).toEqual(["notice multiple-heads -"]);
  });

  test("are not told at all where the setting says how many are meant", () => {
    expect(told(forked, `${forked}\n c3 -> d4, add invoices`, { maxHeads: 2 })).toEqual([]);
  });

  test("are not told to a change that touches no script", () => {
    expect(told(forked, forked)).toEqual([]);
  });

  test("are why one more is not the one that stops `upgrade head`", () => {
    const [finding] = findings(forked, `${forked}\n b2 -> d4, one\n b2 -> e5, two`);
    expect(finding!.why).toMatch(/^Several heads are here already, or are meant to be: /);
  });

  test("do not excuse one more", () => {
    const [finding] = findings(forked, `${forked}\n b2 -> d4, one\n b2 -> e5, two`);
    expect(finding!.what).toBe("`e5` would be a third head beside `c3` and `d4`.");
    expect(fixesOf(finding!)[0]).toContain("= 'd4'");
  });
});

describe("heads that come to light", () => {
  const merged = `${line}\n a1 -> c3, add orders\n b2, c3 -> d4, merge`;

  test("when the script that followed both is deleted", () => {
    const [heads, deleted] = findings(merged, `${line}\n a1 -> c3, add orders`);
    expect(heads!.what).toBe("`c3` would be a second head beside `b2`, since `d4` is gone.");
    expect(heads!.at.path).toBe("versions/d4.py");
    expect(deleted!.rule).toBe("deleted-revision");
  });

  test("when it no longer follows one of them; it is put back, since a merge would run what it left a second time", () => {
    const after = `${line}\n a1 -> c3, add orders\n b2 -> d4, merge`;
    const heads = findings(merged, after).find(({ rule }) => rule === "multiple-heads");
    expect(heads).toMatchObject({
      what: "`c3` would be a second head beside `d4`, since `d4` no longer follows it.",
      at: { path: "versions/d4.py" },
    });
    expect(fixesOf(heads!)).toEqual([
      "versions/d4.py:16 down_revision: Union[str, Sequence[str], None] = ('b2', 'c3')",
    ]);
  });
});

describe("beside other damage", () => {
  const long = `${line}\n b2 -> c3, add orders\n c3 -> d4, add prices`;

  test("a new fork is told too: bringing the deleted script back would not mend it", () => {
    const after = `<base> -> a1, create users\n b2 -> c3, add orders\n c3 -> d4, add prices\n c3 -> e5, fork`;
    expect(told(long, after)).toEqual(["error multiple-heads e5", "error deleted-revision b2"]);
  });

  test("the end of a chain that hangs in the air is told once, under what it hangs on", () => {
    expect(told(long, `${long}\n gone -> e5, fork`)).toEqual(["error missing-down-revision e5"]);
  });
});

describe("the repair", () => {
  test("moves only the lowest of several new scripts", () => {
    const [finding] = findings(line, `${line}\n a1 -> c3, one\n c3 -> d4, two`);
    expect(finding!.at.path).toBe("versions/d4.py");
    expect(finding!.fixes[0]).toMatchObject({
      say: "Put `c3` after `b2`. A database of your own that has run `c3` goes back before that, by `alembic downgrade a1`:",
      safe: true,
      steps: [
        {
          at: { path: "versions/c3.py" },
          to: "down_revision: Union[str, Sequence[str], None] = 'b2'",
        },
        { at: { path: "versions/c3.py", line: 4 }, to: "Revises: b2" },
      ],
    });
  });

  test("lines several new heads up, one behind the other", () => {
    const after = `${line}\n a1 -> c3, one\n a1 -> d4, two`;
    expect(findings(line, after).map((finding) => fixesOf(finding))).toEqual([
      [
        "versions/c3.py:16 down_revision: Union[str, Sequence[str], None] = 'b2'",
        'alembic merge -m "merge b2, c3 and d4" b2 c3 d4',
      ],
      [
        "versions/d4.py:16 down_revision: Union[str, Sequence[str], None] = 'c3'",
        'alembic merge -m "merge b2, c3 and d4" b2 c3 d4',
      ],
    ]);
  });

  test("is not to move a script that depends on what the head stands on: that would be redundant", () => {
    const after = `${line}\n <base> (a1) -> c3, add orders`;
    const [finding] = findings(line, after);
    expect(fixesOf(finding!)).toEqual(['alembic merge -m "merge b2 and c3" b2 c3']);
  });

  test("keeps the script's own prefix, annotation and quotes", () => {
    const old = {
      "versions/a.py": script("revision = 'a1'\ndown_revision = None"),
      "versions/b.py": script("revision = 'b2'\ndown_revision = 'a1'"),
    };
    const to = (statement: string) => {
      const after = {
        ...old,
        "versions/c.py": script(`revision = 'c3'\n${statement}  # follows users`),
      };
      return findings(old, after)[0]!.fixes[0]!.steps[0];
    };
    expect(to('down_revision:str|None="a1"')).toMatchObject({ to: 'down_revision:str|None="b2"' });
    expect(to("down_revision = ('a1',)")).toMatchObject({ to: "down_revision = 'b2'" });
    expect(to("down_revision = (\n    'a1',\n)")).toMatchObject({
      at: { line: 2, endLine: 4 },
      to: "down_revision = 'b2'",
    });
  });

  test("edits the value alone where one statement assigns several names", () => {
    const old = {
      "versions/a.py": script("revision = 'a1'\ndown_revision = None"),
      "versions/b.py": script("revision = 'b2'\ndown_revision = 'a1'"),
    };
    const after = { ...old, "versions/c.py": script("revision, down_revision = 'c3', 'a1'") };
    expect(findings(old, after)[0]!.fixes[0]!.steps[0]).toMatchObject({
      at: { line: 1, column: 33, endColumn: 37 },
      to: "'b2'",
    });
  });

  test("is a merge alone for a script that the target branch has: it may be applied", () => {
    const forked = `${line}\n a1 -> c3, add orders`;
    const [finding] = findings(null, forked, { scripts: [] });
    expect(fixesOf(finding!)).toEqual(['alembic merge -m "merge b2 and c3" b2 c3']);
  });
});

describe("on a branch that lags behind its target", () => {
  const lagging = { isBehind: true as const };

  test("the target branch is brought in first, for an edit and for a merge", () => {
    const [finding] = findings(line, `${line}\n a1 -> c3, add orders`, lagging);
    expect(fixesOf(finding!)).toEqual([
      "git merge origin/main",
      "versions/c3.py:16 down_revision: Union[str, Sequence[str], None] = 'b2'",
      "git merge origin/main",
      'alembic merge -m "merge b2 and c3" b2 c3',
    ]);
  });

  test("a script is brought back without it", () => {
    const [finding] = findings(line, "<base> -> a1, create users", lagging);
    expect(fixesOf(finding!)).toEqual(["git checkout origin/main -- versions/b2.py"]);
  });
});

describe("commands", () => {
  const directory = changeOf(line, line).directory;
  const merge = (more: Partial<typeof directory>, revision = "c3") => {
    const after = `${line}\n a1 -> ${revision}, add orders`;
    const [finding] = findings(line, after, { directory: { ...directory, ...more } });
    return fixesOf(finding!).at(-1);
  };

  test("name the configuration and the section where they are not the usual ones", () => {
    expect(merge({ config: "api/alembic.ini", runsIn: "" })).toBe(
      'alembic -c api/alembic.ini merge -m "merge b2 and c3" b2 c3',
    );
    expect(merge({ config: "api/prod.ini", runsIn: "api" })).toBe(
      'api$ alembic -c prod.ini merge -m "merge b2 and c3" b2 c3',
    );
    expect(merge({ section: "billing" })).toBe(
      'alembic -n billing merge -m "merge b2 and c3" b2 c3',
    );
    expect(merge({ config: "pyproject.toml" })).toBe('alembic merge -m "merge b2 and c3" b2 c3');
    expect(merge({ config: null })).toBe('alembic merge -m "merge b2 and c3" b2 c3');
  });

  test("are Flask-Migrate's where the project uses it", () => {
    const usual = { flaskMigrate: true, config: "migrations/alembic.ini", name: "migrations" };
    expect(merge(usual)).toBe('flask db merge -m "merge b2 and c3" b2 c3');
    expect(merge({ ...usual, config: "api/migrations/alembic.ini" })).toBe(
      'api$ flask db merge -m "merge b2 and c3" b2 c3',
    );
    expect(merge({ ...usual, config: "api/scripts/alembic.ini" })).toBe(
      'api$ flask db merge -d scripts -m "merge b2 and c3" b2 c3',
    );
  });

  test("quote hostile names for the shell", () => {
    expect(merge({ config: "a b/$(x).ini" })).toContain("a b$ alembic -c '$(x).ini' merge");
    expect(merge({}, "c3;rm")).toBe("alembic merge -m 'merge b2 and c3;rm' b2 'c3;rm'");
    expect(merge({}, "it's")).toContain(`b2 'it'\\''s'`);
  });
});

test("what Alembic says is the text of `upgrade head`", () => {
  expect(findings(line, `${line}\n a1 -> c3, add orders`)[0]!.alembicSays).toBe(
    "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
  );
});

test("a head continues the one it follows, and a merge continues the first of those it joins", () => {
  const forked = `${line}\n a1 -> c3, add orders`;
  const after = `${forked}\n b2, c3 -> m4, merge\n a1 -> d5, one\n a1 -> e6, two`;
  expect(sortHeads(changeOf(forked, after))).toEqual({ kept: ids("m4"), extra: ids("d5", "e6") });
});
