// Which rule tells the cause of a problem that follows from another: a deleted script leaves a missing down revision, and that a head too many.

import { descendants } from "../graph/walk.ts";
import type { Change, RevisionId, RuleId, Unresolved } from "../model.ts";
import type { Fates } from "./applied.ts";

const unread: readonly RuleId[] = ["unreadable-script", "missing-revision", "illegal-revision"];

/** The rules that tell why no script has a revision any more which the target branch has. */
export function tellersOfMissing(fates: Fates, name: string): readonly RuleId[] {
  const revision = name as RevisionId;
  if (fates.removed.has(revision)) return ["deleted-revision"];
  if (fates.renamed.has(revision)) return ["renamed-revision"];
  return fates.hidden.has(revision) ? unread : [];
}

/**
 * The rules that tell why a revision is a head, where it is one only because of other damage. A chain that hangs
 * in the air makes one head too many; where a head that is kept stands on it as well, mending it leaves the other.
 */
export function tellersOfHeads(
  { before, after }: Change,
  fates: Fates,
  kept: readonly RevisionId[],
): (head: RevisionId) => readonly RuleId[] {
  const unresolved = after.unresolved.filter(({ from }) => from === "down_revision");
  const named = new Set<string>(unresolved.map(({ missing }) => missing.value));
  const broken = new Set(unresolved.map(({ script }) => script.revision.value));
  const formerName = new Map([...fates.renamed].map(([old, now]) => [now, old]));
  const doubled = new Set(after.duplicates.map(({ revision }) => revision));
  const tellers = new Map<RevisionId, Set<RuleId>>();
  const aboveOf = remembered((roots) => descendants(after, roots, "versioned"));
  for (const [name, roots] of groupByName(unresolved)) {
    const above = aboveOf(roots);
    if (kept.some((head) => above.has(head))) continue;
    for (const revision of above) {
      const rules = tellers.get(revision) ?? new Set<RuleId>(["missing-down-revision"]);
      for (const rule of tellersOfMissing(fates, name)) rules.add(rule);
      tellers.set(revision, rules);
    }
  }
  return (head) => {
    const rules = new Set(tellers.get(head));
    const old = formerName.get(head) ?? head;
    for (const revision of [head, old, ...(before.nodes.get(old)?.next ?? [])]) {
      if (doubled.has(revision)) rules.add("duplicate-revision");
      if (broken.has(revision)) rules.add("missing-down-revision");
      if (named.has(revision) || fates.hidden.has(revision)) {
        for (const rule of tellersOfMissing(fates, revision)) rules.add(rule);
      }
    }
    return [...rules];
  };
}

/** Missing names, and the scripts that follow them. */
function groupByName(unresolved: readonly Unresolved[]): ReadonlyMap<string, RevisionId[]> {
  const groups = new Map<string, RevisionId[]>();
  for (const { script, missing } of unresolved) {
    const known = groups.get(missing.value);
    if (known) known.push(script.revision.value);
    else groups.set(missing.value, [script.revision.value]);
  }
  return groups;
}

/** Asks once for each set of roots: one script may name a thousand that are missing. */
function remembered(
  ask: (roots: readonly RevisionId[]) => ReadonlySet<RevisionId>,
): (roots: readonly RevisionId[]) => ReadonlySet<RevisionId> {
  const answers = new Map<string, ReadonlySet<RevisionId>>();
  return (roots) => {
    const key = roots.join("\0");
    const answer = answers.get(key) ?? ask(roots);
    answers.set(key, answer);
    return answer;
  };
}
