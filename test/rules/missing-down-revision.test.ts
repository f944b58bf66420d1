// missing-down-revision and missing-dependency: names that no script has, what was meant, and what git knows.

import { describe, expect, test } from "vitest";
import type { CommitSha, LostRevision } from "../../src/model.ts";
import { findings, fixesOf, script, told } from "../support/change.ts";

const line = `
  <base> -> a1b2c3d4e5f6 (users), create users
  a1b2c3d4e5f6 -> 0123456789ab, add email`;

/** The guess about a name that a new script follows. */
function guessAt(name: string, before: string | Record<string, string> = line) {
  const header = `revision = 'c3'\ndown_revision = ${JSON.stringify(name)}`;
  const files = typeof before === "string" ? null : before;
  const old = files ?? {
    "versions/0001_create_users.py": script(
      "revision = 'a1b2c3d4e5f6'\ndown_revision = None\nbranch_labels = 'users'",
    ),
    "versions/0002_add_email.py": script(
      "revision = '0123456789ab'\ndown_revision = 'a1b2c3d4e5f6'",
    ),
  };
  const [finding] = findings(old, { ...old, "versions/0003_add_orders.py": script(header) });
  const fix = finding!.fixes.find(({ say }) => say.startsWith("Did you mean"));
  const [step] = fix?.steps ?? [];
  return fix && [fix.say, step?.kind === "edit" ? step.to : ""];
}

describe("did you mean", () => {
  test("the whole revision, where only its beginning was written", () => {
    expect(guessAt("0123456")).toEqual([
      "Did you mean `0123456789ab`? (`0123456` is only the beginning of it, and Alembic wants all of it here)",
      'down_revision = "0123456789ab"',
    ]);
  });

  test("the same in another case", () => {
    expect(guessAt("0123456789AB")?.[0]).toContain("`0123456789ab`? (upper and lower case differ)");
  });

  test("the revision of a file, by the file's name", () => {
    expect(guessAt("0002_add_email")?.[0]).toContain("(`0002_add_email` is the name of its file)");
    expect(guessAt("versions/0002_add_email.py")?.[1]).toBe('down_revision = "0123456789ab"');
    expect(guessAt("0002")?.[1]).toBe('down_revision = "0123456789ab"');
  });

  test("the revision without what was written behind it", () => {
    expect(guessAt("0123456789ab_add_mail")?.[1]).toBe('down_revision = "0123456789ab"');
  });

  test("the revision without stray blanks", () => {
    expect(guessAt(" 0123456789ab\n")?.[1]).toBe('down_revision = "0123456789ab"');
  });

  test("the revision that declares a branch label", () => {
    expect(guessAt("users")).toEqual([
      "Did you mean `a1b2c3d4e5f6`? (`users` is a branch label of `a1b2c3d4e5f6`, not a revision)",
      'down_revision = "a1b2c3d4e5f6"',
    ]);
  });

  test("several revisions, where a list was written as one string", () => {
    expect(guessAt("0123456789ab, a1b2c3d4e5f6")?.[1]).toBe(
      'down_revision = ("0123456789ab", "a1b2c3d4e5f6")',
    );
  });

  test("a revision that differs by one or two characters", () => {
    expect(guessAt("0123456798ab")?.[0]).toContain("(one or two characters differ)");
    expect(guessAt("012345678ab")?.[1]).toBe('down_revision = "0123456789ab"');
    expect(guessAt("012345670000")).toBeUndefined();
  });

  test("nothing where two revisions come close", () => {
    const twins = {
      "versions/a.py": script("revision = 'abcdef0001'\ndown_revision = None"),
      "versions/b.py": script("revision = 'abcdef0002'\ndown_revision = 'abcdef0001'"),
    };
    expect(guessAt("abcdef000", twins)).toBeUndefined();
  });

  test("never the script itself or what follows it", () => {
    const after = `${line}\n c3c3c3c3 -> c3c3c3c4, one\n c3c3c3c4 -> d5, two`;
    const [finding] = findings(line, after);
    expect(finding!.fixes.map(({ say }) => say)).toEqual(["Follow the head of the target branch:"]);
  });
});

