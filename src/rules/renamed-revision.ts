// renamed-revision: a script that counts as applied would have another revision.

import { merge, restore } from "../advice/commands.ts";
import { freshRevision } from "../advice/fresh-revision.ts";
import { follow, rename, run, saying, way } from "../advice/repair.ts";
import { sortByFate, type TakenOver, weight } from "../change/applied.ts";
import { strandedSays } from "../change/databases.ts";
import { compareEdges, heals } from "../change/reparenting.ts";
import { isIllegal } from "../graph/illegal.ts";
import type { Change, Problem, RevisionId, Script, Step } from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import { shellWord } from "../text/shell.ts";
import { exampleScript } from "./example-script.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "renamed-revision": true;
  }
}

export const renamedRevision: Rule = {
  id: "renamed-revision",
  severity: "error",
  title: "An applied script with another revision",
  why: "A database that stands at the old revision finds no script for it any more: it cannot be upgraded, downgraded or stamped.",
  details: `Databases that have gone past it are not touched, but a database that stands at it, or is restored from a backup of that time, is stuck.
The name of the file may change freely; only \`revision\` counts. Giving another revision to one of two files that share one is no finding,
nor is a new name for a revision that Alembic refuses anyway.

A change that heals is a warning: a head of the target branch gets another revision and a place behind the other head. The finding says what databases at the
old revision need. A renumbering that gives the revision of one applied script to another is an error, whatever it heals: no database can tell the two apart.`,
  example: {
    before: { "versions/add_users.py": exampleScript("a1", null) },
    after: { "versions/add_users.py": exampleScript("users_1", null) },
  },
  aboutApplied: true,

  *find(change) {
    const fates = sortByFate(change);
    for (const [revision, taken] of fates.takenOver) yield takenOver(change, revision, taken);
    for (const one of change.scripts) {
      if (one.kind !== "edited" || one.before.kind !== "script" || one.after.kind !== "script")
        continue;
      const old = one.before.script.revision.value;
      const isGone = old !== one.after.script.revision.value && !change.after.nodes.has(old);
      if (!isGone || isIllegal(old)) continue;
      const edges = compareEdges(change, fates, old);
      const isHealing = edges !== null && heals(change, edges);
      yield problemOf(change, one.before.script, one.after.script, isHealing ? edges.gained : null);
    }
  },
};

/** The script that follows it by its new name has to go back too; of several, each is told when the first step is done. */
function followAgain({ after }: Change, old: RevisionId, now: RevisionId): readonly Step[] {
  const [next, ...others] = after.nodes.get(now)?.next ?? [];
  const script = next === undefined || others.length > 0 ? null : after.nodes.get(next)!.script;
  if (script === null) return [];
  const names = script.downRevisions.map(({ value }) => (value === now ? old : value));
  const say = `Let ${code(script.revision.value)} follow ${codes(names)} again:`;
  return saying(say, follow(script, names));
}

const whyPrefix =
  "In a database that stands at the old revision, Alembic takes it for the beginning of the new one: the next upgrade adds a second row beside it, and the one after that stops.";

/** `onto` are the revisions that it stands on now, where that mends the history of the target branch. */
function problemOf(
  change: Change,
  before: Script,
  after: Script,
  onto: readonly RevisionId[] | null,
): Problem {
  const [old, now] = [before.revision.value, after.revision.value];
  const alembicSays = strandedSays(change, old);
  const what = `${code(old)} is on the target branch already, and its revision would become ${code(now)}.`;
  const place = { at: after.revision.at, revision: now, what, alembicSays };
  if (onto !== null) {
    const why = `This mends the history of the target branch. ${whatRowsNeed(change, old, now, onto)}`;
    return { ...place, severity: "warning", why, fixes: joinInstead(change, before, after) };
  }
  return {
    ...place,
    severity: weight(change, [old]),
    ...(alembicSays === null && now.startsWith(old) ? { why: whyPrefix } : {}),
    fixes: fixesFor(change, before, after),
  };
}

/** Safe for every database: the script as it was, and a merge revision over the heads of the target branch. */
function joinInstead(change: Change, before: Script, after: Script): Problem["fixes"] {
  const heads = [...new Set(change.before.heads)];
  if (heads.length < 2 || change.before.loadError !== null) return [];
  const isMoved = before.path !== after.path;
  return way(
    "Safe for every database: take it back and join the heads:",
    false,
    ...(isMoved ? [run(`git rm -q -f ${shellWord(after.path)}`)] : []),
    restore(change, before.path),
    merge(change.directory, heads),
  );
}

/** What a database needs that ran a script under its old revision, while it stood beside another head. */
function whatRowsNeed(
  { after }: Change,
  old: RevisionId,
  now: RevisionId,
  onto: readonly RevisionId[],
): string {
  const isOnlyLine = new Set(after.heads).size === 1;
  const mend = isOnlyLine
    ? `\`alembic stamp --purge ${now}\` puts it right`
    : `its row ${code(old)} has to become ${code(now)}, and the row below it to go`;
  return `A database that has run ${code(old)} finds no script for its row any more: where it has run ${codes(onto)} too, ${mend}; where not, it has to run ${codes(onto)} first, with the scripts of the target branch.`;
}

/** A renumbering gave the revision of one applied script to another: the databases at it take the one for the other. */
function takenOver(change: Change, revision: RevisionId, { moved, taker }: TakenOver): Problem {
  const now = moved.revision.value;
  return {
    at: taker.revision.at,
    revision,
    severity: weight(change, [revision]),
    what: `${code(revision)} is on the target branch already, and would be the revision of another script: what was ${code(revision)} would become ${code(now)}.`,
    why: `A database at ${code(revision)} has run what is in ${code(moved.path)} now and is taken to have run ${code(taker.path)}: it never runs that one, and what it ran before is due again as ${code(now)}.`,
    alembicSays: null,
    related: [{ at: moved.revision.at, what: `This was ${code(revision)}.` }],
    fixes: giveBack(revision, moved, taker, freshRevision(change, taker)),
  };
}

/** The script that had the revision has it again and follows what it followed, and the other gets one of its own behind it. */
function giveBack(
  revision: RevisionId,
  moved: Script,
  taker: Script,
  fresh: RevisionId,
): Problem["fixes"] {
  const below = taker.downRevisions.map(({ value }) => value);
  const name = code(moved.path);
  return way(
    `Give ${code(taker.path)} a revision of its own:`,
    false,
    rename(taker, fresh),
    saying(`Put it after ${code(revision)}:`, follow(taker, [revision])),
    saying(`Let ${name} be ${code(revision)} again:`, rename(moved, revision)),
    saying(`Let it follow ${codes(below) || "nothing"} again:`, follow(moved, below)),
  );
}

function fixesFor(change: Change, before: Script, after: Script): Problem["fixes"] {
  const old = before.revision.value;
  if (after.revisionIsAssigned) {
    const again = followAgain(change, old, after.revision.value);
    return way(
      `Let it be ${code(old)} again:`,
      true,
      rename(after, old),
      ...(again.length > 0 ? [again] : []),
    );
  }
  const command = `git mv ${shellWord(after.path)} ${shellWord(before.path)}`;
  return way("The file's name is its revision; give it back:", false, run(command));
}
