// What the event asks about → the commits to read, present in the clone.

import { CannotCheck } from "../cannot-check.ts";
import { findMergeBases, mergeParents } from "../git/commits.ts";
import { type AfterState, readSnapshots, type Snapshots } from "../git/read-snapshots.ts";
import { resolveCommits } from "../git/resolve-refs.ts";
import type { CommitSha, Verdict } from "../model.ts";
import type { Settings } from "../settings.ts";
import type { Api } from "./api.ts";
import type { Clone } from "./clone.ts";
import { type Asked, asBranch, asCommit, type PullRequest } from "./event.ts";
import type { Remote } from "./remote.ts";

/** A commit and what people call it. */
interface Named {
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

/** Finds the commits and fetches those that are missing, each one deep. Throws CannotCheck where even the change cannot be had. */
export async function findStates(asked: Asked, surroundings: Surroundings): Promise<States> {
  const { clone, against, at } = surroundings;
  const known = asked.kind === "fork-run" ? await findForkPull(asked, surroundings) : asked;
  const event = clone.isOfEvent ? known : ofOtherRepository(known);
  const pullRequest = known.kind === "pull-request" ? known : null;
  const found =
    against === null && at === null
      ? await byEvent(event, surroundings)
      : await byInputs(event, surroundings);
  return { ...found, pullRequest };
}

type Found = Omit<States, "pullRequest">;
/** What there is to look at where the event names no pull request, group or push that could be used. */
type State = Extract<Asked, { kind: "state" }> & { readonly noBefore?: string };
type Event = Exclude<Asked, { kind: "state" | "fork-run" }> | State;

async function findForkPull(
  run: Extract<Asked, { kind: "fork-run" }>,
  { api }: Surroundings,
): Promise<Event> {
  const pull = await api?.findPullRequest(run.owner, run.branch, run.head).catch(() => null);
  return (
    pull ?? {
      kind: "state",
      head: run.head,
      noBefore: `The pull request that \`${run.owner}:${run.branch}\` belongs to was not found, so there is no target branch to compare with. It may be closed by now, or the token lacks \`pull-requests: read\`. Name the target branch with the input \`against\`.`,
    }
  );
}

function ofOtherRepository(event: Event): State {
  if (event.kind === "state" && !event.noBefore) return { kind: "state", head: null };
  return {
    kind: "state",
    head: null,
    noBefore:
      "The clone is of another repository than the event's, so the event does not say what to compare it with. Name its target branch with the input `against`.",
  };
}

function byEvent(event: Event, surroundings: Surroundings): Promise<Found> {
  switch (event.kind) {
    case "pull-request":
      return ofPullRequest(event, surroundings);
    case "merge-group":
      return ofStep({ ref: event.target, commit: event.base }, event.head, "HEAD", surroundings);
    case "push":
      return ofStep(
        { ref: event.branch, commit: event.from },
        event.to,
        event.branch,
        surroundings,
      );
    case "branch":
      return ofBranch(event.target, { ref: event.branch, commit: event.head }, surroundings);
    case "state":
      return ofState(event, surroundings);
  }
}

/** Reads what was found, under the names that people use. `settings` name the script directories and the releases. */
export async function readStates(
  { repository, remote }: Clone,
  { before, after, change, noBefore }: States,
  settings: Pick<Settings, "configs" | "versions" | "released">,
): Promise<Snapshots> {
  if (settings.released) await remote.fetchNewest(settings.released);
  const read = await readSnapshots(repository, {
    against: before?.commit ?? null,
    after: change,
    named: settings,
    released: settings.released,
    noBefore: before === null,
  });
  return {
    ...read,
    before: before && read.before && { ...read.before, ref: before.ref },
    after: { ...read.after, ref: after.ref, kind: after.kind },
    noBefore: noBefore ?? read.noBefore,
  };
}

/** The same change on the target branch as it stood when GitHub made the merge; null where it has not moved. */
export function asOfMerge(states: States): States | null {
  const { before, change, movedFrom } = states;
  if (!before || !movedFrom || change.kind !== "merge") return null;
  return {
    ...states,
    before: { ...before, commit: movedFrom },
    change: { ...change, target: movedFrom },
  };
}

/** Says that the target branch has moved, and what that did to the verdict. */
export function moveInWords({ before, movedFrom }: States, then: Verdict, now: Verdict): string {
  const moved = `\`${before?.ref}\` has moved from ${movedFrom?.slice(0, 7)} to ${before?.commit.slice(0, 7)} since GitHub made the merge of this pull request`;
  return then === now
    ? `${moved}; that did not change the verdict.`
    : `${moved}, and that changed the verdict from \`${then}\` to \`${now}\`.`;
}

// ------------------------------------------------------------ pull requests

async function ofPullRequest(pull: PullRequest, surroundings: Surroundings): Promise<Found> {
  const { remote } = surroundings.clone;
  const head = { ref: `pull request #${pull.number}`, commit: pull.head };
  if (!pull.target) return withoutBefore(head, noTargetNamed, surroundings);
  const merge = await findMerge(pull, surroundings);
  if (!merge) return ofBranch(pull.target, head, surroundings);

  const [madeOn, merged] = merge.parents;
  const now = await remote.tip(`refs/heads/${pull.target}`);
  const target = { ref: pull.target, commit: now ?? madeOn };
  if (!(await remote.fetch(...new Set([madeOn, target.commit])))) {
    return withoutBefore(head, notFetched(target, remote), surroundings);
  }
  const notes = now ? [] : [notAsked(pull.target, remote)];
  if (merged !== pull.head) {
    notes.push(
      `The merge that is checked out was made of ${merged}, not of ${pull.head}, which the event names: the pull request has changed since. What is checked out was judged.`,
    );
  }
  return {
    before: target,
    after: { ref: `refs/pull/${pull.number}/merge`, commit: merge.commit, kind: "merge" },
    change: { kind: "merge", commit: merge.commit, target: target.commit },
    noBefore: null,
    movedFrom: target.commit === madeOn ? null : madeOn,
    notes,
  };
}

interface Merge {
  readonly commit: CommitSha;
  readonly parents: readonly [CommitSha, CommitSha];
}

/** GitHub's merge of the pull request: checked out by default, else there to be fetched unless it conflicts or is not up to date. */
async function findMerge(pull: PullRequest, { clone }: Surroundings): Promise<Merge | null> {
  const { remote } = clone;
  const [head = null] = await resolveCommits(clone.repository, ["HEAD"]);
  const here = head && (await asMerge(clone, head));
  if (here && (here.parents[1] === pull.head || here.commit === pull.merge)) return here;
  // A whole clone knows by itself where the pull request left its target.
  if (!clone.repository.isShallow && head === pull.head) return null;
  const tip = await remote.tip(`refs/pull/${pull.number}/merge`);
  if (!tip || !(await remote.fetch(tip))) return null;
  const fetched = await asMerge(clone, tip);
  return fetched?.parents[1] === pull.head ? fetched : null;
}

async function asMerge({ repository }: Clone, commit: CommitSha): Promise<Merge | null> {
  const [first, second, ...more] = await mergeParents(repository, commit);
  return first && second && more.length === 0 ? { commit, parents: [first, second] } : null;
}

// ------------------------------------------------------- branches and steps

/** A branch as it would be once merged into another, as that stands now. */
async function ofBranch(target: string, head: Named, surroundings: Surroundings): Promise<Found> {
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
async function compare(target: Named, head: Named, surroundings: Surroundings): Promise<Found> {
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
  const base = await api?.mergeBase(target.commit, head.commit).catch(() => null);
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
async function ofStep(
  from: Named,
  to: CommitSha,
  ref: string,
  surroundings: Surroundings,
): Promise<Found> {
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

// ------------------------------------------------------------------- states

async function ofState(state: State, surroundings: Surroundings): Promise<Found> {
  const head = await headOf(state, surroundings);
  return withoutBefore(head, state.noBefore ?? null, surroundings);
}

async function withoutBefore(
  head: Named,
  noBefore: string | null,
  { clone }: Surroundings,
): Promise<Found> {
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

/** What is checked out, else what the event names. */
async function headOf(state: State, { clone }: Surroundings): Promise<Named> {
  const [head] = await resolveCommits(clone.repository, ["HEAD"]);
  const commit = head ?? state.head;
  if (commit) return { ref: "HEAD", commit };
  throw new CannotCheck(
    "Nothing is checked out, and the event names no commit. Add `actions/checkout` before this step.",
  );
}

async function need({ ref, commit }: Named, remote: Remote): Promise<void> {
  if (await remote.fetch(commit)) return;
  throw new CannotCheck(`The commit ${commit} (${ref}) is not in this clone. ${remote.trouble}`);
}

// ------------------------------------------------------------------- inputs

/** The inputs `against` and `at` win over the event. */
async function byInputs(event: Event, surroundings: Surroundings): Promise<Found> {
  const { against, at } = surroundings;
  const head = at ? await find(at, "at", surroundings) : await changeOf(event, surroundings);
  if (against) return compare(await find(against, "against", surroundings), head, surroundings);
  const target =
    event.kind === "state" ? null : event.kind === "push" ? event.branch : event.target;
  return target
    ? ofBranch(target, head, surroundings)
    : withoutBefore(
        head,
        event.kind === "state" ? (event.noBefore ?? null) : noTargetNamed,
        surroundings,
      );
}

async function changeOf(event: Event, surroundings: Surroundings): Promise<Named> {
  switch (event.kind) {
    case "pull-request":
      return { ref: `pull request #${event.number}`, commit: event.head };
    case "merge-group":
      return { ref: "HEAD", commit: event.head };
    case "push":
      return { ref: event.branch, commit: event.to };
    case "branch":
      return { ref: event.branch, commit: event.head };
    case "state":
      return headOf(event, surroundings);
  }
}

/** A commit by the name that a person gave: a branch as the remote has it now, a tag, whatever the clone knows, or a full id. */
async function find(name: string, input: string, surroundings: Surroundings): Promise<Named> {
  const { clone } = surroundings;
  const { remote } = clone;
  const id = asCommit(name);
  if (id) return { ref: name, commit: id };
  const branch = asBranch(name.replace(/^(?:refs\/heads\/|(?:refs\/remotes\/)?origin\/)/, ""));
  const now = branch && (await remote.tip(`refs/heads/${branch}`));
  if (now) return { ref: name, commit: now };
  const tag = asBranch(name.replace(/^refs\/tags\//, ""));
  const names = [name, `refs/remotes/origin/${name}`];
  const local = (await resolveCommits(clone.repository, names)).find((commit) => commit !== null);
  const commit = local ?? (tag && (await remote.tip(`refs/tags/${tag}`)));
  if (commit) return { ref: name, commit };
  throw new CannotCheck(
    `No branch, tag or commit is called \`${name}\` (input \`${input}\`)${saying(remote)} Correct the input.`,
  );
}

// ----------------------------------------------------------------- sentences

const noTargetNamed =
  "The event does not name the target branch, so there is nothing to compare with. Name it with the input `against`.";

function tooShallow({ ref }: Named): string {
  return `This clone is too shallow to tell where the change left \`${ref}\`, and GitHub's API did not tell it either. Give \`actions/checkout\` the input \`fetch-depth: 0\`.`;
}

function noSuchTarget(target: string, remote: Remote): string {
  return `The target branch \`${target}\` could not be found${saying(remote)} Check the branch and the permission \`contents: read\`, or name another target with the input \`against\`.`;
}

function notFetched({ ref, commit }: Named, remote: Remote): string {
  return `The commit ${commit} of \`${ref}\`, which the change is to be compared with, is not in this clone. ${remote.trouble}`;
}

function notAsked(target: string, remote: Remote): string {
  return `Where \`${target}\` stands now could not be asked${saying(remote)} It was taken as the clone has it.`;
}

function saying({ trouble }: Remote): string {
  return trouble === "" ? "." : `. ${trouble}`;
}
