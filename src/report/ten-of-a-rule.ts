// The noise rule: people are never told the same thing more than ten times; the rest is counted.

import type { Finding, RuleId, Severity } from "../model.ts";

/** How bad a severity is, worst first. */
export const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, notice: 2 };

/** Findings to show, in their given order, and how many of which rule were left out. */
export interface Selection {
  readonly shown: readonly Finding[];
  readonly more: ReadonlyMap<RuleId, number>;
}

/** At most ten findings of each rule, the worst of them. */
export function tenOfEachRule(findings: readonly Finding[]): Selection {
  const seen = new Map<RuleId, number>();
  const chosen = new Set<Finding>();
  for (const finding of [...findings].sort((a, b) => rank[a.severity] - rank[b.severity])) {
    const number = (seen.get(finding.rule) ?? 0) + 1;
    seen.set(finding.rule, number);
    if (number <= 10) chosen.add(finding);
  }
  const more = [...seen].filter(([, number]) => number > 10);
  return {
    shown: findings.filter((finding) => chosen.has(finding)),
    more: new Map(more.map(([rule, number]) => [rule, number - 10])),
  };
}
