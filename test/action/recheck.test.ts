// The re-check: what a push to the target branch does to the verdicts of the pull requests that are open to it.

import { expect, test } from "vitest";
import { type ApiServer, startApi } from "../github/api-server.ts";
import { commandsIn } from "../github/runner.ts";
import { checkoutOneDeep, cloneWhole, type Files, makeFolder } from "../support/repository.ts";
import { serveGit } from "./git-server.ts";
import { pullRequestJob, pullRequestTargetJob, pushJob, stateJob } from "./jobs.ts";
import { openOtherPull, openPull, tellMergeBases } from "./pulls.ts";
import { type Job, type Outcome, runAction } from "./run-action.ts";
import { goodChange, moveMain, openShop, type Shop, script, shopFiles, versions } from "./shop.ts";

const a1 = `${versions}/a1_create_users.py`;
const b2 = `${versions}/b2_add_email.py`;
const adding = (revision: string, down: string): Files => ({
  [`${versions}/${revision}.py`]: script(revision, down, `add ${revision}`),
});
const merging: Files = { ".keep": "" };

/** A push to `main` with the re-check, in a checkout one commit deep. */
async function afterPush(
  shop: Shop,
  api: ApiServer,
  before: string = shop.base,
  patch: Partial<Job> = {},
): Promise<Outcome> {
  const tip = shop.server.git("rev-parse", "main");
  tellMergeBases(shop, api);
  return runAction({
    workspace: checkoutOneDeep(shop.server, "refs/heads/main").path,
    environment: { GITHUB_API_URL: api.url, GITHUB_REF: "refs/heads/main", GITHUB_RUN_ID: "42" },
    with: { recheck: "true" },
    ...pushJob("main", before, tip),
    ...patch,
  });
}

/** The newest status of each pull request: `1 success: …`. */
function statusesOf(api: ApiServer): readonly string[] {
  const pulls = api.pulls as readonly { number: number; head: { sha: string } }[];
  return pulls.flatMap(({ number, head }) => {
    const status = api.statuses.findLast(({ sha }) => sha === head.sha);
    return status ? [`${number} ${status.state}: ${status.description}`] : [];
  });
}

const notices = ({ stdout }: Outcome) => stdout.match(/^::(?:notice|warning|error) .*$/gm) ?? [];

test("two pull requests that collide only with each other pass alone, and one fails once the other is merged", async () => {
  const api = await startApi();
  const shop = openShop(goodChange);
  openPull(shop, api, 1, adding("c3", "b2"));
  openPull(shop, api, 2, adding("d4", "b2"), { fork: true });
  const first = await afterPush(shop, api);
  expect(statusesOf(api)).toEqual([
    "1 success: Fits the target branch.",
    "2 success: Fits the target branch.",
  ]);
  expect(first.summary).toContain("| `c3` | ✅ fits | [#2]");

  shop.repository.merge("pull-1");
  const tip = moveMain(shop, merging);
  api.pulls.shift();
  const second = await afterPush(shop, api);
  expect(statusesOf(api)).toEqual(["2 failure: d4 would be a second head beside c3."]);
  expect(second).toMatchObject({ exitCode: 0, outputs: { verdict: "passed" } });
  expect(api.statuses.at(-1)).toMatchObject({
    context: "onehead (re-check)",
    target_url: "http://127.0.0.1:47/octo/shop/actions/runs/42",
  });

  const written = api.statuses.length;
  await afterPush(shop, api, tip);
  expect(api.statuses).toHaveLength(written);
});

/** 120 open pull requests, nine of which touch scripts, each in its own way. */
async function openMany(): Promise<{ readonly api: ApiServer; readonly shop: Shop }> {
  const api = await startApi();
  const shop = openShop(goodChange);
  const edited = (message: string) => ({ [b2]: script("b2", "a1", message, 'op.x("email")') });
  openPull(shop, api, 1, adding("c3", "b2"));
  openPull(shop, api, 2, adding("d4", "b2"), { fork: true });
  openPull(shop, api, 3, adding("e5", "a1"), { fork: true, draft: true });
  openPull(shop, api, 4, adding("f6", "c3"), { from: "pull-1" });
  openPull(shop, api, 5, { [b2]: null, [`${versions}/b2.py`]: shopFiles[b2]! });
  openPull(shop, api, 6, edited("theirs"));
  openPull(shop, api, 7, adding("::error::|`@team` #1", "b2"), {
    title: "::error::##[add-mask]x\n<img> | @team",
  });
  openPull(shop, api, 8, { [`${versions}/g7.py`]: "revision = make()\ndown_revision = 'b2'\n" });
  openPull(shop, api, 9, { [a1]: null, "archive/a1_create_users.py": shopFiles[a1]! });
  for (let number = 10; number <= 120; number++) openOtherPull(api, number);
  moveMain(shop, { ...edited("ours") });
  return { api, shop };
}

