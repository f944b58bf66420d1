// deleted-revision: scripts that count as applied would be gone.

import { restore } from "../advice/commands.ts";
import { follow, saying, way } from "../advice/repair.ts";
import { type Fates, sortByFate, weight } from "../change/applied.ts";
import { strandedSays } from "../change/databases.ts";
import { isIllegal } from "../graph/illegal.ts";
import { ancestors } from "../graph/walk.ts";
import type { Change, Fix, Problem, RevisionId, Script, Step } from "../model.ts";
import { baseName } from "../text/paths.ts";
import { code, codes } from "../text/sentence.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "deleted-revision": true;
  }
}

export const deletedRevision: Rule = {
  id: "deleted-revision",
  severity: "error",
  title: "An applied script that would be gone",
  why: "A database that stands at a deleted revision finds no script for it any more: it cannot be upgraded, downgraded or stamped.",
  details: `A script counts as applied when the target branch has it; with the \`released\` setting, scripts that are merged but not released get a warning.
Moving or renaming a file is no deletion as long as Alembic still loads it. Many scripts at once (a squash, a truncation, a folder moved out of sight) are one finding.

Deleting old scripts is sometimes meant. It is safe once every database has gone past them, backups that may be restored included; then let it pass
with a label or setting, so that the reason is recorded.`,
  example: {
    before: `
      <base> -> a1, create users
      a1 -> b2, add email`,
    after: "<base> -> a1, create users",
  },
  aboutApplied: true,
  withoutComment: true,

  *find(change) {
    const fates = sortByFate(change);
    const scripts = [...fates.removed.values()].filter(
      ({ revision }) => !isIllegal(revision.value),
    );
    if (scripts.length > 0) yield problemOf(change, fates, scripts);
  },
};

function problemOf(change: Change, fates: Fates, scripts: readonly Script[]): Problem {
  const revisions = scripts.map(({ revision }) => revision.value);
  const [first] = scripts;
  // A head is where databases that are up to date stand: the message that most people would see.
  const standing =
    change.before.realHeads.find((head) => revisions.includes(head)) ?? revisions[0]!;
  return {
    at: first!.revision.at,
    revision: scripts.length === 1 ? revisions[0]! : null,
    severity: weight(change, revisions),
    what:
      scripts.length === 1
        ? `${code(revisions[0]!)} is on the target branch, and no script would have that revision any more.`
        : `${scripts.length} revisions of the target branch would have no script any more: ${codes(revisions)}.`,
    why: [
      deletedRevision.why,
      whoIsLeft(change, fates),
      whoIsFine(change, fates),
      whatReplaces(change, fates),
    ].join(""),
    alembicSays: strandedSays(change, standing),
    related: [...relatedFiles(change, scripts)].slice(0, 10),
    fixes: restoreAll(change, scripts),
    // The scripts may well be there; the configuration does not lead to them.
    follows: change.existsAfter ? [] : ["broken-configuration"],
  };
}

/** Scripts that still name a deleted one stop every command, whatever the database. */
function whoIsLeft({ after }: Change, { removed }: Fates): string {
  const left = after.unresolved.filter(({ missing }) => removed.has(missing.value as RevisionId));
  if (left.length === 0) return "";
  const names = new Set(left.map(({ script }) => script.revision.value));
  const verb = names.size === 1 ? "still names" : "still name";
  return ` Since ${codes(names, 3)} ${verb} what is deleted, Alembic cannot load the script directory at all, and every command fails.`;
}

/** Says it when databases that follow the target branch to its end are not touched. */
function whoIsFine({ before, after }: Change, { removed }: Fates): string {
  const isFine = after.loadError === null && !before.realHeads.some((head) => removed.has(head));
  if (!isFine || before.realHeads.length === 0) return "";
  return ` Databases that are up to date with the target branch (at ${codes(before.realHeads, 3)}) are not touched.`;
}

/** New scripts in the place of deleted ones, as a squash leaves them, are for new databases only. */
function whatReplaces({ before, after }: Change, { added }: Fates): string {
  const kept = [...before.nodes.keys()].filter((revision) => after.nodes.has(revision));
  const below = ancestors(after, kept);
  const replacing = [...added].filter((revision) => below.has(revision));
  if (replacing.length === 0) return "";
  return ` Databases that are past them never run ${codes(replacing)}, new in their place.`;
}

function* relatedFiles(
  { ignored }: Change,
  scripts: readonly Script[],
): Iterable<{ at: Script["revision"]["at"]; what: string }> {
  const names = new Set(scripts.map(({ path }) => baseName(path)));
  for (const { path } of ignored.after) {
    if (!names.has(baseName(path))) continue;
    const what = "A file of this name is here now, where Alembic does not look.";
    yield { at: { path, line: 1, column: 1, endLine: 1, endColumn: 1 }, what };
  }
  for (const { revision } of scripts.slice(1)) {
    yield { at: revision.at, what: `This was ${code(revision.value)}.` };
  }
}

/** The script that was put past the deleted one follows it again; of several, each is told when the first step is done. */
function followAgain({ before, after }: Change, scripts: readonly Script[]): readonly Step[] {
  const deleted = scripts.length === 1 ? scripts[0]!.revision.value : null;
  const followers = deleted === null ? [] : (before.nodes.get(deleted)?.next ?? []);
  const past = followers.flatMap((one) => {
    const script = after.nodes.get(one)?.script;
    return script && !script.downRevisions.some(({ value }) => value === deleted) ? [script] : [];
  });
  const [script, ...others] = past;
  if (!script || others.length > 0) return [];
  const revision = script.revision.value;
  const names = before.nodes.get(revision)!.script.downRevisions.map(({ value }) => value);
  const say = `Let ${code(revision)} follow ${codes(names)} again:`;
  return saying(say, follow(script, names));
}

function restoreAll(change: Change, scripts: readonly Script[]): readonly Fix[] {
  if (scripts.length > 10) return [];
  const say = scripts.length === 1 ? "Bring it back:" : "Bring them back:";
  const back = restore(change, ...scripts.map(({ path }) => path));
  const again = followAgain(change, scripts);
  return way(say, true, back, ...(again.length > 0 ? [again] : []));
}
