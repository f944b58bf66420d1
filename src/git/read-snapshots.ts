// Two states of the repository → their scripts as text in memory: the target branch now, and as it would be once the change is merged.

import type { CommitSha, Snapshot, Tree, TreeEntry } from "../model.ts";
import type { Named } from "../parse/config.ts";
import { applyChange } from "./apply-change.ts";
import { findChange } from "./find-change.ts";
import { followRenames } from "./follow-renames.ts";
import { listTree } from "./list-tree.ts";
import type { Repository } from "./open-repository.ts";
import type { State } from "./read-files.ts";
import { readScripts } from "./read-scripts.ts";
import { type BothSources, readBoth } from "./read-texts.ts";
import { findReleases } from "./resolve-refs.ts";
import type { WantedStates } from "./wanted-states.ts";
import { isOnDisk, readOnDisk } from "./work-tree.ts";

/** The states that were read. */
export interface Snapshots {
  /** Null when there was nothing to compare with; *after* is then the state that was named, as it stands. */
  readonly before: Snapshot | null;
  readonly after: Snapshot;
  /** The newest release. */
  readonly released: Snapshot | null;
  /** Releases before it, newest first, each with other scripts than the one after it. */
  readonly olderReleases: readonly Snapshot[];
  /** Why there is no *before* although one was asked for, and what to do; null otherwise. */
  readonly noBefore: string | null;
  /** The files that were wanted beside, of both states; null where the change leaves them alone, or nothing is compared. */
  readonly beside: BothSources | null;
}

/**
 * Reads *before* and *after* as the question names them.
 *
 * *After* is the target's listing with the change applied path by path, so that a branch which lags behind is
 * judged on the target's present tip. The change of a commit is what happened since the merge base. A file
 * that both sides changed is merged by git; where that conflicts, it is a file without text.
 *
 * A commit or a target that was named and does not exist is CannotCheck. Where nobody named a target and there
 * is none, or where the histories do not meet (a shallow clone, unrelated histories), `before` is null and
 * `noBefore` says why: the whole history can still be looked at, but the question was not answered.
 */
export async function readSnapshots(
  repository: Repository,
  question: WantedStates,
): Promise<Snapshots> {
  const [found, releases] = await Promise.all([
    findChange(repository, question),
    question.released === null ? [] : findReleases(repository, question.released),
  ]);
  const { target, onto, tree, changes, sides, noBefore, behind } = found;
  const idOf = (entry: TreeEntry) =>
    isOnDisk(entry) ? readOnDisk(repository, entry).id : entry.id;
  const before = stateOf(onto, tree);
  const merged = applyChange(tree, changes, idOf);
  const after: State = {
    ...before,
    ...(sides ? await followRenames(repository, merged, sides) : merged),
    changed: new Set(changes.flatMap((change) => [...change.keys()])),
    isTrusted: target !== null,
  };
  const released: State[] = [];
  for (const { commit } of releases)
    released.push(stateOf(commit, await listTree(repository, commit)));

  const read = await readScripts(
    repository,
    [after, target && before, ...released],
    question.named,
    target && before,
  );
  const [newest = null, ...older] = withoutRepeats(
    releases.map(({ name, commit }, i) => ({ ref: name, commit, kind: "commit", ...read[i + 2]! })),
  );
  return {
    after: { ...found.after, ...read[0]!, ...(behind && { behind }) },
    before: target && { ref: target.name, commit: target.commit, kind: "commit", ...read[1]! },
    released: newest,
    olderReleases: older,
    noBefore,
    beside: target && (await readBoth(repository, before, after, question.beside ?? [])),
  };
}

/** Without the releases that hold the same scripts as the one after them. */
function withoutRepeats(releases: readonly Snapshot[]): readonly Snapshot[] {
  const holds = ({ scriptDirectories }: Snapshot) =>
    scriptDirectories
      .flatMap(({ files }) => files.map(({ path, id }) => `${path}\0${id}`))
      .join("\0");
  return releases.filter((one, i) => i === 0 || holds(one) !== holds(releases[i - 1]!));
}

/** Reads one commit as it stands. Cheap to call again and again: blobs that were read are kept. */
export async function readSnapshot(
  repository: Repository,
  commit: CommitSha,
  named: Named,
): Promise<Snapshot> {
  const [read] = await readScripts(
    repository,
    [stateOf(commit, await listTree(repository, commit))],
    named,
  );
  return { ref: commit, commit, kind: "commit", ...read! };
}

function stateOf(commit: CommitSha | null, tree: Tree): State {
  return { commit, tree, changed: new Set(), collisions: new Map(), isTrusted: true };
}
