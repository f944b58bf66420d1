// Mirrors `_normalize_depends_on`: the dependencies of a script that none of its versioned ancestors declares.

import type { RevisionId } from "../model.ts";
import { step } from "./effort.ts";
import type { Draft } from "./read-files.ts";

/** Script → the dependencies that are left, in written order (Alembic's order is that of a set). Scripts without any are not listed; `scripts` is how many there are. */
export function normalise(
  drafts: readonly Draft[],
  scripts: number,
): ReadonlyMap<Draft, readonly RevisionId[]> {
  const declared = new Map<RevisionId, number>();
  const declaring = drafts.filter(({ dependencies }) => dependencies.length > 0);
  for (const { dependencies } of declaring) {
    for (const name of dependencies) declared.set(name, (declared.get(name) ?? 0) + 1);
  }
  const seenBy = new Int32Array(declaring.length === 0 ? 0 : scripts);
  return new Map(
    declaring.map((draft) => {
      const isShared = draft.dependencies.some((name) => declared.get(name)! > 1);
      return [draft, isShared ? withoutInherited(draft, seenBy) : draft.dependencies];
    }),
  );
}

/** Walks down from the script until nothing is left to take away. Marks what it has seen with a number of its own. */
function withoutInherited(draft: Draft, seenBy: Int32Array): readonly RevisionId[] {
  const left = new Set(draft.dependencies);
  const mark = draft.place + 1;
  const open = [...draft.below];
  for (let at = open.pop(); at && left.size > 0; at = open.pop()) {
    if (seenBy[at.place] === mark || at === draft) continue;
    seenBy[at.place] = mark;
    step(1 + at.below.length);
    takeAway(left, at);
    for (const below of at.below) open.push(below);
  }
  return [...left];
}

const sets = new WeakMap<readonly RevisionId[], ReadonlySet<RevisionId>>();

/** Takes away what a script declares, by way of the shorter of both lists. */
function takeAway(left: Set<RevisionId>, { dependencies }: Draft): void {
  if (dependencies.length <= left.size) {
    for (const name of dependencies) left.delete(name);
    return;
  }
  const declared = sets.get(dependencies) ?? new Set(dependencies);
  sets.set(dependencies, declared);
  for (const name of left) if (declared.has(name)) left.delete(name);
}