/** A value that doubles with every line, under any of three ways to write it. */
const bombs: Files = {
  [`${versions}/h1.py`]: `a = "x"\n${"a = a + a\n".repeat(40)}revision = a\ndown_revision = "b2"\n`,
  [`${versions}/h2.py`]: `a = ("x",)\n${"a = (a, a)\n".repeat(40)}revision = "h2"\ndown_revision = a\n`,
  [`${versions}/h3.py`]: `revision = "h3"\ndown_revision = ${"[".repeat(90_000)}${"]".repeat(90_000)}\n`,
};

test("one hostile pull request never stops the others, and those without a script get a status too", async () => {
  const api = await startApi();
  const shop = openShop(goodChange);
  const keys = `{${Array.from({ length: 40_000 }, (_, i) => i.toString(16)).join(",")}}`;
  openPull(shop, api, 1, bombs);
  openPull(shop, api, 2, { ".github/onehead.yml": keys });
  openPull(shop, api, 3, { ".github/onehead.yml": "- ".repeat(16_000) });
  openPull(shop, api, 4, adding("c3", "b2"));
  openOtherPull(api, 5);
  const outcome = await afterPush(shop, api);
  expect(statusesOf(api)).toEqual([
    "1 error: Not judged: 3 files could not be read, so the graph may not be whole. Mend the files.",
    "2 error: Not judged: .github/onehead.yml is larger than 32 KB, and settings never are. Mend the file.",
    expect.stringMatching(/^3 error: Not judged: /),
    "4 success: Fits the target branch.",
    "5 success: Fits the target branch.",
  ]);
  expect(outcome.stdout).not.toContain("bug of its own");
});

test("120 open pull requests get their verdicts with few requests", async () => {
  const { api, shop } = await openMany();
  const outcome = await afterPush(shop, api);
  await expect(`${statusesOf(api).join("\n")}\n`).toMatchFileSnapshot(
    "golden/recheck/statuses.txt",
  );
  const section = outcome.summary.slice(outcome.summary.indexOf("### Open"));
  await expect(section).toMatchFileSnapshot("golden/recheck/summary.md");
  expect(notices(outcome).filter((line) => line.includes("Re-check"))).toEqual([]);
  const levels = ["error", "warning", "notice"];
  for (const { name } of commandsIn(outcome.stdout)) expect(levels).toContain(name);
  expect(outcome.stdout + outcome.summary).not.toMatch(/add-mask|<img>/);
  const asked = (name: string) => api.asked.filter((one) => one === name).length;
  expect(asked("pulls/list")).toBe(2);
  expect(asked("pulls/list-files")).toBe(120);
  expect(api.asked.length).toBeLessThanOrEqual(122 + 3 * 9 + 2 * 111);
});

test("a rate limit in the middle ends the re-check with one notice and fails nothing", async () => {
  const { api, shop } = await openMany();
  const limit = { status: 403, headers: { "x-ratelimit-remaining": "0" } };
  const usual = Array.from({ length: 57 }, () => null);
  api.failures.set("pulls/list-files", [...usual, ...Array.from({ length: 120 }, () => limit)]);
  const outcome = await afterPush(shop, api);
  const [notice, ...more] = notices(outcome).filter((line) => line.includes("Re-check"));
  expect(more).toEqual([]);
  expect(notice).toContain("55 of 120 open pull requests looked at, 65 left out");
  expect(notice).toContain("rate limit");
  expect(api.asked.filter((one) => one === "pulls/list-files")).toHaveLength(60);
  expect(statusesOf(api)).toHaveLength(55);
});

test("a rate limit on a status counts its pull request as not looked at", async () => {
  const api = await startApi();
  const shop = openShop(goodChange);
  openPull(shop, api, 1, adding("c3", "b2"));
  openPull(shop, api, 2, adding("d4", "b2"));
  const limit = { status: 429, headers: { "retry-after": "60" } };
  api.failures.set("repos/create-commit-status", [null, limit]);
  const outcome = await afterPush(shop, api);
  expect(outcome.exitCode).toBe(0);
  expect(notices(outcome)).toHaveLength(1);
  expect(notices(outcome)[0]).toContain("1 of 2 open pull requests looked at, 1 left out");
});

test("without `statuses: write` one notice names it, and the summary tells the verdicts", async () => {
  const api = await startApi();
  api.isReadOnly = true;
  const shop = openShop(goodChange);
  openPull(shop, api, 1, adding("c3", "b2"));
  openPull(shop, api, 2, adding("d4", "a1"));
  const outcome = await afterPush(shop, api);
  expect(outcome).toMatchObject({ exitCode: 0, outputs: { verdict: "passed" } });
  expect(notices(outcome)).toHaveLength(1);
  expect(notices(outcome)[0]).toContain("2 commit statuses not written");
  expect(notices(outcome)[0]).toContain("`statuses: write`");
  expect(outcome.summary).toContain("❌ fails");
  expect(api.asked.filter((one) => one === "repos/create-commit-status")).toHaveLength(1);
});

