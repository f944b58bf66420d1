// multiple-heads: the change leaves more heads than the target branch had.

import { follow, merge, way } from "../advice/repair.ts";
import { sortByFate } from "../change/applied.ts";
import { tellersOfHeads } from "../change/causes.ts";
import { Queue, sortHeads } from "../change/heads.ts";
import type { Change, Location, Problem, RevisionId } from "../model.ts";
import { code, codes, ordinal } from "../text/sentence.ts";
import type { Rule } from "./rule.ts";

const alembicSays =
  "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads";

export const multipleHeads: Rule = {
  id: "multiple-heads",
  severity: "error",
  title: "More heads than the target branch has",
  why: "`alembic upgrade head` cannot choose between them, so the next deploy stops before it migrates anything.",
  details: `Allowed are as many heads as the target branch has, at least one, or as many as the \`max-heads\` setting says.
A head is a script that no other names in \`down_revision\`, as \`alembic heads\` counts them: one that is still named in some
\`depends_on\` (an effective head) is a head too, and \`alembic upgrade head\` stops on it all the same.

Which way to mend it? A script that exists only in the change can simply follow the target branch's head. One that the target
branch has already may have been applied somewhere: leave its \`down_revision\` alone and join the heads with a merge revision.`,
  example: {
    before: `
      <base> -> a1, create users
      a1 -> b2, add email`,
    after: `
      <base> -> a1, create users
      a1 -> b2, add email
      a1 -> c3, add orders`,
  },

  *find(change) {
    const heads = new Set(change.after.heads).size;
    const had = new Set(change.before.heads).size;
    if (heads > Math.max(had, 1, change.maxHeads ?? 0)) yield* findExtra(change);
    else if (heads > 1 && change.maxHeads === null && change.scripts.length > 0)
      yield asBefore(change);
  },
};

/** Said where `upgrade head` is not what deploys can have used so far. */
const whyOneMore =
  "Several heads are here already, or are meant to be: `alembic upgrade heads` runs all of them, while `head` and `LABEL@head` stop wherever they find more than one.";

function* findExtra(change: Change): Iterable<Problem> {
  const fates = sortByFate(change);
  const { kept, extra } = sortHeads(change);
  const queue = new Queue(change, kept, fates.added);
  const tellers = tellersOfHeads(change, fates, kept);
  const several = new Set(change.before.heads).size > 1 || (change.maxHeads ?? 1) > 1;
  for (const [index, head] of extra.entries()) {
    const rank = kept.length + index + 1;
    const beside = codes([...kept, ...extra].slice(0, rank - 1), 3);
    const onto = queue.endFor(head)!;
    const { at, since, undo, isLeft } = fates.added.has(head)
      ? { at: placeOf(change, head), since: "", undo: queue.moveUp(head), isLeft: false }
      : whyExposed(change, head);
    const joined = kept.length === 1 && extra.length < 10 ? [...kept, ...extra] : [onto, head];
    const say = undo.length > 0 ? "Or keep both lines and join them:" : "Join them:";
    yield {
      at,
      revision: head,
      what: `${code(head)} would be a ${ordinal(rank)} head beside ${beside}${since}.`,
      alembicSays,
      ...(several ? { why: whyOneMore } : {}),
      related: [{ at: placeOf(change, onto), what: `${code(onto)} is the other head.` }],
      // What was left was applied below the script that left it: a merge would run it a second time.
      fixes: isLeft ? undo : [...undo, ...way(say, true, merge(change.directory, joined))],
      follows: tellers(head),
    };
  }
}

/** Where a script says what it follows. */
function placeOf({ after }: Change, revision: RevisionId): Location {
  return after.nodes.get(revision)!.script.downRevisionAssignment.at;
}

/** A script of the target branch is a head again when the one that followed it is deleted or follows another. */
function whyExposed(change: Change, head: RevisionId) {
  for (const revision of change.before.nodes.get(head)?.next ?? []) {
    const before = change.before.nodes.get(revision)!.script;
    const after = change.after.nodes.get(revision)?.script;
    const since = `, since ${code(revision)} ${after ? "no longer follows it" : "is gone"}`;
    if (!after) return { at: before.downRevisionAssignment.at, since, undo: [], isLeft: false };
    const followed = before.downRevisions.map(({ value }) => value);
    const say = `Let ${code(revision)} follow ${codes(followed)} again:`;
    const undo = way(say, true, follow(after, followed));
    return { at: after.downRevisionAssignment.at, since, undo, isLeft: true };
  }
  return { at: placeOf(change, head), since: "", undo: [], isLeft: false };
}

/** Several heads that the target branch has already: context, no fault of the change. */
function asBefore(change: Change): Problem {
  const { after, directory } = change;
  const heads = [...new Set(after.heads)];
  return {
    at: placeOf(change, heads[0]!),
    revision: null,
    severity: "notice",
    what: `The target branch has ${new Set(change.before.heads).size} heads, and ${heads.length} would remain: ${codes(heads)}.`,
    why: "`alembic upgrade head` needs a single head. Where several are meant to be, the `max-heads` setting says so and ends this notice.",
    alembicSays,
    fixes: way("Join them:", true, merge(directory, heads)),
  };
}
