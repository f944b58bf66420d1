// multiple-heads: the change leaves more heads than the target branch had.

import { merge } from "../advice/commands.ts";
import { Queue } from "../advice/queue.ts";
import { follow, way } from "../advice/repair.ts";
import { sortByFate } from "../change/applied.ts";
import { tellersOfHeads } from "../change/causes.ts";
import { sortHeads } from "../change/heads.ts";
import { unreadHeads, whyNotExtra } from "../change/unseen-heads.ts";
import { mayFollow } from "../graph/unseen.ts";
import { ancestors } from "../graph/walk.ts";
import type { Change, Location, Problem, RevisionGraph, RevisionId } from "../model.ts";
import { code, codes, ordinal } from "../text/sentence.ts";
import type { Rule } from "./rule.ts";

const alembicSays =
  "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads";

declare module "../model.ts" {
  interface RuleIds {
    "multiple-heads": true;
  }
}

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
    const heads = countHeads(change.after);
    const had = countHeads(change.before);
    if (heads > Math.max(had, 1, change.maxHeads ?? 0)) yield* findExtra(change);
    else if (isStanding(change, heads)) yield asBefore(change);
  },
};

/** Said where `upgrade head` is not what deploys can have used so far. */
const whyOneMore =
  "Several heads are here already, or are meant to be: `alembic upgrade heads` runs all of them, while `head` and `LABEL@head` stop wherever they find more than one.";

/** Several heads that are there for certain, and that no setting speaks of. */
function isStanding({ after, maxHeads, scripts }: Change, heads: number): boolean {
  return heads > 1 && maxHeads === null && scripts.length > 0 && mayFollow(after) === null;
}

/** Heads that could not be read are heads as well. */
function countHeads(graph: RevisionGraph): number {
  return new Set(graph.heads).size + unreadHeads(graph).length;
}

function* findExtra(change: Change): Iterable<Problem> {
  const fates = sortByFate(change);
  const { kept, extra } = sortHeads(change);
  const all = [...kept, ...extra];
  const queue = new Queue(change, kept, fates.added);
  const tellers = tellersOfHeads(change, fates, kept);
  const several = new Set(change.before.heads).size > 1 || (change.maxHeads ?? 1) > 1;
  for (const [index, head] of extra.entries()) {
    const rank = kept.length + index + 1;
    const beside = codes(all.slice(0, rank - 1), 3);
    const onto = queue.endFor(head)!;
    const { at, since, undo, isLeft } = fates.added.has(head)
      ? { at: placeOf(change, head), since: "", undo: queue.moveUp(head), isLeft: false }
      : whyExposed(change, head);
    const unseen = whyNotExtra(change, fates.added, head);
    if (unseen !== null) {
      yield { ...leftOpen(head, at, unseen), follows: ["unreadable-script", ...tellers(head)] };
      continue;
    }
    const label = labelOfLine(change, fates.added, head);
    const joined = kept.length === 1 && extra.length < 10 ? [...kept, ...extra] : [onto, head];
    const say = undo.length > 0 ? "Or keep both lines and join them:" : "Join them:";
    yield {
      at,
      revision: head,
      what: `${code(head)} would be a ${ordinal(rank)} head beside ${beside}${since}.`,
      alembicSays,
      meant: label !== null ? "" : sayAllowed(change, kept.length + extra.length),
      ...(label !== null
        ? { why: sayMeant(change, label, kept.length + extra.length) }
        : several
          ? { why: whyOneMore }
          : {}),
      related: [{ at: placeOf(change, onto), what: `${code(onto)} is the other head.` }],
      // What was left was applied below the script that left it: a merge would run it a second time.
      fixes:
        label !== null || mayFollow(change.after) !== null
          ? []
          : isLeft
            ? undo
            : [...undo, ...way(say, true, merge(change.directory, joined))],
      follows: tellers(head),
    };
  }
}

/** Where something that nobody could read may follow it. */
function leftOpen(head: RevisionId, at: Location, unseen: string): Problem {
  return {
    at,
    revision: head,
    severity: "warning",
    what: `No script that could be read follows ${code(head)}, so it may be one head too many.`,
    why: `Something else may follow it: ${unseen}.`,
    alembicSays: null,
    fixes: [],
    key: `open ${head}`,
    open: `Whether ${code(head)} is one head too many cannot be told: ${unseen}. \`alembic heads\` tells it.`,
  };
}

/** The label that a new line with a beginning of its own declares, beside lines that have labels too or stand alone. */
function labelOfLine(
  { after }: Change,
  added: ReadonlySet<RevisionId>,
  head: RevisionId,
): string | null {
  const line = [...ancestors(after, [head], "versioned")];
  const bases = line.filter((one) => after.nodes.get(one)?.down.length === 0);
  if (!line.every((one) => added.has(one))) return null;
  const labels = bases.flatMap((one) => after.nodes.get(one)!.script.branchLabels);
  return labels[0]?.value ?? null;
}

function sayMeant({ directory, after }: Change, label: string, count: number): string {
  const most = Math.max(count, countHeads(after));
  const where = directory.name === "." ? "" : ` for ${code(directory.name)}`;
  return `\`alembic upgrade head\` needs a single head. Meant as a line of its own, ${code(label)}? \`max-heads: ${most}\`${where} in the settings says so, and \`alembic upgrade heads\` runs all lines.`;
}

function sayAllowed({ directory, after }: Change, count: number): string {
  const most = Math.max(count, countHeads(after));
  const where = directory.name === "." ? "" : ` for ${code(directory.name)}`;
  return `Meant? The setting \`max-heads: ${most}\`${where} lets it pass, and \`alembic upgrade heads\` then runs all lines.`;
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
    isStanding: true,
    what: `The target branch has ${new Set(change.before.heads).size} heads, and ${heads.length} would remain: ${codes(heads)}.`,
    why: "`alembic upgrade head` needs a single head. Where several are meant to be, the `max-heads` setting says so and ends this notice.",
    alembicSays,
    fixes: way("Join them:", true, merge(directory, heads)),
  };
}
