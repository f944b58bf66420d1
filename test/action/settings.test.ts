// Whose settings count: a pull request cannot let itself pass.

import { expect, test } from "vitest";
import { type ApiServer, startApi } from "../github/api-server.ts";
import { checkoutOneDeep, type Files } from "../support/repository.ts";
import { mergeGroupJob, pullRequestJob, pushJob } from "./jobs.ts";
import { openPull, tellMergeBases } from "./pulls.ts";
import { type Outcome, runAction } from "./run-action.ts";
import { badChange, goodChange, openShop, type Shop, script, shopFiles, versions } from "./shop.ts";

const yaml = ".github/onehead.yml";
const decoy: Files = { "decoy/versions/z1.py": script("z1", null, "nothing") };

function run(shop: Shop, given: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const { path: workspace } = checkoutOneDeep(shop.server, "refs/pull/7/merge");
  return runAction({ workspace, with: given, ...pullRequestJob(shop) });
}

const rulesOf = ({ report }: Outcome) =>
  JSON.parse(report ?? "").findings.map(({ rule }: { rule: string }) => rule);

const ways: Readonly<Record<string, Files>> = {
  "more heads": { [yaml]: "max-heads: 999\n" },
  "another version location": { ...decoy, [yaml]: "versions: decoy/versions\n" },
  "another configuration": {
    ...decoy,
    "decoy/alembic.ini": "[alembic]\nscript_location = %(here)s\n",
    [yaml]: "config: decoy/alembic.ini\n",
  },
  "a place without scripts": { "docs/x.md": "", [yaml]: "versions: docs\non-empty: pass\n" },
  "a rule that is off": { [yaml]: "rules:\n  multiple-heads: off\n" },
  "a table in pyproject.toml": { "pyproject.toml": "[tool.onehead]\nmax-heads = 9\n" },
};

test.each(Object.entries(ways))(
  "a pull request that brings %s is judged without it",
  async (_, files) => {
    const outcome = await run(openShop({ ...badChange, ...files }));
    expect(outcome).toMatchObject({ exitCode: 1, outputs: { verdict: "failed" } });
    expect(rulesOf(outcome)).toEqual(
      expect.arrayContaining(["changed-settings", "multiple-heads"]),
    );
    expect(outcome.stdout).toContain(
      "The target branch has no settings of its own. Under the target branch's settings the verdict is `failed`.",
    );
  },
);

test("the target branch's own settings count, and those of the inputs win", async () => {
  const shop = openShop(badChange, { ...shopFiles, [yaml]: "max-heads: 2\n" });
  expect((await run(shop)).outputs["verdict"]).toBe("passed");
  expect((await run(shop, { "max-heads": "1" })).outputs["verdict"]).toBe("failed");
});

test("settings that are merged count on the push that brings them, and are told", async () => {
  const shop = openShop({ ...badChange, ...ways["more heads"] });
  const { path: workspace } = checkoutOneDeep(shop.server, "refs/pull/7/merge");
  const outcome = await runAction({ workspace, ...pushJob("main", shop.base, shop.merge) });
  expect(outcome.outputs["verdict"]).toBe("passed");
  expect(rulesOf(outcome)).toEqual(["changed-settings"]);
});

test("in a merge queue the settings of the queue's base count", async () => {
  const shop = openShop({ ...badChange, ...ways["more heads"] });
  const { path: workspace } = checkoutOneDeep(shop.server, "refs/pull/7/merge");
  const outcome = await runAction({ workspace, ...mergeGroupJob(shop.base, shop.merge) });
  expect(outcome.outputs["verdict"]).toBe("failed");
});

test("settings that no later run could read are not let in, and a change that mends them is", async () => {
  const broken = { [yaml]: "max-heads: [\n" };
  const bringing = await run(openShop({ ...goodChange, ...broken }));
  expect(bringing).toMatchObject({ exitCode: 1, outputs: { verdict: "incomplete" } });
  expect(bringing.stdout).toContain(
    "`.github/onehead.yml` is no valid YAML, at line 2. Mend the file.",
  );
  const there = { ...shopFiles, ...broken };
  expect((await run(openShop(goodChange, there))).stdout).toContain("is no valid YAML");
  const mending = await run(openShop({ ...goodChange, [yaml]: "max-heads: 1\n" }, there));
  expect(mending.outputs["verdict"]).toBe("passed");
  expect(rulesOf(mending)).toEqual(["changed-settings"]);
});

test("a configuration that leads elsewhere does not hide what happens at the old place", async () => {
  const copied = Object.fromEntries(
    Object.entries(shopFiles)
      .filter(([path]) => path.startsWith("migrations/"))
      .map(([path, text]) => [path.replace("migrations/", "decoy/"), text]),
  );
  const outcome = await run(
    openShop({
      ...badChange,
      ...copied,
      "alembic.ini": "[alembic]\nscript_location = %(here)s/decoy\n",
      "migrations/env.py": null,
    }),
  );
  expect(outcome.outputs["verdict"]).toBe("failed");
  expect(rulesOf(outcome)).toContain("multiple-heads");
  const moved = await run(
    openShop({
      ...copied,
      "alembic.ini": "[alembic]\nscript_location = %(here)s/decoy\n",
      ...Object.fromEntries(
        Object.keys(copied).map((path) => [path.replace("decoy/", "migrations/"), null]),
      ),
    }),
  );
  expect(moved.outputs["verdict"]).toBe("passed");
});

test("the re-check judges every pull request by the target branch's settings", async () => {
  const api = await startApi();
  const shop = openShop(goodChange);
  const branching = { [`${versions}/d4.py`]: script("d4", "a1", "add d4") };
  openPull(shop, api, 1, { ...branching, ...ways["more heads"] });
  openPull(shop, api, 2, { ...branching, ...ways["another version location"] }, { fork: true });
  openPull(shop, api, 3, { ...branching, [yaml]: "max-heads: !x 9\n" });
  tellMergeBases(shop, api);
  await runAction({
    workspace: checkoutOneDeep(shop.server, "refs/heads/main").path,
    environment: { GITHUB_API_URL: api.url, GITHUB_REF: "refs/heads/main", GITHUB_RUN_ID: "42" },
    with: { recheck: "true" },
    ...pushJob("main", shop.base, shop.base),
  });
  expect(statesOf(api)).toEqual(["failure", "failure", "failure"]);
});

function statesOf({ pulls, statuses }: ApiServer): readonly string[] {
  return (pulls as readonly { head: { sha: string } }[]).map(
    ({ head }) => statuses.findLast(({ sha }) => sha === head.sha)?.state ?? "none",
  );
}

test("exceptions inside a change are counted where the verdict stands", async () => {
  const allow = "# onehead: allow multiple-heads: two lines until March\n";
  const path = Object.keys(badChange)[0]!;
  const outcome = await run(openShop({ [path]: `${allow}${badChange[path]}` }));
  expect(outcome.stdout).toContain("Passed with 1 exception.");
  expect(outcome.summary).toContain("passed with 1 exception");
});
