// What a run hands out besides the verdict: comment, suggestions, exceptions, files, and what happens when it may not.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ApiServer, startApi } from "../github/api-server.ts";
import { commandsIn } from "../github/runner.ts";
import {
  checkoutOneDeep,
  type Files,
  makeFolder,
  makeRepository,
  push,
} from "../support/repository.ts";
import { pullRequestJob } from "./jobs.ts";
import { type Outcome, runAction } from "./run-action.ts";
import { badChange, goodChange, openShop, type Shop, script, shopFiles, versions } from "./shop.ts";

const path = `${versions}/c3_add_orders.py`;

/** Runs the action on pull request 7, with an API or without. */
function run(
  shop: Shop,
  given: Readonly<Record<string, string>>,
  api?: ApiServer,
  patch: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, string>> = {},
): Promise<Outcome & { readonly workspace: string }> {
  const { path: workspace } = checkoutOneDeep(shop.server, "refs/pull/7/merge");
  const environment = { ...(api ? { GITHUB_API_URL: api.url } : {}), ...more };
  return runAction({ workspace, with: given, environment, ...pullRequestJob(shop, patch) }).then(
    (outcome) => ({ ...outcome, workspace }),
  );
}

const notices = ({ stdout }: Outcome) => stdout.match(/^::notice .*$/gm) ?? [];

const label = (name: string) => ({
  id: 1,
  node_id: "L1",
  url: "https://api.github.com/repos/octo/shop/labels/x",
  name,
  color: "ededed",
  default: false,
  description: null,
});

test("a problem is told in one comment, and the comment is resolved when it is mended", async () => {
  const api = await startApi();
  const bad = openShop(badChange);
  await run(bad, { comment: "on-problems" }, api);
  await run(bad, { comment: "on-problems" }, api);
  expect(api.comments).toHaveLength(1);
  await expect(api.comments[0]?.body).toMatchFileSnapshot("golden/comment/problem.md");
  await run(openShop(goodChange), { comment: "on-problems" }, api);
  expect(api.comments).toHaveLength(1);
  await expect(api.comments[0]?.body).toMatchFileSnapshot("golden/comment/resolved.md");
});

test("by default nothing is written on the pull request", async () => {
  const api = await startApi();
  await run(openShop(badChange), {}, api);
  expect(api.comments).toEqual([]);
  expect(api.lineComments).toEqual([]);
  expect(api.asked).toEqual(["issues/list-labels-on-issue"]);
});

test("a second head is mended by one suggestion on the pull request's own commit", async () => {
  const api = await startApi();
  const shop = openShop(badChange);
  await run(shop, { suggest: "true" }, api);
  await run(shop, { suggest: "true" }, api);
  expect(api.lineComments).toMatchObject([{ path, line: 11, commit_id: shop.head }]);
  expect(api.lineComments[0]?.body).toContain('```suggestion\ndown_revision = "b2"\n```');
  await run(openShop(goodChange), { suggest: "true" }, api);
  expect(api.lineComments).toEqual([]);
});

test("a read-only token changes no verdict and is told in one notice", async () => {
  const api = await startApi();
  api.isReadOnly = true;
  for (const [change, verdict] of [
    [badChange, "failed"],
    [goodChange, "passed"],
  ] as const) {
    const outcome = await run(openShop(change), { comment: "always", suggest: "true" }, api);
    expect(outcome.outputs["verdict"]).toBe(verdict);
    const notices = outcome.stdout.split("\n").filter((line) => line.startsWith("::notice"));
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain("`pull-requests: write`");
  }
});

test.each([404, 422, 429, 500])("an API that answers %d fails no run", async (status) => {
  const api = await startApi();
  const failure = { status, headers: { "retry-after": "0" } };
  api.failures.set("issues/list-comments", [failure, failure, failure]);
  const outcome = await run(openShop(goodChange), { comment: "always" }, api);
  expect(outcome).toMatchObject({ exitCode: 0, outputs: { verdict: "passed" } });
  expect(outcome.stdout).toMatch(
    status === 422 ? /^::warning title=onehead::/m : /^::notice title=onehead::/m,
  );
});

test("a label lets a rule pass, and the exception is recorded", async () => {
  const allow = "onehead:allow:multiple-heads";
  const outcome = await run(openShop(badChange), {}, undefined, { labels: [label(allow)] });
  expect(outcome).toMatchObject({
    exitCode: 0,
    outputs: { verdict: "passed", findings: "1", errors: "0" },
  });
  const [finding] = JSON.parse(outcome.report ?? "").findings;
  expect(finding).toMatchObject({ severity: "notice", allowed: { by: "label" } });
  expect(finding.allowed.reason).toContain(allow);
  expect(outcome.summary).toContain(allow);
});

