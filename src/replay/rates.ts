// Transitions and incidents → the numbers that a maintainer decides by.

import type { Edit, RuleId } from "../model.ts";
import { ruleOf } from "../rules/index.ts";
import type {
  EffectOfEdit,
  Incident,
  Quieter,
  Rates,
  ReplayedFinding,
  ReplayedTransition,
} from "./model.ts";

/** Counts what the transitions amount to. */
export function ratesOf(
  transitions: readonly ReplayedTransition[],
  incidents: readonly Incident[],
): Rates {
  const failed = transitions.filter(({ verdict }) => verdict === "failed");
  const quiet = failed.filter(({ began }) => began.length === 0);
  const repairs = quiet.filter(({ ended }) => ended.length > 0);
  const rest = quiet.filter(({ ended }) => ended.length === 0);
  const applied = rest.filter((one) => failingRules(one).some((rule) => ruleOf(rule).aboutApplied));
  return {
    transitions: transitions.length,
    failed: failed.length,
    incomplete: transitions.filter(({ verdict }) => verdict === "incomplete").length,
    warned: transitions.filter(
      ({ verdict, findings }) =>
        verdict === "passed" && findings.some(({ severity }) => severity === "warning"),
    ).length,
    failedByRule: byRule(failed),
    incidents: incidents.length,
    incidentsStopped: incidents.filter(({ verdict }) => verdict !== "passed").length,
    incidentsOfSoundBranches: incidents.filter(
      ({ kind, headsOfBranch }) => kind === "extra-heads" && headsOfBranch === 1,
    ).length,
    edits: countEdits(transitions),
    stopped: {
      incidents: failed.length - quiet.length,
      repairs: repairs.length,
      applied: applied.length,
      others: rest.length - applied.length,
      withoutIncidentByRule: byRule(rest),
    },
  };
}

/** Rules that fail a transition: an unreadable script alone leaves it open. */
function failingRules({ findings }: ReplayedTransition): readonly RuleId[] {
  return [...new Set(findings.filter(isFailing).map(({ rule }) => rule))];
}

function isFailing({ severity, rule }: ReplayedFinding): boolean {
  return severity === "error" && !ruleOf(rule).leavesOpen;
}

function byRule(transitions: readonly ReplayedTransition[]): Rates["failedByRule"] {
  const numbers = new Map<RuleId, number>();
  for (const one of transitions)
    for (const rule of failingRules(one)) numbers.set(rule, (numbers.get(rule) ?? 0) + 1);
  return [...numbers]
    .map(([rule, number]) => ({ rule, transitions: number }))
    .sort((a, b) => b.transitions - a.transitions || (a.rule < b.rule ? -1 : 1));
}

// ------------------------------------------------------------------ edits

function countEdits(transitions: readonly ReplayedTransition[]): Rates["edits"] {
  const scripts: Record<EffectOfEdit, number> = {
    upgrade: 0,
    "same-statements": 0,
    downgrade: 0,
    imports: 0,
    layout: 0,
    identifiers: 0,
  };
  let touched = 0;
  for (const { scriptDirectories } of transitions) {
    const edited = scriptDirectories.flatMap((directory) => directory.edited);
    for (const { edits, severity } of edited) scripts[effectOf(edits, severity === "notice")] += 1;
    if (edited.length > 0) touched += 1;
  }
  return { transitions: touched, scripts };
}

function effectOf(edits: readonly Edit[], isNotice: boolean): EffectOfEdit {
  if (edits.includes("upgrade") || edits.includes("module"))
    return isNotice ? "same-statements" : "upgrade";
  if (edits.includes("downgrade")) return isNotice ? "same-statements" : "downgrade";
  if (edits.includes("imports")) return "imports";
  return edits.includes("cosmetic") ? "layout" : "identifiers";
}

// ---------------------------------------------------------------- quieter

/** Settings under which fewer transitions would have failed, the quietest first; three at most. */
export function quieterSettings(
  transitions: readonly ReplayedTransition[],
  headsAtEnd: number,
): readonly Quieter[] {
  const failed = transitions.map(failingRules).filter((rules) => rules.length > 0);
  const without = (rule: RuleId) =>
    failed.filter((rules) => rules.some((one) => one !== rule)).length;
  const rules = [...new Set(failed.flat())].filter((rule) => ruleOf(rule).aboutApplied);
  const levels = rules.map((rule) => ({ setting: `${rule}: warning`, failed: without(rule) }));
  const heads: readonly Quieter[] =
    headsAtEnd > 1
      ? [{ setting: `max-heads: ${headsAtEnd}`, failed: withMaxHeads(transitions, headsAtEnd) }]
      : [];
  return [...levels, ...heads]
    .filter((one) => one.failed < failed.length)
    .sort((a, b) => a.failed - b.failed || (a.setting < b.setting ? -1 : 1))
    .slice(0, 3);
}

function withMaxHeads(transitions: readonly ReplayedTransition[], most: number): number {
  return transitions.filter((one) => {
    const isMeant = one.scriptDirectories.every(
      ({ headsAfter }) => (headsAfter?.length ?? 0) <= most,
    );
    return failingRules(one).some((rule) => rule !== "multiple-heads" || !isMeant);
  }).length;
}
