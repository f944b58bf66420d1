// Sentences that several reporters share: counts, heads, changes, what was compared. Names are marked as `code`.

import type { Finding, GraphSummary, Report, ReportedScriptDirectory, Severity } from "../model.ts";
import { code, count, list } from "../text/sentence.ts";

/** Names as a list, the first few of them: "`b2`, `c3` and 4 more". */
export function nameList(names: readonly string[], limit = 5): string {
  const shown = names.slice(0, limit).map(code).join(", ");
  return names.length > limit ? `${shown} and ${names.length - limit} more` : shown;
}

/** "2 heads (`b2`, `c3`)". */
function headsInWords(heads: readonly string[], isPartial: boolean): string {
  if (heads.length === 0) return isPartial ? "no head that could be read" : "no head";
  return `${count(heads.length, "head")} (${nameList(heads)})`;
}

function same(before: GraphSummary, after: GraphSummary): boolean {
  return (
    before.heads.length === after.heads.length &&
    before.heads.every((head, index) => head === after.heads[index])
  );
}

/** What became of a script directory's heads and scripts, before → after. */
export function directoryInWords({
  before,
  after,
  changes,
  partial,
}: ReportedScriptDirectory): string {
  const words = (heads: readonly string[]) => headsInWords(heads, partial.length > 0);
  const changed = changesInWords(changes);
  const tail = changed === "" ? "" : `, ${changed}`;
  if (after === null && before === null) return `no script${tail}`;
  if (after === null) {
    return `gone, had ${words(before!.heads)}, ${count(before!.scripts, "script")}${tail}`;
  }
  const now = words(after.heads);
  if (before === null) return `new, ${now}, ${count(after.scripts, "script")}${tail}`;
  const heads = same(before, after) ? now : `${words(before.heads)} → ${now}`;
  const from = before.scripts === after.scripts ? "" : `${before.scripts} → `;
  return `${heads}, ${from}${count(after.scripts, "script")}${tail}`;
}

/** What is not known of a script directory, and what of it was inferred: a sentence each, the first few of them. */
export function knowledgeInWords(directory: ReportedScriptDirectory): readonly string[] {
  const { name, partial, inferred } = directory;
  const more = partial.length > 3 ? [`and ${partial.length - 3} more of this kind`] : [];
  const known = [...partial.slice(0, 3), ...more].join("; ");
  return [
    ...inferred.map((from) => `Inferred for ${code(name)}: ${from}.`),
    ...(partial.length > 0 ? [`Known in part, ${code(name)}: ${known}.`] : []),
  ];
}

/** What the target branch has wrong already, in one line; nothing where it has nothing. */
export function standingInWords({ standing = [] }: Report): readonly string[] {
  if (standing.length === 0) return [];
  const rules = new Map<string, number>();
  for (const { rule } of standing) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  const counts = [...rules]
    .sort(([, a], [, b]) => b - a)
    .map(([rule, number]) => `${number} ${code(rule)}`);
  const them = standing.length === 1 ? "it" : "them";
  return [
    `The target branch has ${count(standing.length, "trouble")} already that this change does not bring: ${list(counts)}. The JSON report lists ${them}.`,
  ];
}

/** "1 added, 2 edited, 1 reformatted". */
function changesInWords(changes: ReportedScriptDirectory["changes"]): string {
  const numbers = { added: 0, edited: 0, reformatted: 0, moved: 0, removed: 0 };
  for (const change of changes) {
    const isCosmetic =
      change.kind === "edited" && change.edits.every((edit) => edit === "cosmetic");
    numbers[isCosmetic ? "reformatted" : change.kind] += 1;
  }
  return Object.entries(numbers)
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => `${number} ${kind}`)
    .join(", ");
}

/** What stands in the verdict's line: findings by severity, and exceptions that the change itself brings. */
type Tally = Readonly<Record<Severity | "exception", number>>;

/** Allowed findings are no longer errors or warnings. Those that the change itself allows are counted apart, since nobody decided on them beforehand. */
function tally(findings: readonly Finding[]): Tally {
  const numbers = { error: 0, warning: 0, exception: 0, notice: 0 };
  for (const finding of findings)
    numbers[isException(finding) ? "exception" : finding.severity] += 1;
  return numbers;
}

/** True for a finding that a comment in a script or a label lets pass. */
export function isException({ allowed }: Finding): boolean {
  return allowed !== null && allowed.by !== "setting";
}

/** "1 error, 2 warnings", "" for none. */
function tallyInWords(numbers: Tally): string {
  return (["error", "warning", "exception", "notice"] as const)
    .filter((kind) => numbers[kind] > 0)
    .map((kind) => count(numbers[kind], kind))
    .join(", ");
}

/** The verdict in one line. */
export function verdictInWords({ verdict, findings }: Report): string {
  const numbers = tallyInWords(tally(findings));
  switch (verdict) {
    case "passed":
      return numbers === "" ? "Passed" : `Passed with ${numbers}`;
    case "failed":
      return `Failed with ${numbers}`;
    case "incomplete":
      return `Incomplete: not everything could be judged${numbers === "" ? "" : `, ${numbers}`}`;
  }
}

/** What was compared with what, and how much of it was read. */
export function comparisonInWords(report: Report): string {
  const { before, after, counts } = report;
  const state = (name: NonNullable<Report["before"]>, isCode: boolean) =>
    (isCode ? code(name.ref) : name.ref) +
    (name.commit === null ? "" : ` (${code(name.commit.slice(0, 7))})`);
  const isNamed = after.kind === "commit" || after.kind === "merge";
  const now = `${after.kind === "merge" ? "the merge " : ""}${state(after, isNamed)}`;
  const what =
    before === null
      ? `Looked at the whole history of ${now}; there was nothing to compare it with`
      : `Compared ${now} with ${state(before, true)}`;
  const read = `${count(counts.scriptsRead, "script")} read, ${counts.scriptsParsed} parsed`;
  const ignored =
    counts.filesIgnored === 0 ? "" : `, ${count(counts.filesIgnored, "file")} ignored`;
  return `${what}: ${read}${ignored}.`;
}

/** Who let a finding pass, and why. */
export function allowedInWords({ by, reason }: NonNullable<Finding["allowed"]>): string {
  const who = { comment: "a comment in the script", label: "a label", setting: "a setting" }[by];
  return reason === "" ? `allowed by ${who}` : `allowed by ${who}: ${code(reason)}`;
}
