// Which commits the action compares: events, clones and tokens, each with the verdict that is due.

import { describe, expect, test } from "vitest";
import { startApi } from "../github/api-server.ts";
import { payload } from "../github/payloads.ts";
import { checkoutOneDeep, cloneWhole, push } from "../support/repository.ts";
import {
  forkRunJob,
  mergeGroupJob,
  pullRequestJob,
  pullRequestTargetJob,
  pushJob,
  stateJob,
} from "./jobs.ts";
import { type Outcome, runAction } from "./run-action.ts";
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
/** What somebody else merged meanwhile: together with the good change it makes two heads. */
const rival = { [`${versions}/d4_add_carts.py`]: script("d4", "b2", "add carts") };
const unrelated = { "README.md": "The shop.\n" };
const none = "0".repeat(40);

function compared({ report }: Outcome): readonly unknown[] {
  const { before, after } = JSON.parse(report ?? "{}");
  return [before?.commit ?? null, after?.commit ?? null];
}

describe("pull_request", () => {
  test("the merge is judged on the target branch as it stands now", async () => {
    const shop = openShop(goodChange);
    const { path } = checkoutOneDeep(shop.server, mergeRef);
    const tip = moveMain(shop, rival);
    const outcome = await runAction({ workspace: path, ...pullRequestJob(shop) });
    expect(outcome.outputs).toMatchObject({
      verdict: "failed",
      heads: '{"migrations":["c3","d4"]}',
    });
    expect(compared(outcome)).toEqual([tip, shop.merge]);
    expect(outcome.stdout).toContain(
      `::notice title=onehead::\`main\` has moved from ${shop.base.slice(0, 7)} to ${tip.slice(0, 7)} since GitHub made the merge of this pull request, and that changed the verdict from \`passed\` to \`failed\`.`,
    );
  });

  test("a target branch that moved without consequence is one line of the log", async () => {
    const shop = openShop(goodChange);
    const { path } = checkoutOneDeep(shop.server, mergeRef);
    moveMain(shop, unrelated);
    const outcome = await runAction({ workspace: path, ...pullRequestJob(shop) });
    expect(outcome.outputs).toMatchObject({ verdict: "passed", heads: '{"migrations":["c3"]}' });
    expect(outcome.stdout).toContain("that did not change the verdict.");
    expect(outcome.stdout).not.toContain("::notice");
  });

  test("a full clone stays whole", async () => {
    const shop = openShop(badChange);
    const clone = cloneWhole(shop.server);
    clone.git("fetch", "--quiet", "origin", `+${mergeRef}:refs/remotes/pull/7/merge`);
    clone.git("checkout", "--quiet", "--detach", "refs/remotes/pull/7/merge");
    moveMain(shop, unrelated);
    const outcome = await runAction({ workspace: clone.path, ...pullRequestJob(shop) });
    expect(outcome.outputs["verdict"]).toBe("failed");
    expect(clone.git("rev-parse", "--is-shallow-repository")).toBe("false");
    expect(clone.git("rev-list", "--count", shop.merge)).toBe("3");
  });

  test("a shallow clone gets single commits and no more", async () => {
    const shop = openShop(goodChange);
    moveMain(shop, unrelated);
    const { path, git } = checkoutOneDeep(shop.server, mergeRef);
    await runAction({ workspace: path, ...pullRequestJob(shop) });
    expect(git("rev-list", "--all", "--count")).toBe("1");
    expect(git("for-each-ref", "--format=%(refname)")).toBe("refs/remotes/pull/7/merge");
  });

  test("a merge that was made of another commit of the pull request is judged, and named", async () => {
    const shop = openShop(badChange);
    const { path } = checkoutOneDeep(shop.server, mergeRef);
    const older = { ...shop, head: "a".repeat(40) };
    const outcome = await runAction({ workspace: path, ...pullRequestJob(older) });
    expect(outcome.outputs["verdict"]).toBe("failed");
    expect(outcome.stdout).toContain(`was made of ${shop.head}, not of ${older.head}`);
  });

  test("a fork's pull request is judged like any other", async () => {
    const shop = openShop(badChange);
    const { path } = checkoutOneDeep(shop.server, mergeRef);
    const job = pullRequestJob(shop, {
      head: { sha: shop.head, repo: null },
    });
    expect((await runAction({ workspace: path, ...job })).outputs["verdict"]).toBe("failed");
  });

  test("a base branch that was changed is the one that counts", async () => {
    const shop = openShop(goodChange);
    // Its head is already what the pull request adds.
    push(shop.repository, shop.server, { "refs/heads/next": shop.head });
    const { path } = checkoutOneDeep(shop.server, mergeRef);
    const job = pullRequestJob(shop, { base: { ref: "next", sha: shop.head } });
    const outcome = await runAction({ workspace: path, ...job });
    expect(JSON.parse(outcome.report ?? "").before).toEqual({ ref: "next", commit: shop.head });
    expect(outcome.outputs["verdict"]).toBe("passed");
  });
});

