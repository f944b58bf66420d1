// Which rule tells the cause of a problem that follows from another: a deleted script leaves a missing down revision, and that a head too many.

import { descendants } from "../graph/walk.ts";
import type { Change, RevisionId, RuleId } from "../model.ts";
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
  for (const name of named) {
    const roots = unresolved.filter(({ missing }) => missing.value === name);
    const above = descendants(
      after,
      roots.map(({ script }) => script.revision.value),
      "versioned",
    );
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
