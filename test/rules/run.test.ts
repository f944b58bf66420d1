// What was let pass, what was wrong already, what is told once; and that no input, however large or odd, upsets the rules.

import { describe, expect, test } from "vitest";
import type { Level, RuleId } from "../../src/model.ts";
import { runRules } from "../../src/rules/run.ts";
import { changeOf, findings, script, told } from "../support/change.ts";

const line = "<base> -> a1, one\n a1 -> b2, two";
const forked = `${line}\n a1 -> c3, three`;
const level = (rule: RuleId, to: Level) => ({
  rules: new Map([[rule, { level: to, reason: `set to \`${to}\`` }]]),
});

describe("levels", () => {
  test("off and notice leave the finding in the list, with the reason", () => {
    for (const to of ["off", "notice"] as const) {
      expect(findings(line, forked, {}, level("multiple-heads", to))).toMatchObject([
        { severity: "notice", allowed: { by: "setting", reason: `set to \`${to}\`` } },
      ]);
    }
  });

  test("warning makes a warning, error makes an error of a warning", () => {
    expect(told(line, forked, {}, level("multiple-heads", "warning"))).toEqual([
      "warning multiple-heads c3",
    ]);
    const hidden = {
      "versions/a.py": script("revision = 'a1'\ndown_revision = None"),
      "versions/x/b.py": "revision = 'b'",
    };
    expect(told(null, hidden, {}, level("ignored-script", "error"))).toEqual([
      "error ignored-script -",
    ]);
  });

  test("a case that weighs less than its rule stays lighter", () => {
    const healed = forked.replace("a1 -> c3", "b2 -> c3");
    expect(told(forked, healed, {}, level("reparented-revision", "error"))).toEqual([
      "warning reparented-revision c3",
    ]);
  });
});

describe("exceptions", () => {
  const files = {
    "versions/a.py": script("revision = 'a1'\ndown_revision = None"),
    "versions/b.py": script("revision = 'b2'\ndown_revision = 'a1'"),
  };
  const withComment = (comment: string) => ({
    ...files,
    "versions/c.py": script(`${comment}\nrevision = 'c3'\ndown_revision = 'a1'`),
  });

  test("by a comment in the script", () => {
    const after = withComment("# onehead: allow multiple-heads: two lines until spring");
    expect(findings(files, after)).toMatchObject([
      {
        severity: "notice",
        allowed: { by: "comment", reason: "two lines until spring" },
      },
    ]);
  });

  test("a comment in a script that cannot be read lets that pass", () => {
    const computed = `# onehead: allow unreadable-script: the id comes from the release\nrevision = release()\n`;
    expect(findings({}, { "versions/b.py": computed })).toMatchObject([
      { severity: "notice", allowed: { by: "comment", reason: "the id comes from the release" } },
    ]);
  });

  test("a comment in another script allows nothing here", () => {
    const after = {
      ...withComment(""),
      "versions/b.py": `# onehead: allow multiple-heads: mine\n${files["versions/b.py"]}`,
    };
    expect(told(files, after)).toContain("error multiple-heads c3");
  });

  test("a comment without a reason, or for no rule, allows nothing and is pointed at", () => {
    const [silent] = findings(files, withComment("# onehead: allow multiple-heads"));
    const [wrong] = findings(files, withComment("# onehead: allow multiple-head: a slip"));
    expect(silent).toMatchObject({ severity: "error", allowed: null });
    expect(silent?.related.at(-1)?.what).toContain("it gives no reason");
    expect(wrong).toMatchObject({ severity: "error", allowed: null });
    expect(wrong!.related.at(-1)).toMatchObject({
      at: { path: "versions/c.py", line: 1 },
      what: "This comment allows nothing: `multiple-head` is no rule.",
    });
  });

  test("by a label of the pull request", () => {
    const allowedByLabel = new Map([["multiple-heads" as const, "onehead:allow:multiple-heads"]]);
    expect(findings(line, forked, {}, { allowedByLabel })).toMatchObject([
      { severity: "notice", allowed: { by: "label", reason: "onehead:allow:multiple-heads" } },
    ]);
  });

  test("of a cause do not let its consequence pass: Alembic still cannot load the scripts", () => {
    const three = `${line}\n b2 -> c3, three`;
    const after = "<base> -> a1, one\n b2 -> c3, three";
    expect(told(three, after)).toEqual(["error deleted-revision b2"]);
    expect(told(three, after, {}, level("deleted-revision", "off"))).toContain(
      "error missing-down-revision c3",
    );
  });
});

test("what the target branch has wrong already says so and does not count", () => {
  const [, missing] = findings(`${line}\n gone -> c3, x`, `${line}\n gone -> c3, x\n b2 -> d4, y`);
  expect(missing).toMatchObject({ rule: "missing-down-revision", severity: "notice" });
  expect(missing!.why).toMatch(
    /^The target branch has this already, it does not come from this change\. /,
  );
});

test("with nothing to compare with, the whole history is judged", () => {
  expect(told(null, `${forked}\n gone -> d4, x`, { scripts: [] })).toEqual([
    "error multiple-heads c3",
    "error missing-down-revision d4",
  ]);
});

describe("a large history", () => {
  const length = 10_000;
  const rows = Array.from({ length }, (_, i) => `${i === 0 ? "<base>" : `r${i - 1}`} -> r${i}, x`);
  const long = rows.join("\n");

  test("of ten thousand scripts is judged", () => {
    const change = changeOf(long, `${long}\n r5 -> z1, fork`);
    expect(runRules(change, { rules: new Map() }).map(({ rule }) => rule)).toEqual([
      "multiple-heads",
    ]);
  });

  test("with thousands of new heads has one finding for each", () => {
    const fan = Array.from({ length: 2000 }, (_, i) => `a1 -> f${i}, x`).join("\n");
    const change = changeOf(line, `${line}\n${fan}`);
    expect(runRules(change, { rules: new Map() })).toHaveLength(2000);
  });
});
