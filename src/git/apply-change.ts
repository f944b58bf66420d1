// The target's files with a change applied: what the target branch would hold once the change is merged.

import type { Tree, TreeEntry } from "../model.ts";
import { replaceEntries, type TreeChange } from "./list-tree.ts";

/** A path that both sides changed, each in its own way. Null: that side has no such file. */
export interface Collision {
  readonly base: TreeEntry | null;
  /** The target branch's. */
  readonly ours: TreeEntry | null;
  /** The change's. */
  readonly theirs: TreeEntry | null;
}

/** A tree in which some paths are yet to be merged; those have a preliminary entry. */
export interface MergedTree {
  readonly tree: Tree;
  readonly collisions: ReadonlyMap<string, Collision>;
}

/**
 * Applies a change, path by path, to a tree that need not be the one it was made on. There is one change for
 * each merge base: what is unchanged since any of them, that side did not touch. `idOf` is asked for the true
 * id of a file that seems to collide, since one of the work tree may only look changed.
 */
export function applyChange(
  target: Tree,
  changes: readonly TreeChange[],
  idOf: (entry: TreeEntry) => string,
): MergedTree {
  const [first = new Map(), ...others] = changes;
  const entries = new Map<string, TreeEntry | null>();
  const collisions = new Map<string, Collision>();
  for (const [path, { old, new: theirs }] of first) {
    const rest = others.map((change) => change.get(path));
    if (rest.includes(undefined)) continue;
    const bases = [old, ...rest.map((change) => change?.old ?? null)];
    const ours = target.get(path) ?? null;
    if (bases.some((base) => isSame(base, ours))) {
      entries.set(path, theirs);
      continue;
    }
    const settled = theirs && { ...theirs, id: idOf(theirs) };
    if ([ours, ...bases].some((known) => isSame(known, settled))) continue;
    collisions.set(path, { base: old, ours, theirs });
    entries.set(path, ours ?? theirs);
  }
  return { tree: replaceEntries(target, entries), collisions };
}

/** One change after another, as one. */
export function joinChanges(first: TreeChange, second: TreeChange): TreeChange {
  if (second.size === 0) return first;
  const joined = new Map(first);
  for (const [path, { old, new: now }] of second) {
    const earlier = first.get(path);
    joined.set(path, { old: earlier ? earlier.old : old, new: now });
  }
  return joined;
}

function isSame(a: TreeEntry | null, b: TreeEntry | null): boolean {
  return a?.id === b?.id && a?.mode === b?.mode;
}
