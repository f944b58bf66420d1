import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { CannotCheck } from "../../src/cannot-check.ts";
import { mergeParents } from "../../src/git/commits.ts";
import {
  fetchCommit,
  fetchIntoTemporary,
  hasCommit,
  remoteCommit,
} from "../../src/git/fetch-missing.ts";
import { openRepository } from "../../src/git/open-repository.ts";
import { readSnapshots } from "../../src/git/read-snapshots.ts";
import type { CommitSha } from "../../src/model.ts";
import { project } from "../support/project.ts";
import {
  checkoutOneDeep,
  cloneWhole,
  makeRepository,
  makeServer,
  openPullRequest,
  push,
} from "../support/repository.ts";
import { at, names, read, text } from "./reading.ts";

const first = "<base> -> a1, create users";
const versions = "migrations/versions";
const named = { configs: [], versions: [] };

/** A pull request that adds b2, as GitHub serves it. */
function makePullRequest() {
  const repository = makeRepository(project(first));
  const base = repository.commit({ "later.txt": "" }) as CommitSha;
  repository.branch("topic");
  const head = repository.commit(project(`${first}\na1 -> b2, add email`)) as CommitSha;
  const server = makeServer(repository);
  const merge = openPullRequest(repository, server, { head: "topic" }) as CommitSha;
  return { repository, server, base, head, merge };
}

test("the parents of a merge are known where the clone ends", async () => {
  const { server, base, head, merge } = makePullRequest();
  const clone = await openRepository(checkoutOneDeep(server, "refs/pull/1/merge").path);
  expect(clone.isShallow).toBe(true);
  expect(await mergeParents(clone, merge)).toEqual([base, head]);
  expect(await hasCommit(clone, base)).toBe(false);
});

test("a pull request's merge, one commit deep, is compared after one small fetch", async () => {
  const { server, base, merge } = makePullRequest();
  const checkout = checkoutOneDeep(server, "refs/pull/1/merge");
  const clone = await openRepository(checkout.path);
  await fetchCommit(clone, "origin", base);
  const { before, after } = await readSnapshots(clone, {
    against: "main",
    after: { kind: "merge", commit: merge, target: base },
    named,
    released: null,
  });
  expect(before).toMatchObject({ ref: "main", commit: base });
  expect(after).toMatchObject({ commit: merge, kind: "merge" });
  expect([names(before), names(after)]).toEqual([["a1.py"], ["a1.py", "b2.py"]]);
  expect(checkout.git("rev-list", "--all", base, "--count")).toBe("2");
});

test("a merge made on an older tip is judged on the target's tip now", async () => {
  const { repository, server, base, merge } = makePullRequest();
  const now = repository.commit({
    ...project(`${first}\na1 -> c3, add orders`),
    [`${versions}/b2.py`]: null,
  }) as CommitSha;
  push(repository, server, { "refs/heads/main": "main" });
  const clone = await openRepository(checkoutOneDeep(server, "refs/pull/1/merge").path);
  expect(await remoteCommit(clone, "origin", "refs/heads/main")).toBe(now);
  for (const commit of [base, now]) await fetchCommit(clone, "origin", commit);
  const { before, after } = await readSnapshots(clone, {
    against: null,
    after: { kind: "merge", commit: merge, target: now },
    named,
    released: null,
  });
  expect([names(before), names(after)]).toEqual([
    ["a1.py", "c3.py"],
    ["a1.py", "b2.py", "c3.py"],
  ]);
});

test("without the commit that it was merged onto, a merge is not compared", async () => {
  const { server, base, merge } = makePullRequest();
  const clone = await openRepository(checkoutOneDeep(server, "refs/pull/1/merge").path);
  const { before, after, noBefore } = await readSnapshots(clone, {
    against: null,
    after: { kind: "merge", commit: merge, target: base },
    named,
    released: null,
  });
  expect(before).toBeNull();
  expect(noBefore).toMatch(
    /does not hold the commit that the pull request was merged onto.*fetch-depth: 2/,
  );
  expect(names(after)).toEqual(["a1.py", "b2.py"]);
});

test("a change may be counted from a commit that the caller names", async () => {
  const { repository, server, base, head } = makePullRequest();
  const now = repository.commit(project(`${first}\na1 -> c3, add orders`)) as CommitSha;
  push(repository, server, { "refs/heads/main": "main" });
  const clone = await openRepository(checkoutOneDeep(server, "refs/pull/1/head").path);
  for (const commit of [base, now]) await fetchCommit(clone, "origin", commit);
  const { after } = await readSnapshots(clone, {
    against: null,
    after: { kind: "merge", commit: head, target: now, since: base },
    named,
    released: null,
  });
  expect(names(after)).toEqual(["a1.py", "b2.py", "c3.py"]);
});

