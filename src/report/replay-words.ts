// What a replay amounts to, in sentences that its text, its Markdown and its page share.

import type {
  EffectOfEdit,
  HealedBy,
  Incident,
  IncidentKind,
  Place,
  ReplayReport,
  Timing,
} from "../replay/model.ts";
import { code, codes, count, list } from "../text/sentence.ts";

/** A heading with sentences under it; `code` in backticks is the only markup. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What was looked at, in one sentence. */
export function rangeInWords({
  branch,
  transitions,
  rates,
  commits,
  settings,
}: ReplayReport): string {
  const [first, last] = [transitions[0], transitions.at(-1)];
  const when = first && last ? `, ${day(first)} to ${day(last)}` : "";
  const whose = settings === "today" ? "today's settings" : "the settings of their time";
  return `${count(rates.transitions, "change")} to scripts on ${code(branch.ref)}${when} (${count(commits, "commit")} in the whole history), judged by ${whose}.`;
}

/** How many would have failed, in one sentence. */
export function failedInWords({ rates }: ReplayReport): string {
  const { transitions, failed, incomplete, warned, stopped } = rates;
  const parts = [
    [stopped.incidents, "began an incident"],
    [stopped.repairs, "ended one"],
    [stopped.applied, "changed applied scripts"],
    [stopped.others, "neither"],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  const rest = [
    ...(incomplete > 0 ? [`${incomplete} could not be judged`] : []),
    ...(warned > 0 ? [`${warned} passed with warnings`] : []),
  ];
  const why = told.length > 0 ? `: ${list(told)}` : "";
  const more = rest.length > 0 ? ` ${capital(list(rest))}.` : "";
  return `${failed} of ${transitions} would have failed${share(failed, transitions)}${why}.${more}`;
}

/** The sections after the first two sentences. `most`: so many incidents are listed. */
export function replaySections(
  report: ReplayReport,
  timing: Timing | null,
  most: number,
): readonly Section[] {
  return [
    { title: "Incidents that reached the branch", lines: incidentLines(report, most) },
    { title: "Edits of applied scripts", lines: editLines(report) },
    {
      title: "Stopped although the history shows nothing that came of it",
      lines: quietLines(report),
    },
    { title: "Rules that would have failed a change", lines: ruleLines(report.rates.failedByRule) },
    { title: "Settings that would have made it quieter", lines: quieterLines(report) },
    { title: "Time", lines: timing ? [timeInWords(timing)] : [] },
    { title: "To know", lines: notes(report) },
  ].filter(({ lines }) => lines.length > 0);
}

// ---------------------------------------------------------------- incidents

const kinds: Readonly<Record<IncidentKind, string>> = {
  "extra-heads": "extra head",
  "missing-down-revision": "missing down revision",
  "missing-dependency": "missing dependency",
  "duplicate-revision": "duplicate revision",
  cycle: "cycle",
  unloadable: "file that Alembic cannot load",
};

const healings: Readonly<Record<HealedBy, string>> = {
  "merge-script": "by a merge script",
  "new-down-revision": "by another `down_revision`",
  "new-revision": "by another `revision`",
  "removed-script": "by removing a script",
  "added-script": "by adding a script",
  other: "in another way",
};

function incidentLines({ incidents, rates }: ReplayReport, most: number): readonly string[] {
  if (incidents.length === 0) return ["None."];
  const missed = incidents.length - rates.incidentsStopped;
  const all = missed === 0 ? "all of which" : `of which ${rates.incidentsStopped}`;
  const which = incidents.length === 1 ? `which would${missed > 0 ? " not" : ""}` : `${all} would`;
  const lines = [
    `${count(incidents.length, "incident")}, ${which} have been stopped.`,
    ...Object.keys(kinds).flatMap((kind) =>
      kindLine(
        kind as IncidentKind,
        incidents.filter((one) => one.kind === kind),
      ),
    ),
  ];
  const healed = incidents.flatMap((one) => one.healed ?? []);
  if (healed.length > 0) {
    const same = healed.filter(({ isSameAuthor }) => isSameAuthor).length;
    lines.push(
      `Cleaned up by the author of the incident: ${same}, by somebody else: ${healed.length - same}.`,
    );
  }
  if (rates.incidentsOfSoundBranches > 0) {
    lines.push(
      `${rates.incidentsOfSoundBranches} came with a branch that had one head by itself: a test of the branch alone does not see them.`,
    );
  }
  const newest = [...incidents].reverse();
  lines.push(...newest.slice(0, most).map((one) => incidentInWords(one)));
  if (newest.length > most)
    lines.push(
      `… and ${newest.length - most} older ones; \`--format json\` and \`--format html\` have them all.`,
    );
  return lines;
}

function kindLine(kind: IncidentKind, incidents: readonly Incident[]): readonly string[] {
  if (incidents.length === 0) return [];
  const healed = incidents.flatMap((one) => one.healed ?? []);
  const seconds = healed.map((one) => one.seconds).sort((a, b) => a - b);
  const ways = Object.keys(healings).flatMap((by) => {
    const number = healed.filter((one) => one.by === by).length;
    return number > 0 ? [`${number} ${healings[by as HealedBy]}`] : [];
  });
  const open = incidents.length - healed.length;
  const parts = [
    ...(healed.length > 0
      ? [
          `stayed ${duration(seconds[(seconds.length - 1) >> 1]!)} (median), ${duration(seconds.at(-1)!)} at most`,
          `healed ${list(ways)}`,
        ]
      : []),
    ...(open > 0 ? [`${open} still there`] : []),
  ];
  return [`${count(incidents.length, kinds[kind], plural(kinds[kind]))}: ${parts.join("; ")}.`];
}

function plural(noun: string): string {
  return noun.startsWith("file")
    ? noun.replace("file", "files")
    : noun === "missing dependency"
      ? "missing dependencies"
      : `${noun}s`;
}

/** One incident in a sentence: when, what, how long, how it ended. */
export function incidentInWords({
  began,
  kind,
  names,
  healed,
  verdict,
  isCertain,
}: Incident): string {
  const noun = names.length === 1 ? kinds[kind] : plural(kinds[kind]);
  const end = healed
    ? `stayed ${duration(healed.seconds)} (${count(healed.commits, "commit")}), healed ${healings[healed.by]} in ${placeInWords(healed)}`
    : "is still there";
  const missed = {
    passed: "; would not have been stopped",
    failed: "",
    incomplete: "; stopped because it could not be judged",
  }[verdict];
  const unsure = isCertain ? "" : "; not every file could be read";
  return `${day(began)} ${placeInWords(began)}: ${noun} ${codes(names, 3)} ${end}${missed}${unsure}.`;
}

/** A commit as people speak of it: by its pull request, else by its id. */
export function placeInWords({ pullRequest, commit }: Place): string {
  const short = code(commit.slice(0, 10));
  return pullRequest === null ? short : `#${pullRequest} (${short})`;
}

// -------------------------------------------------------------------- rest

const effects: Readonly<Record<EffectOfEdit, string>> = {
  upgrade: "`upgrade` or the code that it may call",
  "same-statements": "the same statements in other words",
  downgrade: "`downgrade` alone",
  imports: "imports alone",
  identifiers: "identifiers alone",
  layout: "layout alone",
};

function editLines({ rates }: ReplayReport): readonly string[] {
  const { transitions, scripts } = rates.edits;
  const told = Object.entries(effects).filter(([effect]) => scripts[effect as EffectOfEdit] > 0);
  if (told.length === 0) return [];
  const all = Object.values(scripts).reduce((sum, one) => sum + one, 0);
  const parts = told.map(([effect, what]) => `${what} ${scripts[effect as EffectOfEdit]}`);
  return [
    `${count(all, "edit")} in ${count(transitions, "change")}${share(transitions, rates.transitions)}: ${list(parts)}.`,
  ];
}

function quietLines({ rates }: ReplayReport): readonly string[] {
  const { repairs, applied, others, withoutIncidentByRule } = rates.stopped;
  if (repairs + applied + others === 0) return [];
  const lines: string[] = [];
  if (applied > 0) {
    lines.push(
      `${count(applied, "change")} of applied scripts. Git does not tell whether a database had run them: nothing in the history says that it hurt.`,
    );
  }
  if (repairs > 0)
    lines.push(`${count(repairs, "repair")} of incidents that were on the branch already.`);
  if (others > 0) lines.push(`${count(others, "other change")}.`);
  if (withoutIncidentByRule.length > 0) lines.push(`By rule: ${byRule(withoutIncidentByRule)}.`);
  return lines;
}

function ruleLines(rules: ReplayReport["rates"]["failedByRule"]): readonly string[] {
  return rules.length > 0 ? [`${byRule(rules)}.`] : [];
}

function byRule(rules: ReplayReport["rates"]["failedByRule"]): string {
  return list(
    rules.map(({ rule, transitions }) => `${code(rule)} ${transitions}`),
    30,
  );
}

function quieterLines({ quieter, rates }: ReplayReport): readonly string[] {
  return quieter.map(
    ({ setting, failed }) => `With ${code(setting)}: ${failed} instead of ${rates.failed}.`,
  );
}

/** How long the checks took. */
export function timeInWords({ median, worst, total }: Timing): string {
  return `${inTime(median)} for a check (median), ${inTime(worst)} at worst, ${inTime(total)} in all.`;
}

function inTime(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}

function notes({ isCut, isShallow, settings }: ReplayReport): readonly string[] {
  return [
    ...(isCut ? ["Older changes were left out; `--last N` or `--since DATE` take more in."] : []),
    ...(isShallow
      ? ["This clone is shallow: what is older is not here. `git fetch --unshallow` brings it."]
      : []),
    ...(settings === "today"
      ? ["`--settings past` judges each change by the settings that the branch had then."]
      : []),
  ];
}

/** The day of a commit, as its committer's clock had it. */
export function day({ date }: Pick<Place, "date">): string {
  return date.slice(0, 10);
}

/** "3 hours", "12 days": the largest unit that fits. */
export function duration(seconds: number): string {
  const units = [
    [86_400 * 365, "year"],
    [86_400, "day"],
    [3600, "hour"],
    [60, "minute"],
  ] as const;
  for (const [size, unit] of units)
    if (seconds >= size) return count(Math.floor(seconds / size), unit);
  return "less than a minute";
}

function share(part: number, all: number): string {
  return all === 0 || part === 0 ? "" : ` (${percent(part / all)})`;
}

/** "21 %", "0.4 %". */
export function percent(ratio: number): string {
  const value = ratio * 100;
  return `${value < 10 && value > 0 ? Math.round(value * 10) / 10 : Math.round(value)} %`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
