// missing-down-revision: a script follows a revision that no script has.

import { guess, mostGuesses, mostToRewrite, sayGuess } from "../advice/did-you-mean.ts";
import { bringBack, lostBehind, tellLost } from "../advice/lost.ts";
import { follow, way } from "../advice/repair.ts";
import { type Fates, sortByFate } from "../change/applied.ts";
import { tellersOfMissing } from "../change/causes.ts";
import { sortHeads } from "../change/heads.ts";
import { keyError } from "../graph/alembic-error.ts";
import { quote } from "../graph/quote.ts";
import { mayHold } from "../graph/unseen.ts";
import { descendants } from "../graph/walk.ts";
import type { Change, Fix, Problem, RevisionId, Unresolved } from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import { isExternal, summarise } from "./external.ts";
import { leftOpen, whereIgnored } from "./left-open.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "missing-down-revision": true;
  }
}

export const missingDownRevision: Rule = {
  id: "missing-down-revision",
  severity: "error",
  title: "A down_revision that names no script",
  why: "Alembic cannot load the script directory, so every command fails, `history` and `heads` included.",
  details: `\`down_revision\` takes whole revisions only: no prefix, no branch label, no file name, and upper and lower case count.
When git knows the revision, the finding says where it is or which commit took it away.
If the script that is named is deleted or renamed by the change itself, that is told instead, as \`deleted-revision\` or \`renamed-revision\`.`,
  example: {
    before: `
      <base> -> a1, create users
      a1 -> b2, add email`,
    after: `
      <base> -> a1, create users
      a1 -> b2, add email
      b3 -> c3, add orders`,
  },
  breaksHistory: true,

  *find(change) {
    const fates = sortByFate(change);
    const heads = sortHeads(change).kept;
    const named = change.after.unresolved.filter(({ from }) => from === "down_revision");
    const isOthers = isExternal(change);
    yield* summarise(named.filter(isOthers));
    for (const one of named) if (!isOthers(one)) yield problemOf(change, fates, heads, one);
  },
};

function problemOf(
  change: Change,
  fates: Fates,
  heads: readonly RevisionId[],
  unresolved: Unresolved,
): Problem {
  const { script, missing } = unresolved;
  const revision = script.revision.value;
  const lost = lostBehind(change, missing.value);
  const unseen = lost ? null : (mayHold(change.after) ?? whereIgnored(change, missing.value));
  if (unseen !== null && missing.value !== "") {
    return leftOpen(script, missing, "down_revision", unseen);
  }
  return {
    at: missing.at,
    revision,
    what:
      missing.value === ""
        ? `${code(revision)} has an empty string for a \`down_revision\`, which Alembic takes for a revision that no script has.`
        : `${code(revision)} follows ${code(missing.value)}, and no script has that revision.`,
    ...(lost ? { why: `${missingDownRevision.why} ${tellLost(lost)}` } : {}),
    alembicSays: whatAlembicSays(change, missing.value),
    fixes: twoWays(fixesFor(change, fates, heads, unresolved)),
    follows: tellersOfMissing(fates, missing.value),
  };
}

/** The first two; one that says the same as the one before it is left out. */
function twoWays(fixes: readonly Fix[]): readonly Fix[] {
  const text = (fix: Fix | undefined) => JSON.stringify(fix?.steps);
  return fixes.filter((fix, index) => text(fix) !== text(fixes[index - 1])).slice(0, 2);
}

/** A bare KeyError, unless the name is a branch label and Alembic stumbles in a walk of its own. */
function whatAlembicSays({ after }: Change, name: string): string {
  const isLabel = after.labels.has(name) && after.loadError?.class === "RevisionError";
  return quote(isLabel ? after.loadError : keyError(name));
}

function fixesFor(
  change: Change,
  fates: Fates,
  heads: readonly RevisionId[],
  { script, missing }: Unresolved,
): readonly Fix[] {
  const { before, after } = change;
  const revision = script.revision.value;
  if (script.downRevisions.length > mostToRewrite) return [];
  const instead = (revisions: readonly RevisionId[], say: string, safe: boolean) => {
    const names = script.downRevisions.map(({ value }) => value);
    const written = names.flatMap((name) => (name === missing.value ? revisions : [name]));
    return way(say, safe, follow(script, [...new Set(written)]));
  };
  const isFirst = after.unresolved.slice(0, mostGuesses).some((one) => one.missing === missing);
  const meant = isFirst ? guess(after, revision, missing.value) : null;
  const found = lostBehind(change, missing.value);
  const earlier = before.nodes.get(revision)?.script.downRevisions.map(({ value }) => value);
  const above = descendants(after, [revision]);
  const head = heads.find((one) => !above.has(one));
  if (missing.value === "")
    return instead([], "Alembic 1.12 and earlier took it for `None`:", true);
  return [
    ...(meant ? instead(meant.revisions, sayGuess(meant), meant.isSure) : []),
    ...(earlier && !earlier.includes(missing.value as RevisionId)
      ? way(`Let it follow ${codes(earlier) || "nothing"} again:`, true, follow(script, earlier))
      : []),
    ...(found ? [bringBack(found)] : []),
    // A script of the target branch may be applied, a new one can simply follow the head.
    ...(head !== undefined && fates.added.has(revision)
      ? instead([head], "Follow the head of the target branch:", found === null)
      : []),
  ];
}
