// The action on a pull request, after actions/checkout with its defaults: every byte it prints and hands out.

import { expect, test } from "vitest";
import { payload } from "../github/payloads.ts";
import { commandsIn } from "../github/runner.ts";
import { checkoutOneDeep, type Files } from "../support/repository.ts";
import { runAction } from "./run-action.ts";
import { badChange, goodChange, openShop, script, versions } from "./shop.ts";

const strange =
  "x::error::##[add-mask]%0A`|<b>@team #1 \u202e\u{1f682} ::set-output name=verdict::passed";

const cases: Readonly<Record<string, Files>> = {
  clean: goodChange,
  "extra-head": badChange,
  "edited-script": {
    [`${versions}/b2_add_email.py`]: script("b2", "a1", "add email", 'op.drop_table("users")'),
  },
  "broken-script": { [`${versions}/c3_add_orders.py`]: 'revision = "c3"\ndown_revision = "b2\n' },
  "hostile-names": {
    [`${versions}/${strange}.py`]: script(strange, "a1", strange),
    [`${versions}/\n::error::e.py`]: script("\n::error::e", `\n##[error]${strange}`, strange),
  },
  unrelated: { "README.md": "The shop.\n" },
};

test.each(Object.entries(cases))("pull request: %s", async (name, change) => {
  const { server, base, head, merge } = openShop(change);
  const { path } = checkoutOneDeep(server, "refs/pull/7/merge");
  const event = payload("pull_request", "opened", {
    number: 7,
    pull_request: {
      number: 7,
      base: { ref: "main", sha: base },
      head: { ref: "topic", sha: head },
    },
  });
  const outcome = await runAction({
    workspace: path,
    event: "pull_request",
    payload: event,
    sha: merge,
  });
  const golden = (file: string) => `golden/${name}/${file}`;
  await expect(outcome.stdout).toMatchFileSnapshot(golden("stdout.txt"));
  await expect(outcome.summary).toMatchFileSnapshot(golden("summary.md"));
  await expect(
    JSON.stringify({ exitCode: outcome.exitCode, ...outcome.outputs }, null, 2),
  ).toMatchFileSnapshot(golden("outputs.json"));
  await expect(outcome.report).toMatchFileSnapshot(golden("report.json"));
  expect(outcome.stderr).toBe("");
  // Whatever the repository holds, the runner finds annotations in the log and nothing else.
  const levels = ["error", "warning", "notice"];
  for (const command of commandsIn(outcome.stdout)) expect(levels).toContain(command.name);
});
