// What the history of a target branch tells: the text with which a script was merged.

import { expect, test } from "vitest";
import { historyOf } from "../../src/git/history.ts";
import { openRepository } from "../../src/git/open-repository.ts";
import { resolveCommit } from "../../src/git/resolve-refs.ts";
import { makeRepository } from "../support/repository.ts";

const path = "versions/a1.py";

test("a script's first text is the one that was merged, not a draft on the branch that brought it", async () => {
  const test = makeRepository({ "README.md": "x" });
  test.git("switch", "--quiet", "--create", "topic");
  test.commit({ [path]: "draft\n" }, "Draft");
  test.commit({ [path]: "merged\n" }, "Finish");
  test.git("switch", "--quiet", "main");
  test.git("merge", "--quiet", "--no-ff", "--message=Merge it", "topic");
  const merge = test.git("rev-parse", "HEAD").trim();
  test.commit({ [path]: "edited\n" }, "Slip in");
  const repository = await openRepository(test.path);
  const { commit } = await resolveCommit(repository, "main");
  const texts = await historyOf(repository).firstTexts(commit, [path, "versions/none.py"]);
  expect([...texts]).toEqual([[path, { commit: merge, text: "merged\n" }]]);
});

test("of a script that was deleted and brought back, the text of the last time counts", async () => {
  const test = makeRepository({ [path]: "first\n" });
  test.git("rm", "--quiet", path);
  test.commit({}, "Delete");
  test.commit({ [path]: "second\n" }, "Bring back");
  const repository = await openRepository(test.path);
  const { commit } = await resolveCommit(repository, "main");
  const texts = await historyOf(repository).firstTexts(commit, [path]);
  expect(texts.get(path)?.text).toBe("second\n");
});

test("a shallow clone knows no first texts", async () => {
  const origin = makeRepository({ [path]: "first\n" });
  origin.commit({ [path]: "second\n" }, "Edit");
  const clone = `${origin.path}-shallow`;
  origin.git("clone", "--quiet", "--depth=1", `file://${origin.path}`, clone);
  const repository = await openRepository(clone);
  const { commit } = await resolveCommit(repository, "HEAD");
  expect(await historyOf(repository).firstTexts(commit, [path])).toEqual(new Map());
});
