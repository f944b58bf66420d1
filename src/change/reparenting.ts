// What an applied script stands on, before and after, and what follows from a difference.

import { ancestors } from "../graph/walk.ts";
import type { Change, RevisionGraph, RevisionId, Script, Unresolved } from "../model.ts";
import { type Fates, sortByFate } from "./applied.ts";
import { remember } from "./remember.ts";

/** An applied script that stands on other revisions than it did. Edges are down revisions and dependencies alike. */
export interface Reparenting {
  readonly before: Script;
  readonly after: Script;
  readonly gained: readonly RevisionId[];
  readonly lost: readonly RevisionId[];
}

/** What changed below an applied script, null where it stands on the same scripts as before (renamed ones count as the same). */
export function compareEdges(
  { before, after }: Change,
  { renamed }: Fates,
  revision: RevisionId,
): Reparenting | null {
  const old = before.nodes.get(revision);
  const now = after.nodes.get(renamed.get(revision) ?? revision);
  if (!old || !now) return null;
  const had = [...old.down, ...old.dependencies].map((one) => renamed.get(one) ?? one);
  const has = [...now.down, ...now.dependencies];
  return {
    before: old.script,
    after: now.script,
    gained: has.filter((one) => !had.includes(one)),
    lost: had.filter((one) => !has.includes(one)),
  };
}

/** True where a script lost only deleted revisions, and stands on what these stood on or on new scripts in their place: told as their deletion. */
export function replacesDeleted(change: Change, fates: Fates, revision: RevisionId): boolean {
  const edges = compareEdges(change, fates, revision);
  if (!edges || edges.lost.length === 0) return false;
  if (!edges.lost.every((one) => fates.removed.has(one))) return false;
  const below = ancestors(change.before, edges.lost);
  return edges.gained.every((one) => below.has(one) || fates.added.has(one));
}

/** True where the new place of an applied script mends the history of the target branch: it closes a head, finds a missing revision or opens a loop. */
export function heals(
  { before, after }: Change,
  { before: old, after: now, gained }: Reparenting,
): boolean {
  if (before.loadError === null && after.loadError !== null) return false;
  const revision = old.revision.value;
  const closesHead =
    gained.some((one) => before.heads.includes(one)) &&
    new Set(after.heads).size < new Set(before.heads).size;
  const isIts = ({ script }: Unresolved) => script === old || script === now;
  const wasLost = before.unresolved.some(isIts);
  const isLost = after.unresolved.some(isIts);
  const wasInLoop = before.cycles.some((loop) => loop.includes(revision));
  const isInLoop = after.cycles.some((loop) => loop.includes(now.revision.value));
  return closesHead || (wasLost && !isLost) || (wasInLoop && !isInLoop);
}

/** Rows that lie on one line after the change and did not before: the upper one, the lower one, and the applied script that joins them, by its revision on the target branch. */
export interface Overlap {
  readonly upper: RevisionId;
  readonly lower: RevisionId;
  readonly joint: RevisionId | null;
}

/** How the rows of a database that is up to date with the target branch overlap after the change, null where they do not. */
export function findOverlap(change: Change, fates: Fates): Overlap | null {
  const { after } = change;
  if (after.loadError !== null) return null;
  const rows = rowsOfTarget(change);
  const isRow = new Set(rows);
  for (const upper of rows) {
    const below = ancestors(after, [upper]);
    if (![...below].some((one) => one !== upper && isRow.has(one))) continue;
    const lower = rows.find((row) => row !== upper && below.has(row))!;
    const former = new Map([...fates.renamed].map(([old, now]) => [now, old]));
    const joint = [...below]
      .map((one) => former.get(one) ?? one)
      .find((one) => joins(change, fates, one, lower));
    return { upper, lower, joint: joint ?? null };
  }
  return null;
}

function joins(change: Change, fates: Fates, revision: RevisionId, lower: RevisionId): boolean {
  const gained = compareEdges(change, fates, revision)?.gained ?? [];
  return gained.length > 0 && ancestors(change.after, gained).has(lower);
}

/**
 * The rows of a database that is up to date with the target branch, as far as they have a script still. None where
 * Alembic cannot load the target branch: no database got to its end. Of two files with one revision the lower is no row of its own.
 */
export const rowsOfTarget = remember((change): readonly RevisionId[] => {
  const { before, after } = change;
  if (before.loadError !== null) return [];
  const { renamed } = sortByFate(change);
  const heads = [...new Set(before.realHeads)];
  const isBelow = belowAny(before, heads);
  const rows = new Set(
    heads.filter((head) => !isBelow.has(head)).map((head) => renamed.get(head) ?? head),
  );
  return [...rows].filter((row) => after.nodes.has(row));
});

/** Those of the revisions that lie below another of them. One walk finds the few that may. */
function belowAny(graph: RevisionGraph, revisions: readonly RevisionId[]): ReadonlySet<RevisionId> {
  const under = ancestors(
    graph,
    revisions.flatMap((one) => graph.nodes.get(one)?.normalized ?? []),
  );
  return new Set(
    revisions.filter(
      (one) =>
        under.has(one) &&
        revisions.some((other) => other !== one && ancestors(graph, [other]).has(one)),
    ),
  );
}

/** A set of rows that a database may have: no revision below another. */
export function isAntichain(graph: RevisionGraph, rows: readonly RevisionId[]): boolean {
  return rows.every((row) => {
    const below = ancestors(graph, [row]);
    return rows.every((other) => other === row || !below.has(other));
  });
}
