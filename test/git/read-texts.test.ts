import { expect, test } from "vitest";
import { openRepository } from "../../src/git/open-repository.ts";
import { readSources } from "../../src/git/read-texts.ts";
import type { AfterState } from "../../src/git/wanted-states.ts";
import { makeRepository, makeServer } from "../support/repository.ts";

const paths = ["pyproject.toml", ".github/onehead.yml", "missing.toml"];

async function texts(path: string, state: AfterState) {
  const files = await readSources(await openRepository(path), state, paths);
  return Object.fromEntries(
    [...files.values()].map((file) => [
      file.path,
      file.kind === "text" ? file.text : { reason: file.reason },
    ]),
  );
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

test("a link, a huge file and an unresolved conflict are files without text", async () => {
  const repository = makeRepository({
    "pyproject.toml": { linkTo: "/etc/passwd" },
    ".github/onehead.yml": "#".repeat(2_100_000),
  });
  const without = {
    "pyproject.toml": { reason: "it is a symbolic link" },
    ".github/onehead.yml": { reason: "it is larger than 2 MB" },
  };
  expect(await texts(repository.path, { kind: "commit", ref: "main" })).toEqual(without);
  expect(await texts(repository.path, { kind: "worktree" })).toEqual(without);
  repository.branch("other");
  repository.commit({ "pyproject.toml": "other" });
  repository.branch("main");
  repository.commit({ "pyproject.toml": "main" });
  expect(() => repository.git("merge", "other")).toThrow();
  expect(await texts(repository.path, { kind: "staged" })).not.toHaveProperty("pyproject.toml");
});

test("a bare repository has no settings but those of its commits", async () => {
  const server = makeServer(makeRepository({ "pyproject.toml": "committed" }));
  expect(await texts(server.path, { kind: "worktree" })).toEqual({});
  expect(await texts(server.path, { kind: "commit", ref: "main" })).toEqual({
    "pyproject.toml": "committed",
  });
});
