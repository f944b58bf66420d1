// skipped-revision: a new script lies below one that counts as applied, and never runs where that one ran.

import { backBefore } from "../advice/own-database.ts";
import { dependOn, follow, saying, way } from "../advice/repair.ts";
import { type Fates, sortByFate, weight } from "../change/applied.ts";
import { sortHeads } from "../change/heads.ts";
import { replacesDeleted } from "../change/reparenting.ts";
import { reach } from "../graph/reach.ts";
import { ancestors, descendants } from "../graph/walk.ts";
import type { Change, Fix, Problem, RevisionId } from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "skipped-revision": true;
  }
}

export const skippedRevision: Rule = {
  id: "skipped-revision",
  severity: "error",
  title: "A new script below an applied one",
  why: "Databases that are already above it take it for applied: `alembic upgrade` exits 0 and never runs it there, while new databases do run it.",
  details: `This happens when a new script is slipped in between two that exist, or an applied script gets a new one into its \`down_revision\` or \`depends_on\`.
There is exactly one head afterwards, so nothing that counts heads notices. A script that brings back a revision which the target branch names but has lost is no finding, nor is one whose \`upgrade\` does nothing. One that
a release, a database (setting \`rows\`) or the history of the target branch had before is a warning: it is back, not new, and stays where it is.`,
  example: {
    before: `
      <base> -> a1, create users
      a1 -> b2, add email`,
    after: `
      <base> -> a1, create users
      a1 -> n1, add orders
      n1 -> b2, add email`,
  },
  aboutApplied: true,

  *find(change) {
    const fates = sortByFate(change);
    const heads = sortHeads(change).kept;
    const told = new Set<RevisionId>();
    for (const applied of appliedAbove(change, fates)) {
      const skipped = newBelow(change, fates, applied).filter((revision) => !told.has(revision));
      for (const revision of skipped) told.add(revision);
      const isBack = (one: RevisionId) => fates.restored.has(one);
      const [back, fresh] = [skipped.filter(isBack), skipped.filter((one) => !isBack(one))];
      if (back.length > 0) yield comeBack(change, fates, applied, back);
      if (fresh.length > 0) yield problemOf(change, heads, applied, fresh);
    }
  },
};

/** Applied scripts that directly follow a new one. */
function* appliedAbove({ before, after }: Change, fates: Fates): Iterable<RevisionId> {
  const brought = [...fates.added, ...fates.restored.keys()];
  const above = new Set(brought.flatMap((one) => after.nodes.get(one)?.allNext ?? []));
  for (const revision of above) if (before.nodes.has(revision)) yield revision;
}

/** The new scripts right below an applied one, down to what the target branch has; the nearest first. */
function newBelow(change: Change, fates: Fates, applied: RevisionId): readonly RevisionId[] {
  const { before, after } = change;
  if (replacesDeleted(change, fates, applied)) return [];
  const wasMissing = new Set<string>(before.unresolved.map(({ missing }) => missing.value));
  const inLoop = new Set(after.cycles.flat());
  const found = reach([applied], (at) =>
    (after.nodes.get(at)?.normalized ?? []).filter(
      (below) => fates.added.has(below) || fates.restored.has(below),
    ),
  );
  // What does nothing cannot be missed.
  const isMissed = (one: RevisionId) =>
    !wasMissing.has(one) && !inLoop.has(one) && !change.idle?.has(one);
  return [...found].filter((one) => one !== applied && isMissed(one));
}

/** Databases that ran it before are right again; moving it would make them run it a second time. */
function comeBack(
  { after }: Change,
  { restored }: Fates,
  applied: RevisionId,
  back: readonly RevisionId[],
): Problem {
  const [nearest] = back;
  const who = restored.get(nearest!);
  const isOne = back.length === 1;
  return {
    at: after.nodes.get(nearest!)!.script.downRevisionAssignment.at,
    revision: nearest!,
    severity: "warning",
    what: `${codes(back)} ${isOne ? "comes" : "come"} back below ${code(applied)}, which the target branch has already: ${who}.`,
    why: `Databases that have run ${isOne ? "it" : "them"} are right with that. Those that never did, and are at or above ${code(applied)}, take ${isOne ? "it" : "them"} for applied and never run ${isOne ? "it" : "them"}.`,
    alembicSays: null,
    fixes: [],
    key: [applied, ...back].join("\0"),
  };
}

function problemOf(
  change: Change,
  heads: readonly RevisionId[],
  applied: RevisionId,
  skipped: readonly RevisionId[],
): Problem {
  const { before, after } = change;
  const [nearest] = skipped;
  const node = after.nodes.get(applied)!;
  const above = [...descendants(after, [nearest!])].filter((one) => before.nodes.has(one));
  const isOne = skipped.length === 1;
  const link = node.down.includes(nearest!)
    ? node.script.downRevisionAssignment
    : node.script.dependsOnAssignment;
  return {
    at: after.nodes.get(nearest!)!.script.downRevisionAssignment.at,
    revision: nearest!,
    severity: weight(change, above),
    what: `${codes(skipped)} ${isOne ? "is new and lies" : "are new and lie"} below ${code(applied)}, which the target branch has already.`,
    alembicSays: null,
    related: [
      {
        at: link?.at ?? node.script.revision.at,
        what: `${code(applied)} stands on ${code(nearest!)} here.`,
      },
    ],
    fixes: fixesFor(change, heads, applied, skipped),
    key: [applied, ...skipped].join("\0"),
  };
}

/** Two steps: the applied script stands where it stood, and the new ones go behind the head. */
function fixesFor(
  change: Change,
  heads: readonly RevisionId[],
  applied: RevisionId,
  skipped: readonly RevisionId[],
): readonly Fix[] {
  const { before, after } = change;
  const old = before.nodes.get(applied)!.script;
  const { script, down } = after.nodes.get(applied)!;
  const isFollowed = skipped.some((one) => down.includes(one));
  const names = (isFollowed ? old.downRevisions : old.dependsOn).map(({ value }) => value);
  const say = `Let ${code(applied)} ${isFollowed ? "follow" : "depend on"} ${codes(names) || "nothing"} again:`;
  const back = isFollowed ? follow(script, names) : dependOn(script, names);
  const lowest = skipped.filter(
    (one) => !after.nodes.get(one)!.down.some((below) => skipped.includes(below)),
  );
  const below = ancestors(after, skipped);
  const head = heads.find((one) => !below.has(one));
  if (back.length === 0 || lowest.length !== 1 || head === undefined || !isFollowed)
    return way(say, lowest.length === 1 && !isFollowed, back);
  const moved = after.nodes.get(lowest[0]!)!.script;
  const onto = saying(`Put ${code(lowest[0]!)} after ${code(head)}:`, follow(moved, [head]));
  const own = backBefore(change.directory, after, moved);
  return way(`${say.slice(0, -1)}. ${own}:`, true, back, onto);
}
