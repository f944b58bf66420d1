// reparented-revision: a script that counts as applied would follow or depend on something else.

import { merge } from "../advice/commands.ts";
import { dependOn, follow, way } from "../advice/repair.ts";
import { type Fates, sortByFate, weight } from "../change/applied.ts";
import { type Effect, effectOn, sayEffects, statesAround } from "../change/databases.ts";
import {
  compareEdges,
  findOverlap,
  heals,
  type Reparenting,
  replacesDeleted,
} from "../change/reparenting.ts";
import { reach } from "../graph/reach.ts";
import type { Change, Fix, Problem, RevisionId, Script } from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "reparented-revision": true;
  }
}

export const reparentedRevision: Rule = {
  id: "reparented-revision",
  severity: "error",
  title: "An applied script that would follow something else",
  why: "Databases that ran the script are taken to have run everything below it, which is no longer the same.",
  details: `The finding says for which databases the change is safe, which would never run a script, which would run one again, and which would stop.
A change that heals is a warning: several heads of the target branch become fewer, a missing down revision is found, or a loop is opened.
So is one that is safe for every database. A merge revision instead of the change is safe for every database in any case.

A *new* script that gets below an applied one is told as \`skipped-revision\`, rows that come to overlap as \`overlapping-revisions\`,
and a script that follows past deleted ones is part of \`deleted-revision\`.`,
  example: {
    before: `
      <base> -> a1, create users
      a1 -> b2, add email
      b2 -> c3, add index on email
      a1 -> d4, add orders
      c3, d4 -> e5, merge c3 and d4`,
    after: `
      <base> -> a1, create users
      a1 -> b2, add email
      b2 -> c3, add index on email
      b2 -> d4, add orders
      c3, d4 -> e5, merge c3 and d4`,
  },
  aboutApplied: true,

  *find(change) {
    const fates = sortByFate(change);
    let told = 0;
    const overlap = findOverlap(change, fates);
    const edited = change.scripts.map((one) =>
      one.kind === "edited" && one.before.kind === "script"
        ? one.before.script.revision.value
        : null,
    );
    for (const revision of new Set(edited)) {
      if (revision === null) continue;
      const edges = compareEdges(change, fates, revision);
      if (!edges || (edges.gained.length === 0 && edges.lost.length === 0)) continue;
      const isHealing = heals(change, edges);
      if (overlap?.joint === revision && !isHealing) continue;
      if (isToldElsewhere(change, fates, revision, edges)) continue;
      const states = told++ < mostWithStates ? statesAround(change, edges) : [];
      yield problemOf(change, fates, edges, isHealing, states);
    }
  },
};

/** Of so many re-parented scripts each database is told; a change that turns over a whole history says the same of all. */
const mostWithStates = 20;

/** A typo, a loop, a new script or a deletion below it is told as such. */
function isToldElsewhere(
  change: Change,
  fates: Fates,
  revision: RevisionId,
  edges: Reparenting,
): boolean {
  const { before, after } = change;
  const script = edges.after.revision.value;
  const isUnresolved = after.unresolved.some(
    (one) =>
      one.script === edges.after &&
      !before.unresolved.some((old) => old.missing.value === one.missing.value),
  );
  const isNewLoop =
    after.cycles.some((loop) => loop.includes(script)) &&
    !before.cycles.some((loop) => loop.includes(revision));
  const { gained } = edges;
  const isInserted =
    gained.length > 0 &&
    gained.every((one) => isBrought(fates, one)) &&
    edges.lost.every((one) => stemOf(change, fates, gained).has(one));
  return isUnresolved || isNewLoop || isInserted || replacesDeleted(change, fates, revision);
}

/** New scripts and what they stand on, down to what the target branch has. */
function stemOf({ after }: Change, fates: Fates, tops: readonly RevisionId[]) {
  return reach(tops, (at) => (isBrought(fates, at) ? (after.nodes.get(at)?.normalized ?? []) : []));
}

/** New, or back. */
function isBrought({ added, restored }: Fates, revision: RevisionId): boolean {
  return added.has(revision) || restored.has(revision);
}

function problemOf(
  change: Change,
  fates: Fates,
  edges: Reparenting,
  isHealing: boolean,
  states: readonly (readonly RevisionId[])[],
): Problem {
  const { after } = edges;
  const revision = after.revision.value;
  const effects =
    change.after.loadError === null ? states.map((rows) => effectOn(change, fates, rows)) : [];
  const isSafe = effects.length > 0 && effects.every(isHarmless);
  const why = isHealing ? "This mends the history of the target branch." : reparentedRevision.why;
  const assignment = isFollowing(edges) ? after.downRevisionAssignment : after.dependsOnAssignment;
  return {
    at: (assignment ?? after.downRevisionAssignment).at,
    revision,
    severity: isHealing || isSafe ? "warning" : weight(change, [edges.before.revision.value]),
    what: `${code(revision)} is on the target branch already, and would ${sayEdges(edges)}.`,
    why: effects.length === 0 ? why : `${why} ${sayEffects(effects)}`,
    alembicSays: effects.find(({ says }) => says !== null)?.says ?? null,
    fixes: fixesFor(change, edges, isHealing),
    // What it is called now decides what its databases need.
    follows: revision === edges.before.revision.value ? [] : ["renamed-revision"],
  };
}

function isHarmless({ says, skipped, again }: Effect): boolean {
  return says === null && skipped.length === 0 && again.length === 0;
}

const downNames = ({ downRevisions }: Script) => downRevisions.map(({ value }) => value);
const dependencyNames = ({ dependsOn }: Script) => dependsOn.map(({ value }) => value);

function isFollowing({ before, after }: Reparenting): boolean {
  return [...downNames(before)].sort().join("\0") !== [...downNames(after)].sort().join("\0");
}

function sayEdges(edges: Reparenting): string {
  const { before, after } = edges;
  const [verb, names] = isFollowing(edges) ? ["follow", downNames] : ["depend on", dependencyNames];
  const nothing = isFollowing(edges) ? "nothing (a base)" : "nothing";
  return `${verb} ${codes(names(after)) || nothing} instead of ${codes(names(before)) || nothing}`;
}

/** Back to what it was; for several heads of the target branch then the repair that is safe everywhere. */
function fixesFor(
  { before, directory }: Change,
  edges: Reparenting,
  isHealing: boolean,
): readonly Fix[] {
  const name = code(edges.after.revision.value);
  const heads = [...new Set(before.heads)];
  if (isHealing) {
    const say = "Safe for every database: take the edit back and join the heads:";
    return heads.length > 1 && before.loadError === null
      ? way(say, false, merge(directory, heads))
      : [];
  }
  if (!isFollowing(edges)) {
    const names = dependencyNames(edges.before);
    const say = `Let ${name} depend on ${codes(names) || "nothing"} again:`;
    return way(say, true, dependOn(edges.after, names));
  }
  const names = downNames(edges.before);
  const say = `Let ${name} follow ${codes(names) || "nothing"} again:`;
  return way(say, true, follow(edges.after, names));
}
