// What the doctor was given to look at: scripts, rows, what was said, what the database shows. Types only.

import type {
  ConfigProblem,
  LostRevision,
  ParsedFile,
  RevisionGraph,
  RevisionId,
  ScriptDirectory,
  StateName,
  UpgradeStep,
} from "../../model.ts";
import type { DatabaseKind, RowSource, VersionTableName } from "../model.ts";

/** One database and one script directory, as far as anything is known of them. */
export interface Evidence {
  readonly directory: ScriptDirectory;
  readonly graph: RevisionGraph;
  /** The state of the repository that the scripts were taken from. */
  readonly state: StateName;
  readonly table: VersionTableName & {
    /** Null where nobody looked. */
    readonly isMissing: boolean | null;
    readonly source: RowSource;
    /** How many characters the column `version_num` holds: null without a limit, absent where that is not known. */
    readonly width?: number | null;
  };
  readonly rows: KnownRows;
  /** Null where nothing tells which database it is. */
  readonly dialect: DatabaseKind | null;
  /** What a message or a log says, null without one. */
  readonly testimony: Testimony | null;
  /** What the database's own catalogue shows, null where nobody looked. */
  readonly catalogue: Catalogue | null;
  /** What keeps Alembic from reading the configuration, or us from following it. */
  readonly configProblems: readonly ConfigProblem[];
  /** How much of the history is here. */
  readonly history: "whole" | "shallow" | "none";
  /** What git knows of names that no script answers to, and of those that a message could not find. By name. */
  readonly lost: ReadonlyMap<string, LostScript>;
  /** What a script's `upgrade` makes, as far as it is written out; absent where the texts are not at hand. */
  readonly upgradeOf?: (revision: RevisionId) => readonly UpgradeStep[];
  /** True where the project's commands reach other databases as well: then only SQL speaks of this one. */
  readonly sharesCommands?: boolean;
  /** What the readers passed over, in sentences for "what the doctor cannot know". */
  readonly remarks?: readonly string[];
  /** The nearest code that has a script for every such name; null where there is none, or none is needed. */
  readonly elsewhere: OtherCode | null;
  /** The last release before that which lacks one of them: what runs where a message could not find what is here. */
  readonly older: OtherCode | null;
  /** Other script directories of the repository. */
  readonly neighbours: readonly { readonly name: string; readonly graph: RevisionGraph }[];
  /** The version of Flask-Migrate that the project's lock file or requirements name; null where none does. */
  readonly flaskMigrate: string | null;
}

/** The rows of the version table, in the order in which they came: all of them, or those that are certain (there may be more). */
export interface KnownRows {
  readonly kind: "all" | "at-least";
  readonly ids: readonly string[];
}

/** A lost revision, and the scripts around it. */
export interface LostScript {
  readonly found: LostRevision;
  /** The commit that `historic` was read at: the last one before it was taken away, else one that has it. */
  readonly at: string;
  /** The scripts there; null where they could not be read. */
  readonly historic: RevisionGraph | null;
  /** The scripts right after it was taken away; null where no commit did. */
  readonly afterwards: RevisionGraph | null;
  /** Scripts of `historic` that are here under another identifier, and differ in nothing else: old one → new one. */
  readonly renamed: ReadonlyMap<RevisionId, RevisionId>;
  /** Scripts of `historic` that lie in the state looked at, although Alembic does not load them. */
  readonly unloaded: ReadonlyMap<RevisionId, Extract<ParsedFile, { kind: "script" }>>;
}

/** Scripts as they are under another name in git. */
export interface OtherCode {
  readonly kind: "tag" | "branch" | "commit";
  /** As `git checkout` takes it. */
  readonly name: string;
  readonly graph: RevisionGraph;
}

// --------------------------------------------------------------- testimony

/** What a message or a log says. Of several runs in it, the last counts. */
export interface Testimony {
  /** Null in a log that ends without an error. */
  readonly error: SpokenError | null;
  /** What the log shows as begun, in order. Where there is an error behind them, the last one may not have ended. */
  readonly steps: readonly LoggedStep[];
  /** Statements about the version table, in order. */
  readonly writes: readonly VersionWrite[];
  /** The place in a script where the traceback ends, null without one. */
  readonly frame: ScriptFrame | null;
  /** Told by the driver's name, or by `Context impl`. */
  readonly dialect: DatabaseKind | null;
  /** Whether the database takes a failed script back as a whole (`Will assume transactional DDL.`), null where that is not said. */
  readonly isTransactional: boolean | null;
  /** How often the same error stands in the log before: a container that starts again and again. */
  readonly earlier: number;
  /** True where Alembic was started once more after the error, and the log shows no error of that. */
  readonly wentOn: boolean;
}

/** A line such as `Running upgrade a1, b2 -> c3`. An empty list is the base. */
export interface LoggedStep {
  readonly kind: "upgrade" | "downgrade" | "stamp";
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** One statement about the version table, as SQLAlchemy prints it. */
export interface VersionWrite {
  readonly kind: "update" | "insert" | "delete";
  readonly table: string;
  /** The row that is changed or removed; null for a new one, and where it is not said. */
  readonly from: string | null;
  /** The row that it leaves; null for a removed one, and where it is not said. */
  readonly to: string | null;
  /** True where it stands in an error: it did not go through. */
  readonly failed: boolean;
}

/** A line of a script in a traceback. */
export interface ScriptFrame {
  readonly path: string;
  readonly line: number;
  /** The function: `upgrade`, or one whose name begins so. */
  readonly within: string;
}

/** What kind of error it is. */
export type ErrorKind =
  | "overlaps"
  | "cannot-locate"
  | "doubled"
  | "not-found"
  | "multiple-heads"
  | "not-up-to-date"
  | "too-long"
  | "scripts"
  | "no-target"
  | "no-script-directory"
  | "already-exists"
  | "does-not-exist"
  | "script-failed";

/** An error as it was printed. */
export interface SpokenError {
  readonly kind: ErrorKind;
  /** Its exception's class, null where only the text was given. */
  readonly class: string | null;
  /** The message as it stands in the text. */
  readonly says: string;
  /** Rows that the table must have held when it was said. */
  readonly rows: readonly string[];
  /** Revisions that it names besides. */
  readonly names: readonly string[];
  /** What is there already, or is not there; null for errors about revisions. */
  readonly object: NamedObject | null;
}

/** A thing in a database that an error names. */
export interface NamedObject {
  /** `table`, `column`, `index`, `constraint`, …: in the database's own word. */
  readonly type: string;
  readonly name: string;
  /** The table that it belongs to, null where that is not said. */
  readonly table: string | null;
}

// --------------------------------------------------------------- catalogue

/** What the open database shows besides the rows asked for. */
export interface Catalogue {
  /** Where a name without a schema leads: `public`, the database's name, `main`. Null where no schema is chosen. */
  readonly defaultSchema: string | null;
  /** False where a schema was asked for that is not there. */
  readonly hasSchema: boolean;
  /** Tables and views that the user may see; those of the system and of its extensions left out. */
  readonly tables: readonly FoundTable[];
  /** Every table that is made like a version table of Alembic's, the one asked for left out. */
  readonly versionTables: readonly VersionTableName[];
  /** False where there was more than is looked at. */
  readonly isWhole: boolean;
}

/** A table or view, and its columns. */
export interface FoundTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}
