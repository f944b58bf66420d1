// Temporary git repositories, built by the tests that need them.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";

/** What a path holds after a commit: text, bytes, null for "deleted", or a symbolic link. */
export type Content = string | Uint8Array | null | { readonly linkTo: string };

/** Paths with `/`, from the repository's root. */
export type Files = Readonly<Record<string, Content>>;

/** A repository on disk that the test may change at will. */
export interface TestRepository {
  readonly path: string;
  /** Runs git there and returns what it printed, without the last line end. */
  git(...args: string[]): string;
  /** Writes files into the work tree. Not staged. */
  write(files: Files): void;
  /** Writes, stages and commits. Returns the commit's full id. */
  commit(files: Files, message?: string): string;
  /** Goes to a branch, making it at `from` (default: here) when there is none. */
  branch(name: string, from?: string): void;
  /** Merges a branch with a merge commit. Returns its full id. */
  merge(name: string): string;
}

/** A bare repository that answers over file:// as GitHub does: any commit may be asked for by its id. */
export interface TestServer {
  readonly path: string;
  readonly url: string;
  /** Runs git in the bare repository. */
  git(...args: string[]): string;
}

/** A new folder that is removed when the test ends. */
export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "onehead-test-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new repository on branch `main`, with a first commit when files are given. */
export function makeRepository(files?: Files): TestRepository {
  const path = makeFolder();
  runGit(path, ["init", "--quiet", "--initial-branch=main"]);
  const repository = repositoryAt(path);
  if (files) repository.commit(files, "first");
  return repository;
}

/** The repository, or the additional work tree, that lies at `path`. */
export function repositoryAt(path: string): TestRepository {
  const git = (...args: string[]) => runGit(path, args);
  return {
    path,
    git,
    write: (files) => writeFiles(path, files),
    commit(files, message = "change") {
      writeFiles(path, files);
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", `--message=${message}`);
      return git("rev-parse", "HEAD");
    },
    branch(name, from) {
      const exists = git("branch", "--list", name) !== "";
      git("checkout", "--quiet", ...(exists ? [name] : ["-b", name, ...(from ? [from] : [])]));
    },
    merge(name) {
      git("merge", "--quiet", "--no-ff", `--message=Merge ${name}`, name);
      return git("rev-parse", "HEAD");
    },
  };
}

/** A bare server that holds all branches and tags of a repository. */
export function makeServer(from: TestRepository): TestServer {
  const path = join(makeFolder(), "server.git");
  runGit(from.path, ["clone", "--quiet", "--bare", from.path, path]);
  const git = (...args: string[]) => runGit(path, args);
  for (const setting of ["allowAnySHA1InWant", "allowFilter"])
    git("config", `uploadpack.${setting}`, "true");
  git("config", "gc.auto", "0");
  return { path, url: pathToFileURL(path).href, git };
}

/** Pushes commits of a repository to a server, under full ref names: `{ "refs/pull/1/merge": id }`. */
export function push(
  from: TestRepository,
  to: TestServer,
  refs: Readonly<Record<string, string>>,
): void {
  const specs = Object.entries(refs).map(([ref, id]) => `+${id}:${ref}`);
  from.git("push", "--quiet", to.url, ...specs);
}

/**
 * Makes `refs/pull/<number>/merge` on the server as GitHub does: the merge of `head` into `base`, both
 * names of branches of the repository. Returns the merge commit's id; the repository is left on `base`.
 */
export function openPullRequest(
  from: TestRepository,
  to: TestServer,
  { number = 1, base = "main", head }: { number?: number; base?: string; head: string },
): string {
  from.git("checkout", "--quiet", "--detach", base);
  const merge = from.merge(head);
  from.git("checkout", "--quiet", base);
  push(from, to, {
    [`refs/heads/${base}`]: base,
    [`refs/pull/${number}/head`]: head,
    [`refs/pull/${number}/merge`]: merge,
  });
  return merge;
}

/** What actions/checkout leaves behind by default: one commit of one ref, detached, the remote named `origin`. */
export function checkoutOneDeep(server: TestServer, ref: string): TestRepository {
  const path = makeFolder();
  const git = (...args: string[]) => runGit(path, args);
  git("init", "--quiet", "--initial-branch=main");
  git("remote", "add", "origin", server.url);
  const local = ref.replace(
    /^refs\/(heads|pull)\//,
    (_, kind) => `refs/remotes/${kind === "pull" ? "pull" : "origin"}/`,
  );
  git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", `+${ref}:${local}`);
  git("checkout", "--quiet", "--detach", local);
  return repositoryAt(path);
}

/** An ordinary clone with the whole history. */
export function cloneWhole(server: TestServer): TestRepository {
  const path = join(makeFolder(), "clone");
  runGit(server.path, ["clone", "--quiet", server.url, path]);
  return repositoryAt(path);
}

/** An environment in which git behaves the same on every machine. */
export const gitEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env["PATH"] ?? "",
  HOME: "/nonexistent",
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "A. Author",
  GIT_AUTHOR_EMAIL: "author@example.org",
  GIT_AUTHOR_DATE: "2024-05-06T07:08:09Z",
  GIT_COMMITTER_NAME: "A. Author",
  GIT_COMMITTER_EMAIL: "author@example.org",
  GIT_COMMITTER_DATE: "2024-05-06T07:08:09Z",
  GIT_CONFIG_COUNT: "2",
  GIT_CONFIG_KEY_0: "protocol.file.allow",
  GIT_CONFIG_VALUE_0: "always",
  GIT_CONFIG_KEY_1: "advice.detachedHead",
  GIT_CONFIG_VALUE_1: "false",
};

function runGit(cwd: string, args: readonly string[]): string {
  const options = {
    cwd,
    env: gitEnvironment,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: "pipe",
  } as const;
  return execFileSync("git", args, options).replace(/\n$/, "");
}

function writeFiles(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    const full = join(root, path);
    rmSync(full, { recursive: true, force: true });
    if (content === null) continue;
    mkdirSync(dirname(full), { recursive: true });
    if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(full, content);
    else symlinkSync(content.linkTo, full);
  }
}
