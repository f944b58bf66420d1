import { expect, test } from "vitest";
import { project } from "../support/project.ts";
import {
  cloneWhole,
  makeRepository,
  makeServer,
  push,
  repositoryAt,
} from "../support/repository.ts";
import { at, files, names, read, text } from "./reading.ts";

const first = "<base> -> a1, create users";
const versions = "migrations/versions";

/** A repository whose `main` holds a1, and whose `topic` adds b2. */
function makeTopic() {
  const repository = makeRepository(project(first));
  repository.branch("topic");
  repository.commit(project(`${first}\na1 -> b2, add email`), "add email");
  return repository;
}

test("before is the target branch, after is what it would hold once the change is merged", async () => {
  const { path, git } = makeTopic();
  const { before, after, noBefore } = await read(path, at("topic"));
  expect(before).toMatchObject({ ref: "main", commit: git("rev-parse", "main"), kind: "commit" });
  expect(after).toMatchObject({ ref: "topic", commit: git("rev-parse", "topic"), kind: "commit" });
  expect(noBefore).toBeNull();
  expect(names(before)).toEqual(["a1.py"]);
  expect(names(after)).toEqual(["a1.py", "b2.py"]);
  expect(after.scriptDirectories[0]?.directory.name).toBe("migrations");
});

test("a branch that lags behind is judged on the target's present tip", async () => {
  const repository = makeTopic();
  repository.branch("main");
  repository.commit(project(`${first}\na1 -> c3, add orders`));
  const { before, after } = await read(repository.path, at("topic"));
  expect(names(before)).toEqual(["a1.py", "c3.py"]);
  expect(names(after)).toEqual(["a1.py", "b2.py", "c3.py"]);
});

test("what the branch lacks of its target is known, until it is merged in", async () => {
  const repository = makeTopic();
  expect((await read(repository.path, at("topic"))).after.behind).toEqual(new Set());
  repository.branch("main");
  repository.commit(project(`${first}\na1 -> c3, add orders`));
  const lacks = async (after: Parameters<typeof read>[1]) =>
    (await read(repository.path, after)).after.behind;
  expect(await lacks(at("topic"))).toEqual(new Set([`${versions}/c3.py`]));
  repository.git("checkout", "-q", "topic");
  repository.git("merge", "-q", "--no-commit", "main");
  expect(await lacks({ after: { kind: "worktree" } })).toEqual(new Set());
});

test("scripts that the branch deletes are gone after, and those the target deletes do not come back", async () => {
  const repository = makeRepository(project(`${first}\na1 -> b2, b\nb2 -> c3, c`));
  repository.branch("topic");
  repository.commit({ [`${versions}/c3.py`]: null });
  repository.branch("main");
  repository.commit({ [`${versions}/b2.py`]: null });
  expect(names((await read(repository.path, at("topic"))).after)).toEqual(["a1.py"]);
});

test("a script that is moved without a change keeps its text at the new path", async () => {
  const repository = makeTopic();
  const old = text((await read(repository.path, at("topic"))).after, "/b2.py");
  repository.git("mv", `${versions}/b2.py`, `${versions}/renamed.py`);
  repository.commit({}, "rename");
  const { after } = await read(repository.path, at("topic"));
  expect(names(after)).toEqual(["a1.py", "renamed.py"]);
  expect(text(after, "/renamed.py")).toBe(old);
});

test("files come in the order in which Alembic loads them, whichever side added them", async () => {
  const repository = makeRepository(project("<base> -> m, m"));
  repository.branch("topic");
  repository.commit({ [`${versions}/\u{1f600}.py`]: "", [`${versions}/b.py`]: "" });
  repository.branch("main");
  repository.commit({
    [`${versions}/\uff5e.py`]: "",
    [`${versions}/a.py`]: "",
    [`${versions}/z.py`]: "",
  });
  const { after } = await read(repository.path, at("topic"));
  expect(names(after)).toEqual(["a.py", "b.py", "m.py", "z.py", "\uff5e.py", "\u{1f600}.py"]);
});

test("edits to different lines of one script on both sides are merged by git", async () => {
  const repository = makeRepository({
    ...project(first),
    [`${versions}/a1.py`]: "one\n2\n3\n4\nfive\n",
  });
  repository.branch("topic");
  repository.commit({ [`${versions}/a1.py`]: "ONE\n2\n3\n4\nfive\n" });
  repository.branch("main");
  repository.commit({ [`${versions}/a1.py`]: "one\n2\n3\n4\nFIVE\n" });
  const { before, after } = await read(repository.path, at("topic"));
  expect(text(before, "/a1.py")).toBe("one\n2\n3\n4\nFIVE\n");
  expect(text(after, "/a1.py")).toBe("ONE\n2\n3\n4\nFIVE\n");
});

