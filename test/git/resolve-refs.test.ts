import { expect, test } from "vitest";
import { CannotCheck } from "../../src/cannot-check.ts";
import { openRepository } from "../../src/git/open-repository.ts";
import { resolveCommit, resolveCommits } from "../../src/git/resolve-refs.ts";
import { project } from "../support/project.ts";
import { makeRepository } from "../support/repository.ts";
import { at, read } from "./reading.ts";

const files = project("<base> -> a1, create users");

test("branches, tags, ids, their beginnings and steps back are commits", async () => {
  const repository = makeRepository(files);
  const one = repository.git("rev-parse", "HEAD");
  repository.git("tag", "--annotate", "--message=v1", "v1");
  const two = repository.commit({ "x.txt": "" });
  const names = [
    "main",
    "refs/heads/main",
    "v1",
    "HEAD~1",
    two,
    two.slice(0, 8),
    "main^",
    "nowhere",
    "HEAD",
  ];
  expect(await resolveCommits(await openRepository(repository.path), names)).toEqual([
    two,
    two,
    one,
    one,
    two,
    two,
    one,
    null,
    two,
  ]);
});

test("what is no commit's name never reaches git", async () => {
  const repository = await openRepository(makeRepository(files).path);
  const names = [
    "--output=/tmp/x",
    "-x",
    "",
    "main..main",
    ":/create",
    "main:alembic.ini",
    "a\nmain",
    "a b",
    "@{upstream}",
  ];
  expect(await resolveCommits(repository, names)).toEqual(names.map(() => null));
  for (const name of names.slice(0, -1))
    await expect(resolveCommit(repository, name)).rejects.toThrow(CannotCheck);
});

test("an unknown name ends in the command that may fetch it", async () => {
  const { path } = makeRepository(files);
  await expect(read(path, { against: "origin/release" })).rejects.toThrow(
    "No commit is called `origin/release` here. Fetch it with `git fetch origin release`, or check the spelling.",
  );
  await expect(read(path, at("--upload-pack=x"))).rejects.toThrow(
    "`--upload-pack=x` cannot be the name of a commit. Give a branch, a tag or a commit's id.",
  );
  await expect(read(path, at("two\nlines"))).rejects.toThrow("`two\\nlines` cannot be");
});

test("a pattern that matches no tag says how to fetch tags", async () => {
  const { path } = makeRepository(files);
  for (const released of ["v*", "--all", "v[0-9"]) {
    await expect(read(path, { released })).rejects.toThrow(
      /^No tag or branch matches .*`git fetch --tags`/,
    );
  }
});

test("a branch whose name begins with a dash is found by its full name", async () => {
  const repository = makeRepository(files);
  repository.git("update-ref", "refs/heads/-x", "HEAD");
  const { before } = await read(repository.path, { against: "refs/heads/-x" });
  expect(before?.commit).toBe(repository.git("rev-parse", "HEAD"));
});
