// Which heads continue those of the target branch, and which are extra.

import { descendants } from "../graph/walk.ts";
import type { RevisionId } from "../model.ts";
import { sortByFate } from "./applied.ts";
import { remember } from "./remember.ts";
import { continuingUnread } from "./unseen-heads.ts";

/** Heads of *after*, each in Alembic's order: those that continue a head of *before*, one for each, and the others. */
export interface SortedHeads {
  readonly kept: readonly RevisionId[];
  readonly extra: readonly RevisionId[];
}

/** Sorts the heads of *after*. Of two that continue the same head, the one the target branch has, else the first, is kept. */
export const sortHeads = remember((change): SortedHeads => {
  const { before, after } = change;
  const heads = [...new Set(after.heads)];
  const place = new Map(heads.map((head, index) => [head, index]));
  const { renamed } = sortByFate(change);
  const kept = new Set<RevisionId>();
  for (const old of before.heads) {
    const head = renamed.get(old) ?? old;
    const above = after.nodes.has(head) ? [...descendants(after, [head], "versioned")] : [];
    const candidates = above
      .filter((one) => place.has(one) && !kept.has(one))
      .sort((a, b) => place.get(a)! - place.get(b)!);
    const choice = candidates.find((one) => before.nodes.has(one)) ?? candidates[0];
    if (choice !== undefined) kept.add(choice);
  }
  for (const head of continuingUnread(
    change,
    heads.filter((one) => !kept.has(one)),
  )) {
    kept.add(head);
  }
  if (kept.size === 0 && heads[0] !== undefined) kept.add(heads[0]);
  return {
    kept: heads.filter((head) => kept.has(head)),
    extra: heads.filter((head) => !kept.has(head)),
  };
});