describe("the pull request's own commit is checked out", () => {
  test("in a shallow clone the merge that GitHub made is fetched", async () => {
    const shop = openShop(goodChange);
    moveMain(shop, rival);
    const { path } = checkoutOneDeep(shop.server, "refs/pull/7/head");
    const outcome = await runAction({ workspace: path, ...pullRequestJob(shop) });
    expect(outcome.outputs).toMatchObject({
      verdict: "failed",
      heads: '{"migrations":["c3","d4"]}',
    });
  });

  test("without a merge, as under a conflict, GitHub's API tells the merge base", async () => {
    const shop = openShop(goodChange);
    shop.server.git("update-ref", "-d", mergeRef);
    const tip = moveMain(shop, rival);
    const { path } = checkoutOneDeep(shop.server, "refs/pull/7/head");
    const api = await startApi();
    api.failures.set("repos/compare-commits", [{ status: 502 }]);
    api.mergeBases.set(`${tip}...${shop.head}`, shop.base);
    const environment = { GITHUB_API_URL: api.url };
    const outcome = await runAction({ workspace: path, environment, ...pullRequestJob(shop) });
    expect(outcome.outputs).toMatchObject({
      verdict: "failed",
      heads: '{"migrations":["c3","d4"]}',
    });
  });

  test("without merge and API the question stays open, and the remedy is named", async () => {
    const shop = openShop(goodChange);
    shop.server.git("update-ref", "-d", mergeRef);
    moveMain(shop, unrelated);
    const { path } = checkoutOneDeep(shop.server, "refs/pull/7/head");
    const outcome = await runAction({ workspace: path, ...pullRequestJob(shop) });
    expect(outcome).toMatchObject({ exitCode: 1, outputs: { verdict: "incomplete" } });
    expect(outcome.stdout).toContain("`fetch-depth: 0`");
  });

  test("a full clone needs neither, and judges a lagging branch on the present target", async () => {
    const shop = openShop(goodChange);
    shop.server.git("update-ref", "-d", mergeRef);
    const clone = cloneWhole(shop.server);
    clone.git("fetch", "--quiet", "origin", "refs/pull/7/head");
    clone.git("checkout", "--quiet", "--detach", shop.head);
    const tip = moveMain(shop, rival);
    const outcome = await runAction({ workspace: clone.path, ...pullRequestJob(shop) });
    expect(outcome.outputs["verdict"]).toBe("failed");
    expect(compared(outcome)).toEqual([tip, shop.head]);
  });
});

describe("pull_request_target", () => {
  test("the target branch is checked out, the pull request's scripts are only read", async () => {
    const shop = openShop(badChange);
    const { path, git } = checkoutOneDeep(shop.server, "refs/heads/main");
    const outcome = await runAction({ workspace: path, ...pullRequestTargetJob(shop) });
    expect(outcome.outputs["verdict"]).toBe("failed");
    expect(git("status", "--porcelain")).toBe("");
    expect(git("rev-parse", "HEAD")).toBe(shop.base);
  });

  test("a conflicting pull request is judged by what it changes", async () => {
    const shop = openShop({ ...badChange, "README.md": "Mine.\n" });
    shop.server.git("update-ref", "-d", mergeRef);
    const tip = moveMain(shop, { "README.md": "Theirs.\n" });
    const { path } = checkoutOneDeep(shop.server, "refs/heads/main");
    const api = await startApi();
    api.mergeBases.set(`${tip}...${shop.head}`, shop.base);
    const environment = { GITHUB_API_URL: api.url };
    const outcome = await runAction({
      workspace: path,
      environment,
      ...pullRequestTargetJob(shop),
    });
    expect(compared(outcome)).toEqual([tip, shop.head]);
    expect(outcome.outputs).toMatchObject({
      verdict: "failed",
      heads: '{"migrations":["b2","c3"]}',
    });
  });
});