describe("a missing down revision", () => {
  const [finding] = findings(line, `${line}\n gone -> c3, add orders`);

  test("is told in Alembic's words, at the name", () => {
    expect(finding).toMatchObject({
      rule: "missing-down-revision",
      what: "`c3` follows `gone`, and no script has that revision.",
      alembicSays: "KeyError: 'gone'",
      at: { path: "versions/c3.py", line: 16, column: 50 },
    });
  });

  test("has no two repairs that are the same", () => {
    const [prefix] = findings(line, `${line}\n 0123456 -> c3, add orders`);
    expect(prefix!.fixes).toHaveLength(1);
  });

  test("is told once: the head that it makes is not told beside it", () => {
    expect(told(line, `${line}\n gone -> c3, one\n c3 -> d4, two`)).toEqual([
      "error missing-down-revision c3",
    ]);
  });

  test("that the target branch has already is context", () => {
    const broken = `${line}\n gone -> c3, add orders`;
    expect(told(broken, `${broken}\n 0123456789ab -> d4, add invoices`)).toEqual([
      "notice multiple-heads -",
      "notice missing-down-revision c3",
    ]);
  });

  test("quotes an odd name as Python does", () => {
    const old = { "versions/a.py": script("revision = 'a1'\ndown_revision = None") };
    const header = 'revision = "b2"\ndown_revision = "it\'s\\n`x`"';
    const [odd] = findings(old, { ...old, "versions/b.py": script(header) });
    expect(odd!.alembicSays).toBe('KeyError: "it\'s\\n`x`"');
    expect(odd!.what).toContain("`it's\n\\x60x\\x60`");
  });

  test("in an applied script is mended by putting it back", () => {
    const after = line.replace("a1b2c3d4e5f6 -> 0", "gone -> 0");
    expect(told(line, after)).toEqual(["error missing-down-revision 0123456789ab"]);
    expect(fixesOf(findings(line, after)[0]!)).toEqual([
      "versions/0123456789ab.py:16 down_revision: Union[str, Sequence[str], None] = 'a1b2c3d4e5f6'",
    ]);
  });

  test("in a merge leaves the other down revisions alone", () => {
    const [merge] = findings(line, `${line}\n a1b2c3d4e5f6, 0123456 -> c3, merge`);
    expect(fixesOf(merge!)[0]).toContain("= ('a1b2c3d4e5f6', '0123456789ab')");
  });

  test("that is an empty string is `None` in disguise", () => {
    const after = { "versions/a.py": script("revision = 'a1'\ndown_revision = ''") };
    const [empty] = findings(null, after);
    expect(empty).toMatchObject({ rule: "missing-down-revision", alembicSays: "KeyError: ''" });
    expect(fixesOf(empty!)).toEqual(["versions/a.py:2 down_revision = None"]);
  });

  test("is not told where the script that is named cannot be read any more", () => {
    const old = {
      "versions/a.py": script("revision = 'a1'\ndown_revision = None"),
      "versions/b.py": script("revision = 'b2'\ndown_revision = 'a1'"),
    };
    const after = { ...old, "versions/a.py": script("<<<<<<< HEAD\nrevision = 'a1'") };
    expect(told(old, after)).toEqual(["error unreadable-script -"]);
  });
});

describe("what git knows", () => {
  const commit = "0123456789abcdef0123456789abcdef01234567" as CommitSha;
  const lost: LostRevision = {
    revision: "gone",
    path: "versions/gone it is.py",
    removedIn: null,
    addedIn: null,
    heldBy: commit,
    branches: ["feature/x"],
    tags: [],
  };
  const after = `${line}\n gone -> c3, add orders`;

  test("a branch that has it, and how to bring it here", () => {
    const [finding] = findings(line, after, { lost: new Map([["gone", lost]]) });
    expect(finding!.why).toMatch(
      /`gone` exists on branch `feature\/x`, in `versions\/gone it is.py`/,
    );
    expect(fixesOf(finding!)[0]).toBe("git checkout 0123456789ab -- 'versions/gone it is.py'");
  });

  test("is left out where the script is here: only the beginning of its revision was written", () => {
    const known = new Map([["0123456", { ...lost, revision: "0123456789ab" }]]);
    const [finding] = findings(line, `${line}\n 0123456 -> c3, add orders`, { lost: known });
    expect(finding!.why).not.toContain("exists");
    expect(finding!.fixes.map(({ say }) => say)).toEqual([expect.stringContaining("Did you mean")]);
  });

  test("the commit that took it away", () => {
    const removedIn = { commit, date: "2026-01-05T10:00:00Z", subject: "Clean up `all`" };
    const [finding] = findings(line, after, {
      lost: new Map([["gone", { ...lost, branches: [], removedIn }]]),
    });
    expect(finding!.why).toContain("until commit `0123456789` of 2026-01-05 took it away.");
  });
});

describe("a missing dependency", () => {
  test("is told in Alembic's words", () => {
    const [finding] = findings(line, `${line}\n 0123456789ab (billing) -> c3, add invoices`);
    expect(finding).toMatchObject({
      rule: "missing-dependency",
      alembicSays: "KeyError: 'billing'",
    });
    expect(fixesOf(finding!)).toEqual([
      "versions/c3.py:18 depends_on: Union[str, Sequence[str], None] = None",
    ]);
  });

  test("by a label that exists is none", () => {
    const after = `${line}\n <base> (users) -> c3, add invoices`;
    expect(told(line, after, { maxHeads: 2 })).toEqual([]);
  });

  test("has a guess too", () => {
    const [finding] = findings(line, `${line}\n <base> (a1b2c3) -> c3, add invoices`, {
      maxHeads: 2,
    });
    expect(fixesOf(finding!)[0]).toContain("= 'a1b2c3d4e5f6'");
  });
});
