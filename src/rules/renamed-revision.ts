// renamed-revision: a script that counts as applied would have another revision.

import { follow, rename, run, saying, way } from "../advice/repair.ts";
import { weight } from "../change/applied.ts";
import { strandedSays } from "../change/databases.ts";
import { isIllegal } from "../graph/illegal.ts";
import type { Change, Problem, RevisionId, Script, Step } from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import { shellWord } from "../text/shell.ts";
import { exampleScript } from "./example-script.ts";
import type { Rule } from "./rule.ts";

export const renamedRevision: Rule = {
  id: "renamed-revision",
  severity: "error",
  title: "An applied script with another revision",
  why: "A database that stands at the old revision finds no script for it any more: it cannot be upgraded, downgraded or stamped.",
  details: `Databases that have gone past it are not touched, but a database that stands at it, or is restored from a backup of that time, is stuck.
The name of the file may change freely; only \`revision\` counts. Giving another revision to one of two files that share one is no finding,
nor is a new name for a revision that Alembic refuses anyway.`,
  example: {
    before: { "versions/add_users.py": exampleScript("a1", null) },
    after: { "versions/add_users.py": exampleScript("users_1", null) },
  },

  *find(change) {
    for (const one of change.scripts) {
      if (one.kind !== "edited" || one.before.kind !== "script" || one.after.kind !== "script")
        continue;
      const old = one.before.script.revision.value;
      const isGone = old !== one.after.script.revision.value && !change.after.nodes.has(old);
      if (isGone && !isIllegal(old)) yield problemOf(change, one.before.script, one.after.script);
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

function problemOf(change: Change, before: Script, after: Script): Problem {
  const [old, now] = [before.revision.value, after.revision.value];
  const alembicSays = strandedSays(change, old);
  return {
    at: after.revision.at,
    revision: now,
    severity: weight(change, [old]),
    what: `${code(old)} is on the target branch already, and its revision would become ${code(now)}.`,
    ...(alembicSays === null && now.startsWith(old) ? { why: whyPrefix } : {}),
    alembicSays,
    fixes: fixesFor(change, before, after),
  };
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
