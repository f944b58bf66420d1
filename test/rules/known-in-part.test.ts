// What rules say of a history that is known in part: a claim only where it holds whatever was not seen.

import { describe, expect, test } from "vitest";
import { findings, script, told } from "../support/change.ts";

const a = script("revision = 'a'\ndown_revision = None");
const b = script("revision = 'b'\ndown_revision = 'a'");
/** Its revision is its file's name, which takes running Python to know. */
const named = script("revision = Path(__file__).stem\ndown_revision = 'a'");
/** It may follow anything. */
const computed = script("revision = 'x'\ndown_revision = parents['x']");
const old = { "versions/a.py": a, "versions/b.py": b };

function follows(revision: string, down: string): string {
  return script(`revision = '${revision}'\ndown_revision = '${down}'`);
}

describe("a down revision that no script has", () => {
  test("may be that of a script whose revision is not known: no error, no repair, no verdict", () => {
    const before = { "versions/a.py": a, "versions/0002.py": named };
    const [finding, ...rest] = findings(before, {
      ...before,
      "versions/c.py": follows("c", "0002"),
    });
    expect(finding).toMatchObject({
      rule: "missing-down-revision",
      severity: "warning",
      fixes: [],
      alembicSays: null,
    });
    expect(finding).toHaveProperty("open", expect.stringContaining("`alembic heads` tells it"));
    expect(rest.map(({ severity }) => severity)).toEqual(["notice"]);
  });

  test("is missing for certain where only the parent of another script is not known", () => {
    const before = { ...old, "versions/x.py": computed };
    const after = { ...before, "versions/c.py": follows("c", "nowhere") };
    expect(told(before, after)).toContain("error missing-down-revision c");
  });

  test("is missing for certain where labels or dependencies are not known", () => {
    const labelled = script("revision = 'l'\ndown_revision = 'b'\nbranch_labels = f()");
    const before = { ...old, "versions/l.py": labelled };
    const after = { ...before, "versions/c.py": follows("c", "nowhere") };
    expect(told(before, after)).toEqual(["error missing-down-revision c"]);
  });
});

describe("a dependency that no script has", () => {
  test("may be a label that is not known", () => {
    const labelled = script("revision = 'l'\ndown_revision = 'b'\nbranch_labels = f()");
    const before = { ...old, "versions/l.py": labelled };
    const after = {
      ...before,
      "versions/c.py": script("revision = 'c'\ndown_revision = 'l'\ndepends_on = 'orders'"),
    };
    expect(told(before, after)).toEqual(["warning missing-dependency c"]);
  });
});

describe("a second head", () => {
  const before = { ...old, "versions/x.py": computed };

  test("is none where a new script follows one whose own parent is not known", () => {
    const after = { ...before, "versions/c.py": follows("c", "x") };
    expect(told(before, after)).toEqual(["notice unreadable-script x"]);
  });

  test("is one for certain where a new script forks off beside a script that was seen", () => {
    const after = { ...before, "versions/c.py": follows("c", "a") };
    const [finding] = findings(before, after);
    expect(finding).toMatchObject({ rule: "multiple-heads", severity: "error", fixes: [] });
  });

  test("is one for certain where two new scripts follow one whose parent is not known", () => {
    const after = {
      ...before,
      "versions/c.py": follows("c", "x"),
      "versions/d.py": follows("d", "x"),
    };
    expect(told(before, after)).toContain("error multiple-heads d");
  });

  test("is a question where a script was taken away that something else may follow", () => {
    const forked = { ...before, "versions/m.py": script("revision = 'm'\ndown_revision = 'b'") };
    const after = { ...before, "versions/n.py": follows("n", "a") };
    delete (after as Record<string, string>)["versions/b.py"];
    expect(told(forked, after).filter((line) => line.includes("multiple-heads"))).not.toContain(
      "error multiple-heads b",
    );
  });
});

test("a new script whose labels are not known is told, and judged in all else", () => {
  const labelled = script("revision = 'c'\ndown_revision = 'b'\nbranch_labels = f()");
  expect(told(old, { ...old, "versions/c.py": labelled })).toEqual(["warning unreadable-script c"]);
});

test("a new line with a label of its own is told with the setting that lets it be", () => {
  const line = script("revision = 'z'\ndown_revision = None\nbranch_labels = 'orders'");
  const [finding] = findings(old, { ...old, "versions/z.py": line });
  expect(finding).toMatchObject({ rule: "multiple-heads", severity: "error", fixes: [] });
  expect(finding!.why).toContain("`max-heads: 2`");
});