describe("merge_group", () => {
  test("an entry is judged on top of the entries before it", async () => {
    const shop = openShop(goodChange);
    const { repository, server } = shop;
    repository.git("checkout", "--quiet", "--detach", "main");
    const base = repository.commit(rival, "Earlier entry");
    const head = repository.merge("topic");
    push(repository, server, { "refs/heads/gh-readonly-queue/main/pr-7": head });
    const { path } = checkoutOneDeep(server, "refs/heads/gh-readonly-queue/main/pr-7");
    const outcome = await runAction({ workspace: path, ...mergeGroupJob(base, head) });
    expect(outcome.outputs).toMatchObject({
      verdict: "failed",
      heads: '{"migrations":["c3","d4"]}',
    });
    expect(compared(outcome)).toEqual([base, head]);
  });
});

describe("push", () => {
  test("a push to the default branch is judged against what stood there before", async () => {
    const shop = openShop(goodChange);
    const tip = moveMain(shop, badChange);
    const { path } = checkoutOneDeep(shop.server, "refs/heads/main");
    const outcome = await runAction({ workspace: path, ...pushJob("main", shop.base, tip) });
    expect(outcome.outputs["verdict"]).toBe("failed");
    expect(compared(outcome)).toEqual([shop.base, tip]);
  });

  test("a forced push that drops an applied script strands databases", async () => {
    const shop = openShop(goodChange);
    const { repository, server } = shop;
    repository.git("checkout", "--quiet", "--orphan", "other");
    const tip = repository.commit({ [`${versions}/b2_add_email.py`]: null }, "Start anew");
    push(repository, server, { "refs/heads/main": tip });
    const { path } = checkoutOneDeep(server, "refs/heads/main");
    const outcome = await runAction({
      workspace: path,
      ...pushJob("main", shop.base, tip, { forced: true }),
    });
    expect(outcome.outputs["verdict"]).toBe("failed");
    expect(outcome.stdout).toContain("deleted-revision");
  });

  test("a forced push whose former commit is gone leaves the question open", async () => {
    const shop = openShop(goodChange);
    const { path } = checkoutOneDeep(shop.server, "refs/heads/main");
    const job = pushJob("main", "d".repeat(40), shop.base, { forced: true });
    const outcome = await runAction({ workspace: path, ...job });
    expect(outcome).toMatchObject({ exitCode: 1, outputs: { verdict: "incomplete" } });
    expect(outcome.stdout).toContain("is not in this clone");
  });

  test.each([
    ["a new branch", none],
    ["a branch with work in progress", "topic~1"],
  ])("%s is judged as a change to the default branch", async (_, before) => {
    const shop = openShop(goodChange);
    const { repository, server } = shop;
    // An edit of a script that was pushed yesterday and merged nowhere.
    repository.branch("topic");
    const path = `${versions}/c3_add_orders.py`;
    const tip = repository.commit({ [path]: script("c3", "b2", "add orders", "op.execute()") });
    push(repository, server, { "refs/heads/topic": tip });
    const clone = cloneWhole(server);
    clone.git("checkout", "--quiet", "--detach", tip);
    const from = before === none ? none : repository.git("rev-parse", before);
    const outcome = await runAction({ workspace: clone.path, ...pushJob("topic", from, tip) });
    expect(outcome.outputs["verdict"]).toBe("passed");
    expect(compared(outcome)).toEqual([shop.base, tip]);
  });
});

