// The bundle that users run, as it is committed: a broken pull request fails, a clean one passes.

import { resolve } from "node:path";
import { expect, test } from "vitest";
import { checkoutOneDeep } from "../support/repository.ts";
import { pullRequestJob } from "./jobs.ts";
import { runAction } from "./run-action.ts";
import { badChange, goodChange, openShop } from "./shop.ts";

const bundle = resolve(import.meta.dirname, "../../dist/action/index.js");

test.each([
  ["passes", goodChange, { exitCode: 0, outputs: { verdict: "passed", "head-count": "1" } }],
  ["fails", badChange, { exitCode: 1, outputs: { verdict: "failed", "head-count": "2" } }],
])("dist/action %s", async (_, change, expected) => {
  const shop = openShop(change);
  const { path } = checkoutOneDeep(shop.server, "refs/pull/7/merge");
  const outcome = await runAction({ workspace: path, bundle, ...pullRequestJob(shop) });
  expect(outcome).toMatchObject(expected);
});