test("a commit that takes no more statuses keeps no other from its own", async () => {
  const api = await startApi();
  const shop = openShop(goodChange);
  openPull(shop, api, 1, adding("c3", "b2"));
  openPull(shop, api, 2, adding("d4", "b2"));
  api.failures.set("repos/create-commit-status", [{ status: 422, message: "no more" }]);
  const outcome = await afterPush(shop, api);
  expect(statusesOf(api)).toEqual(["2 success: Fits the target branch."]);
  expect(notices(outcome)).toEqual([expect.stringMatching(/^::warning .*1 commit status not/)]);
});

test("a refused list of pull requests names the permission and fails nothing", async () => {
  const api = await startApi();
  api.failures.set("pulls/list", [{ status: 403 }]);
  const outcome = await afterPush(openShop(goodChange), api);
  expect(outcome.exitCode).toBe(0);
  expect(notices(outcome)).toHaveLength(1);
  expect(notices(outcome)[0]).toContain("`pull-requests: read`");
});

test("a rate limit while asking where a pull request begins writes no status", async () => {
  const api = await startApi();
  const shop = openShop(goodChange);
  openPull(shop, api, 1, adding("c3", "b2"));
  api.failures.set("repos/compare-commits", [{ status: 429, headers: { "retry-after": "60" } }]);
  const outcome = await afterPush(shop, api);
  expect(notices(outcome)).toHaveLength(1);
  expect(api.statuses).toEqual([]);
});

test("a pull request is judged by its own labels and the settings of its target", async () => {
  const api = await startApi();
  const shop = openShop(goodChange);
  openPull(shop, api, 1, adding("c3", "a1"), { labels: ["onehead:allow:multiple-heads"] });
  openPull(shop, api, 2, { ...adding("d4", "a1"), ".github/onehead.yml": "max-heads: 2\n" });
  openPull(shop, api, 3, { ".github/onehead.yml": "max-heads: no\n" });
  await afterPush(shop, api);
  expect(statusesOf(api)).toEqual([
    "1 success: Fits the target branch with 1 exception.",
    "2 failure: d4 would be a second head beside b2.",
    expect.stringMatching(/^3 error: Not judged: /),
  ]);
});

test.each(["schedule", "workflow_dispatch"] as const)(
  "%s re-checks too, in a whole clone",
  async (event) => {
    const api = await startApi();
    const shop = openShop(goodChange);
    openPull(shop, api, 1, adding("c3", "a1"));
    const workspace = cloneWhole(shop.server).path;
    await afterPush(shop, api, shop.base, { workspace, ...stateJob(event, shop.base) });
    expect(statusesOf(api)).toEqual(["1 failure: c3 would be a second head beside b2."]);
    expect(api.asked).not.toContain("repos/compare-commits");
  },
);

test("a re-check needs no checkout", async () => {
  const api = await startApi();
  const shop = openShop(goodChange);
  openPull(shop, api, 1, adding("c3", "a1"), { fork: true });
  const { url } = await serveGit(shop.server.path);
  const environment = {
    GITHUB_API_URL: api.url,
    GITHUB_SERVER_URL: url,
    GITHUB_REF: "refs/heads/main",
  };
  await afterPush(shop, api, shop.base, { workspace: makeFolder(), environment });
  expect(statusesOf(api)).toEqual(["1 failure: c3 would be a second head beside b2."]);
});

test("on `pull_request_target` the pull request gets its own status, and on `pull_request` none", async () => {
  const api = await startApi();
  const shop = openShop(goodChange);
  api.pulls.push({ number: 7, head: { sha: shop.head }, base: { ref: "main" }, labels: [] });
  await afterPush(shop, api, shop.base, pullRequestJob(shop));
  expect(api.statuses).toEqual([]);
  await afterPush(shop, api, shop.base, pullRequestTargetJob(shop));
  expect(statusesOf(api)).toEqual(["7 success: Fits the target branch."]);
});

test("a step with a configuration of its own has a status of its own", async () => {
  const api = await startApi();
  const shop = openShop(goodChange);
  openPull(shop, api, 1, adding("c3", "b2"));
  await afterPush(shop, api, shop.base, { with: { recheck: "true", config: "alembic.ini" } });
  expect(api.statuses[0]?.context).toBe("onehead (re-check: alembic.ini)");
});

test("without the input nothing is asked", async () => {
  const api = await startApi();
  await afterPush(openShop(goodChange), api, undefined, { with: {} });
  expect(api.asked).toEqual([]);
});