test("a label that was set after the event counts, and one that was removed does not", async () => {
  const allow = "onehead:allow:multiple-heads";
  const api = await startApi();
  api.labels = ["bug", allow];
  expect((await run(openShop(badChange), {}, api)).outputs["verdict"]).toBe("passed");
  api.labels = [];
  const stale = await run(openShop(badChange), {}, api, { labels: [label(allow)] });
  expect(stale.outputs["verdict"]).toBe("failed");
});

test("SARIF and badge are written where the inputs say", async () => {
  const given = { sarif: "out/onehead.sarif", badge: "badge/badge.json" };
  const { workspace } = await run(openShop(badChange), given);
  const read = (name: string) => readFileSync(join(workspace, name), "utf8");
  await expect(read("out/onehead.sarif")).toMatchFileSnapshot("golden/files/onehead.sarif");
  await expect(read("badge/badge.json")).toMatchFileSnapshot("golden/files/badge.json");
  await expect(read("badge/badge.svg")).toMatchFileSnapshot("golden/files/badge.svg");
});

test("a file that cannot be written costs one notice and no verdict", async () => {
  const outcome = await run(openShop(goodChange), { sarif: "alembic.ini/x.sarif" });
  expect(outcome).toMatchObject({ exitCode: 0, outputs: { verdict: "passed" } });
  expect(outcome.summary).toContain("Migrations: passed");
  expect(notices(outcome)).toEqual([
    expect.stringContaining("Left out, the file of the input `sarif`: "),
  ]);
});

test.each([
  ["the summary", { GITHUB_STEP_SUMMARY: "/nonexistent/summary.md" }],
  ["the outputs", { GITHUB_OUTPUT: "/nonexistent/output" }],
  ["the report", { RUNNER_TEMP: "/nonexistent/temp" }],
])("where %s cannot be written, all else is", async (what, environment) => {
  const outcome = await run(openShop(badChange), {}, undefined, {}, environment);
  expect(outcome.exitCode).toBe(1);
  expect(outcome.stdout).toContain("Failed with 1 error.");
  expect(outcome.stdout).toMatch(/^::error title=multiple-heads,/m);
  expect(notices(outcome).join("\n")).toContain(`Left out, ${what}`);
  if (what !== "the summary") expect(outcome.summary).toContain("`c3` would be a second head");
  if (what !== "the outputs") expect(outcome.outputs["verdict"]).toBe("failed");
  if (what === "the summary") expect(outcome.report).toContain('"multiple-heads"');
});

test("ten warnings and a notice of one rule pass, and the notice is counted", async () => {
  const names = Array.from({ length: 11 }, (_, i) => `h${String(i).padStart(2, "0")}`);
  const path = (name: string) => `${versions}/${name}.py`;
  const text = (name: string, i: number) => script(name, i === 0 ? "b2" : names[i - 1]!, name);
  const before = Object.fromEntries(names.map((name, i) => [path(name), text(name, i)]));
  const change = Object.fromEntries(
    names.map((name, i) => [
      path(name),
      i === 0
        ? text(name, i).replace("import op\n", "import op\nimport sqlalchemy\n")
        : text(name, i).replace(/pass\n$/, `op.drop_table('${name}')\n`),
    ]),
  );
  const outcome = await run(openShop(change, { ...shopFiles, ...before }), {});
  expect(outcome).toMatchObject({
    exitCode: 0,
    outputs: { verdict: "passed", warnings: "10", findings: "11" },
  });
  expect(outcome.stdout).toMatch(/^::notice title=onehead::1 notice more of the same rules, see/m);
});

test("a link in the place of a file to be written is replaced, and what it leads to stays", async () => {
  const victim = join(makeFolder(), "victim");
  writeFileSync(victim, "precious\n");
  const shop = openShop({ ...goodChange, "onehead.sarif": { linkTo: victim } });
  const { workspace } = await run(shop, { sarif: "onehead.sarif" });
  expect(readFileSync(victim, "utf8")).toBe("precious\n");
  expect(readFileSync(join(workspace, "onehead.sarif"), "utf8")).toContain('"version": "2.1.0"');
});

test("annotations and summary can be turned off; the log still tells everything", async () => {
  const outcome = await run(openShop(badChange), { annotations: "false", summary: "false" });
  expect(outcome).toMatchObject({ exitCode: 1, summary: "", outputs: { verdict: "failed" } });
  expect(outcome.stdout).not.toMatch(/^::/m);
  expect(outcome.stdout).toContain("`c3` would be a second head beside `b2`.");
});

