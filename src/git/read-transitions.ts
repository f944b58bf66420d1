// Transitions of a branch → the two states of each, as a check of that change would have read them.

import type { CommitSha, Snapshot, Tree, TreeEntry } from "../model.ts";
import { isConfigurationFile, type Named, namedThen } from "../parse/config.ts";
import { type CommitPair, diffPairs } from "./diff-pairs.ts";
import type { Transition } from "./find-transitions.ts";
import { listTree, replaceEntries, type TreeChange } from "./list-tree.ts";
import { mentionsAlembic } from "./mentions-alembic.ts";
import type { Repository } from "./open-repository.ts";
import { readBlobs } from "./read-blobs.ts";
import type { State } from "./read-files.ts";
import { readFiles } from "./read-files.ts";
import { readScripts, type Scripts } from "./read-scripts.ts";
import type { Sources } from "./read-texts.ts";

/** One transition with what the branch held before and after. */
export interface ReadTransition {
  readonly transition: Transition;
  /** Empty before the first commit of all. */
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** Some files of the branch before, for its settings. */
  readonly textsBefore: Sources;
  /** For a merge of two: the scripts that it brought otherwise than its second parent held them. */
  readonly mergedOtherwise: readonly string[] | null;
}

/** So many transitions are listed at once. */
const atOnce = 50;

/** What else to read, and by which names. */
export interface Reading {
  readonly named: Named;
  /** Paths whose texts before are wanted. */
  readonly texts: readonly string[];
}

/**
 * Reads transitions one after the other. Trees are not listed anew: each is the one before with what changed,
 * and a blob is read when it first appears.
 */
export async function* readTransitions(
  repository: Repository,
  transitions: readonly Transition[],
  reading: Reading,
): AsyncGenerator<ReadTransition> {
  const [first] = transitions;
  if (!first) return;
  let at: CommitSha | null = first.before;
  let tree: Tree = at ? await listTree(repository, at) : new Map();
  for (let start = 0; start < transitions.length; start += atOnce) {
    const some = transitions.slice(start, start + atOnce);
    const pairs = pairsOf(at, some);
    const steps = await diffPairs(repository, pairs);
    const merged = await branchDifferences(repository, some);
    const commits = new Set<CommitSha>(some.map(({ commit }) => commit));
    const judged = steps.filter((_, i) => commits.has(pairs[i]![1]));
    const ahead = await readAhead(repository, steps, new Set(judged), reading.named);
    let step = 0;
    for (const transition of some) {
      const { before, commit } = transition;
      if (at && before) tree = apply(tree, steps[step++]!);
      const treeBefore = tree;
      let change: TreeChange = new Map();
      if (before) {
        change = steps[step++]!;
        tree = apply(tree, change);
      } else tree = await listTree(repository, commit);
      at = commit;
      yield await readOne(repository, transition, [treeBefore, tree], change, merged, reading);
    }
    for (const id of ahead) if (!mentionsAlembic(repository, id)) repository.blobs.delete(id);
  }
}

/** From where the tree stands to each transition's before, and from there to its after. */
function pairsOf(at: CommitSha | null, transitions: readonly Transition[]): readonly CommitPair[] {
  const pairs: CommitPair[] = [];
  let from = at;
  for (const { before, commit } of transitions) {
    if (from && before) pairs.push([from, before]);
    if (before) pairs.push([before, commit]);
    from = commit;
  }
  return pairs;
}

/** Reads what the checks of these steps will look into, with two processes for all of them: configurations, and Python files of what is judged. Gives the latter. */
async function readAhead(
  repository: Repository,
  steps: readonly TreeChange[],
  judged: ReadonlySet<TreeChange>,
  named: Named,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const python = new Set<string>();
  for (const change of steps) {
    for (const [path, { old, new: now }] of change) {
      const isPython = path.endsWith(".py");
      if (!(isPython && judged.has(change)) && !isConfigurationFile(path, named)) continue;
      for (const entry of [old, now]) {
        if (entry?.mode !== "file" || repository.blobs.has(entry.id)) continue;
        ids.add(entry.id);
        if (isPython) python.add(entry.id);
      }
    }
  }
  await readBlobs(repository, ids, ids);
  return python;
}

function apply(tree: Tree, change: TreeChange): Tree {
  const entries = new Map<string, TreeEntry | null>();
  for (const [path, { new: now }] of change) entries.set(path, now);
  return replaceEntries(tree, entries);
}

/** For merges of two: how the merge differs from the branch that was merged. */
async function branchDifferences(
  repository: Repository,
  transitions: readonly Transition[],
): Promise<ReadonlyMap<CommitSha, TreeChange>> {
  const merges = transitions.filter(({ parents }) => parents.length === 2);
  const pairs = merges.map(({ parents, commit }): CommitPair => [parents[1]!, commit]);
  const differences = await diffPairs(repository, pairs, ["*.py"]);
  return new Map(merges.map(({ commit }, i) => [commit, differences[i]!]));
}

async function readOne(
  repository: Repository,
  transition: Transition,
  [treeBefore, treeAfter]: readonly [Tree, Tree],
  change: TreeChange,
  merged: ReadonlyMap<CommitSha, TreeChange>,
  { named, texts }: Reading,
): Promise<ReadTransition> {
  const { before, commit, parents } = transition;
  const stateBefore = stateOf(before, treeBefore, new Set());
  const stateAfter = stateOf(commit, treeAfter, new Set(change.keys()));
  const present = namedThen(named, [treeAfter, treeBefore]);
  const [after, held] = await readScripts(
    repository,
    [stateAfter, stateBefore],
    present,
    stateBefore,
  );
  const paths = texts.filter((path) => treeBefore.get(path)?.mode === "file");
  const [textsBefore] = await readFiles(repository, [{ state: stateBefore, paths, links: null }]);
  const difference = merged.get(commit);
  return {
    transition,
    before: { ref: before ?? commit, commit: before, kind: "commit", ...held! },
    after: { ref: commit, commit, kind: parents.length > 1 ? "merge" : "commit", ...after! },
    textsBefore: textsBefore!,
    mergedOtherwise: difference
      ? scriptsOf(held!, after!).filter((path) => change.has(path) && difference.has(path))
      : null,
  };
}

function scriptsOf(...states: readonly Scripts[]): readonly string[] {
  const files = states.flatMap(({ scriptDirectories }) =>
    scriptDirectories.flatMap((one) => one.files),
  );
  return [...new Set(files.map(({ path }) => path))];
}

function stateOf(commit: CommitSha | null, tree: Tree, changed: ReadonlySet<string>): State {
  return { commit, tree, changed, collisions: new Map(), isTrusted: true };
}
