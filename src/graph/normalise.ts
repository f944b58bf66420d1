// Mirrors `_normalize_depends_on`: the dependencies of a script that none of its versioned ancestors declares.

import type { RevisionId } from "../model.ts";
import type { Draft } from "./read-files.ts";

/** Script → the dependencies that are left, in written order (Alembic's order is that of a set). Scripts without any are not listed. */
export function normalise(
  drafts: readonly Draft[],
  byRevision: ReadonlyMap<string, Draft>,
): ReadonlyMap<Draft, readonly RevisionId[]> {
  const declared = new Map<RevisionId, number>();
  const declaring = drafts.filter(({ dependencies }) => dependencies.length > 0);
  for (const { dependencies } of declaring) {
    for (const name of dependencies) declared.set(name, (declared.get(name) ?? 0) + 1);
  }
  return new Map(
    declaring.map((draft) => {
      const isShared = draft.dependencies.some((name) => declared.get(name)! > 1);
      return [draft, isShared ? withoutInherited(draft, byRevision) : draft.dependencies];
    }),
  );
}

/** Walks down from the script until nothing is left to take away. */
function withoutInherited(
  draft: Draft,
  byRevision: ReadonlyMap<string, Draft>,
): readonly RevisionId[] {
  const left = new Set(draft.dependencies);
  const seen = new Set([draft]);
  for (const at of seen) {
    if (at !== draft) for (const name of at.dependencies) left.delete(name);
    if (left.size === 0) break;
    for (const name of at.down) {
      const followed = byRevision.get(name);
      if (followed) seen.add(followed);
    }
  }
  return [...left];
}
