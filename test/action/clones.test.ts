// Where the action reads from: clones in odd places, private servers, no clone at all.

import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import {
  checkoutOneDeep,
  cloneWhole,
  makeFolder,
  makeRepository,
  repositoryAt,
} from "../support/repository.ts";
import { type GitServer, serveGit } from "./git-server.ts";
import { mergeGroupJob, pullRequestJob, pullRequestTargetJob, pushJob, stateJob } from "./jobs.ts";
import { runAction } from "./run-action.ts";
import {
  badChange,
  goodChange,
  moveMain,
  openShop,
  type Shop,
  script,
  shopFiles,
  versions,
} from "./shop.ts";

const mergeRef = "refs/pull/7/merge";

/** A checkout whose remote is the HTTP server, with no credentials in it. */
function checkoutOver(http: GitServer, { server }: Shop, ref = mergeRef) {
  const clone = checkoutOneDeep(server, ref);
  clone.git("remote", "set-url", "origin", `${http.url}/octo/shop`);
  return clone;
}

/** Puts a clone into a folder of a new workspace. */
function inWorkspace(folders: Readonly<Record<string, string>>): string {
  const workspace = makeFolder();
  for (const [name, path] of Object.entries(folders)) {
    mkdirSync(join(workspace, name, ".."), { recursive: true });
    renameSync(path, join(workspace, name));
  }
  return workspace;
}

test("after `persist-credentials: false` what is missing is fetched with the job's token", async () => {
  const shop = openShop(badChange);
  const http = await serveGit(shop.server.path, "ghs_job");
  const { path, git } = checkoutOver(http, shop);
  const environment = { GITHUB_SERVER_URL: http.url };
  const outcome = await runAction({ workspace: path, environment, ...pullRequestJob(shop) });
  expect(outcome.outputs["verdict"]).toBe("failed");
  expect(JSON.parse(outcome.report ?? "").before.commit).toBe(shop.base);
  expect(git("config", "--list", "--local")).not.toContain("extraheader");
});

test("credentials that the checkout kept are not sent twice", async () => {
  const shop = openShop(badChange);
  const http = await serveGit(shop.server.path, "ghs_job");
  const { path, git } = checkoutOver(http, shop);
  const basic = Buffer.from("x-access-token:ghs_job").toString("base64");
  git("config", `http.${http.url}/.extraheader`, `AUTHORIZATION: basic ${basic}`);
  const environment = { GITHUB_SERVER_URL: http.url };
  const outcome = await runAction({ workspace: path, environment, ...pullRequestJob(shop) });
  expect(outcome.outputs["verdict"]).toBe("failed");
  expect(http.log.filter((line) => !line.startsWith("200"))).toEqual([]);
});

test("credentials that the checkout kept and that no longer work are replaced by the token", async () => {
  const shop = openShop(badChange);
  const http = await serveGit(shop.server.path, "ghs_job");
  const { path, git } = checkoutOver(http, shop);
  git("config", `http.${http.url}/.extraheader`, "AUTHORIZATION: basic c3RhbGU=");
  const environment = { GITHUB_SERVER_URL: http.url };
  const outcome = await runAction({ workspace: path, environment, ...pullRequestJob(shop) });
  expect(outcome.outputs["verdict"]).toBe("failed");
  expect(http.log.filter((line) => line.startsWith("400"))).toEqual([]);
});

test.each([
  ["no token", { token: "" }],
  ["a token that is not accepted", { token: "ghs_stale" }],
])("a private repository and %s leave the question open, with a remedy", async (_, given) => {
  const shop = openShop(badChange);
  const http = await serveGit(shop.server.path, "ghs_job");
  const { path } = checkoutOver(http, shop);
  const environment = { GITHUB_SERVER_URL: http.url };
  const outcome = await runAction({
    workspace: path,
    with: given,
    environment,
    ...pullRequestJob(shop),
  });
  expect(outcome).toMatchObject({ exitCode: 1, outputs: { verdict: "incomplete" } });
  expect(outcome.stdout).toContain("`contents: read`");
  expect(outcome.stdout).not.toContain(Buffer.from("x-access-token:ghs_stale").toString("base64"));
});

test("a public repository needs no token", async () => {
  const shop = openShop(badChange);
  const http = await serveGit(shop.server.path);
  const { path } = checkoutOver(http, shop);
  const environment = { GITHUB_SERVER_URL: http.url };
  const job = { workspace: path, with: { token: "" }, environment, ...pullRequestJob(shop) };
  expect((await runAction(job)).outputs["verdict"]).toBe("failed");
});

const zero = "0".repeat(40);

test.each([
  ["pull_request", (shop: Shop) => pullRequestJob(shop), "failed"],
  ["pull_request_target", (shop: Shop) => pullRequestTargetJob(shop), "failed"],
  ["merge_group", (shop: Shop) => mergeGroupJob(shop.base, shop.merge), "failed"],
  ["push", (shop: Shop) => pushJob("main", shop.base, shop.merge), "failed"],
  ["push of a new branch", (shop: Shop) => pushJob("topic", zero, shop.head), "failed"],
  ["schedule", (shop: Shop) => stateJob("schedule", shop.base), "passed"],
])("without a checkout the commits of %s are fetched with the token", async (_, job, verdict) => {
  const shop = openShop(badChange);
  const http = await serveGit(shop.server.path, "ghs_job");
  const environment = { GITHUB_SERVER_URL: http.url };
  const workspace = makeFolder();
  const outcome = await runAction({ workspace, environment, ...job(shop) });
  expect(outcome.outputs["verdict"]).toBe(verdict);
  expect(outcome.stderr).toBe("");
});

