// `onehead check` as people call it: which states it compares, where it looks, what it prints and how it ends.

import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeHistory } from "../support/history.ts";
import { project } from "../support/project.ts";
import {
  checkoutOneDeep,
  makeRepository,
  makeServer,
  repositoryAt,
} from "../support/repository.ts";
import { onehead } from "./onehead.ts";

const line = `
  <base> -> a1, create users
  a1 -> b2, add email`;
const fork = `${line}
  a1 -> c3, create orders`;
const longer = `${line}
  b2 -> c3, create orders`;

beforeEach(() => {
  // In a job of its own, the project's target branch is not that of these repositories.
  vi.stubEnv("GITHUB_BASE_REF", "");
  vi.stubEnv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "");
});
afterEach(() => vi.unstubAllEnvs());

/** A repository on a branch of its own, with these changes not yet committed. */
function working(after: string) {
  const repository = makeRepository(project(line));
  repository.branch("pull-request");
  repository.write(project(after));
  return repository;
}

/** A bare repository whose `pull-request` holds one more commit than `main`. */
function committed(after: string, more: Readonly<Record<string, string>> = {}): string {
  return makeHistory([
    { branch: "main", message: "before", files: { ...project(line), ...more } },
    {
      branch: "pull-request",
      from: "before",
      message: "after",
      files: { ...project(after), ...more },
    },
  ]);
}

const atPullRequest = (repo: string, ...more: string[]) =>
  onehead("check", "--repo", repo, "--against", "main", "--at", "pull-request", ...more);

describe("the state that is checked", () => {
  test("is the working tree, files that git does not track included", async () => {
    const { path } = working(fork);
    const { exitCode, stdout } = await onehead("check", "--repo", path);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("`c3` would be a second head beside `b2`.");
    expect(stdout).toMatch(/^Compared the working tree with `main` \(`[0-9a-f]{7}`\)/m);
  });

  test("is not what git ignores", async () => {
    const { path, write } = working(fork);
    write({ ".gitignore": "c3.py\n" });
    expect(await onehead("--repo", path)).toMatchObject({ exitCode: 0 });
  });

  test("is the index with --staged, whatever the working tree holds", async () => {
    const { path, git } = working(fork);
    const staged = () => onehead("check", "--repo", path, "--staged");
    expect(await staged()).toMatchObject({ exitCode: 0 });
    git("add", "--all");
    repositoryAt(path).write({ "migrations/versions/c3.py": null });
    expect((await staged()).stdout).toContain("Compared the staged changes with `main`");
    expect(await staged()).toMatchObject({ exitCode: 1 });
  });

  test("is the commit that --at names, whatever the working tree holds", async () => {
    const { path } = working(fork);
    const { exitCode, stdout } = await onehead("check", "--repo", path, "--at", "pull-request");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Compared `pull-request`");
  });

  test("is judged on the target's present tip, where the branch lags behind", async () => {
    const repo = makeHistory([
      { branch: "main", message: "base", files: project("<base> -> a1, create users") },
      { branch: "main", message: "before", files: project(line) },
      {
        branch: "pull-request",
        from: "base",
        message: "after",
        files: project("<base> -> a1, create users\n a1 -> c3, create orders"),
      },
    ]);
    expect((await atPullRequest(repo)).stdout).toContain("1 head (`b2`) → 2 heads (`b2`, `c3`)");
  });

  test("can be looked at from a sub-directory, or from elsewhere with --repo", async () => {
    const { path, write } = working(fork);
    write({ "docs/readme.md": "" });
    const { stdout } = await onehead("check", "--repo", join(path, "docs"));
    expect(stdout).toContain("migrations/versions/c3.py:16:1");
  });

  test("may lie in a further work tree of the repository", async () => {
    const { path, git } = working(line);
    git("worktree", "add", "--quiet", "--detach", join(path, "other"));
    repositoryAt(join(path, "other")).write(project(fork));
    expect(await onehead("check", "--repo", join(path, "other"))).toMatchObject({ exitCode: 1 });
  });
});

describe("the target branch", () => {
  test("is the one that --against names", async () => {
    const { path, git } = working(fork);
    git("branch", "release", "main");
    git("add", "--all");
    git("commit", "--quiet", "--message=orders");
    git("branch", "--force", "main");
    const against = (ref: string) => onehead("check", "--repo", path, "--against", ref);
    expect(await against("main")).toMatchObject({ exitCode: 0 });
    expect(await against("release")).toMatchObject({ exitCode: 1 });
  });

  test("is that of the event in CI", async () => {
    const { path, git } = working(fork);
    git("update-ref", "refs/remotes/origin/develop", "main");
    vi.stubEnv("GITHUB_BASE_REF", "develop");
    expect((await onehead("check", "--repo", path)).stdout).toContain("with `origin/develop`");
  });

  test("that a shallow clone does not hold is trouble that says what to fetch", async () => {
    const server = makeServer(makeRepository(project(line)));
    const { path } = checkoutOneDeep(server, "refs/heads/main");
    const { exitCode, stderr } = await onehead("check", "--repo", path, "--against", "v1");
    expect(exitCode).toBe(3);
    expect(stderr).toBe(
      "No commit is called `v1` here. This clone holds only a part of the history. Fetch it with `git fetch origin v1`, or check the spelling.",
    );
  });

  test("that nobody named and that is not there leaves the question open", async () => {
    const repo = makeHistory([{ branch: "topic", message: "only", files: project(line) }]);
    const { exitCode, stdout } = await onehead("check", "--repo", repo, "--at", "topic");
    expect(exitCode).toBe(3);
    expect(stdout).toContain("Name it with `--against REF`.");
  });
});