test("in a clone too shallow to know the merge base nothing is compared", async () => {
  const { server } = makePullRequest();
  const checkout = checkoutOneDeep(server, "refs/pull/1/head");
  checkout.git("fetch", "--quiet", "--depth=1", "origin", "+main:refs/remotes/origin/main");
  const { before, noBefore } = await read(checkout.path, at("HEAD"));
  expect(before).toBeNull();
  expect(noBefore).toMatch(/too shallow to tell where `HEAD` left `origin\/main`.*--unshallow/);
});

test("a whole clone stays whole, whether it has the commit or not", async () => {
  const { repository, server, base } = makePullRequest();
  const whole = cloneWhole(server);
  const clone = await openRepository(whole.path);
  const later = repository.commit({ "more.txt": "" }) as CommitSha;
  push(repository, server, { "refs/pull/2/head": later });
  for (const commit of [base, later]) await fetchCommit(clone, "origin", commit);
  expect(await hasCommit(clone, later)).toBe(true);
  expect(whole.git("rev-parse", "--is-shallow-repository")).toBe("false");
  expect(whole.git("rev-list", "--count", base)).toBe("2");
});

test("commits are fetched into a temporary repository without history or checkout", async () => {
  const { server, base, merge } = makePullRequest();
  const clone = await fetchIntoTemporary(server.url, [merge, base]);
  const { before, after } = await readSnapshots(clone, {
    against: null,
    after: { kind: "merge", commit: merge, target: base },
    named,
    released: null,
  });
  expect([names(before), names(after)]).toEqual([["a1.py"], ["a1.py", "b2.py"]]);
  expect((await clone.git.text(["rev-list", "--count", merge, base])).trim()).toBe("2");
});

test("a file too large to be read is not fetched into a temporary repository", async () => {
  const repository = makeRepository({
    ...project(first),
    [`${versions}/large.py`]: "#".repeat(2_100_000),
  });
  const server = makeServer(repository);
  const commit = repository.git("rev-parse", "HEAD") as CommitSha;
  const clone = await fetchIntoTemporary(server.url, [commit]);
  const here = await clone.git.text(["rev-list", "--objects", "--missing=print", commit]);
  expect(here.split("\n").filter((line) => line.startsWith("?"))).toHaveLength(1);
  const { after } = await readSnapshots(clone, {
    against: null,
    after: { kind: "commit", ref: commit },
    named,
    released: null,
    noBefore: true,
  });
  expect(text(after, "/large.py")).toBe("(it is larger than 2 MB)");
});

test("a remote's branches and tags are asked for by their full names", async () => {
  const { repository, server, base } = makePullRequest();
  repository.git("tag", "--annotate", "--message=v1", "v1", base);
  repository.git("branch", "x/refs/heads/only", "topic");
  repository.git("push", "--quiet", server.url, "v1", "x/refs/heads/only");
  const clone = await openRepository(cloneWhole(server).path);
  expect(await remoteCommit(clone, "origin", "refs/heads/main")).toBe(base);
  expect(await remoteCommit(clone, "origin", "refs/heads/only")).toBeNull();
  expect(await remoteCommit(clone, "origin", "refs/heads/--upload-pack=x")).toBeNull();
  expect(await remoteCommit(clone, server.url, "refs/tags/v1")).toBe(base);
});

test("a remote that cannot be reached, or that would start a program, is told with a remedy", async () => {
  const { repository } = makePullRequest();
  const clone = await openRepository(repository.path);
  const unknown = "0123456789012345678901234567890123456789" as CommitSha;
  await expect(fetchCommit(clone, "origin", unknown)).rejects.toThrow(
    /^`git fetch` from `origin` failed: fatal: .*contents: read/,
  );
  for (const remote of ["ext::sh -c true", "--upload-pack=true", "/etc", ""]) {
    await expect(fetchCommit(clone, remote, unknown)).rejects.toThrow(CannotCheck);
  }
  await expect(fetchCommit(clone, "origin", "--all" as CommitSha)).rejects.toThrow(
    "`--all` is no commit's full id.",
  );
});

test("credentials are sent once, in place of those that the configuration holds, and stand in no argument", async () => {
  const seen: (string | undefined)[] = [];
  const http = createServer((request, response) => {
    seen.push(request.headersDistinct["authorization"]?.join(" + "));
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void http.close());
  const server = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;

  const repository = makeRepository(project(first));
  repository.git("remote", "add", "origin", `${server}owner/name`);
  repository.git("config", `http.${server}.extraheader`, "AUTHORIZATION: basic old");
  const clone = await openRepository(repository.path);
  const credentials = { server, header: "AUTHORIZATION: basic new" };
  const failure = await remoteCommit(clone, "origin", "refs/heads/main", credentials).catch(
    (error: Error) => error.message,
  );
  expect(failure).toMatch(/^`git ls-remote` from `origin` failed/);
  expect(failure).not.toContain("basic");
  expect(new Set(seen)).toEqual(new Set(["basic new"]));
});
