// Incidents: when something wrong begins, and what ends it.

import { expect, test } from "vitest";
import type { CommitSha } from "../../src/model.ts";
import { BrokenFiles } from "../../src/replay/condition.ts";
import { IncidentLog, type Step } from "../../src/replay/incidents.ts";
import type { ExampleState } from "../../src/rules/rule.ts";
import { changeOf, script } from "../support/change.ts";

const line = "<base> -> a1\n a1 -> b2";

/** Takes histories one after the other, an hour apart; one line for each incident. */
function told(histories: readonly ExampleState[], heads = 1): readonly string[] {
  const log = new IncidentLog(heads);
  const broken = new BrokenFiles();
  for (const [i, after] of histories.entries()) {
    if (i === 0) continue;
    const change = changeOf(histories[i - 1]!, after);
    const step: Step = {
      name: "m",
      before: broken.conditionOf(change.before),
      after: broken.conditionOf(change.after),
      change,
      stoppedBy: [],
    };
    const date = new Date(Date.UTC(2026, 0, 1, i)).toISOString();
    const commit = `${i}`.padStart(40, "0") as CommitSha;
    const place = { commit, date, author: `author ${i}`, subject: "", pullRequest: null };
    log.take([step], { place, verdict: "failed", commits: i, transitions: i, headsOfBranch: null });
  }
  return log.incidents.map(({ kind, names, began, healed }) => {
    const start = Number(began.commit);
    const end = healed ? `${Number(healed.commit)} by ${healed.by}` : "open";
    return `${kind} ${names.join(" ")}: ${start} to ${end}`;
  });
}

test("a straight line has none", () => {
  expect(told([line, `${line}\n b2 -> c3`])).toEqual([]);
});

test("a second head ends with the script that merges it", () => {
  const forked = `${line}\n a1 -> c3`;
  expect(told([line, forked, `${forked}\n b2, c3 -> d4, merge`])).toEqual([
    "extra-heads c3: 1 to 2 by merge-script",
  ]);
});

test("a second head ends where it gets another down revision", () => {
  expect(told([line, `${line}\n a1 -> c3`, `${line}\n b2 -> c3`])).toEqual([
    "extra-heads c3: 1 to 2 by new-down-revision",
  ]);
});

test("a second head stays one while both lines grow", () => {
  const forked = `${line}\n a1 -> c3`;
  const grown = `${forked}\n b2 -> d4\n c3 -> e5`;
  expect(told([line, forked, grown])).toEqual(["extra-heads c3: 1 to open"]);
});

test("a third head is an incident of its own, and both may end at once", () => {
  const two = `${line}\n a1 -> c3`;
  const three = `${two}\n a1 -> d4`;
  expect(told([line, two, three, `${three}\n b2, c3, d4 -> e5, merge`])).toEqual([
    "extra-heads c3: 1 to 3 by merge-script",
    "extra-heads d4: 2 to 3 by merge-script",
  ]);
});

test("as many heads as are meant are none", () => {
  expect(told([line, `${line}\n a1 -> c3`], 2)).toEqual([]);
});

test("a missing script ends when it comes, or when nobody follows it", () => {
  const cut = `${line}\n x1 -> y2`;
  expect(told([line, cut, `${cut}\n b2 -> x1`])).toEqual([
    "extra-heads y2: 1 to 2 by added-script",
    "missing-down-revision x1: 1 to 2 by added-script",
  ]);
  expect(told([line, cut, line])).toEqual([
    "extra-heads y2: 1 to 2 by removed-script",
    "missing-down-revision x1: 1 to 2 by removed-script",
  ]);
});

test("a doubled revision is one incident, not a head more", () => {
  const doubled = `${line}\n a1 -> b2`;
  expect(told([line, doubled, line])).toEqual(["duplicate-revision b2: 1 to 2 by removed-script"]);
});

test("a loop is told closed", () => {
  const loop = "<base> -> a1\n c3 -> b2\n b2 -> c3";
  expect(told([line, loop])[0]).toMatch(/^cycle (b2 -> c3 -> b2|c3 -> b2 -> c3): 1 to open$/);
});

test("a head that stands alone because a file cannot be read is not told as one", () => {
  const files = (text: string) => ({
    "versions/a1.py": script('revision = "a1"\ndown_revision = None'),
    "versions/b2.py": script('revision = "b2"\ndown_revision = "a1"'),
    "versions/c3.py": text,
    "versions/d4.py": script('revision = "d4"\ndown_revision = "a1"'),
  });
  const fine = files(script('revision = "c3"\ndown_revision = ("b2", "d4")'));
  const unclear = files(script('revision = "c3"\ndown_revision = compute()'));
  expect(told([fine, unclear])).toEqual([]);
});

test("what was wrong before the first commit is not told", () => {
  const forked = `${line}\n a1 -> c3`;
  expect(told([forked, `${forked}\n c3 -> d4`])).toEqual([]);
});
