// The input `rows`: databases that a change would strand are named.

import { expect, test } from "vitest";
import { checkoutOneDeep, type Files } from "../support/repository.ts";
import { pullRequestJob } from "./jobs.ts";
import { type Outcome, runAction } from "./run-action.ts";
import { goodChange, openShop, script, versions } from "./shop.ts";

const databases = "production: b2\nstaging: a1\nnew:";

function run(change: Files, rows: string): Promise<Outcome> {
  const shop = openShop(change);
  const { path: workspace } = checkoutOneDeep(shop.server, "refs/pull/7/merge");
  return runAction({ workspace, with: { rows }, ...pullRequestJob(shop) });
}

/** `a1 -> n1 -> b2`: what is new lies below what has run. */
const slippedIn: Files = {
  [`${versions}/n1_slip_in.py`]: script("n1", "a1", "slip in", 'op.create_table("orders")'),
  [`${versions}/b2_add_email.py`]: script("b2", "n1", "add email", 'op.add_column("users", None)'),
};

test("a change that every database can follow passes", async () => {
  expect(await run(goodChange, databases)).toMatchObject({
    exitCode: 0,
    outputs: { findings: "0" },
  });
});

test("a database that would never run a script is named, others are not", async () => {
  const outcome = await run(slippedIn, databases);
  expect(outcome.outputs["verdict"]).toBe("failed");
  const named = JSON.parse(outcome.report ?? "").findings.filter((finding: { what: string }) =>
    finding.what.startsWith("The database"),
  );
  await expect(JSON.stringify(named, null, 2)).toMatchFileSnapshot("golden/rows/skipped.json");
});

test("a database whose script would be gone is named", async () => {
  const outcome = await run({ [`${versions}/b2_add_email.py`]: null }, databases);
  expect(outcome).toMatchObject({ exitCode: 1, outputs: { verdict: "failed" } });
  await expect(outcome.stdout).toMatchFileSnapshot("golden/rows/deleted.txt");
});

test("a line that names no database is refused with a remedy", async () => {
  const outcome = await run(goodChange, "a1b2c3");
  expect(outcome.exitCode).toBe(1);
  expect(outcome.stdout).toContain(
    "names no database; write for example `production: a1b2c3d4e5f6`",
  );
});
