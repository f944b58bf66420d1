// What the event and the inputs ask about → the commits to read, present in the clone.

import { CannotCheck } from "../cannot-check.ts";
import { resolveCommits } from "../git/resolve-refs.ts";
import {
  compare,
  type FoundStates,
  type Named,
  ofBranch,
  ofStep,
  type States,
  type Surroundings,
  saying,
  withoutBefore,
} from "./comparison.ts";
import { type Asked, asBranch, asCommit } from "./event.ts";
import { noTargetNamed, ofPullRequest } from "./pull-request-states.ts";
import { withRetries } from "./refusal.ts";

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

/** What there is to look at where the event names no pull request, group or push that could be used. */
type AskedState = Extract<Asked, { kind: "state" }> & { readonly noBefore?: string };
type Event = Exclude<Asked, { kind: "state" | "fork-run" }> | AskedState;

async function findForkPull(
  run: Extract<Asked, { kind: "fork-run" }>,
  { api }: Surroundings,
): Promise<Event> {
  const pull =
    api &&
    (await withRetries(() => api.findPullRequest(run.owner, run.branch, run.head)).catch(
      () => null,
    ));
  return (
    pull ?? {
      kind: "state",
      head: run.head,
      noBefore: `The pull request that \`${run.owner}:${run.branch}\` belongs to was not found, so there is no target branch to compare with. It may be closed by now, or the token lacks \`pull-requests: read\`. Name the target branch with the input \`against\`.`,
    }
  );
}

function ofOtherRepository(event: Event): AskedState {
  if (event.kind === "state" && !event.noBefore) return { kind: "state", head: null };
  return {
    kind: "state",
    head: null,
    noBefore:
      "The clone is of another repository than the event's, so the event does not say what to compare it with. Name its target branch with the input `against`.",
  };
}

function byEvent(event: Event, surroundings: Surroundings): Promise<FoundStates> {
  switch (event.kind) {
    case "pull-request":
      return ofPullRequest(event, surroundings);
    case "merge-group":
      return ofStep({ ref: event.target, commit: event.base }, event.head, "HEAD", surroundings);
    case "push":
      return ofPush(event, surroundings);
    case "branch":
      return ofBranch(event.target, { ref: event.branch, commit: event.head }, surroundings);
    case "state":
      return ofState(event, surroundings);
  }
}

async function ofPush(
  { branch, from, to }: Extract<Event, { kind: "push" }>,
  surroundings: Surroundings,
): Promise<FoundStates> {
  const found = await ofStep({ ref: branch, commit: from }, to, branch, surroundings);
  return { ...found, isMerged: true };
}

async function ofState(state: AskedState, surroundings: Surroundings): Promise<FoundStates> {
  const head = await headOf(state, surroundings);
  return withoutBefore(head, state.noBefore ?? null, surroundings);
}

/** What is checked out, unless the event is about one commit only. */
async function headOf(state: AskedState, { clone }: Surroundings): Promise<Named> {
  const [head] = await resolveCommits(clone.repository, ["HEAD"]);
  if (state.isExact && state.head) return { ref: state.head, commit: state.head };
  const commit = head ?? state.head;
  if (commit) return { ref: "HEAD", commit };
  throw new CannotCheck(
    "Nothing is checked out, and the event names no commit. Add `actions/checkout` before this step.",
  );
}

// ------------------------------------------------------------------- inputs

/** The inputs `against` and `at` win over the event. */
async function byInputs(event: Event, surroundings: Surroundings): Promise<FoundStates> {
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
