// The nouns of the doctor: types only. A DoctorReport is plain JSON, described in docs/doctor-report.md.

import type { LostRevision, RevisionId, StateName } from "../model.ts";

/** The databases that repairs are written for. */
export type DatabaseKind = "postgresql" | "mysql" | "sqlite";

/** Where the rows come from. */
export type RowSource = "typed" | "database" | "error";

/** The version table as it was found, or as it was named. */
export interface VersionTableName {
  readonly name: string;
  readonly schema: string | null;
}

/** What is wrong with a row, or with the scripts. */
export type ProblemKind =
  | "unknown-row"
  | "overlapping-rows"
  | "doubled-row"
  | "abbreviated-row"
  | "padded-row"
  | "empty-row"
  | "foreign-row"
  | "older-code"
  | "moved-row"
  | "narrow-column"
  | "unrecorded-schema"
  | "schema-ahead"
  | "half-run"
  | "broke-off"
  | "table-elsewhere"
  | "tables-without-row"
  | "broken-batch"
  | "left-over-table"
  | "several-heads"
  | "duplicate-revision"
  | "crashing-script"
  | "broken-scripts"
  | "broken-configuration";

/** One thing that is wrong. */
export interface RowProblem {
  readonly kind: ProblemKind;
  readonly rows: readonly string[];
  /** Sentences; `code` in backticks is the only markup. */
  readonly what: string;
}

/** What one of Alembic's commands would do with the rows. */
export type CommandOutcome =
  | {
      readonly kind: "runs";
      /** In order; empty where there is nothing left to do. */
      readonly revisions: readonly RevisionId[];
      readonly rowsAfter: readonly string[];
    }
  | { readonly kind: "shows"; readonly revisions: readonly RevisionId[] }
  /** `stamp`: no revision runs. */
  | { readonly kind: "stamps"; readonly rowsAfter: readonly string[] }
  | {
      readonly kind: "fails";
      /** Word for word, without the `FAILED: ` in front. */
      readonly says: string;
      /** The same with the names in another order, where the order of a Python set decides; and other errors, as rarely. */
      readonly orElse: readonly string[];
      /** What has run when it fails. A database with transactional DDL takes it back. */
      readonly ran: readonly RevisionId[];
    }
  | { readonly kind: "never-ends" };

/**
 * What became of a script: it lies where Alembic does not look; it has another identifier; a commit put one script in
 * its place and others'; a commit took it away; it came after the code looked at; it is on another branch; it belongs to
 * another script directory; nothing is known of it.
 */
export type Fate =
  | "unloaded"
  | "renamed"
  | "squashed"
  | "removed"
  | "newer"
  | "elsewhere"
  | "foreign"
  | "unknown";

/** What became of a row's script, with what can be done about it. */
export interface LostStory {
  readonly row: string;
  readonly fate: Fate;
  /** In the words of the report. */
  readonly told: readonly string[];
  readonly found: LostRevision | null;
  /** The revision that its script declares now, where only the identifier was changed. */
  readonly renamedTo: RevisionId | null;
  /** The nearest revisions below it that still have a script. */
  readonly nearest: readonly RevisionId[];
  /** The one script that a commit put in the place of several, and the last of those; null where that is not what happened. */
  readonly squash: {
    readonly into: RevisionId;
    readonly last: RevisionId;
    /** Whether the row had run all of them. */
    readonly isWhole: boolean;
  } | null;
  /** Scripts that are gone too, from the nearest up to it: what has to be restored. */
  readonly missing: readonly { readonly revision: RevisionId; readonly path: string }[];
}

/** Statements by database, each ready to run as it stands. */
export type Sql = Readonly<Record<DatabaseKind, string>>;

/** One step of a repair. */
export interface RepairStep {
  readonly say: string;
  /** A statement of a script, written anew; null for other steps. */
  readonly edit: { readonly path: string; readonly line: number; readonly to: string } | null;
  /** Commands for a shell. */
  readonly commands: readonly string[];
  /** The directory in which the commands work, from the repository's root; "" is the root. */
  readonly in: string;
  /** The same in SQL, null where a step is not about rows. */
  readonly sql: Sql | null;
}

/** One way to mend it. It was planned on the repaired rows before it was offered. */
export interface Repair {
  readonly title: string;
  readonly steps: readonly RepairStep[];
  /** The rows that it leaves, or that those named become where there may be more. */
  readonly rows: readonly RevisionId[];
  /** What `upgrade heads` runs afterwards; null where the rows are not all known. */
  readonly runs: readonly RevisionId[] | null;
  /** What to look at before it, in sentences. */
  readonly before: readonly string[];
  readonly changes: string;
  readonly keeps: string;
  readonly check: string;
}

/** The doctor's answer. */
export interface DoctorReport {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: "onehead"; readonly version: string };
  readonly verdict: "works" | "fails" | "unknown";
  readonly scripts: StateName & {
    readonly scriptDirectory: string;
    readonly config: string | null;
    readonly heads: readonly RevisionId[];
  };
  readonly table: VersionTableName & {
    readonly kind: DatabaseKind | null;
    /** Null where nobody looked. */
    readonly isMissing: boolean | null;
    readonly source: RowSource;
    /** In the order in which they came. */
    readonly rows: readonly string[];
    /** Whether these are all rows, or those that an error or a log names: then there may be more. */
    readonly rowsAre: "all" | "at-least";
  };
  /** The diagnosis in one sentence. */
  readonly summary: string;
  readonly problems: readonly RowProblem[];
  readonly alembic: {
    readonly upgradeHeads: CommandOutcome | null;
    readonly upgradeHead: CommandOutcome | null;
    readonly current: CommandOutcome | null;
    /** What the command that was asked about would do; null where none was. */
    readonly target: { readonly command: string; readonly outcome: CommandOutcome | null } | null;
  };
  readonly lost: readonly LostStory[];
  readonly repairs: readonly Repair[];
  /** What the doctor cannot know. */
  readonly unknown: readonly string[];
}
