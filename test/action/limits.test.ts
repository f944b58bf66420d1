// Odd and huge changes: every one ends in a verdict, within GitHub's limits, without a stack trace.

import { expect, test } from "vitest";
import { startApi } from "../github/api-server.ts";
import { commandsIn } from "../github/runner.ts";
import { type Content, checkoutOneDeep, type Files } from "../support/repository.ts";
import { pullRequestJob } from "./jobs.ts";
import { runAction } from "./run-action.ts";
import { openShop, script, versions } from "./shop.ts";

async function run(
  change: Files,
  given: Readonly<Record<string, string>> = {},
  api = "http://127.0.0.1:47",
) {
  const shop = openShop(change);
  const { path } = checkoutOneDeep(shop.server, "refs/pull/7/merge");
  const environment = { GITHUB_API_URL: api };
  const outcome = await runAction({
    workspace: path,
    with: given,
    environment,
    ...pullRequestJob(shop),
  });
  expect(outcome.stderr).toBe("");
  const levels = ["error", "warning", "notice"];
  for (const { name } of commandsIn(outcome.stdout)) expect(levels).toContain(name);
  return outcome;
}

const good = script("c3", "b2", "add orders");

const readable: Readonly<Record<string, Content>> = {
  "CRLF line ends": good.replaceAll("\n", "\r\n"),
  "a byte order mark": `\ufeff${good}`,
  "a latin-1 cookie": Buffer.from(`# -*- coding: latin-1 -*-\n# caf\xe9\n${good}`, "latin1"),
  "a message of 10,000 characters": script("c3", "b2", "@team #1 ::error:: `|` ".repeat(430)),
};

test.each(Object.entries(readable))("a script with %s is read", async (_, content) => {
  const outcome = await run({ [`${versions}/c3.py`]: content });
  expect(outcome.outputs).toMatchObject({ verdict: "passed", heads: '{"migrations":["c3"]}' });
});

const unreadable: Readonly<Record<string, Content>> = {
  "a NUL byte": `${good}\0`,
  "ten megabytes": `${good}${"# x\n".repeat(2_500_000)}`,
  "bytes that are no UTF-8": Buffer.from(`${good}# caf\xe9\n`, "latin1"),
  "conflict markers": good.replace(
    'down_revision = "b2"',
    '<<<<<<< ours\ndown_revision = "b2"\n=======\ndown_revision = "a1"\n>>>>>>> theirs',
  ),
  "a symbolic link out of the repository": { linkTo: "/etc/passwd" },
};

test.each(Object.entries(unreadable))("a script with %s does not pass", async (_, content) => {
  const outcome = await run({ [`${versions}/c3.py`]: content });
  expect(outcome.exitCode).toBe(1);
  expect(["incomplete", "failed"]).toContain(outcome.outputs["verdict"]);
  expect(outcome.stdout).toContain("file=migrations/versions/c3.py");
  expect(outcome.stdout + outcome.summary).not.toContain("root:");
});

test("a thousand broken scripts stay within the limits of summary, comment and annotations", async () => {
  const names = Array.from({ length: 1000 }, (_, i) => `${"x".repeat(200)}${i}`);
  const change = Object.fromEntries(
    names.map((name) => [
      `${versions}/${name}.py`,
      script(name, `gone-${name}`, `${name} | @team`),
    ]),
  );
  const api = await startApi();
  const outcome = await run(change, { comment: "always" }, api.url);
  expect(outcome.outputs["verdict"]).toBe("failed");
  expect(Buffer.byteLength(outcome.summary)).toBeLessThan(1 << 20);
  expect(outcome.summary).toContain("Left out here");
  expect(api.comments[0]?.body.length).toBeLessThanOrEqual(65_536);
  expect(outcome.stdout).not.toContain("Left out on the pull request");
  const errors = commandsIn(outcome.stdout).filter(({ name }) => name === "error");
  expect(errors.length).toBeLessThanOrEqual(10);
});
