// Statuses, relevance and the radar of the re-check, where no repository is needed.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import type { PullRequest } from "../../src/github/event.ts";
import type { Judged } from "../../src/github/recheck/judge.ts";
import { findCollisions } from "../../src/github/recheck/radar.ts";
import { statusName, statusOf } from "../../src/github/recheck/status.ts";
import { relevance } from "../../src/github/recheck/sweep.ts";
import { historyToFiles } from "../../src/graph/history.ts";
import type { Report, Snapshot } from "../../src/model.ts";
import { mergeSettings } from "../../src/settings/merge.ts";

/** A state of one script directory, written as `alembic history` prints it. */
function snapshot(history: string, folder = "versions"): Snapshot {
  const directory = {
    name: "migrations",
    config: null,
    section: "alembic",
    versionLocations: [folder],
    recursive: false,
    flaskMigrate: false,
  };
  const files = Object.entries(historyToFiles(history, folder)).map(([path, text]) => {
    return { kind: "text" as const, path, id: text, text };
  });
  const scriptDirectories = [{ directory, files, ignored: [] }];
  return { ref: "main", commit: null, kind: "commit", scriptDirectories, configProblems: [] };
}

async function judge(before: string, after: string): Promise<Report> {
  const states = { before: snapshot(before), after: snapshot(after), released: null };
  return (await check(states, { ...mergeSettings([]), onEmpty: "pass" })).report;
}

/** Which of the changes to a history collide: `1-2`. */
async function collisions(
  before: string,
  changes: readonly string[],
  maxHeads: number | null = null,
): Promise<readonly string[]> {
  const judged = changes.map(async (change, i): Promise<Judged> => {
    const report = await judge(before, `${before}\n${change}`);
    return { pull: { number: i + 1 } as PullRequest, status: statusOf(report), report };
  });
  const found = findCollisions(await Promise.all(judged), maxHeads);
  return [...found].flatMap(([one, others]) =>
    others.filter((other) => one < other).map((other) => `${one}-${other}`),
  );
}

describe("the radar", () => {
  const main = "<base> -> a1\na1 -> b2";

  test("pull requests that follow the same head collide, each with each", async () => {
    expect(await collisions(main, ["b2 -> c3", "b2 -> d4", "b2 -> e5"])).toEqual([
      "1-2",
      "1-3",
      "2-3",
    ]);
  });

  test("one that builds on another does not collide with it", async () => {
    expect(await collisions(main, ["b2 -> c3", "b2 -> c3\nc3 -> d4"])).toEqual([]);
  });

  test("one that fails alone collides with none", async () => {
    expect(await collisions(main, ["b2 -> c3", "a1 -> d4"])).toEqual([]);
  });

  const lines = "<base> -> a1\na1 -> b2\na1 -> c3";

  test("on two lines those collide that follow the same line", async () => {
    const changes = ["b2 -> d4", "c3 -> e5", "b2 -> f6"];
    expect(await collisions(lines, changes)).toEqual(["1-3"]);
  });

  test("two merges of the same heads collide", async () => {
    expect(await collisions(lines, ["b2, c3 -> d4", "b2, c3 -> e5"])).toEqual(["1-2"]);
  });

  test("two heads that a setting allows are no collision", async () => {
    expect(await collisions(main, ["b2 -> c3", "b2 -> d4"], 2)).toEqual([]);
  });

  test("two scripts with one revision collide, one script in two pull requests does not", async () => {
    const report = await judge(main, `${main}\nb2 -> c3`);
    const renamed = {
      ...report,
      scriptDirectories: report.scriptDirectories.map((directory) => ({
        ...directory,
        changes: directory.changes.map((change) => ({ ...change, path: "versions/other.py" })),
      })),
    };
    const collide = (...reports: readonly Report[]) =>
      findCollisions(
        reports.map((one, i) => {
          return { pull: { number: i } as PullRequest, status: statusOf(one), report: one };
        }),
        null,
      ).get(0);
    expect(collide(report, renamed)).toEqual([1]);
    expect(collide(report, report)).toEqual([]);
  });

  test("it says what the check says once one of both is merged", async () => {
    const change = (own: string) =>
      fc
        .array(fc.subarray(["a1", "b2", "c3", `${own}1`, `${own}2`], { minLength: 1 }), {
          minLength: 1,
          maxLength: 3,
        })
        .map((downs) =>
          downs
            .map((down, i) => [down.filter((name) => name < `${own}${i + 1}`), `${own}${i + 1}`])
            .filter(([down]) => down!.length > 0)
            .map(([down, revision]) => `${(down as string[]).join(", ")} -> ${revision}`)
            .join("\n"),
        );
    let compared = 0;
    let collided = 0;
    await fc.assert(
      fc.asyncProperty(change("x"), change("y"), async (one, other) => {
        const alone = await Promise.all([one, other].map((it) => judge(lines, `${lines}\n${it}`)));
        if (alone.some(({ verdict }) => verdict !== "passed")) return;
        const both = `${lines}\n${one}\n${other}`;
        const later = await Promise.all(
          [one, other].map((first) => judge(`${lines}\n${first}`, both)),
        );
        const fails = later.some(({ verdict }) => verdict === "failed");
        expect(await collisions(lines, [one, other])).toEqual(fails ? ["1-2"] : []);
        compared += 1;
        if (fails) collided += 1;
      }),
      { numRuns: 400, seed: 1 },
    );
    expect(compared).toBeGreaterThan(20);
    expect(collided).toBeGreaterThan(5);
    expect(collided).toBeLessThan(compared);
  });
});

test("a status is one line of at most 140 characters, whatever a script is called", () => {
  const whats = fc.array(fc.string({ unit: "binary", maxLength: 400 }), { minLength: 1 });
  fc.assert(
    fc.property(whats, (names) => {
      const findings = names.map((what) => ({ severity: "error", what }));
      const { description } = statusOf({ verdict: "failed", findings } as unknown as Report);
      expect([...description].length).toBeLessThanOrEqual(140);
      expect(description).not.toMatch(/[\0-\x1f\u2028\u2029\u202e]/);
      if (names.length > 1) expect(description).toContain(`And ${names.length - 1} more.`);
    }),
  );
});

test("a status has no check's name, and one for each configuration", () => {
  expect(statusName([])).toBe("onehead (re-check)");
  expect(statusName(["services", "alembic.ini"])).toBe("onehead (re-check: services alembic.ini)");
});

test.each([
  ["versions/c3.py", true],
  ["versions", true],
  ["setup.cfg", true],
  ["services/pyproject.toml", true],
  [".github/onehead.yml", true],
  ["versions.py", false],
  ["src/versions/c3.py", false],
  ["README.md", false],
])("a change of %s is relevant: %s", (path, expected) => {
  const isRelevant = relevance(snapshot("<base> -> a1"), { configs: [], versions: [] });
  expect(isRelevant(path)).toBe(expected);
});

test("where no script is known, any Python file may be the first", () => {
  const empty = { ...snapshot("<base> -> a1"), scriptDirectories: [] };
  const isRelevant = relevance(empty, { configs: [], versions: [] });
  expect(isRelevant("db/versions/a1.py")).toBe(true);
  expect(isRelevant("README.md")).toBe(false);
});