test("edits to the same line on both sides are a conflict, not a text", async () => {
  const repository = makeRepository({ ...project(first), [`${versions}/a1.py`]: "one\n" });
  repository.branch("topic");
  repository.commit({ [`${versions}/a1.py`]: "topic\n" });
  repository.branch("main");
  repository.commit({ [`${versions}/a1.py`]: "main\n" });
  const { after } = await read(repository.path, at("topic"));
  expect(text(after, "/a1.py")).toBe(
    "(the change and the target branch conflict in this file until one is merged into the other)",
  );
});

test("of three hundred scripts edited on both sides git merges each, and more are left to people", async () => {
  const all = (start: string, end: string) =>
    Object.fromEntries(
      Array.from({ length: 301 }, (_, i) => {
        const name = `${versions}/n${String(i).padStart(3, "0")}.py`;
        return [name, `${start}\n2\n3\n4\n${end}\n`];
      }),
    );
  const repository = makeRepository({ ...project(first), ...all("one", "five") });
  repository.branch("topic");
  repository.commit(all("ONE", "five"));
  repository.branch("main");
  repository.commit(all("one", "FIVE"));
  const { after } = await read(repository.path, at("topic"));
  expect(text(after, "/n299.py")).toBe("ONE\n2\n3\n4\nFIVE\n");
  expect(text(after, "/n300.py")).toContain("with more than 300 files");
});

test("the same edit on both sides is no conflict", async () => {
  const repository = makeRepository(project(first));
  repository.branch("topic");
  repository.commit({ [`${versions}/a1.py`]: "same\n", "topic.txt": "" });
  repository.branch("main");
  repository.commit({ [`${versions}/a1.py`]: "same\n" });
  expect(text((await read(repository.path, at("topic"))).after, "/a1.py")).toBe("same\n");
});

test("two different scripts added under one name are a conflict", async () => {
  const repository = makeRepository(project(first));
  repository.branch("topic");
  repository.commit({ [`${versions}/b2.py`]: "topic\n" });
  repository.branch("main");
  repository.commit({ [`${versions}/b2.py`]: "main\n" });
  const { after } = await read(repository.path, at("topic"));
  expect(text(after, "/b2.py")).toBe(
    "(the change and the target branch conflict in this file until one is merged into the other)",
  );
});

