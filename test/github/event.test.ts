import { describe, expect, test } from "vitest";
import { asBranch, asCommit, readEvent } from "../../src/github/event.ts";
import { payload } from "./payloads.ts";

const a = "a".repeat(40);
const b = "b".repeat(40);
const none = "0".repeat(40);

describe("pull requests", () => {
  const opened = (patch: object) => payload("pull_request", "opened", { pull_request: patch });

  test("a pull request names its target branch, its tip and its labels", () => {
    const event = opened({
      number: 7,
      base: { ref: "main" },
      head: { sha: a },
      labels: [{ ...label, name: "onehead:allow:cycle" }],
    });
    expect(readEvent(event, { GITHUB_EVENT_NAME: "pull_request", GITHUB_SHA: b })).toEqual({
      kind: "pull-request",
      number: 7,
      target: "main",
      head: a,
      merge: b,
      labels: ["onehead:allow:cycle"],
    });
  });

  test("a pull request whose fork is gone is still one", () => {
    const gone = opened({ number: 7, head: { sha: a, repo: null } });
    const asked = readEvent(gone, { GITHUB_EVENT_NAME: "pull_request_target", GITHUB_SHA: b });
    expect(asked).toMatchObject({ kind: "pull-request", number: 7, head: a, merge: null });
  });

  test("a target branch whose name git could take for an option is not handed on", () => {
    const event = opened({ number: 7, base: { ref: "--upload-pack=x" }, head: { sha: a } });
    expect(readEvent(event, { GITHUB_EVENT_NAME: "pull_request" })).toMatchObject({ target: null });
  });

  test("any event that carries a pull request asks about it", () => {
    const event = opened({ number: 7, head: { sha: a } });
    expect(readEvent(event, { GITHUB_EVENT_NAME: "pull_request_review" })).toMatchObject({
      number: 7,
    });
  });
});

test("a merge group is judged against its own base", () => {
  const event = payload("merge_group", "checks_requested", {
    merge_group: { base_sha: a, head_sha: b, base_ref: "refs/heads/main" },
  });
  expect(readEvent(event, { GITHUB_EVENT_NAME: "merge_group" })).toEqual({
    kind: "merge-group",
    base: a,
    head: b,
    target: "main",
  });
});

describe("pushes", () => {
  const push = (patch: object) =>
    payload("push", null, {
      ref: "refs/heads/main",
      before: a,
      after: b,
      deleted: false,
      repository: { default_branch: "main" },
      ...patch,
    });
  const environment = { GITHUB_EVENT_NAME: "push", GITHUB_SHA: b };

  test("a push to the default branch goes from the commit before to the one after", () => {
    expect(readEvent(push({}), environment)).toEqual({
      kind: "push",
      from: a,
      to: b,
      branch: "main",
    });
  });

  test("a forced push to the default branch still starts where databases stand", () => {
    expect(readEvent(push({ forced: true }), environment)).toMatchObject({
      kind: "push",
      from: a,
    });
  });

  test("a push to a protected branch is that branch's next state", () => {
    const event = push({ ref: "refs/heads/release/1.2" });
    expect(readEvent(event, { ...environment, GITHUB_REF_PROTECTED: "true" })).toMatchObject({
      kind: "push",
      branch: "release/1.2",
    });
  });

  test.each([
    ["an ordinary push", {}],
    ["a new branch", { before: none, created: true }],
    ["a forced push", { forced: true }],
  ])("%s of work in progress is judged as a change to the default branch", (_, patch) => {
    const event = push({ ref: "refs/heads/add-orders", ...patch });
    expect(readEvent(event, environment)).toEqual({
      kind: "branch",
      head: b,
      branch: "add-orders",
      target: "main",
    });
  });

  test("the first push of the default branch has nothing before it", () => {
    expect(readEvent(push({ before: none, created: true }), environment)).toEqual({
      kind: "state",
      head: b,
    });
  });

  test("a pushed tag is a state", () => {
    const event = push({ ref: "refs/tags/v1", before: none, created: true });
    expect(readEvent(event, environment)).toEqual({ kind: "state", head: b });
  });
});

describe("workflow runs", () => {
  const run = (patch: object) =>
    payload("workflow_run", "completed", { workflow_run: { head_sha: a, ...patch } });
  const environment = { GITHUB_EVENT_NAME: "workflow_run", GITHUB_SHA: b };

  test("a run of a pull request asks about that pull request at the run's commit", () => {
    const repo = { id: 1, name: "shop", url: "https://api.github.com/repos/o/shop" };
    const pull = { id: 1, number: 7, url: "https://api.github.com/repos/o/shop/pulls/7" };
    const event = run({
      event: "pull_request",
      pull_requests: [
        { ...pull, base: { ref: "main", sha: b, repo }, head: { ref: "x", sha: b, repo } },
      ],
    });
    expect(readEvent(event, environment)).toMatchObject({
      kind: "pull-request",
      number: 7,
      head: a,
      target: "main",
    });
  });

  test("a run of a fork's pull request names only the fork's branch", () => {
    const event = run({
      event: "pull_request",
      pull_requests: [],
      head_branch: "add-orders",
      head_repository: { owner: { login: "octocat" } },
    });
    expect(readEvent(event, environment)).toEqual({
      kind: "fork-run",
      head: a,
      owner: "octocat",
      branch: "add-orders",
    });
  });

  test("a run of a push is the state of its commit", () => {
    expect(readEvent(run({ event: "push", pull_requests: [] }), environment)).toEqual({
      kind: "state",
      head: a,
      isExact: true,
    });
  });
});

test.each(["workflow_dispatch", "schedule"])(
  "%s asks about the state of the whole history",
  (name) => {
    const event = name === "schedule" ? { schedule: "0 5 * * *" } : payload(name, null, {});
    expect(readEvent(event, { GITHUB_EVENT_NAME: name, GITHUB_SHA: a })).toEqual({
      kind: "state",
      head: a,
    });
  },
);

test.each([null, 3, "text", [], {}, { pull_request: null }, { pull_request: { number: "7" } }])(
  "the payload %j is no more than a state",
  (event) => {
    for (const name of ["pull_request", "push", "merge_group", "workflow_run", undefined]) {
      expect(readEvent(event, { GITHUB_EVENT_NAME: name })).toEqual({ kind: "state", head: null });
    }
  },
);

test("only full commit names are commits", () => {
  expect(asCommit(a)).toBe(a);
  expect(asCommit("c".repeat(64))).toBe("c".repeat(64));
  for (const text of [none, "abc123", "HEAD", `${a}\n`, "A".repeat(40), 7])
    expect(asCommit(text)).toBeNull();
});

test("branch names are those that git allows", () => {
  for (const name of ["main", "release/1.2", "añadir-pedidos", "a@b", "x-y_z"])
    expect(asBranch(name)).toBe(name);
  for (const name of [
    "",
    "-x",
    "a..b",
    "a b",
    "a\nb",
    "a:b",
    "a~1",
    "a^",
    "x/",
    "/x",
    "a//b",
    ".x",
    "a/.b",
    "x.lock",
    "x.",
    "@",
    "a@{1}",
    "a*",
    "a\\b",
    "x".repeat(256),
  ]) {
    expect(asBranch(name)).toBeNull();
  }
});

const label = {
  id: 1,
  node_id: "L1",
  url: "https://api.github.com/repos/o/shop/labels/x",
  color: "ededed",
  default: false,
  description: null,
};