test.each([
  ["annotations", "perhaps", "`true` or `false`"],
  ["comment", "sometimes", "`never`, `on-problems`, `always`"],
  ["rules", "no-such-rule=off", "no-such-rule"],
  ["max-heads", "many", "max-heads"],
])("the input %s: %s is refused with a remedy", async (name, value, said) => {
  const outcome = await run(openShop(goodChange), { [name]: value });
  expect(outcome).toMatchObject({ exitCode: 1, stderr: "", outputs: { verdict: "incomplete" } });
  expect(outcome.stdout).toMatch(/^::error title=onehead::[^\n]*\n$/);
  expect(outcome.stdout).toContain(said);
});

test("a repository without scripts passes only where that was said to be normal", async () => {
  const shop = openShop({ "README.md": "Hello.\n" }, { "main.py": "" });
  expect((await run(shop, {})).outputs["verdict"]).toBe("incomplete");
  expect((await run(shop, { "on-empty": "pass" })).outputs["verdict"]).toBe("passed");
});

test("of eleven errors ten are annotated, and the tenth says that there is one more", async () => {
  const names = Array.from({ length: 11 }, (_, i) => `${String.fromCharCode(99 + i)}${i}`);
  const change: Files = Object.fromEntries(
    names.map((name) => [`${versions}/${name}.py`, script(name, `gone-${name}`, name)]),
  );
  const outcome = await run(openShop(change), {});
  const errors = outcome.stdout.split("\n").filter((line) => line.startsWith("::error"));
  expect(errors).toHaveLength(10);
  expect(errors[9]).toMatch(/And \d+ more errors?, see the summary\.$/);
});

test("released scripts are found in a checkout that has no tags", async () => {
  const edit = { [`${versions}/b2_add_email.py`]: script("b2", "a1", "add email", "op.x()") };
  const shop = openShop(edit);
  const { git } = shop.server;
  // `b2` came after the newest release, the second one.
  const first = script("a1", null, "create users");
  const release = makeRepository({
    ...shopFiles,
    [`${versions}/b2_add_email.py`]: null,
    [`${versions}/a1_create_users.py`]: first,
  });
  push(release, shop.server, { "refs/heads/release": release.git("rev-parse", "HEAD") });
  git("tag", "--annotate", "--message=1", "v1.10", "release");
  git("tag", "v1.10-rc1", shop.base);
  git("tag", "v1.9", shop.base);
  expect((await run(shop, {})).outputs).toMatchObject({ errors: "1", warnings: "0" });
  expect((await run(shop, { released: "v*" })).outputs).toMatchObject({
    errors: "0",
    warnings: "1",
  });
  expect((await run(shop, { released: "v1.9" })).outputs).toMatchObject({
    errors: "1",
    warnings: "0",
  });
  const missing = await run(shop, { released: "no-such-*" });
  expect(missing.outputs["verdict"]).toBe("incomplete");
  expect(missing.stdout).toContain("`fetch-tags: true`");
});

test("an event that is no JSON is an event without fields", async () => {
  const path = join(makeFolder(), "event.json");
  writeFileSync(path, "{ ::add-mask::x");
  const outcome = await run(openShop(goodChange), {}, undefined, {}, { GITHUB_EVENT_PATH: path });
  expect(outcome.outputs["heads"]).toBe('{"migrations":["c3"]}');
  expect(commandsIn(outcome.stdout).map(({ name }) => name)).not.toContain("add-mask");
});

test("a bug of our own fails the step and shows its stack, line by line", async () => {
  const { path: workspace } = checkoutOneDeep(openShop(goodChange).server, "refs/pull/7/merge");
  const bug =
    'Array.prototype.findLast = Array.prototype.flatMap = () => { throw new Error("a\\n::add-mask::x") }';
  const environment = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(bug)}` };
  const outcome = await runAction({ workspace, environment, event: "schedule", payload: {} });
  expect(outcome).toMatchObject({ exitCode: 1, outputs: { verdict: "incomplete" } });
  expect(outcome.stdout).toContain("    at ");
  expect(commandsIn(outcome.stdout).map(({ name }) => name)).toEqual(["error"]);
});

test("what libraries and Node write to standard error becomes harmless lines of the log", async () => {
  const { path: workspace } = checkoutOneDeep(openShop(goodChange).server, "refs/pull/7/merge");
  const noise = `setTimeout(() => {
    process.emitWarning("a\\n::set-output name=verdict::passed");
    console.warn("b\\r::add-mask::x ##[add-mask]y");
  }, 20)`;
  const environment = {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(noise)}`,
  };
  const outcome = await runAction({ workspace, environment, event: "schedule", payload: {} });
  expect(outcome.stdout).toContain("add-mask");
  expect(commandsIn(outcome.stdout)).toEqual([]);
});
