import { expect, test } from "vitest";
import { findLostRevisions } from "../../src/git/lost-revision.ts";
import { openRepository } from "../../src/git/open-repository.ts";
import { project } from "../support/project.ts";
import { makeRepository } from "../support/repository.ts";

const first = "<base> -> a1b2c3d4e5f6, create users";
const both = `${first}\na1b2c3d4e5f6 -> 6a9f914f656c, add email`;
const path = "migrations/versions/6a9f914f656c.py";

async function find(directory: string, ...ids: string[]) {
  return Object.fromEntries(await findLostRevisions(await openRepository(directory), ids));
}

test("a script that was deleted is told with the commits that added and deleted it, and the tags that have it", async () => {
  const repository = makeRepository(project(first));
  const added = repository.commit(project(both), "Add email");
  repository.git("tag", "v1.0");
  repository.git("tag", "--annotate", "--message=v1.1", "v1.1");
  repository.git("branch", "support/1.x");
  const removed = repository.commit({ [path]: null }, "Drop email\n\nbody");
  repository.commit({ "x.txt": "" });
  expect(await find(repository.path, "6a9f914f656c")).toEqual({
    "6a9f914f656c": {
      revision: "6a9f914f656c",
      path,
      addedIn: { commit: added, date: "2024-05-06T07:08:09+00:00", subject: "Add email" },
      removedIn: { commit: removed, date: "2024-05-06T07:08:09+00:00", subject: "Drop email" },
      heldBy: added,
      branches: ["support/1.x"],
      tags: ["v1.0", "v1.1"],
    },
  });
});

test("a script of a branch that was never merged was never removed here", async () => {
  const repository = makeRepository(project(first));
  repository.branch("feature/email");
  const added = repository.commit(project(both));
  repository.branch("main");
  const { "6a9f914f656c": lost } = await find(repository.path, "6a9f914f656c");
  expect(lost).toMatchObject({
    removedIn: null,
    heldBy: added,
    branches: ["feature/email"],
    tags: [],
  });
});

test("a deletion on another branch is not the one that took it away here", async () => {
  const repository = makeRepository(project(both));
  repository.branch("other");
  repository.commit({ [path]: null }, "deleted there");
  repository.branch("main");
  const { "6a9f914f656c": lost } = await find(repository.path, "6a9f914f656c");
  expect(lost).toMatchObject({ removedIn: null, branches: ["main"] });
});

test("a revision that was given another name in its file is found by the file's text", async () => {
  const named = "migrations/versions/0002_add_email.py";
  const text = (revision: string) => `revision = "${revision}"\ndown_revision = "a1b2c3d4e5f6"\n`;
  const repository = makeRepository({ ...project(first), [named]: text("6a9f914f656c") });
  const renamed = repository.commit({ [named]: text("ffffffffffff") }, "Rename");
  const { "6a9f914f656c": lost } = await find(repository.path, "6a9f914f656c");
  expect(lost).toMatchObject({ path: named, removedIn: { commit: renamed }, branches: [] });
});

test("a file that gets another name was neither removed nor added by that", async () => {
  const repository = makeRepository(project(first));
  const added = repository.commit(project(both), "Add email");
  repository.git("mv", path, "migrations/versions/0002.py");
  repository.commit({}, "Rename");
  const removed = repository.commit({ "migrations/versions/0002.py": null }, "Drop");
  const { "6a9f914f656c": lost } = await find(repository.path, "6a9f914f656c");
  expect(lost).toMatchObject({
    path: "migrations/versions/0002.py",
    addedIn: { commit: added },
    removedIn: { commit: removed },
  });
});

test("a script that came from elsewhere alone is followed to where it was written", async () => {
  const repository = makeRepository(project(first));
  const script = project(both)[path]!;
  const added = repository.commit({ "plugin/changes/6a9f914f656c.py": script }, "Add email");
  repository.commit({ "plugin/changes/6a9f914f656c.py": null, [path]: script }, "Move");
  const removed = repository.commit({ [path]: null }, "Drop");
  const { "6a9f914f656c": lost } = await find(repository.path, "6a9f914f656c");
  expect(lost).toMatchObject({ path, addedIn: { commit: added }, removedIn: { commit: removed } });
});

test("a location that moved as a whole is followed to where the script was written", async () => {
  const history = [both, "6a9f914f656c -> 111111111111, c", "111111111111 -> 222222222222, d"].join(
    "\n",
  );
  const repository = makeRepository({ "x.txt": "" });
  const added = repository.commit(project(history, "old"), "Write");
  repository.git("mv", "old", "new");
  repository.commit({}, "Move");
  const removed = repository.commit({ [`new/${path}`]: null }, "Drop");
  const { "6a9f914f656c": lost } = await find(repository.path, "6a9f914f656c");
  expect(lost).toMatchObject({
    path: `new/${path}`,
    addedIn: { commit: added },
    removedIn: { commit: removed },
  });
});

test("a revision of three characters is found, its beginning is not", async () => {
  const repository = makeRepository(project("<base> -> 001, create users\n001 -> 002, add email"));
  repository.commit({ "migrations/versions/002.py": null });
  expect(Object.keys(await find(repository.path, "002", "00"))).toEqual(["002"]);
});

test("a script outside of every location and habit is found by what the commit holds", async () => {
  const { "migrations/versions/6a9f914f656c.py": text = "" } = project(both);
  const repository = makeRepository({ ...project(first), "shop/extra/email.py": text });
  const { "6a9f914f656c": lost } = await find(repository.path, "6a9f914f656c");
  expect(lost).toMatchObject({ path: "shop/extra/email.py", removedIn: null });
});

test("the beginning of a revision is enough, from four characters on", async () => {
  const repository = makeRepository(project(both));
  repository.commit({ [path]: null });
  const found = await find(repository.path, "6a9f", "6a9", "6a9f914f656c0", "nowhere", "");
  expect(Object.keys(found)).toEqual(["6a9f"]);
  expect(found["6a9f"]?.revision).toBe("6a9f914f656c");
});

test("names that mean something to git are only names", async () => {
  const repository = makeRepository(project(both));
  repository.commit({ [path]: null }, ":100644 100644 0 0 M\u0001\u0002");
  expect(await find(repository.path, "--all", ":(exclude)*", "*", "[a-z]+", "a\nb\nc")).toEqual({});
  expect(Object.keys(await find(repository.path, "6a9f914f656c"))).toEqual(["6a9f914f656c"]);
});

test("no more than two hundred branches and tags are named", async () => {
  const repository = makeRepository(project(both));
  for (let i = 0; i < 205; i++) repository.git("tag", `v${1000 + i}`);
  repository.commit({ [path]: null });
  const { "6a9f914f656c": lost } = await find(repository.path, "6a9f914f656c");
  expect(lost?.tags).toEqual(Array.from({ length: 200 }, (_, i) => `v${1000 + i}`));
});

test("a repository without commits has lost nothing", async () => {
  expect(await find(makeRepository().path, "6a9f914f656c")).toEqual({});
});
