// Runs the rules over a change: what is new, what the target branch had already, what was let pass.

import { onBranchAsItStands } from "../advice/as-it-stands.ts";
import { step, TooMuchWork, withHalf, withMore } from "../graph/effort.ts";
import type {
  Allowed,
  Change,
  Finding,
  Level,
  Problem,
  Related,
  RuleId,
  Severity,
} from "../model.ts";
import { allowsByPath, type Exceptions } from "./exceptions.ts";
import { rules } from "./index.ts";
import { meantInWords } from "./meant.ts";
import { redundantDownRevision } from "./redundant-down-revision.ts";
import type { Rule } from "./rule.ts";

/** Levels of rules, and rules that a pull request's label lets pass (rule → what the label is called). */
export interface RuleSettings {
  readonly rules: ReadonlyMap<RuleId, { readonly level: Level; readonly reason: string }>;
  readonly allowedByLabel?: ReadonlyMap<RuleId, string>;
}

/** For telling which problems the target branch has already, after it was too much. */
const more = { steps: 1_000_000, milliseconds: 5000 };

/** What a problem costs besides the walks that find it. */
const stepsOfAProblem = 1000;

/** Of more findings of one rule the worst are told, and the others counted. */
const mostOfARule = 2000;

/** The rule that plans upgrades comes last: where it is too much work, the others are done. */
const quickFirst = rules.toSorted(
  (a, b) => Number(a === redundantDownRevision) - Number(b === redundantDownRevision),
);

const rank: Readonly<Record<Severity, number>> = { notice: 0, warning: 1, error: 2 };

/** A finding, and what a report needs to know of it: `open` says why it may leave the question open. */
export interface JudgedFinding extends Finding {
  readonly open?: string;
  /** The target branch has it already. */
  readonly isStanding?: true;
}

/** What all rules find in a change. A cause hides its consequences, an exception hides nothing. `leave` is told of each rule that was too much work. */
export function runRules(
  change: Change,
  settings: RuleSettings,
  leave: (rule: RuleId) => void = () => {},
): readonly JudgedFinding[] {
  const exceptions = allowsByPath(change.after);
  const judged = quickFirst.flatMap((rule) =>
    atMost(mostOfARule, findAsFarAsItGoes(rule, change, leave), rule).map((problem) => {
      return {
        problem,
        finding: toFinding(rule, problem, change.directory.name, settings, exceptions),
      };
    }),
  );
  const worst = new Map<RuleId, number>();
  for (const { finding } of judged) {
    worst.set(finding.rule, Math.max(worst.get(finding.rule) ?? -1, rank[finding.severity]));
  }
  return judged
    .filter(({ problem, finding }) => {
      const causes = problem.follows ?? [];
      return !causes.some((cause) => (worst.get(cause) ?? -1) >= rank[finding.severity]);
    })
    .map(({ problem, finding }) => ({
      ...finding,
      fixes: finding.fixes.map((fix) => onBranchAsItStands(change, fix)),
      ...(problem.open !== undefined && !finding.allowed && { open: problem.open }),
      ...(problem.isStanding && { isStanding: true as const }),
    }));
}

/** What a rule finds before it is too much work. */
function findAsFarAsItGoes(
  rule: Rule,
  change: Change,
  leave: (rule: RuleId) => void,
): readonly Problem[] {
  const problems: Problem[] = [];
  const find = () => {
    step();
    for (const problem of rule.find(change)) {
      problems.push(problem);
      step(stepsOfAProblem);
    }
  };
  const isWhole = isFinished(() => withHalf(find));
  let found: readonly Problem[] = [];
  const sort = () => {
    found = findNew(rule, change, problems);
  };
  if (isWhole && isFinished(sort)) return found;
  leave(rule.id);
  isFinished(() => withMore(more, sort));
  return found;
}

/** The worst of too many problems, the last with a word about the others. */
function atMost(limit: number, problems: readonly Problem[], rule: Rule): readonly Problem[] {
  if (problems.length <= limit) return problems;
  const severity = (problem: Problem) => rank[problem.severity ?? rule.severity];
  const kept = problems.toSorted((a, b) => severity(b) - severity(a)).slice(0, limit);
  const last = kept.pop()!;
  const others = `${problems.length - limit} more like this one are not listed.`;
  return [...kept, { ...last, why: `${last.why ?? rule.why} ${others}` }];
}

/** False where it was too much work. */
function isFinished(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof TooMuchWork) return false;
    throw error;
  }
}

/** Of a rule's problems those that the target branch has already are notices. */
function findNew(rule: Rule, change: Change, problems: readonly Problem[]): readonly Problem[] {
  if (problems.length === 0 || !change.existedBefore) return problems;
  const had = new Set([...rule.find(asItStands(change))].map(keyOf));
  return problems.map((problem) => (had.has(keyOf(problem)) ? asContext(rule, problem) : problem));
}

function keyOf({ key, what }: Problem): string {
  return key ?? what;
}

/** The target branch compared with itself. */
function asItStands(change: Change): Change {
  const { before, ignored, configuration, settings: _, ...rest } = change;
  return {
    ...rest,
    before,
    after: before,
    existsAfter: change.existedBefore,
    scripts: [],
    ignored: { before: ignored.before, after: ignored.before },
    ...(configuration && {
      configuration: { before: configuration.before, after: configuration.before },
    }),
  };
}

function asContext(rule: Rule, problem: Problem): Problem {
  const why = `The target branch has this already, it does not come from this change. ${problem.why ?? rule.why}`;
  const { open: _, ...context } = problem;
  return { ...context, severity: "notice", why, isStanding: true };
}

/** Puts the rule's name and a severity on a problem. A level lowers the whole rule, an exception makes the finding a notice that says who let it pass. */
export function toFinding(
  rule: Rule,
  problem: Problem,
  scriptDirectory: string,
  settings: RuleSettings,
  exceptions: Exceptions = new Map(),
): Finding {
  const setting = settings.rules.get(rule.id);
  const level = setting?.level ?? rule.severity;
  const own = lower(level === "off" ? rule.severity : level, problem.severity ?? "error");
  const { allowed, remarks } = exceptionFor(rule.id, problem, settings, exceptions);
  const isLowered = setting && (level === "off" || level === "notice");
  const bySetting: Allowed | null = isLowered ? { by: "setting", reason: setting.reason } : null;
  const passed = bySetting ?? allowed;
  const meant = meantInWords(rule, problem);
  return {
    rule: rule.id,
    severity: passed ? "notice" : own,
    scriptDirectory,
    revision: problem.revision,
    at: problem.at,
    what: problem.what,
    why: problem.why ?? rule.why,
    alembicSays: problem.alembicSays,
    related: [...(problem.related ?? []), ...remarks],
    fixes: problem.fixes,
    ...(meant !== null && !passed && { meant }),
    allowed: problem.severity === "notice" ? null : passed,
  };
}

function lower(a: Severity, b: Severity): Severity {
  return rank[a] < rank[b] ? a : b;
}

function exceptionFor(
  rule: RuleId,
  { at }: Problem,
  settings: RuleSettings,
  exceptions: Exceptions,
): { readonly allowed: Allowed | null; readonly remarks: readonly Related[] } {
  const label = settings.allowedByLabel?.get(rule);
  const { reasons, remarks } = exceptions.get(at.path) ?? { reasons: new Map(), remarks: [] };
  const reason = reasons.get(rule);
  if (reason !== undefined) return { allowed: { by: "comment", reason }, remarks };
  return { allowed: label === undefined ? null : { by: "label", reason: label }, remarks };
}
