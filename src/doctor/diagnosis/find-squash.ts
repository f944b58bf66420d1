// A squash: one commit put one script in the place of several.

import { ancestors } from "../../graph/walk.ts";
import type { RevisionGraph, RevisionId } from "../../model.ts";
import type { LostScript } from "../evidence/evidence.ts";
import type { LostStory } from "../model.ts";
import { uppermost } from "./rows.ts";

/**
 * What the script was squashed into; null where that is not what the commit did. It took several scripts away that
 * end in one, from the base on, and one script is left that is the base now: what followed them follows it. Higher up,
 * a new script may as well do something else than those that went.
 */
export function findSquash(
  { found, historic, afterwards }: LostScript,
  graph: RevisionGraph,
): LostStory["squash"] {
  if (!historic || !afterwards) return null;
  const gone = [...historic.nodes.keys()].filter((one) => !afterwards.nodes.has(one));
  const came = [...afterwards.nodes.keys()].filter((one) => !historic.nodes.has(one));
  const kept = came.length === 0 ? standIn(historic, afterwards, gone) : null;
  const into = kept ?? (came.length === 1 ? came[0]! : null);
  if (into === null || !graph.nodes.has(into)) return null;
  const replaced = kept === null ? gone : [...gone, kept];
  const [last, ...more] = uppermost(historic, replaced);
  if (last === undefined || more.length > 0 || replaced.length < 2) return null;
  if (!isInPlaceOf(historic, afterwards, new Set(replaced), into)) return null;
  const had = ancestors(historic, [found.revision as RevisionId]);
  return { into, last, isWhole: replaced.every((one) => had.has(one)) };
}

/** The last of the scripts may have kept its identifier, and have taken in those below it. */
function standIn(
  historic: RevisionGraph,
  afterwards: RevisionGraph,
  gone: readonly RevisionId[],
): RevisionId | null {
  const taken = new Set(gone);
  const over = [...afterwards.nodes.values()].filter(
    ({ revision, down }) =>
      historic.nodes.get(revision)?.down.some((one) => taken.has(one)) &&
      !down.some((one) => taken.has(one)),
  );
  return over.length === 1 ? over[0]!.revision : null;
}

/** Whether they were all there was from the base on, it is the base now, and what followed them follows it. */
function isInPlaceOf(
  historic: RevisionGraph,
  afterwards: RevisionGraph,
  replaced: ReadonlySet<RevisionId>,
  into: RevisionId,
): boolean {
  const outside = (names: readonly RevisionId[]) => names.filter((one) => !replaced.has(one));
  const below = [...replaced].flatMap((one) => outside(historic.nodes.get(one)!.down));
  const above = [...replaced].flatMap((one) => outside(historic.nodes.get(one)!.next));
  return (
    below.length === 0 &&
    afterwards.nodes.get(into)!.down.length === 0 &&
    above.every((one) => afterwards.nodes.get(one)?.down.includes(into) ?? false)
  );
}
