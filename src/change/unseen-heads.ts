// What can be said of heads where part of the history was not seen.

import { reach } from "../graph/reach.ts";
import { mayFollow } from "../graph/unseen.ts";
import { ancestors } from "../graph/walk.ts";
import type { Change, RevisionGraph, RevisionId } from "../model.ts";

/** Revisions of files that could not be read and that no script follows: each is a head, whatever it follows itself. */
export function unreadHeads({ unseen, scripts }: RevisionGraph): readonly RevisionId[] {
  const unread = unseen.flatMap(({ revision }) => (revision === null ? [] : [revision]));
  if (unread.length === 0) return [];
  const followed = new Set<string>();
  for (const { downRevisions } of scripts)
    for (const { value } of downRevisions) followed.add(value);
  return [...new Set(unread)].filter((revision) => !followed.has(revision));
}

/** The heads that continue a head of *before* which could not be read, one for each. */
export function continuingUnread(
  { before, after }: Change,
  heads: readonly RevisionId[],
): readonly RevisionId[] {
  return unreadHeads(before).flatMap((unread) => {
    const continues = (head: RevisionId) =>
      [...ancestors(after, [head], "versioned")].some((one) =>
        after.nodes.get(one)?.script.downRevisions.some(({ value }) => value === unread),
      );
    return heads.filter(continues).slice(0, 1);
  });
}

/**
 * Why a head may not be one too many; null where it is, whatever was not seen: it is new, so that nothing unseen
 * can follow it yet, and it forks off where another script that was seen goes on.
 */
export function whyNotExtra(
  { after }: Change,
  added: ReadonlySet<RevisionId>,
  head: RevisionId,
): string | null {
  const reason = mayFollow(after);
  if (reason === null) return null;
  if (!added.has(head)) return reason;
  const stem = reach([head], (at) =>
    (after.nodes.get(at)?.down ?? []).filter((below) => added.has(below)),
  );
  const others = after.scripts.filter(({ revision }) => !stem.has(revision.value));
  const followed = new Set(others.flatMap((one) => one.downRevisions.map(({ value }) => value)));
  const roots = [...stem].flatMap((one) => after.nodes.get(one)?.script.downRevisions ?? []);
  const old = roots.map(({ value }) => value).filter((root) => !stem.has(root));
  return old.every((root) => followed.has(root)) ? null : reason;
}
