// A pull request → GitHub's merge of it, and the target branch as it stands now.

import { mergeParents } from "../git/commits.ts";
import { resolveCommits } from "../git/resolve-refs.ts";
import type { CommitSha } from "../model.ts";
import type { Clone } from "./clone.ts";
import {
  type FoundStates,
  notAsked,
  notFetched,
  ofBranch,
  type Surroundings,
  withoutBefore,
} from "./comparison.ts";
import type { PullRequest } from "./event.ts";

/** The merge on the target's present tip; without a merge, the pull request's commit as a branch of its own. */
export async function ofPullRequest(
  pull: PullRequest,
  surroundings: Surroundings,
): Promise<FoundStates> {
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

/** Said where a payload lacks the branch. */
export const noTargetNamed =
  "The event does not name the target branch, so there is nothing to compare with. Name it with the input `against`.";
