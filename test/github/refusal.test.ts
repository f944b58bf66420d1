import { expect, test } from "vitest";
import { openApi } from "../../src/github/api.ts";
import { explainRefusal, withRetries } from "../../src/github/refusal.ts";
import { type ApiServer, type Failure, startApi } from "./api-server.ts";

const permission = "pull-requests: write";

async function labels(server: ApiServer, token = "ghs_job"): Promise<unknown> {
  const api = openApi(server.url, token, "octo/shop");
  return withRetries(() => api.labels(7)).catch((error) => explainRefusal(error, permission));
}

async function labelsAfter(...failures: Failure[]): Promise<readonly [unknown, number]> {
  const server = await startApi();
  server.labels = ["bug"];
  server.failures.set("issues/list-labels-on-issue", failures);
  return [await labels(server), server.asked.length];
}

test.each([502, 429])("after %d GitHub is asked again", async (status) => {
  expect(await labelsAfter({ status })).toEqual([["bug"], 2]);
});

test("a secondary rate limit is waited for when it is short", async () => {
  const limited = { status: 403, headers: { "retry-after": "1" } };
  expect(await labelsAfter(limited)).toEqual([["bug"], 2]);
});

test.each([
  { status: 403, headers: { "x-ratelimit-remaining": "0" } },
  { status: 429, headers: { "retry-after": "3600" } },
])("a rate limit that lasts is not waited for: %j", async (failure) => {
  const [said, times] = await labelsAfter(failure);
  expect(times).toBe(1);
  expect(said).toEqual({
    level: "notice",
    reason: "the token's rate limit is used up. A later run makes up for it.",
  });
});

test.each([403, 404])("%d is one notice that names the permission", async (status) => {
  const [said, times] = await labelsAfter({ status });
  expect(times).toBe(1);
  expect(said).toEqual({
    level: "notice",
    reason:
      "the token lacks the permission `pull-requests: write`. Add it under `permissions` of the job. Pull requests from forks and from Dependabot never have it. The verdict does not depend on it.",
  });
});

test("422 is a mistake of ours and a warning", async () => {
  const [said] = await labelsAfter({ status: 422, message: "Body is too long" });
  expect(said).toMatchObject({
    level: "warning",
    reason: expect.stringContaining("Body is too long"),
  });
});

test("an API that stays out of order is a notice", async () => {
  const down = { status: 503 };
  const [said, times] = await labelsAfter(down, down, down, down);
  expect(times).toBe(3);
  expect(said).toEqual({
    level: "notice",
    reason: "GitHub's API gave the answer 503. A later run makes up for it.",
  });
});

test("a wrong token is told apart from a missing permission", async () => {
  expect(await labels(await startApi(), "ghs_stale")).toMatchObject({
    level: "notice",
    reason: expect.stringContaining("does not accept the token"),
  });
});

test("an API that nobody serves is a notice at once", async () => {
  const api = openApi("http://127.0.0.1:47", "ghs_job", "octo/shop");
  let times = 0;
  const ask = () => {
    times += 1;
    return api.labels(7);
  };
  const error: unknown = await withRetries(ask).catch((reason) => reason);
  expect(times).toBe(1);
  expect(explainRefusal(error, permission)).toMatchObject({
    level: "notice",
    reason: expect.stringMatching(/no answer/),
  });
});