describe("workflow_dispatch and schedule", () => {
  test.each(["workflow_dispatch", "schedule"] as const)(
    "%s judges the whole history",
    async (event) => {
      const shop = openShop(goodChange);
      const { path } = checkoutOneDeep(shop.server, "refs/heads/main");
      const outcome = await runAction({ workspace: path, ...stateJob(event, shop.base) });
      expect(outcome.outputs).toMatchObject({ verdict: "passed", heads: '{"migrations":["b2"]}' });
      expect(compared(outcome)).toEqual([null, shop.base]);
    },
  );

  test("a history with two heads does not pass", async () => {
    const shop = openShop(goodChange);
    const tip = moveMain(shop, badChange);
    const { path } = checkoutOneDeep(shop.server, "refs/heads/main");
    const outcome = await runAction({ workspace: path, ...stateJob("schedule", tip) });
    expect(outcome).toMatchObject({
      exitCode: 1,
      outputs: { verdict: "failed", "head-count": "2" },
    });
  });
});

describe("workflow_run", () => {
  test("a fork's pull request is found by its branch and commit", async () => {
    const shop = openShop(badChange);
    const { path } = checkoutOneDeep(shop.server, "refs/heads/main");
    const api = await startApi();
    api.pulls.push({ number: 7, base: { ref: "main" }, head: { sha: shop.head }, labels: [] });
    const environment = { GITHUB_API_URL: api.url };
    const job = forkRunJob(shop.head, shop.base);
    const outcome = await runAction({ workspace: path, environment, ...job });
    expect(outcome.outputs["verdict"]).toBe("failed");
    expect(compared(outcome)).toEqual([shop.base, shop.merge]);
  });

  test("a pull request that cannot be found leaves the question open", async () => {
    const shop = openShop(badChange);
    const { path } = checkoutOneDeep(shop.server, "refs/heads/main");
    const outcome = await runAction({ workspace: path, ...forkRunJob(shop.head, shop.base) });
    expect(outcome).toMatchObject({ exitCode: 1, outputs: { verdict: "incomplete" } });
    expect(outcome.stdout).toContain("`pull-requests: read`");
  });
});

test("a run that follows a push is about the pushed commit, whatever is checked out", async () => {
  const shop = openShop(badChange);
  const { path } = checkoutOneDeep(shop.server, "refs/heads/main");
  const event = payload("workflow_run", "completed", {
    workflow_run: { event: "push", head_sha: shop.head, pull_requests: [] },
  });
  const job = { event: "workflow_run", payload: event, sha: shop.base };
  const outcome = await runAction({ workspace: path, ...job });
  expect(compared(outcome)).toEqual([null, shop.head]);
  expect(outcome.outputs["head-count"]).toBe("2");
});

describe("the inputs `against` and `at`", () => {
  const run = (shop: Shop, given: Record<string, string>) => {
    const { path } = cloneWhole(shop.server);
    return runAction({ workspace: path, with: given, ...stateJob("workflow_dispatch", shop.base) });
  };

  test.each(["topic", "refs/heads/topic", "origin/topic", "v1"])("at: %s", async (at) => {
    const shop = openShop(badChange);
    push(shop.repository, shop.server, {
      "refs/heads/topic": shop.head,
      "refs/tags/v1": shop.head,
    });
    const outcome = await run(shop, { against: "main", at });
    expect(outcome.outputs["verdict"]).toBe("failed");
    expect(compared(outcome)).toEqual([shop.base, shop.head]);
  });

  test("a name that stands for nothing is refused with a remedy", async () => {
    const outcome = await run(openShop(goodChange), { against: "no\n::error::such" });
    expect(outcome).toMatchObject({ exitCode: 1, outputs: { verdict: "incomplete" } });
    expect(outcome.stdout).toMatch(
      /^::error title=onehead::No branch, tag or commit is called [^\n]* Correct the input\.\n$/,
    );
  });
});

test("a payload without anything in it is no more than a state", async () => {
  const shop = openShop(goodChange, shopFiles);
  const { path } = checkoutOneDeep(shop.server, mergeRef);
  const outcome = await runAction({
    workspace: path,
    event: "pull_request",
    payload: {},
    sha: shop.merge,
  });
  expect(compared(outcome)).toEqual([null, shop.merge]);
});
