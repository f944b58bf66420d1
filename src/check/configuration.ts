// A configuration that Alembic would refuse, or that could not be followed, as a finding.

import type { ConfigProblem, Finding } from "../model.ts";
import { ruleOf } from "../rules/index.ts";
import { type RuleSettings, toFinding } from "../rules/run.ts";

/** A configuration's problem under the rule for what cannot be read. `hadBefore`: the target branch has it already, and it is a notice. */
export function configFinding(
  { at, what, alembicSays }: ConfigProblem,
  hadBefore: boolean,
  settings: RuleSettings,
): Finding {
  const why = alembicSays
    ? "Alembic stops at it, whatever the command."
    : "Which scripts Alembic loads cannot be told from it, so some may not have been looked at.";
  const rule = ruleOf("unreadable-script");
  const severity = hadBefore ? "notice" : rule.severity;
  const problem = { at, revision: null, what, why, alembicSays, fixes: [], severity };
  return toFinding(rule, problem, "", settings);
}