describe("the result", () => {
  test("ends with 0 when there is nothing to fail on, with 1 when there is", async () => {
    expect(await atPullRequest(committed(longer))).toMatchObject({ exitCode: 0 });
    expect(await atPullRequest(committed(fork))).toMatchObject({ exitCode: 1 });
  });

  test("ends with 3 where it is incomplete", async () => {
    const broken = { "migrations/versions/d4.py": "revision = make()\ndown_revision = 'b2'\n" };
    const repo = makeHistory([
      { branch: "main", message: "before", files: project(line) },
      {
        branch: "pull-request",
        from: "before",
        message: "after",
        files: { ...project(line), ...broken },
      },
    ]);
    expect(await atPullRequest(repo)).toMatchObject({ exitCode: 3 });
  });

  test("comes in each format", async () => {
    const repo = committed(fork);
    const as = async (format: string) => (await atPullRequest(repo, "--format", format)).stdout;
    expect(JSON.parse(await as("json"))).toMatchObject({ schemaVersion: 1, verdict: "failed" });
    expect(JSON.parse(await as("sarif"))).toMatchObject({ version: "2.1.0" });
    expect(await as("github")).toMatch(
      /^::error title=multiple-heads,file=migrations\/versions\/c3.py,line=16/,
    );
    expect(await as("markdown")).toMatch(/^## ❌ Migrations: failed with 1 error\n/);
    expect(await as("text")).toBe((await atPullRequest(repo)).stdout);
  });

  test("is the same in every run, byte for byte", async () => {
    const repo = committed(fork);
    const json = () => atPullRequest(repo, "--format", "json");
    expect(await json()).toEqual(await json());
  });
});

describe("options", () => {
  test("--config looks at one script directory of several", async () => {
    const repo = makeHistory([
      {
        branch: "main",
        message: "before",
        files: { ...project(line, "api"), ...project(line, "billing") },
      },
      {
        branch: "pull-request",
        from: "before",
        message: "after",
        files: { ...project(fork, "api"), ...project(line, "billing") },
      },
    ]);
    expect(await atPullRequest(repo)).toMatchObject({ exitCode: 1 });
    const { exitCode, stdout } = await atPullRequest(repo, "--config", "billing/alembic.ini");
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain("api/");
    const both = ["--config", "billing/alembic.ini", "--config", "api/alembic.ini"];
    expect(await atPullRequest(repo, ...both)).toMatchObject({ exitCode: 1 });
  });

  test("--versions needs no configuration", async () => {
    const repo = committed(fork);
    const { stdout } = await atPullRequest(repo, "--versions", "migrations/versions");
    expect(stdout).toContain("migrations/versions/c3.py:16:1  error  multiple-heads");
  });

  test("a file or directory that is not there is no green", async () => {
    const repo = committed(longer);
    for (const option of ["--config", "--versions"]) {
      const { exitCode, stdout } = await atPullRequest(repo, option, "nope");
      expect(exitCode).toBe(3);
      expect(stdout).toMatch(
        /There is no (file|directory) `nope` .* name it by its path from the repository's root\./,
      );
    }
  });

  test("--max-heads allows more heads", async () => {
    expect(await atPullRequest(committed(fork), "--max-heads", "2")).toMatchObject({ exitCode: 0 });
  });

  test("--rule sets levels, and what is let pass stays in the report", async () => {
    const repo = committed(fork);
    const { exitCode, stdout } = await atPullRequest(repo, "--rule", "multiple-heads=warning");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("warning  multiple-heads");
    const off = await atPullRequest(repo, "--rule", "multiple-heads=off");
    expect(off.stdout).toContain("notice  multiple-heads");
    expect(off.stdout).toContain("Passed with 1 notice.");
  });

  test("--on-empty pass accepts a repository without scripts", async () => {
    const repo = makeHistory([
      { branch: "main", message: "before", files: { "README.md": "" } },
      { branch: "pull-request", from: "before", message: "after", files: { "README.md": "x" } },
    ]);
    expect(await atPullRequest(repo)).toMatchObject({ exitCode: 3 });
    expect(await atPullRequest(repo, "--on-empty", "pass")).toMatchObject({ exitCode: 0 });
    const named = ["--on-empty", "pass", "--config", "gone/alembic.ini"];
    expect(await atPullRequest(repo, ...named)).toMatchObject({ exitCode: 3 });
  });
});
