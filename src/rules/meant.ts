// The exit of a finding: the comment, label or setting by which somebody says that it is meant.

import type { Problem } from "../model.ts";
import { code } from "../text/sentence.ts";
import type { Rule } from "./rule.ts";

/** How a finding of this rule is let pass, in one sentence; null where it does not fail or warn. */
export function meantInWords(rule: Rule, problem: Problem): string | null {
  if (problem.severity === "notice" || problem.meant === "") return null;
  if (problem.meant !== undefined) return problem.meant;
  const label = code(`onehead:allow:${rule.id}`);
  return rule.withoutComment
    ? `Meant? The label ${label} on the pull request lets it pass, or a level for ${code(rule.id)} in the settings.`
    : `Meant? The comment ${code(`# onehead: allow ${rule.id}: REASON`)} in the script lets it pass.`;
}
