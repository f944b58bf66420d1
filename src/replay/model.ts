// The nouns of a replay: what a branch's past would have looked like to the check. Types only.

import type { CommitSha, Edit, RevisionId, RuleId, Severity, Verdict } from "../model.ts";

/** A commit of the branch, as people speak of it. */
export interface Place {
  readonly commit: CommitSha;
  readonly date: string;
  readonly author: string;
  readonly subject: string;
  /** The number in the subject, of a merge or of a squashed pull request. */
  readonly pullRequest: number | null;
}

/** A finding in short. */
export interface ReplayedFinding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly scriptDirectory: string;
  readonly revision: RevisionId | null;
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

/** A script that a transition brought. */
export interface AddedScript {
  readonly revision: RevisionId;
  readonly downRevisions: readonly string[];
}

/** A script that a transition edited. */
export interface EditedScript {
  readonly revision: RevisionId | null;
  readonly edits: readonly Edit[];
  /** How much `edited-revision` makes of it; null: nothing. */
  readonly severity: Severity | null;
}

/** What a transition did to one script directory. Null: the directory was not there. */
export interface ReplayedDirectory {
  readonly name: string;
  readonly headsBefore: readonly RevisionId[] | null;
  readonly headsAfter: readonly RevisionId[] | null;
  /** After. */
  readonly scripts: number;
  readonly added: readonly AddedScript[];
  readonly removed: readonly RevisionId[];
  readonly edited: readonly EditedScript[];
  readonly moved: number;
}

/** The branch of a merge, as it was when it was merged. */
export interface MergedBranch {
  readonly commit: CommitSha;
  /** Null where too much was merged to check the branch by itself. */
  readonly verdict: Verdict | null;
  /** The merge brought what the branch held; else it was changed while merging. */
  readonly isAsMerged: boolean;
  /** How many heads the branch had by itself; known where the merge raised their number. */
  readonly heads: number | null;
}

/** One commit of the branch that touched scripts, judged. */
export interface ReplayedTransition extends Place {
  readonly before: CommitSha | null;
  readonly kind: "commit" | "merge";
  readonly verdict: Verdict;
  readonly findings: readonly ReplayedFinding[];
  /** Those that it touched. */
  readonly scriptDirectories: readonly ReplayedDirectory[];
  readonly branch: MergedBranch | null;
  /** Numbers of the incidents that it began, and of those that it ended. */
  readonly began: readonly number[];
  readonly ended: readonly number[];
}

export type IncidentKind =
  | "extra-heads"
  | "missing-down-revision"
  | "missing-dependency"
  | "duplicate-revision"
  | "cycle"
  | "unloadable";

export type HealedBy =
  | "merge-script"
  | "new-down-revision"
  | "new-revision"
  | "removed-script"
  | "added-script"
  | "other";

/** How an incident ended. */
export interface Healing extends Place {
  readonly by: HealedBy;
  /** The scripts that did it. */
  readonly revisions: readonly RevisionId[];
  /** The author of the healing is the author of the incident. */
  readonly isSameAuthor: boolean;
  readonly verdict: Verdict;
  /** How long it had stayed: by the committers' clocks, in commits of the branch and in transitions. */
  readonly seconds: number;
  readonly commits: number;
  readonly transitions: number;
}

/** Something wrong that reached the branch. */
export interface Incident {
  readonly number: number;
  readonly kind: IncidentKind;
  readonly scriptDirectory: string;
  /** The new heads, the revisions that are missing or doubled, the loop, the file. */
  readonly names: readonly string[];
  readonly began: Place;
  readonly verdict: Verdict;
  /** Rules that would have failed the transition, in this script directory. */
  readonly stoppedBy: readonly RuleId[];
  /** How many heads the merged branch had by itself; null for a plain commit. */
  readonly headsOfBranch: number | null;
  /** Null: it is still there at the end of what was looked at. */
  readonly healed: Healing | null;
  /** False where not every file could be read, so that what was counted may be wrong. */
  readonly isCertain: boolean;
}

/** What an edit of an applied script changes, the worst of each edit. */
export type EffectOfEdit =
  | "upgrade"
  | "same-statements"
  | "downgrade"
  | "imports"
  | "layout"
  | "identifiers";

/** A setting, and how many transitions would then have failed. */
export interface Quieter {
  readonly setting: string;
  readonly failed: number;
}

/** What the transitions amount to. */
export interface Rates {
  readonly transitions: number;
  readonly failed: number;
  readonly incomplete: number;
  /** Passed, with at least one warning. */
  readonly warned: number;
  /** Transitions that each rule would have failed, most first. */
  readonly failedByRule: readonly { readonly rule: RuleId; readonly transitions: number }[];
  readonly incidents: number;
  /** Failed, or left open, which stops a pull request as well. */
  readonly incidentsStopped: number;
  /** Incidents of merges whose branch had a single head by itself: no test of the branch alone sees them. */
  readonly incidentsOfSoundBranches: number;
  readonly edits: {
    readonly transitions: number;
    readonly scripts: Readonly<Record<EffectOfEdit, number>>;
  };
  /** Failed transitions, by what came of them. */
  readonly stopped: {
    /** They began an incident. */
    readonly incidents: number;
    /** They ended one, and would have been stopped all the same. */
    readonly repairs: number;
    /** They changed applied scripts; the history cannot tell whether a database noticed. */
    readonly applied: number;
    /** Nothing that the history shows came of them. */
    readonly others: number;
    /** Rules of the last two. */
    readonly withoutIncidentByRule: readonly {
      readonly rule: RuleId;
      readonly transitions: number;
    }[];
  };
}

/** What `onehead replay` found. Plain JSON, the same bytes on every machine for the same history. */
export interface ReplayReport {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: "onehead"; readonly version: string };
  readonly branch: { readonly ref: string; readonly commit: CommitSha };
  /** `today`: the settings at the branch's tip; `past`: those of the branch before each transition. */
  readonly settings: "today" | "past";
  readonly commits: number;
  /** Older transitions were left out, by `--last`, `--since` or the usual limit. */
  readonly isCut: boolean;
  /** The clone is shallow: what is older is not here. */
  readonly isShallow: boolean;
  readonly rates: Rates;
  readonly quieter: readonly Quieter[];
  readonly incidents: readonly Incident[];
  readonly transitions: readonly ReplayedTransition[];
}

/** How long the checks took, in milliseconds: never part of the report. */
export interface Timing {
  readonly median: number;
  readonly worst: number;
  readonly total: number;
}