test("without a checkout and without a commit the remedy is a checkout", async () => {
  const outcome = await runAction({ workspace: makeFolder(), event: "schedule", payload: {} });
  expect(outcome).toMatchObject({ exitCode: 1, outputs: { verdict: "incomplete" } });
  expect(outcome.stdout).toContain("Add `actions/checkout` before this step.");
  expect(outcome.summary).toContain("Add `actions/checkout` before this step.");
});

test.each(["shop", "src/shop"])(
  "a checkout with `path: %s` is found, and paths stay the repository's",
  async (folder) => {
    const shop = openShop(badChange);
    const workspace = inWorkspace({ [folder]: checkoutOneDeep(shop.server, mergeRef).path });
    const outcome = await runAction({ workspace, ...pullRequestJob(shop) });
    expect(outcome.outputs["verdict"]).toBe("failed");
    expect(outcome.stdout).toContain("file=migrations/versions/c3_add_orders.py,line=11");
  },
);

test("of several repositories the event's own is checked", async () => {
  const shop = openShop(badChange);
  const other = makeRepository(shopFiles);
  other.git("remote", "add", "origin", "https://github.com/octo/tools");
  const own = checkoutOneDeep(shop.server, mergeRef);
  const workspace = inWorkspace({ "a-tools": other.path, shop: own.path });
  const outcome = await runAction({ workspace, ...pullRequestJob(shop) });
  expect(JSON.parse(outcome.report ?? "").after.commit).toBe(shop.merge);
});

test("another repository is checked where `working-directory` and `against` name it", async () => {
  const shop = openShop(goodChange);
  const other = makeRepository(shopFiles);
  const before = other.git("rev-parse", "HEAD");
  other.branch("next");
  const after = other.commit(goodChange);
  other.git("remote", "add", "origin", "git@github.com:octo/plugins.git");
  const workspace = inWorkspace({
    shop: checkoutOneDeep(shop.server, mergeRef).path,
    plugins: other.path,
  });
  const run = (given: Record<string, string>) =>
    runAction({
      workspace,
      with: { "working-directory": "plugins", ...given },
      ...pullRequestJob(shop),
    });
  const named = await run({ against: "main" });
  expect(JSON.parse(named.report ?? "")).toMatchObject({
    before: { commit: before },
    after: { commit: after },
  });
  expect(named.outputs["verdict"]).toBe("passed");
  const unnamed = await run({});
  expect(unnamed.outputs["verdict"]).toBe("incomplete");
  expect(unnamed.stdout).toContain("with the input `against`");
});

test("a `working-directory` without a clone is refused with a remedy", async () => {
  const shop = openShop(goodChange);
  const outcome = await runAction({
    workspace: makeFolder(),
    with: { "working-directory": "shop" },
    ...pullRequestJob(shop),
  });
  expect(outcome).toMatchObject({ exitCode: 1, outputs: { verdict: "incomplete" } });
  expect(outcome.stdout).toContain("Check the input `working-directory`");
});

test("a clone of another owner, as in container jobs, is read", async () => {
  const shop = openShop(badChange);
  const http = await serveGit(shop.server.path);
  const { path } = checkoutOver(http, shop);
  // A git that takes every repository for somebody else's.
  const folder = makeFolder();
  const git = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  const program = `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec ${git} "$@"\n`;
  writeFileSync(join(folder, "git"), program);
  chmodSync(join(folder, "git"), 0o755);
  const environment = { PATH: [folder, process.env["PATH"]].join(delimiter) };
  const outcome = await runAction({ workspace: path, environment, ...pullRequestJob(shop) });
  expect(outcome.outputs["verdict"]).toBe("failed");
});

test("git's own variables in the environment lead nowhere else", async () => {
  const shop = openShop(badChange);
  const { path } = checkoutOneDeep(shop.server, mergeRef);
  const environment = {
    GIT_DIR: makeFolder(),
    GIT_WORK_TREE: makeFolder(),
    GIT_INDEX_FILE: "/nonexistent",
    GIT_SSL_CAINFO: "/etc/ssl/certs/ca-certificates.crt",
    EDITOR: "false",
    PAGER: "false",
    GIT_EXTERNAL_DIFF: "false",
  };
  const outcome = await runAction({ workspace: path, environment, ...pullRequestJob(shop) });
  expect(outcome).toMatchObject({ outputs: { verdict: "failed" }, stderr: "" });
});

test("a clone with a partial history finds the place where the branch began", async () => {
  const shop = openShop(goodChange);
  shop.server.git("update-ref", "-d", mergeRef);
  const whole = cloneWhole(shop.server);
  whole.git("fetch", "--quiet", "origin", "refs/pull/7/head");
  whole.git("checkout", "--quiet", "--detach", shop.head);
  const tip = moveMain(shop, { [`${versions}/d4.py`]: script("d4", "b2", "add carts") });
  const path = join(makeFolder(), "clone");
  repositoryAt(whole.path).git(
    "clone",
    "--quiet",
    "--depth=2",
    "--no-single-branch",
    shop.server.url,
    path,
  );
  const clone = repositoryAt(path);
  clone.git("fetch", "--quiet", "--depth=2", "origin", shop.head);
  clone.git("checkout", "--quiet", "--detach", shop.head);
  const outcome = await runAction({ workspace: path, ...pullRequestJob(shop) });
  expect(JSON.parse(outcome.report ?? "")).toMatchObject({
    before: { commit: tip },
    verdict: "failed",
  });
});
