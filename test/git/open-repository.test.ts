import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { CannotCheck } from "../../src/cannot-check.ts";
import { openRepository } from "../../src/git/open-repository.ts";
import { giveGit, setEnvironment } from "../support/git-wrapper.ts";
import { project } from "../support/project.ts";
import { makeFolder, makeRepository, makeServer } from "../support/repository.ts";
import { at, names, read } from "./reading.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const first = "<base> -> a1, create users";

test("the root is found from any directory below it", async () => {
  const { path } = makeRepository(project(first));
  const below = await openRepository(join(path, "migrations", "versions"));
  expect(below).toMatchObject({
    root: path,
    hasWorkTree: true,
    isShallow: false,
    objectFormat: "sha1",
  });
  const { after } = await read(join(path, "migrations", "versions"));
  expect(names(after)).toEqual(["a1.py"]);
});

test("files not yet tracked are found from a sub-directory too", async () => {
  const repository = makeRepository(project(first));
  repository.write({ "migrations/versions/b2.py": "", "other/x.txt": "" });
  expect(names((await read(join(repository.path, "other"))).after)).toEqual(["a1.py", "b2.py"]);
});

test("a bare repository has commits to look at, and no working tree", async () => {
  const { path } = makeServer(makeRepository(project(first)));
  expect(await openRepository(path)).toMatchObject({ root: path, hasWorkTree: false });
  expect(names((await read(path, at("main"))).after)).toEqual(["a1.py"]);
  await expect(read(path)).rejects.toThrow("Name the commit to check with `--at REF`.");
});

test("outside a repository the message says where to go", async () => {
  const folder = makeFolder();
  await expect(openRepository(folder)).rejects.toThrow(CannotCheck);
  await expect(openRepository(folder)).rejects.toThrow(
    `\`${folder}\` does not lie in a git repository. Run the command in a clone, or name one with \`--repo DIR\`.`,
  );
  await expect(openRepository(join(folder, "nowhere"))).rejects.toThrow(/^There is no directory/);
});

test("without git the message says what to install", async () => {
  const { path } = makeRepository(project(first));
  setEnvironment({ PATH: makeFolder() });
  await expect(openRepository(path)).rejects.toThrow(
    "The program `git` was not found. Install git, or put its directory on PATH.",
  );
});

test("a damaged repository is no stack trace", async () => {
  const { path } = makeRepository(project(first));
  writeFileSync(join(path, ".git", "config"), "[core\n");
  await expect(openRepository(path)).rejects.toThrow(CannotCheck);
});

test("variables that would lead git elsewhere or start programs have no effect", async () => {
  const { path } = makeRepository(project(first));
  const elsewhere = makeRepository({ "x.txt": "" });
  setEnvironment({
    GIT_DIR: join(elsewhere.path, ".git"),
    GIT_WORK_TREE: elsewhere.path,
    GIT_INDEX_FILE: join(elsewhere.path, ".git", "index"),
    GIT_OBJECT_DIRECTORY: "/nonexistent",
    GIT_EXTERNAL_DIFF: "/nonexistent",
    GIT_SSL_CAINFO: "/nonexistent",
    GIT_SSH_COMMAND: "/nonexistent",
    GIT_CONFIG_COUNT: "1",
    GIT_PAGER: "/nonexistent",
    EDITOR: "/nonexistent",
    PAGER: "/nonexistent",
    SSH_ASKPASS: "/nonexistent",
    LC_ALL: "de_DE.UTF-8",
  });
  expect((await openRepository(path)).root).toBe(path);
  expect(names((await read(path)).after)).toEqual(["a1.py"]);
});

test("a hook of `git commit -a` is asked about the index of that commit", async () => {
  const repository = makeRepository(project(first));
  repository.write({ "migrations/versions/b2.py": "" });
  const index = join(repository.path, ".git", "next-index.lock");
  const { execFileSync } = await import("node:child_process");
  const env = { ...process.env, GIT_INDEX_FILE: index };
  execFileSync("git", ["add", "--all"], { cwd: repository.path, env });
  setEnvironment({ GIT_INDEX_FILE: ".git/next-index.lock" });
  const { after } = await read(repository.path, { after: { kind: "staged" } });
  expect(names(after)).toEqual(["a1.py", "b2.py"]);
});

test("a repository that belongs to somebody else is read only where the caller trusts any owner", async () => {
  const { path } = makeRepository(project(first));
  const home = makeFolder();
  mkdirSync(join(home, ".config", "git"), { recursive: true });
  writeFileSync(join(home, ".gitconfig"), "[onehead]\n\tkept = yes\n");
  writeFileSync(join(home, ".config", "git", "config"), "[onehead]\n\talso = yes\n");
  setEnvironment({ HOME: home, XDG_CONFIG_HOME: "" });
  giveGit({ GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" });

  await expect(openRepository(path)).rejects.toThrow(
    `Git does not read \`${path}\`, since it belongs to another user. Allow it with \`git config --global --add safe.directory ${path}\`.`,
  );
  const repository = await openRepository(path, { trustAnyOwner: true });
  expect(repository.root).toBe(path);
  expect((await repository.git.text(["config", "--get-all", "safe.directory"])).trim()).toBe(path);
  expect((await repository.git.text(["config", "onehead.kept"])).trim()).toBe("yes");
  expect((await repository.git.text(["config", "onehead.also"])).trim()).toBe("yes");
});
