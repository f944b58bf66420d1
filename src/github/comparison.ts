// From two names to two commits that are present, and how the change between them is counted.

import { CannotCheck } from "../cannot-check.ts";
import { findMergeBases } from "../git/commits.ts";
import { resolveCommits } from "../git/resolve-refs.ts";
import type { AfterState } from "../git/wanted-states.ts";
import type { CommitSha } from "../model.ts";
import type { Api } from "./api.ts";
import type { Clone } from "./clone.ts";
import type { PullRequest } from "./event.ts";
import { withRetries } from "./refusal.ts";
import type { Remote } from "./remote.ts";

/** A commit and what people call it. */
export interface Named {
  readonly ref: string;
  readonly commit: CommitSha;
}

/** What is to be read and compared. */
export interface States {
  /** The target branch; null where nothing is compared. */
  readonly before: Named | null;
  readonly after: Named & { readonly kind: "commit" | "merge" };
  /** For readSnapshots. */
  readonly change: AfterState;
  /** Why nothing is compared although the event has a change, and what to do; null otherwise. */
  readonly noBefore: string | null;
  /** What the target branch held when GitHub made the merge, where it has moved on since. */
  readonly movedFrom: CommitSha | null;
  /** The branch has the change already, as after a push, and its settings with it. */
  readonly isMerged?: true;
  /** What a reader of the log should know. */
  readonly notes: readonly string[];
  readonly pullRequest: PullRequest | null;
}

/** Everything that is needed to find the commits. */
export interface Surroundings {
  readonly clone: Clone;
  /** Null without a token. */
  readonly api: Api | null;
  /** The inputs of these names. */
  readonly against: string | null;
  readonly at: string | null;
}

export type FoundStates = Omit<States, "pullRequest">;

/** A branch as it would be once merged into another, as that stands now. */
export async function ofBranch(
  target: string,
  head: Named,
  surroundings: Surroundings,
): Promise<FoundStates> {
  const { clone } = surroundings;
  const { remote } = clone;
  const now = await remote.tip(`refs/heads/${target}`);
  const [last = null] = now
    ? [now]
    : await resolveCommits(clone.repository, [`refs/remotes/origin/${target}`]);
  if (!last) return withoutBefore(head, noSuchTarget(target, remote), surroundings);
  const found = await compare({ ref: target, commit: last }, head, surroundings);
  return now ? found : { ...found, notes: [...found.notes, notAsked(target, remote)] };
}

/** Counts the change from where it left the target. A shallow clone does not know that place; GitHub's API does. */
export async function compare(
  target: Named,
  head: Named,
  surroundings: Surroundings,
): Promise<FoundStates> {
  const { clone, api } = surroundings;
  const { remote } = clone;
  if (!(await remote.fetch(target.commit))) {
    return withoutBefore(head, notFetched(target, remote), surroundings);
  }
  await need(head, remote);
  const local = await findMergeBases(clone.repository, target.commit, head.commit);
  const found = { before: target, after: { ...head, kind: "commit" as const }, noBefore: null };
  const rest = { movedFrom: null, notes: [] };
  if (local.length > 0) {
    return { ...found, change: { kind: "commit", ref: head.commit }, ...rest };
  }
  const base =
    api && (await withRetries(() => api.mergeBase(target.commit, head.commit)).catch(() => null));
  if (!base || !(await remote.fetch(base)))
    return withoutBefore(head, tooShallow(target), surroundings);
  const change = {
    kind: "merge",
    commit: head.commit,
    target: target.commit,
    since: base,
  } as const;
  return { ...found, change, ...rest };
}

/** From one commit straight to another, whatever their histories are. */
export async function ofStep(
  from: Named,
  to: CommitSha,
  ref: string,
  surroundings: Surroundings,
): Promise<FoundStates> {
  const { remote } = surroundings.clone;
  await need({ ref, commit: to }, remote);
  if (!(await remote.fetch(from.commit))) {
    return withoutBefore({ ref, commit: to }, notFetched(from, remote), surroundings);
  }
  return {
    before: from,
    after: { ref, commit: to, kind: "commit" },
    change: { kind: "merge", commit: to, target: from.commit, since: from.commit },
    noBefore: null,
    movedFrom: null,
    notes: [],
  };
}

/** A state by itself; `noBefore` says why nothing is compared where something ought to be. */
export async function withoutBefore(
  head: Named,
  noBefore: string | null,
  { clone }: Surroundings,
): Promise<FoundStates> {
  await need(head, clone.remote);
  return {
    before: null,
    after: { ...head, kind: "commit" },
    change: { kind: "commit", ref: head.commit },
    noBefore,
    movedFrom: null,
    notes: [],
  };
}

async function need({ ref, commit }: Named, remote: Remote): Promise<void> {
  if (await remote.fetch(commit)) return;
  throw new CannotCheck(`The commit ${commit} (${ref}) is not in this clone. ${remote.trouble}`);
}

function tooShallow({ ref }: Named): string {
  return `This clone is too shallow to tell where the change left \`${ref}\`, and GitHub's API did not tell it either. Give \`actions/checkout\` the input \`fetch-depth: 0\`.`;
}

function noSuchTarget(target: string, remote: Remote): string {
  return `The target branch \`${target}\` could not be found${saying(remote)} Check the branch and the permission \`contents: read\`, or name another target with the input \`against\`.`;
}

/** Why there is nothing to compare with although the remote has it. */
export function notFetched({ ref, commit }: Named, remote: Remote): string {
  return `The commit ${commit} of \`${ref}\`, which the change is to be compared with, is not in this clone. ${remote.trouble}`;
}

/** Says that the clone's own knowledge had to do. */
export function notAsked(target: string, remote: Remote): string {
  return `Where \`${target}\` stands now could not be asked${saying(remote)} It was taken as the clone has it.`;
}

/** What the remote's trouble adds to a sentence, its full stop included. */
export function saying({ trouble }: Remote): string {
  return trouble === "" ? "." : `. ${trouble}`;
}
