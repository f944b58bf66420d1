// Event payload and environment → what is asked about. Pure: nothing is looked up here.

import type { CommitSha } from "../model.ts";

/** A pull request, as its event tells of it. */
export interface PullRequest {
  readonly kind: "pull-request";
  readonly number: number;
  /** The branch it is to be merged into; null when the payload does not say. */
  readonly target: string | null;
  readonly head: CommitSha;
  /** What GitHub says it checks out: the merge of the pull request into its target branch; null for events that check out something else. */
  readonly merge: CommitSha | null;
  /** Labels when the event was sent; later ones are not among them. */
  readonly labels: readonly string[];
}

/** What an event asks about. Every commit is a full name, every branch a name that is safe to hand to git. */
export type Asked =
  | PullRequest
  /** A merge queue's group: judged against the group's own base, which may hold earlier entries of the queue. */
  | {
      readonly kind: "merge-group";
      readonly base: CommitSha;
      readonly head: CommitSha;
      readonly target: string;
    }
  /** A branch that databases follow moved from one commit to another. */
  | {
      readonly kind: "push";
      readonly from: CommitSha;
      readonly to: CommitSha;
      readonly branch: string;
    }
  /** A branch that is still to be merged into another. */
  | {
      readonly kind: "branch";
      readonly head: CommitSha;
      readonly branch: string;
      readonly target: string;
    }
  /** A finished run of a fork's pull request: GitHub does not name the pull request. */
  | {
      readonly kind: "fork-run";
      readonly head: CommitSha;
      readonly owner: string;
      readonly branch: string;
    }
  /** No change, only a state; `head` is null where the event names no commit. */
  | {
      readonly kind: "state";
      readonly head: CommitSha | null;
      /** The event is about this very commit, whatever is checked out. */
      readonly isExact?: true;
    };

/** What the environment adds to the payload. */
export interface EventEnvironment {
  readonly GITHUB_EVENT_NAME?: string | undefined;
  readonly GITHUB_SHA?: string | undefined;
  readonly GITHUB_REF_PROTECTED?: string | undefined;
}

/** Reads the question out of an event. Every field of a payload may be missing. */
export function readEvent(payload: unknown, environment: EventEnvironment): Asked {
  const state = { kind: "state", head: asCommit(environment.GITHUB_SHA) } as const;
  switch (environment.GITHUB_EVENT_NAME) {
    case "merge_group":
      return readMergeGroup(payload) ?? state;
    case "push":
      return readPush(payload, environment) ?? state;
    case "workflow_run":
      return readWorkflowRun(payload) ?? state;
    case "pull_request_target":
      return pullRequestOf(field(payload, "pull_request")) ?? state;
    default:
      return pullRequestOf(field(payload, "pull_request"), state.head) ?? state;
  }
}

/** The pull request that an object of the API or of an event describes, null where it lacks number or tip. */
export function pullRequestOf(pull: unknown, merge: CommitSha | null = null): PullRequest | null {
  const number = field(pull, "number");
  const head = asCommit(field(pull, "head", "sha"));
  if (typeof number !== "number" || !Number.isSafeInteger(number) || !head) return null;
  const labels = field(pull, "labels");
  return {
    kind: "pull-request",
    number,
    target: asBranch(field(pull, "base", "ref")),
    head,
    merge,
    labels: (Array.isArray(labels) ? labels : [])
      .map((label) => field(label, "name"))
      .filter((name) => typeof name === "string"),
  };
}

function readMergeGroup(payload: unknown): Asked | null {
  const base = asCommit(field(payload, "merge_group", "base_sha"));
  const head = asCommit(field(payload, "merge_group", "head_sha"));
  const target = branchOfRef(field(payload, "merge_group", "base_ref"));
  return base && head
    ? { kind: "merge-group", base, head, target: target ?? "the target branch" }
    : null;
}

/** A push to the default branch, or to one under protection, is judged as that branch's next state. Any other branch is work in progress, where own scripts may be rewritten until they are merged: it is judged like a pull request to the default branch. */
function readPush(payload: unknown, environment: EventEnvironment): Asked | null {
  const branch = branchOfRef(field(payload, "ref"));
  const to = asCommit(field(payload, "after"));
  if (!branch || !to) return null;
  const from = asCommit(field(payload, "before"));
  const main = asBranch(field(payload, "repository", "default_branch"));
  const isFollowed =
    main === null || branch === main || environment.GITHUB_REF_PROTECTED === "true";
  if (from && isFollowed) {
    return { kind: "push", from, to, branch };
  }
  return main && branch !== main ? { kind: "branch", head: to, branch, target: main } : null;
}

function readWorkflowRun(payload: unknown): Asked | null {
  const run = field(payload, "workflow_run");
  const head = asCommit(field(run, "head_sha"));
  if (!head) return null;
  const pulls = field(run, "pull_requests");
  const pull = pullRequestOf(Array.isArray(pulls) ? pulls[0] : null);
  if (pull) return { ...pull, head };
  const owner = field(run, "head_repository", "owner", "login");
  const branch = asBranch(field(run, "head_branch"));
  const isOfPull =
    field(run, "event") === "pull_request" || field(run, "event") === "pull_request_target";
  if (isOfPull && typeof owner === "string" && branch)
    return { kind: "fork-run", head, owner, branch };
  return { kind: "state", head, isExact: true };
}

/** A full commit name; null for anything else, forty zeros included, which is how GitHub writes "none". */
export function asCommit(value: unknown): CommitSha | null {
  const isCommit =
    typeof value === "string" &&
    /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) &&
    !/^0+$/.test(value);
  return isCommit ? (value as CommitSha) : null;
}

/** A branch name by the rules of `git check-ref-format`, without anything that git could take for an option or a pattern; else null. */
export function asBranch(value: unknown): string | null {
  if (typeof value !== "string" || value === "" || value.length > 255) return null;
  const isRefused =
    /^[-/]|[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|[/.]$/.test(value) ||
    value.split("/").some((part) => part.startsWith(".") || part.endsWith(".lock"));
  return isRefused || value === "@" ? null : value;
}

function branchOfRef(ref: unknown): string | null {
  return typeof ref === "string" && ref.startsWith("refs/heads/")
    ? asBranch(ref.slice("refs/heads/".length))
    : null;
}

/** What stands at a path of a payload, undefined where the path ends early; null stays null. */
function field(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== "object" || at === null) return at === null ? null : undefined;
    at = Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : undefined;
  }
  return at;
}
