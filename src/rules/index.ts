// All rules, in the order of the documentation.

import type { RuleId } from "../model.ts";
import { branchLabelClash } from "./branch-label-clash.ts";
import { brokenConfiguration } from "./broken-configuration.ts";
import { changedSettings } from "./changed-settings.ts";
import { cycle } from "./cycle.ts";
import { deletedRevision } from "./deleted-revision.ts";
import { duplicateRevision } from "./duplicate-revision.ts";
import { editedRevision } from "./edited-revision.ts";
import { ignoredScript } from "./ignored-script.ts";
import { illegalRevision } from "./illegal-revision.ts";
import { longRevision } from "./long-revision.ts";
import { missingDependency } from "./missing-dependency.ts";
import { missingDownRevision } from "./missing-down-revision.ts";
import { missingDowngrade } from "./missing-downgrade.ts";
import { missingRevision } from "./missing-revision.ts";
import { missingUpgrade } from "./missing-upgrade.ts";
import { multipleHeads } from "./multiple-heads.ts";
import { overlappingRevisions } from "./overlapping-revisions.ts";
import { redundantDownRevision } from "./redundant-down-revision.ts";
import { renamedRevision } from "./renamed-revision.ts";
import { reparentedRevision } from "./reparented-revision.ts";
import type { Rule } from "./rule.ts";
import { skippedRevision } from "./skipped-revision.ts";
import { unreadableScript } from "./unreadable-script.ts";

/** Every rule. */
export const rules: readonly Rule[] = [
  multipleHeads,
  duplicateRevision,
  missingDownRevision,
  missingDependency,
  cycle,
  redundantDownRevision,
  branchLabelClash,
  illegalRevision,
  longRevision,
  unreadableScript,
  missingRevision,
  missingUpgrade,
  missingDowngrade,
  ignoredScript,
  changedSettings,
  brokenConfiguration,
  editedRevision,
  reparentedRevision,
  renamedRevision,
  deletedRevision,
  skippedRevision,
  overlappingRevisions,
];

/** The rule of this name. */
export function ruleOf(id: RuleId): Rule {
  return rules.find((rule) => rule.id === id)!;
}
