// missing-dependency: a script depends on a revision or label that no script has.

import { guess, mostGuesses, mostToRewrite, sayGuess } from "../advice/did-you-mean.ts";
import { bringBack, lostBehind, tellLost } from "../advice/lost.ts";
import { dependOn, way } from "../advice/repair.ts";
import { type Fates, sortByFate } from "../change/applied.ts";
import { tellersOfMissing } from "../change/causes.ts";
import { keyError } from "../graph/alembic-error.ts";
import { quote } from "../graph/quote.ts";
import { mayHold } from "../graph/unseen.ts";
import type { Change, Fix, Problem, Unresolved } from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import { besideOthers, isExternal, sayExternal, summarise } from "./external.ts";
import { leftOpen, whereIgnored } from "./left-open.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "missing-dependency": true;
  }
}

export const missingDependency: Rule = {
  id: "missing-dependency",
  severity: "error",
  title: "A depends_on that names no script",
  why: "Alembic cannot load the script directory, so every command fails, `history` and `heads` included.",
  details: `\`depends_on\` takes whole revisions or branch labels: no prefix and no file name, and upper and lower case count.
Alembic gives no warning before it stops, only the name.`,
  example: {
    before: `
      <base> -> a1, create users
      a1 -> b2, add email`,
    after: `
      <base> -> a1, create users
      a1 -> b2, add email
      b2 (orders) -> c3, add invoices`,
  },
  breaksHistory: true,

  *find(change) {
    const fates = sortByFate(change);
    const named = change.after.unresolved.filter(({ from }) => from === "depends_on");
    const isOthers = isExternal(change);
    yield* summarise(named.filter(isOthers));
    for (const one of named) if (!isOthers(one)) yield problemOf(change, fates, one);
  },
};

function problemOf(change: Change, fates: Fates, unresolved: Unresolved): Problem {
  const { script, missing } = unresolved;
  const revision = script.revision.value;
  const lost = lostBehind(change, missing.value);
  const unseen = lost
    ? null
    : (mayHold(change.after, true) ?? whereIgnored(change, missing.value) ?? besideOthers(change));
  if (unseen !== null) {
    const meant = sayExternal(change, missing.value);
    return { ...leftOpen(script, missing, "depends_on", unseen), meant };
  }
  return {
    at: missing.at,
    revision,
    what: `${code(revision)} depends on ${code(missing.value)}, and no script has that revision or branch label.`,
    ...(lost
      ? { why: `${missingDependency.why} ${tellLost(lost)}` }
      : { meant: sayExternal(change, missing.value) }),
    alembicSays: quote(keyError(missing.value)),
    fixes: fixesFor(change, unresolved).slice(0, 2),
    follows: tellersOfMissing(fates, missing.value),
  };
}

function fixesFor(change: Change, { script, missing }: Unresolved): readonly Fix[] {
  const { before, after } = change;
  if (script.dependsOn.length > mostToRewrite) return [];
  const names = script.dependsOn.map(({ value }) => value);
  const isFirst = after.unresolved.slice(0, mostGuesses).some((one) => one.missing === missing);
  const meant = isFirst ? guess(after, script.revision.value, missing.value) : null;
  const found = lostBehind(change, missing.value);
  const earlier = before.nodes.get(script.revision.value)?.script.dependsOn.map((d) => d.value);
  const others = names.filter((name) => name !== missing.value);
  return [
    ...(meant
      ? way(
          sayGuess(meant),
          meant.isSure,
          dependOn(script, [...new Set([...others, ...meant.revisions])]),
        )
      : []),
    ...(earlier && !earlier.includes(missing.value)
      ? way(
          `Let it depend on ${codes(earlier) || "nothing"} again:`,
          true,
          dependOn(script, earlier),
        )
      : []),
    ...(found ? [bringBack(found)] : []),
    ...(earlier || meant ? [] : way("Leave it out:", false, dependOn(script, others))),
  ];
}
