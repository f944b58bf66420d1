import { expect, test } from "vitest";
import { openRepository } from "../../src/git/open-repository.ts";
import { readTexts } from "../../src/git/read-texts.ts";
import type { AfterState } from "../../src/git/wanted-states.ts";
import { makeRepository, makeServer } from "../support/repository.ts";

const paths = ["pyproject.toml", ".github/onehead.yml", "missing.toml"];

async function texts(path: string, state: AfterState) {
  return Object.fromEntries(await readTexts(await openRepository(path), state, paths));
}

test("settings are read out of the very state that is checked", async () => {
  const repository = makeRepository({ "pyproject.toml": "committed" });
  repository.write({ "pyproject.toml": "staged", ".github/onehead.yml": "staged" });
  repository.git("add", "--all");
  repository.write({ "pyproject.toml": "written" });
  expect(await texts(repository.path, { kind: "commit", ref: "main" })).toEqual({
    "pyproject.toml": "committed",
  });
  expect(await texts(repository.path, { kind: "staged" })).toEqual({
    ".github/onehead.yml": "staged",
    "pyproject.toml": "staged",
  });
  expect(await texts(repository.path, { kind: "worktree" })).toEqual({
    ".github/onehead.yml": "staged",
    "pyproject.toml": "written",
  });
});

test("a link, a huge file and an unresolved conflict hold no settings", async () => {
  const repository = makeRepository({
    "pyproject.toml": { linkTo: "/etc/passwd" },
    ".github/onehead.yml": "#".repeat(2_100_000),
  });
  expect(await texts(repository.path, { kind: "commit", ref: "main" })).toEqual({});
  expect(await texts(repository.path, { kind: "worktree" })).toEqual({});
  repository.branch("other");
  repository.commit({ "pyproject.toml": "other" });
  repository.branch("main");
  repository.commit({ "pyproject.toml": "main" });
  expect(() => repository.git("merge", "other")).toThrow();
  expect(await texts(repository.path, { kind: "staged" })).toEqual({});
});

test("a bare repository has no settings but those of its commits", async () => {
  const server = makeServer(makeRepository({ "pyproject.toml": "committed" }));
  expect(await texts(server.path, { kind: "worktree" })).toEqual({});
  expect(await texts(server.path, { kind: "commit", ref: "main" })).toEqual({
    "pyproject.toml": "committed",
  });
});
