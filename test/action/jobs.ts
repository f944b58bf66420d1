// Jobs as GitHub starts them for the shop: event, payload and the commit that is checked out.

import { payload } from "../github/payloads.ts";
import type { Job } from "./run-action.ts";
import type { Shop } from "./shop.ts";

type Started = Omit<Job, "workspace">;
type PullPatch = Readonly<Record<string, unknown>>;

/** A run for pull request 7. */
export function pullRequestJob({ base, head, merge }: Shop, patch: PullPatch = {}): Started {
  return { event: "pull_request", payload: pullPayload(base, head, patch), sha: merge };
}

/** The same for `pull_request_target`, which checks out the target branch. */
export function pullRequestTargetJob({ base, head }: Shop, patch: PullPatch = {}): Started {
  return { event: "pull_request_target", payload: pullPayload(base, head, patch), sha: base };
}

function pullPayload(base: string, head: string, patch: PullPatch) {
  return payload("pull_request", "synchronize", {
    number: 7,
    pull_request: {
      number: 7,
      base: { ref: "main", sha: base },
      head: { ref: "topic", sha: head },
      labels: [],
      ...patch,
    },
  });
}

/** A push that moved a branch. */
export function pushJob(
  branch: string,
  before: string,
  after: string,
  patch: PullPatch = {},
): Started {
  const event = payload("push", null, {
    ref: `refs/heads/${branch}`,
    before,
    after,
    created: false,
    deleted: false,
    forced: false,
    repository: { default_branch: "main" },
    ...patch,
  });
  return { event: "push", payload: event, sha: after };
}

/** A merge queue's run. */
export function mergeGroupJob(base: string, head: string): Started {
  const event = payload("merge_group", "checks_requested", {
    merge_group: { base_sha: base, head_sha: head, base_ref: "refs/heads/main" },
  });
  return { event: "merge_group", payload: event, sha: head };
}

/** A run that was started by hand or by the clock. */
export function stateJob(event: "workflow_dispatch" | "schedule", sha: string): Started {
  const sent =
    event === "schedule" ? { schedule: "17 4 * * *" } : payload("workflow_dispatch", null, {});
  return { event, payload: sent, sha };
}

/** A run that follows a finished run of a fork's pull request. */
export function forkRunJob(head: string, sha: string): Started {
  const event = payload("workflow_run", "completed", {
    workflow_run: {
      event: "pull_request",
      head_sha: head,
      head_branch: "topic",
      head_repository: { owner: { login: "octocat" } },
      pull_requests: [],
    },
  });
  return { event: "workflow_run", payload: event, sha };
}
