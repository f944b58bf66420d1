// Judged transitions, one after the other → the report of a replay.

import type { Change, Checked, Finding, ParsedFile, RevisionId, Severity } from "../model.ts";
import { BrokenFiles, nothing } from "./condition.ts";
import { IncidentLog, type Moment, type Step } from "./incidents.ts";
import type {
  MergedBranch,
  Place,
  ReplayedDirectory,
  ReplayedFinding,
  ReplayedTransition,
  ReplayReport,
} from "./model.ts";
import { pullRequestOf } from "./pull-request.ts";
import { quieterSettings, ratesOf } from "./rates.ts";

/** A commit of the branch with what the check said of it. */
export interface Judged {
  readonly commit: Omit<Place, "pullRequest"> & {
    readonly before: ReplayedTransition["before"];
    readonly isMerge: boolean;
    /** Its place among the branch's commits, from the oldest. */
    readonly place: number;
  };
  readonly checked: Checked;
  readonly changes: readonly Change[];
  readonly branch: MergedBranch | null;
}

/** So many findings of one rule are kept of a transition. */
const mostOfRule = 10;

/** Collects what happened, transition by transition, oldest first. */
export class Replay {
  readonly #transitions: ReplayedTransition[] = [];
  readonly #broken = new BrokenFiles();
  readonly #log: IncidentLog;
  #headsAtEnd = 0;

  /** `maxHeads`: so many heads are meant to be. */
  constructor(maxHeads: number | null) {
    this.#log = new IncidentLog(maxHeads ?? 1);
  }

  /** Takes a transition in. One that touches no script directory and brings no finding is passed over. */
  take({
    commit: { place: commits, isMerge, before, ...named },
    checked,
    changes,
    branch,
  }: Judged): void {
    const { verdict, findings } = checked.report;
    const touched = changes.filter(isTouched);
    if (touched.length === 0 && findings.every(({ severity }) => severity === "notice")) return;
    const place: Place = { ...named, pullRequest: pullRequestOf(named.subject) };
    const moment: Moment = {
      place,
      verdict,
      commits,
      transitions: this.#transitions.length,
      headsOfBranch: branch?.heads ?? null,
    };
    const steps = changes.map((change) => this.#stepOf(change, findings));
    const weights = weightsOf(findings);
    const { began, ended } = this.#log.take(steps, moment);
    this.#headsAtEnd = Math.max(0, ...changes.map(({ after }) => new Set(after.heads).size));
    this.#transitions.push({
      ...place,
      before,
      kind: isMerge ? "merge" : "commit",
      verdict,
      findings: inShort(findings),
      scriptDirectories: touched.map((change) => describe(change, weights)),
      branch,
      began,
      ended,
    });
  }

  #stepOf(change: Change, findings: readonly Finding[]): Step {
    const { directory, existedBefore, existsAfter, before, after } = change;
    const own = findings.filter(
      ({ scriptDirectory, severity }) => scriptDirectory === directory.name && severity === "error",
    );
    return {
      name: directory.name,
      before: existedBefore ? this.#broken.conditionOf(before) : nothing,
      after: existsAfter ? this.#broken.conditionOf(after) : nothing,
      change,
      stoppedBy: [...new Set(own.map(({ rule }) => rule))],
    };
  }

  /** The report of all that was taken in. */
  report(
    about: Pick<ReplayReport, "tool" | "branch" | "settings" | "commits" | "isCut" | "isShallow">,
  ): ReplayReport {
    const transitions = this.#transitions;
    const { incidents } = this.#log;
    const { tool, branch, settings, commits, isCut, isShallow } = about;
    return {
      ...{ schemaVersion: 1, tool, branch, settings, commits, isCut, isShallow },
      rates: ratesOf(transitions, incidents),
      quieter: quieterSettings(transitions, this.#headsAtEnd),
      incidents,
      transitions,
    };
  }
}

function isTouched({ scripts, existedBefore, existsAfter }: Change): boolean {
  return scripts.length > 0 || existedBefore !== existsAfter;
}

const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, notice: 2 };

function inShort(findings: readonly Finding[]): readonly ReplayedFinding[] {
  const numbers = new Map<string, number>();
  return [...findings]
    .sort((a, b) => order[a.severity] - order[b.severity])
    .filter(({ rule }) => {
      numbers.set(rule, (numbers.get(rule) ?? 0) + 1);
      return numbers.get(rule)! <= mostOfRule;
    })
    .map(({ rule, severity, scriptDirectory, revision, at, what }) => ({
      ...{ rule, severity, scriptDirectory, revision, path: at.path, line: at.line, what },
    }));
}

/** Paths of edited scripts, with what was made of the edit. One finding may stand for many scripts. */
function weightsOf(findings: readonly Finding[]): ReadonlyMap<string, Severity> {
  const weights = new Map<string, Severity>();
  for (const { rule, severity, at, related } of findings) {
    if (rule !== "edited-revision") continue;
    for (const path of [at.path, ...related.map((one) => one.at.path)])
      if (!weights.has(path)) weights.set(path, severity);
  }
  return weights;
}

function describe(change: Change, weights: ReadonlyMap<string, Severity>): ReplayedDirectory {
  const { directory, scripts, before, after, existedBefore, existsAfter } = change;
  return {
    name: directory.name,
    headsBefore: existedBefore ? [...new Set(before.heads)] : null,
    headsAfter: existsAfter ? [...new Set(after.heads)] : null,
    scripts: after.scripts.length,
    added: scripts.flatMap((one) => {
      if (one.kind !== "added" || one.after.kind !== "script") return [];
      const { revision, downRevisions } = one.after.script;
      return [{ revision: revision.value, downRevisions: downRevisions.map(({ value }) => value) }];
    }),
    removed: scripts.flatMap((one) => (one.kind === "removed" ? revisionIn(one.before) : [])),
    edited: scripts.flatMap((one) =>
      one.kind === "edited"
        ? [
            {
              revision: revisionIn(one.after)[0] ?? null,
              edits: one.difference.edits,
              severity: weights.get(one.after.path) ?? null,
            },
          ]
        : [],
    ),
    moved: scripts.filter(({ kind }) => kind === "moved").length,
  };
}

function revisionIn(file: ParsedFile): readonly RevisionId[] {
  if (file.kind === "script") return [file.script.revision.value];
  return "revision" in file && file.revision !== null ? [file.revision] : [];
}
