// Releases stand for databases that have run all they hold, and what one of them holds is never new.

import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { historyOf } from "../../src/git/history.ts";
import { openRepository } from "../../src/git/open-repository.ts";
import { readSnapshots } from "../../src/git/read-snapshots.ts";
import type { Finding } from "../../src/model.ts";
import { mergeSettings } from "../../src/settings/merge.ts";
import { project } from "../support/project.ts";
import { makeRepository, type TestRepository } from "../support/repository.ts";

const settings = mergeSettings([]);

/** What is found in the branch `topic`, with releases called `v…` where `released` says so. */
async function findings(
  { path }: TestRepository,
  { released = "v*" as string | null, databases = [] as { name: string; rows: string[] }[] } = {},
): Promise<readonly Finding[]> {
  const repository = await openRepository(path);
  const snapshots = await readSnapshots(repository, {
    against: "main",
    after: { kind: "commit", ref: "topic" },
    named: { configs: [], versions: [] },
    released,
  });
  const { report } = await check(snapshots, { ...settings, databases }, historyOf(repository));
  return report.findings;
}

const brief = (found: readonly Finding[]) =>
  found.map(({ severity, rule, revision }) => `${severity} ${rule} ${revision}`);

const line = `
  <base> -> a1, create users
  a1 -> b2, add email
  b2 -> c3, add orders`;
const squashed = "<base> -> c3, add orders";

/** A repository whose commits hold these histories one after the other, each with its tag or branch name. */
function commits(...states: readonly (readonly [history: string, ...names: string[]])[]) {
  const repository = makeRepository();
  for (const [history, ...names] of states) {
    repository.git("rm", "-rqf", "--ignore-unmatch", ".");
    repository.commit(project(history), "state");
    for (const name of names) repository.git("tag", name);
  }
  return repository;
}

function change(repository: TestRepository, history: string): TestRepository {
  repository.git("switch", "--quiet", "--create", "topic");
  repository.git("rm", "-rqf", "--ignore-unmatch", ".");
  repository.commit(project(history), "change");
  return repository;
}

describe("a database of a release", () => {
  test("that the target branch has left behind on its own line is stranded by the change that takes its row away", async () => {
    const hotfix = `${line}\n  a1 -> h9, hotfix`;
    const repository = commits([hotfix, "v1.0"], [hotfix, "v1.1"]);
    // On the target branch the hotfix was merged; the change takes it out again.
    const merged = `${hotfix}\n  c3, h9 -> m5, merge`;
    repository.commit(project(merged), "merge");
    const found = await findings(change(repository, `${line}\n  c3 -> m5, merge`));
    expect(brief(found)).toContain("error deleted-revision h9");
  });

  test("is told with every release that left the same rows, once", async () => {
    const old = "<base> -> x1, older line\n" + line.replace("<base> -> a1", "x1 -> a1");
    const short = "<base> -> x1, older line";
    const repository = commits([short, "v0.8"], [`${short}\n`, "v0.9"], [old, "v1.0"], [old]);
    const without = old
      .replace("<base> -> x1, older line\n", "")
      .replace("x1 -> a1", "<base> -> a1");
    const found = await findings(change(repository, without));
    // Its deletion tells it already.
    expect(brief(found)).toEqual(["error deleted-revision x1"]);
  });

  test("would never run a script that comes to lie below its row, although the target branch is not released", async () => {
    const repository = commits([line, "v1.0"], [`${line}\n  c3 -> d4, add prices`]);
    const after = `
      <base> -> a1, create users
      a1 -> n1, slipped in
      n1 -> b2, add email
      b2 -> c3, add orders
      c3 -> d4, add prices`;
    expect(brief(await findings(change(repository, after)))).toEqual(["error skipped-revision n1"]);
  });
});

describe("a revision that comes back", () => {
  const gone = "<base> -> a1, create users\n  a1 -> c3, add orders";

  test("is not new where the target branch had it", async () => {
    const repository = change(commits([line], [gone]), line);
    const [finding, ...more] = await findings(repository, { released: null });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ rule: "skipped-revision", severity: "warning", fixes: [] });
    expect(finding!.what).toMatch(
      /^`b2` comes back below `c3`, which the target branch has already: the target branch had it until commit `[0-9a-f]{10}`\.$/,
    );
  });

  test("is not new where a release has it", async () => {
    const repository = commits([gone]);
    repository.git("switch", "--quiet", "--create", "release/1.0");
    repository.commit(project(line), "fix");
    repository.git("tag", "v1.0");
    repository.git("switch", "--quiet", "main");
    const [finding] = await findings(change(repository, line));
    expect(finding).toMatchObject({ rule: "skipped-revision", severity: "warning" });
    expect(finding!.what).toContain("release `v1.0` has it");
  });

  test("is not new where a database stands at it", async () => {
    const repository = change(commits([gone]), line);
    const databases = [{ name: "prod", rows: ["b2"] }];
    const [finding] = await findings(repository, { released: null, databases });
    expect(finding!.what).toContain("the database `prod` stands at it");
    expect(finding).toMatchObject({ rule: "skipped-revision", severity: "warning" });
  });

  test("is new where only the author's own branch had it", async () => {
    const repository = change(commits([gone]), line);
    repository.commit(project(`${line}\n  c3 -> d4, more`), "more");
    expect(brief(await findings(repository, { released: null }))).toContain(
      "error skipped-revision b2",
    );
  });
});

test("a squash down to the head is one finding that lists what is gone", async () => {
  const found = await findings(change(commits([line]), squashed), { released: null });
  expect(brief(found)).toEqual(["error deleted-revision null"]);
});
