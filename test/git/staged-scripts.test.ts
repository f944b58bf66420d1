// A commit hook passes at once where nothing that is staged can matter to a script, and only there.

import { expect, test } from "vitest";
import { openRepository } from "../../src/git/open-repository.ts";
import { isScriptStaged } from "../../src/git/staged-scripts.ts";
import { project } from "../support/project.ts";
import { type Files, makeRepository } from "../support/repository.ts";

const line = "<base> -> a1, create users";

async function staged(files: Files, base: Files = project(line)): Promise<boolean> {
  const repository = makeRepository({ "app/main.py": "x = 1\n", "notes.txt": "", ...base });
  repository.write(files);
  repository.git("add", "--all");
  return isScriptStaged(await openRepository(repository.path));
}

test.each<[string, Files]>([
  ["nothing", {}],
  ["a text", { "notes.txt": "more" }],
  ["a program that lies beside no script", { "app/main.py": "revision_of_x = 2\n" }],
])("%s is no matter", async (_, files) => {
  expect(await staged(files)).toBe(false);
});

test.each<[string, Files]>([
  ["a script", project(`${line}\na1 -> b2, add email`)],
  ["a deleted script", { "migrations/versions/a1.py": null }],
  ["a module among the scripts", { "migrations/versions/helpers.py": "X = 1\n" }],
  ["a file in a folder below the scripts", { "migrations/versions/2026/x.py": "X = 1\n" }],
  ["the first script of a new folder", { "plugin/v[1]/b2.py": 'revision = "b2"\n' }],
  ["the configuration", { "alembic.ini": "[alembic]\nscript_location = other\n" }],
  ["settings", { ".github/onehead.yml": "max-heads: 2\n" }],
])("%s is a matter", async (_, files) => {
  expect(await staged(files)).toBe(true);
});

test("before the first commit, a script is a matter", async () => {
  const repository = makeRepository();
  repository.write(project(line));
  repository.git("add", "--all");
  expect(await isScriptStaged(await openRepository(repository.path))).toBe(true);
});