test("a script that one side deletes and the other edits is a conflict", async () => {
  const repository = makeRepository(project(`${first}\na1 -> b2, b`));
  repository.branch("topic");
  repository.commit({ [`${versions}/a1.py`]: null, [`${versions}/b2.py`]: "edited\n" });
  repository.branch("main");
  repository.commit({ [`${versions}/a1.py`]: "edited\n", [`${versions}/b2.py`]: null });
  const { after } = await read(repository.path, at("topic"));
  expect(text(after, "/a1.py")).toMatch(
    /^\(the change deletes it and the target branch has changed it/,
  );
  expect(text(after, "/b2.py")).toMatch(
    /^\(the change edits it and the target branch no longer has it/,
  );
});

test("a script moved on one side and edited on the other is merged where it lies now", async () => {
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i}`).join("\n");
  for (const mover of ["main", "topic"]) {
    const repository = makeRepository({ ...project(first), [`${versions}/a1.py`]: lines });
    repository.branch("topic");
    repository.branch(mover);
    repository.git("mv", `${versions}/a1.py`, `${versions}/moved.py`);
    repository.commit({}, "move");
    repository.branch(mover === "main" ? "topic" : "main");
    repository.commit({ [`${versions}/a1.py`]: lines.replace("line 3", "line three") }, "edit");
    const { after } = await read(repository.path, at("topic"));
    expect(names(after)).toEqual(["moved.py"]);
    expect(text(after, "/moved.py")).toBe(lines.replace("line 3", "line three"));
  }
});

test("with crossed merges, what either merge base holds is not taken for an edit", async () => {
  const repository = makeRepository({ ...project(first), [`${versions}/a1.py`]: "1\n" });
  repository.branch("topic");
  repository.commit({ "topic.txt": "1" });
  repository.branch("main");
  repository.commit({ [`${versions}/a1.py`]: "2\n" });
  const [main, topic] = [repository.git("rev-parse", "main"), repository.git("rev-parse", "topic")];
  repository.merge(topic);
  repository.branch("topic");
  repository.merge(main);
  repository.branch("main");
  repository.commit({ [`${versions}/a1.py`]: "3\n" });
  expect(repository.git("merge-base", "--all", "main", "topic").split("\n")).toHaveLength(2);
  const { after } = await read(repository.path, at("topic"));
  expect(text(after, "/a1.py")).toBe("3\n");
});

test("the working tree is compared with files that are not yet tracked, but without ignored ones", async () => {
  const repository = makeTopic();
  repository.write({
    [`${versions}/new.py`]: "new",
    [`${versions}/ignored.py`]: "",
    ".gitignore": "ignored.py\n",
    [`${versions}/b2.py`]: "edited",
    [`${versions}/a1.py`]: null,
  });
  const { before, after } = await read(repository.path);
  expect(after).toMatchObject({ ref: "the working tree", commit: null, kind: "worktree" });
  expect(names(before)).toEqual(["a1.py"]);
  expect(names(after)).toEqual(["b2.py", "new.py"]);
  expect(text(after, "/b2.py")).toBe("edited");
});

test("a file of the working tree has the id that git would give it", async () => {
  const repository = makeTopic();
  repository.write({ [`${versions}/new.py`]: "new" });
  const { after } = await read(repository.path);
  const id = repository.git("hash-object", `${versions}/new.py`);
  expect(files(after).find(({ path }) => path.endsWith("/new.py"))?.id).toBe(id);
});

test("a file that was only touched is not an edit, even where the target has changed it", async () => {
  const repository = makeTopic();
  const clean = repository.git("show", "HEAD:migrations/versions/a1.py");
  repository.branch("main");
  repository.commit({ [`${versions}/a1.py`]: "target\n" });
  repository.branch("topic");
  repository.write({ [`${versions}/a1.py`]: `${clean}\n` });
  const { after } = await read(repository.path);
  expect(text(after, "/a1.py")).toBe("target\n");
});

test("the staged changes leave out what is not staged", async () => {
  const repository = makeTopic();
  repository.write({ [`${versions}/staged.py`]: "staged", [`${versions}/b2.py`]: "staged" });
  repository.git("add", "--all");
  repository.write({ [`${versions}/new.py`]: "new", [`${versions}/b2.py`]: "later" });
  repository.write({ [`${versions}/meant.py`]: "meant" });
  repository.git("add", "--intent-to-add", `${versions}/meant.py`);
  const { after } = await read(repository.path, { after: { kind: "staged" } });
  expect(after).toMatchObject({ ref: "the staged changes", kind: "staged" });
  expect(names(after)).toEqual(["a1.py", "b2.py", "staged.py"]);
  expect(text(after, "/b2.py")).toBe("staged");
});

test("a merge that stopped in conflicts shows its markers in the working tree and no text in the index", async () => {
  const repository = makeRepository({ ...project(first), [`${versions}/a1.py`]: "one\n" });
  repository.branch("other");
  repository.commit({ [`${versions}/a1.py`]: "other\n" });
  repository.branch("topic", "main");
  repository.commit({ [`${versions}/a1.py`]: "topic\n" });
  expect(() => repository.git("merge", "other")).toThrow();
  expect(text((await read(repository.path)).after, "/a1.py")).toContain("<<<<<<< ");
  const staged = await read(repository.path, { after: { kind: "staged" } });
  expect(text(staged.after, "/a1.py")).toMatch(/^\(it has conflicts in the index/);
});

test("a detached head is compared like a branch", async () => {
  const repository = makeTopic();
  repository.git("checkout", "--quiet", "--detach");
  const { before, after } = await read(repository.path);
  expect([names(before), names(after)]).toEqual([["a1.py"], ["a1.py", "b2.py"]]);
});

test("the remote's default branch is the target, whatever it is called", async () => {
  const repository = makeRepository(project(first));
  repository.git("branch", "--move", "trunk");
  const clone = cloneWhole(makeServer(repository));
  clone.commit(project(`${first}\na1 -> b2, b`));
  const { before, after } = await read(clone.path);
  expect(before?.ref).toBe("origin/trunk");
  expect([names(before), names(after)]).toEqual([["a1.py"], ["a1.py", "b2.py"]]);
});

test("on a main branch that follows a remote of another name, that remote is the target", async () => {
  const repository = makeRepository(project(first));
  const server = makeServer(repository);
  repository.git("remote", "add", "upstream", server.url);
  repository.git("fetch", "--quiet", "upstream");
  repository.git("branch", "--quiet", "--set-upstream-to=upstream/main");
  repository.commit(project(`${first}\na1 -> b2, b`));
  const { before, after } = await read(repository.path);
  expect(before?.ref).toBe("upstream/main");
  expect([names(before), names(after)]).toEqual([["a1.py"], ["a1.py", "b2.py"]]);
});

test("on a main branch without any remote, what is not committed is compared with it", async () => {
  const repository = makeRepository(project(first));
  repository.write({ [`${versions}/b2.py`]: "" });
  const { before, after } = await read(repository.path);
  expect(before?.ref).toBe("main");
  expect([names(before), names(after)]).toEqual([["a1.py"], ["a1.py", "b2.py"]]);
});

test("a target that only the remote has is found by its plain name", async () => {
  const repository = makeTopic();
  const server = makeServer(repository);
  push(repository, server, { "refs/heads/release": "main" });
  const clone = cloneWhole(server);
  const { before } = await read(clone.path, { against: "release" });
  expect(before?.ref).toBe("origin/release");
});

test("a repository without commits has nothing to compare with, and its scripts are read", async () => {
  const repository = makeRepository();
  repository.write(project(first));
  const { before, after, noBefore } = await read(repository.path);
  expect(before).toBeNull();
  expect(noBefore).toMatch(/no target branch.*--against/);
  expect(names(after)).toEqual(["a1.py"]);
});

test("unrelated histories are not compared", async () => {
  const repository = makeRepository(project(first));
  repository.git("checkout", "--quiet", "--orphan", "other");
  repository.commit(project(`${first}\na1 -> b2, b`));
  const { before, after, noBefore } = await read(repository.path, at("other"));
  expect(before).toBeNull();
  expect(noBefore).toBe(
    "`other` and `main` have no commit in common, so there is no change to look at. Name another target with `--against REF`.",
  );
  expect(names(after)).toEqual(["a1.py", "b2.py"]);
});

test("where nothing is to be compared, the state is read as it stands", async () => {
  const { path } = makeTopic();
  const { before, after, noBefore } = await read(path, { ...at("topic"), noBefore: true });
  expect([before, noBefore]).toEqual([null, null]);
  expect(names(after)).toEqual(["a1.py", "b2.py"]);
});

test("an additional work tree is read like the first one", async () => {
  const repository = makeTopic();
  const path = `${repository.path}-more`;
  repository.git("worktree", "add", "--quiet", path, "main");
  const more = repositoryAt(path);
  more.write({ [`${versions}/new.py`]: "" });
  const { after } = await read(path, { against: "main" });
  repository.git("worktree", "remove", "--force", path);
  expect(names(after)).toEqual(["a1.py", "new.py"]);
});

test("a repository with longer ids is read the same", async () => {
  const repository = makeRepository();
  repository.git("init", "--quiet", "--object-format=sha256", "--initial-branch=main", "long");
  const long = repositoryAt(`${repository.path}/long`);
  long.write(project(first));
  expect(names((await read(long.path)).after)).toEqual(["a1.py"]);
  long.commit({});
  long.write({ [`${versions}/new.py`]: "new" });
  const { before, after } = await read(long.path);
  expect(before?.commit).toHaveLength(64);
  expect(files(after).map(({ id }) => id.length)).toEqual([64, 64]);
});

test("released is what the highest version holds, whatever was tagged last", async () => {
  const repository = makeRepository(project(first));
  for (const version of ["v1.9", "v1.10", "v2.0-rc1"]) repository.git("tag", version);
  repository.commit(project(`${first}\na1 -> b2, b`));
  repository.git("tag", "--annotate", "--message=two", "v2.0");
  repository.git("tag", "v1.10.1", "v1.10");
  repository.commit(project(`${first}\na1 -> b2, b\nb2 -> c3, c`));
  const { released } = await read(repository.path, { released: "v*" });
  expect(released).toMatchObject({
    ref: "v2.0",
    commit: repository.git("rev-parse", "v2.0^{commit}"),
  });
  expect(names(released)).toEqual(["a1.py", "b2.py"]);
});

test("scripts without any configuration are found by what they hold", async () => {
  const header = (revision: string) => `revision = "${revision}"\ndown_revision = None\n`;
  const repository = makeRepository({ "db/changes/a1.py": header("a1"), "other.py": "" });
  repository.write({ "db/changes/b2.py": header("b2") });
  const { before, after } = await read(repository.path);
  expect([names(before), names(after)]).toEqual([["a1.py"], ["a1.py", "b2.py"]]);
});
