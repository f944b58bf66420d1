// The nouns of onehead: types only. Everything here is plain, readonly data.

type Branded<T, Name extends string> = T & { readonly [brand in `__${Name}`]: never };

/** Alembic's identifier of a script: hexadecimal by habit, any string by right. */
export type RevisionId = Branded<string, "RevisionId">;

/** A git commit's full name: 40 or 64 hexadecimal digits. Never a revision. */
export type CommitSha = Branded<string, "CommitSha">;

/** A stretch of a file. Lines and columns count from 1, columns in UTF-16 units; the end column is the one after the last character. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A parsed value that knows where it was written. */
export interface Located<T> {
  readonly value: T;
  readonly at: Location;
}

// ---------------------------------------------------------------- files

/** One entry of a git tree, or of the working tree seen as one. `id` is the blob's name, or for a changed file of the working tree any string that changes with its bytes. */
export interface TreeEntry {
  readonly mode: "file" | "symlink" | "submodule";
  readonly id: string;
}

/** Every path of one state of the repository: `/`-separated, from the repository's root, sorted by code point. */
export type Tree = ReadonlyMap<string, TreeEntry>;

/** One file's content, or why there is none. Never absent: a file that cannot be read is data. */
export type SourceFile =
  | { readonly kind: "text"; readonly path: string; readonly id: string; readonly text: string }
  | {
      readonly kind: "not-text";
      readonly path: string;
      readonly id: string;
      /** One sentence that ends without a full stop: "it holds a NUL byte", "it is a symbolic link to `/etc/passwd`, outside the repository". */
      readonly reason: string;
    };

/** A file of a version location that Alembic does not load although it looks like a script (semantics 2.2). */
export interface IgnoredFile {
  readonly path: string;
  /** Why, as one sentence without a full stop: "its name starts with `__init__`". */
  readonly reason: string;
  /** The blob and the revision in it, where the file was looked into. */
  readonly id?: string;
  readonly revision?: string;
}

/** A configuration that Alembic would refuse, or that could not be followed. */
export interface ConfigProblem {
  readonly at: Location;
  /** One sentence, in the words of a finding's "what". */
  readonly what: string;
  /** The exception's text when Alembic refuses, null when only we cannot tell. */
  readonly alembicSays: string | null;
}

/** A section of a configuration file, and where it leads. */
export interface ReadConfiguration {
  readonly path: string;
  readonly section: string;
  /** The script directory's name; null where it leads nowhere. */
  readonly leadsTo: string | null;
  /** Where it leads nowhere: what Alembic says of it, if a script directory was meant. */
  readonly problem: ConfigProblem | null;
  /** The directory that it means, as far as that can be told. */
  readonly means: string | null;
}

/** A configuration by which Alembic finds no scripts any more. */
export interface BrokenConfiguration extends ConfigProblem {
  /** Where the scripts are now that it led to, written as its `script_location` would have to say; null where that is not known. */
  readonly movedTo: string | null;
}

/** Settings of one script directory, which win over the general ones. */
export interface DirectorySettings {
  readonly maxHeads?: number | null;
  readonly external?: readonly string[];
  readonly rules?: ReadonlyMap<RuleId, { readonly level: Level; readonly reason: string }>;
}

/** One Alembic environment: where its scripts lie and how they are loaded. */
export interface ScriptDirectory {
  /** What people call it: the script directory's path, "." at the repository's root. */
  readonly name: string;
  readonly config: string | null;
  readonly section: string;
  /** Directories in the order in which Alembic lists them, from the repository's root. */
  readonly versionLocations: readonly string[];
  /** Those of them that no configuration names: their scripts link to the others, so a program must add them at run time. */
  readonly inferredLocations?: readonly string[];
  /** Version locations that cannot be read, as they are written: outside the repository, or in a package that is not in it. */
  readonly unreachable?: readonly string[];
  /** No `env.py` belongs to it: the program that runs it may load scripts of other packages beside it. */
  readonly isGuest?: true;
  readonly recursive: boolean;
  /** Bytecode is loaded too (`sourceless = true`). */
  readonly sourceless?: true;
  /** The directory in which Alembic's commands reach it: its configuration's relative paths are meant from there. Absent where no configuration was found. */
  readonly runsIn?: string;
  /** `file_template`, where one is written. */
  readonly fileTemplate?: string;
  /** `truncate_slug_length`, where one is written. */
  readonly slugLength?: number;
  /** Flask-Migrate's layout: commands are `flask db …`. */
  readonly flaskMigrate: boolean;
}

/** A script directory with the files Alembic loads, in load order, and those it passes over. */
export interface ScriptDirectorySnapshot {
  readonly directory: ScriptDirectory;
  readonly files: readonly SourceFile[];
  readonly ignored: readonly IgnoredFile[];
}

/** One state of the repository's scripts, as text in memory. */
export interface Snapshot {
  /** What a person typed or reads: "origin/main", "HEAD", "the working tree". */
  readonly ref: string;
  readonly commit: CommitSha | null;
  readonly kind: "commit" | "merge" | "worktree" | "staged";
  readonly scriptDirectories: readonly ScriptDirectorySnapshot[];
  /** Script directories of the target branch that this state edits and that its own configuration does not lead to any more. */
  readonly leftBehind?: readonly ScriptDirectorySnapshot[];
  readonly configProblems: readonly ConfigProblem[];
  /** Paths that the target branch has changed since the change left it, and that the change's own branch still has as they were. Of *after* alone. */
  readonly behind?: ReadonlySet<string>;
  /** Every configuration that was read; left out where none was looked for. */
  readonly configurations?: readonly ReadConfiguration[];
}

/** What happened to a revision that no script has any more, as git tells it. */
export interface LostRevision {
  readonly revision: string;
  /** The script's path where it was last seen. */
  readonly path: string;
  /** The commit that deleted or renamed it on the history looked at; null when it was never there. */
  readonly removedIn: {
    readonly commit: CommitSha;
    readonly date: string;
    readonly subject: string;
  } | null;
  readonly addedIn: {
    readonly commit: CommitSha;
    readonly date: string;
    readonly subject: string;
  } | null;
  /** A commit whose tree holds the script. */
  readonly heldBy: CommitSha;
  /** Branches and tags that still hold it, the oldest first, at most 200. */
  readonly branches: readonly string[];
  readonly tags: readonly string[];
}

/** A script's text in the commit that brought it to the target branch. */
export interface FirstText {
  readonly commit: CommitSha;
  readonly text: string;
}

// -------------------------------------------------------------- scripts

/** An error as Alembic raises it. */
export interface AlembicError {
  /** The exception's class: "CommandError", "KeyError", "CycleDetected", … */
  readonly class: string;
  /** str(exception): the texts Alembic may print. More than one where the iteration order of a Python set decides; empty where the text cannot be known. */
  readonly messages: readonly string[];
}

/** An exception written into a script: `# onehead: allow <rule>: <reason>`. The reason is "" where none was given. */
export interface AllowComment {
  readonly rule: string;
  readonly reason: string;
  readonly at: Location;
}

/** A top-level assignment of one identifier, as written: enough to write it anew in the same style. */
export interface Assignment {
  /** The whole statement, without a trailing comment. */
  readonly at: Location;
  /** Everything up to and with the equals sign and the blank after it: `down_revision: str | None = `. */
  readonly prefix: string;
  /** The quote to write strings with. */
  readonly quote: "'" | '"';
}

/** Lines that Alembic's template writes into a docstring, each as written, without its end. */
export interface DocstringLines {
  /** `Revision ID: c3` */
  readonly revisionId?: Located<string>;
  /** `Revises: b2` */
  readonly revises?: Located<string>;
}

/** A migration script whose identifiers are known. */
export interface Script {
  readonly path: string;
  /** The git blob or an equal content identity: equal ids mean equal bytes. */
  readonly id: string;
  /** The docstring, stripped, up to its first empty line, as Alembic's `Script.doc` shows it: it may hold line breaks; "" without one. */
  readonly message: string;
  readonly revision: Located<RevisionId>;
  /** False for Alembic 0.1 heritage: the id is the file's name (semantics 2.2); `revision.at` is then the file's first character. */
  readonly revisionIsAssigned: boolean;
  /** In written order, duplicates kept; empty for a base. */
  readonly downRevisions: readonly Located<RevisionId>[];
  readonly dependsOn: readonly Located<string>[];
  readonly branchLabels: readonly Located<string>[];
  /** Where `down_revision` is assigned; the last such statement. */
  readonly downRevisionAssignment: Assignment;
  /** Where `depends_on` is assigned, null without one. */
  readonly dependsOnAssignment: Assignment | null;
  readonly docstring?: DocstringLines;
  readonly hasUpgrade: boolean;
  readonly hasDowngrade: boolean;
  readonly allows: readonly AllowComment[];
  /** Identifiers whose value takes running Python to know; above they count as empty. */
  readonly uncertain?: readonly Uncertain[];
}

/** An identifier of a script that stays in the graph although this one is not known. */
export interface Uncertain {
  readonly name: "depends_on" | "branch_labels";
  readonly at: Location;
  /** Follows the name: "is the result of a call". */
  readonly reason: string;
}

/** What a file of a version location turned out to be. */
export type ParsedFile =
  | { readonly kind: "script"; readonly path: string; readonly id: string; readonly script: Script }
  | {
      /** Its identifiers cannot be known without running Python, or it is no valid Python at all. */
      readonly kind: "unreadable";
      readonly path: string;
      readonly id: string;
      readonly at: Location;
      /** One sentence without a full stop, what a person needs to know: "`revision` is the result of a call". */
      readonly reason: string;
      /** What Alembic raises, null when Alembic may well load it. */
      readonly error: AlembicError | null;
      /** The identifiers that are certain all the same, for telling it from a removed script. */
      readonly revision: RevisionId | null;
      /** What it follows, where that is certain. */
      readonly follows?: readonly RevisionId[];
      readonly allows?: readonly AllowComment[];
    }
  | {
      /** A `.py` without `revision` (or without `down_revision`): every Alembic command stops there. */
      readonly kind: "no-revision";
      readonly path: string;
      readonly id: string;
      readonly at: Location;
      readonly missing: "revision" | "down_revision";
      readonly error: AlembicError;
      readonly allows?: readonly AllowComment[];
    }
  | {
      /** A script with a value that Alembic refuses while loading: a number, bytes, None in a tuple, … */
      readonly kind: "refused";
      readonly path: string;
      readonly id: string;
      readonly at: Location;
      readonly reason: string;
      readonly error: AlembicError;
      readonly revision: RevisionId | null;
      readonly allows?: readonly AllowComment[];
    };

/** What differs by meaning between two texts of one script, in this order; `cosmetic` stands alone. */
export type Edit =
  | "revision"
  | "down_revision"
  | "depends_on"
  | "branch_labels"
  | "upgrade"
  | "downgrade"
  | "imports"
  | "module"
  | "cosmetic";

/** The difference of two texts of one script. */
export interface ScriptDifference {
  readonly edits: readonly Edit[];
  /** Edits (of upgrade, downgrade, module) that vanish when white space inside strings is ignored. */
  readonly onlyStringWhiteSpace: readonly Edit[];
  /** Edits (of upgrade, downgrade, module) after which the script surely sends the same statements. */
  readonly sendsTheSame?: readonly Edit[];
  /** What the edit exchanged, the same for edits of one kind in several scripts; "" or absent where that cannot be told. */
  readonly exchanged?: string;
  /** True where the *after* text does nothing when it runs: a merge revision, most often. */
  readonly doesNothing?: true;
  /** Where the first difference of each edit stands in the *after* text. */
  readonly at: Readonly<Partial<Record<Edit, Location>>>;
}

/** One statement of a script's `upgrade`, in order: something that it surely makes, or anything else. */
export type UpgradeStep =
  | {
      readonly kind: "create-table";
      /** Null: the default schema; undefined: not written out. */
      readonly schema: string | null | undefined;
      readonly table: string;
      readonly columns: readonly string[];
      readonly line: number;
    }
  | {
      readonly kind: "add-column";
      readonly schema: string | null | undefined;
      readonly table: string;
      readonly column: string;
      readonly line: number;
    }
  | {
      /** Something else, or something that may not run. */
      readonly kind: "other";
      /** As it stands. */
      readonly source: string;
      /** The table of the batch that it stands in, null outside of one. */
      readonly batch: string | null;
      readonly line: number;
    };

// ---------------------------------------------------------------- graph

/** A name in `down_revision` or `depends_on` that no script answers to. */
export interface Unresolved {
  readonly script: Script;
  readonly missing: Located<string>;
  readonly from: "down_revision" | "depends_on";
}

/** Something that belongs to a history, or may, and that nobody could read. */
export interface Unseen {
  /** What it is and why it was not read: one sentence without a full stop. */
  readonly reason: string;
  /** The revision that it has; null where it may be any. */
  readonly revision: RevisionId | null;
  /** What it follows; null where it may be anything. */
  readonly follows: readonly RevisionId[] | null;
}

/** One file with its edges resolved. Of two files with one revision, each has a node; Alembic's map keeps the last. */
export interface RevisionNode {
  readonly script: Script;
  readonly revision: RevisionId;
  /** Down revisions that exist, deduplicated, in written order. */
  readonly down: readonly RevisionId[];
  /** `depends_on` resolved through labels to revisions that exist, deduplicated. */
  readonly dependencies: readonly RevisionId[];
  /** `Revision._normalized_down_revisions`: down revisions, then dependencies that no versioned ancestor declares. */
  readonly normalized: readonly RevisionId[];
  /** Labels after Alembic spread them (semantics 4.4), sorted. */
  readonly labels: readonly string[];
  /** Scripts that name it in down_revision. */
  readonly next: readonly RevisionId[];
  /** Scripts that name it in down_revision or depends_on. */
  readonly allNext: readonly RevisionId[];
}

/** The revision graph of one script directory. Total: damage is data, nothing was thrown. */
export interface RevisionGraph {
  /** Every file Alembic loads, in load order, readable or not. */
  readonly files: readonly ParsedFile[];
  /** Scripts in load order, duplicates included. */
  readonly scripts: readonly Script[];
  /** What Alembic's map holds: of duplicates the last, at the place of the first. */
  readonly nodes: ReadonlyMap<RevisionId, RevisionNode>;
  /** Alembic's heads in load order (`RevisionMap.heads`), duplicates included as Alembic lists them; by the same rule when loading fails. */
  readonly heads: readonly RevisionId[];
  readonly realHeads: readonly RevisionId[];
  readonly bases: readonly RevisionId[];
  readonly branchPoints: readonly RevisionId[];
  readonly mergePoints: readonly RevisionId[];
  /** Label → the revision that declares it. */
  readonly labels: ReadonlyMap<string, RevisionId>;
  readonly duplicates: readonly {
    readonly revision: RevisionId;
    readonly scripts: readonly Script[];
  }[];
  readonly unresolved: readonly Unresolved[];
  /** True loops over down revisions and dependencies, each closed: `b2, c3, b2`, where each follows the one before it. Also those that Alembic does not notice. */
  readonly cycles: readonly (readonly RevisionId[])[];
  /** A label used twice, or equal to a revision. */
  readonly labelClashes: readonly {
    readonly label: Located<string>;
    readonly script: Script;
    readonly usedBy: Script;
  }[];
  /** The first error Alembic meets on loading, null when it loads. Files whose outcome cannot be known are passed over. */
  readonly loadError: AlembicError | null;
  /** False where a file that we cannot read stands before the first error: Alembic may fail there already, or find in it what is missing here. */
  readonly isCertain: boolean;
  /** What keeps the graph from being whole: files and places that could not be read. */
  readonly unseen: readonly Unseen[];
  /** Warnings Alembic prints on loading, in order. */
  readonly warnings: readonly string[];
}

/** One script's way from before to after. Matched by revision first, then by path. */
export type ScriptChange =
  | { readonly kind: "added"; readonly after: ParsedFile }
  | { readonly kind: "removed"; readonly before: ParsedFile }
  | {
      readonly kind: "edited";
      readonly before: ParsedFile;
      readonly after: ParsedFile;
      readonly difference: ScriptDifference;
    }
  | { readonly kind: "moved"; readonly before: ParsedFile; readonly after: ParsedFile };

/** A database that a change must not strand, and the rows of its `alembic_version`. */
export interface DeployedDatabase {
  readonly name: string;
  readonly rows: readonly string[];
}

/** One option that a change sets otherwise than the target branch, with what it is (`3`) or null where it is not set. */
export interface SettingDifference {
  /** The option's name, or a rule's. */
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  /** True where onehead would find less by it, or may. */
  readonly saysLess: boolean;
}

/** What a change does to onehead's own settings. */
export interface SettingsChange {
  /** Where they stand: the file that the change brings, edits or removes. */
  readonly at: Location;
  readonly differences: readonly SettingDifference[];
  /** What the target branch has: settings of its own, none, or some that cannot be read. */
  readonly had: "settings" | "nothing" | "broken";
  /** Whose settings the run goes by. */
  readonly judgedBy: "target" | "change";
  /** Under the target branch's settings; null where that is this run's own. */
  readonly verdictOfTarget: Verdict | null;
  /** Why the settings that the change brings cannot be read; null where they can. */
  readonly broken: string | null;
}

/** What a change does to one script directory: the rules' only input. */
export interface Change {
  readonly directory: ScriptDirectory;
  /** An empty graph where the script directory did not exist. */
  readonly before: RevisionGraph;
  readonly after: RevisionGraph;
  readonly existedBefore: boolean;
  readonly existsAfter: boolean;
  /** Sorted by path. */
  readonly scripts: readonly ScriptChange[];
  /** Files of *after* that look like scripts and are never loaded; those of *before*. */
  readonly ignored: {
    readonly before: readonly IgnoredFile[];
    readonly after: readonly IgnoredFile[];
  };
  /** Revisions that the newest release holds; null without the `released` setting. */
  readonly released: ReadonlySet<RevisionId> | null;
  /** Revisions of *after* whose `upgrade` surely does nothing, as far as the change brings them or they are merge revisions: no database can miss them. */
  readonly idle?: ReadonlySet<RevisionId>;
  /** Revisions that are in *after* and not in *before*, and yet not new: who had them, "release `v1`", "commit `…` took it away". */
  readonly restored?: ReadonlyMap<RevisionId, string>;
  /** Applied scripts that the change gives an older text back, by path: where that text stands, "release `v1`" or "commit `…`". */
  readonly takenBack?: ReadonlyMap<string, string>;
  /** What git knows of revisions that no script of *after* has, by revision. */
  readonly lost: ReadonlyMap<string, LostRevision>;
  /** The `max-heads` setting, null without one. */
  readonly maxHeads: number | null;
  /** Patterns of revisions that other packages hold, by the `external` setting. */
  readonly external?: readonly string[];
  /** What breaks in the configurations that lead to the directory, or led to it; left out where nothing does. */
  readonly configuration?: {
    readonly before: readonly BrokenConfiguration[];
    readonly after: readonly BrokenConfiguration[];
  };
  /** What to call the target branch in a git command: `origin/main`. Absent where nothing is compared. */
  readonly beforeRef?: string;
  /** What the change does to onehead's settings, where one script directory stands for all. */
  readonly settings?: SettingsChange;
  /** True where the change's own branch does not hold all scripts of the target branch yet. */
  readonly isBehind?: true;
  /** The revision that new scripts are to be put after, where somebody named one; else a head of the target branch. */
  readonly onto?: RevisionId;
}

// -------------------------------------------------------------- findings

/** The rules by name; each rule's own file adds itself. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the rules
export interface RuleIds {}

/** A rule's one name: file, page, setting, label and SARIF id. */
export type RuleId = keyof RuleIds;

export type Severity = "error" | "warning" | "notice";

/** A level of the `rules` setting. */
export type Level = Severity | "off";

/** One thing to do. `say` introduces it where its fix has several. */
export type Step =
  | { readonly kind: "edit"; readonly say?: string; readonly at: Location; readonly to: string }
  | {
      readonly kind: "run";
      readonly say?: string;
      readonly command: string;
      /** The directory in which the command works, from the repository's root; "" is the root. */
      readonly in: string;
      /** What `onehead fix` does in the command's place; no part of the JSON report. */
      readonly does?: Deed;
    };

/** What a command does to the repository's files. */
export type Deed =
  | { readonly kind: "bring-in-target" }
  | { readonly kind: "merge"; readonly heads: readonly RevisionId[] }
  | { readonly kind: "restore"; readonly paths: readonly string[] }
  | { readonly kind: "remove"; readonly path: string };

/** One way to mend a problem, ready to paste: all of its steps in their order, or none. */
export interface Fix {
  readonly say: string;
  /** True where no database and no work can be hurt by it, so that it may be done unasked. */
  readonly safe: boolean;
  readonly steps: readonly Step[];
}

/** Another place that plays a part in a finding. */
export interface Related {
  readonly at: Location;
  readonly what: string;
}

/** What a rule yields. */
export interface Problem {
  readonly at: Location;
  readonly revision: RevisionId | null;
  /** One sentence that stands alone and names the revisions. `code` in backticks is the only markup. */
  readonly what: string;
  /** Alembic's message, letter for letter; null where Alembic reports nothing. */
  readonly alembicSays: string | null;
  readonly fixes: readonly Fix[];
  readonly related?: readonly Related[];
  /** Said instead of the rule's own `why` where this case ends otherwise. */
  readonly why?: string;
  /** Below the rule's own level where this case weighs less. */
  readonly severity?: Severity;
  /** Tells whether the target branch had the same problem already; default: `what`. */
  readonly key?: string;
  /** True where the target branch has it already: it is counted, not told. */
  readonly isStanding?: true;
  /** Whoever means it says so there: a sentence in place of the usual one; "" where `why` says it. */
  readonly meant?: string;
  /** Why the question stays open, where the problem is one only if what nobody could read does not mend it: a sentence for the verdict. */
  readonly open?: string;
  /** Rules that tell this problem's cause, where it has one: beside a finding of theirs that weighs as much it is not told again. */
  readonly follows?: readonly RuleId[];
}

/** Why a finding is let pass. */
export interface Allowed {
  readonly by: "comment" | "label" | "setting";
  readonly reason: string;
}

/** A problem with the rule's name and a severity on it. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly scriptDirectory: string;
  readonly revision: RevisionId | null;
  readonly at: Location;
  readonly what: string;
  readonly why: string;
  readonly alembicSays: string | null;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  /** How whoever means it says so, as a sentence; absent where nothing has to be let pass. */
  readonly meant?: string;
  readonly allowed: Allowed | null;
}

// ---------------------------------------------------------------- report

/** Which state was looked at. */
export interface StateName {
  readonly ref: string;
  readonly commit: CommitSha | null;
}

/** One state of a script directory in numbers and names. */
export interface GraphSummary {
  readonly scripts: number;
  readonly heads: readonly RevisionId[];
  readonly realHeads: readonly RevisionId[];
  readonly bases: readonly RevisionId[];
}

/** A changed file as the report lists it. */
export type ReportedChange =
  | {
      readonly kind: "added" | "removed";
      readonly path: string;
      readonly revision: RevisionId | null;
    }
  | {
      readonly kind: "edited";
      readonly path: string;
      readonly previousPath?: string;
      readonly revision: RevisionId | null;
      /** The revision before, where it was changed. */
      readonly previousRevision?: RevisionId;
      readonly edits: readonly Edit[];
    }
  | {
      readonly kind: "moved";
      readonly path: string;
      readonly previousPath: string;
      readonly revision: RevisionId | null;
    };

export interface ReportedScriptDirectory {
  readonly name: string;
  readonly config: string | null;
  readonly section: string;
  readonly versionLocations: readonly string[];
  readonly before: GraphSummary | null;
  readonly after: GraphSummary | null;
  /** Why knowledge of it is not whole, in words; empty: whole. */
  readonly partial: readonly string[];
  /** Version locations that no configuration names, in words: from what they were inferred. */
  readonly inferred: readonly string[];
  readonly changes: readonly ReportedChange[];
}

export type Verdict = "passed" | "failed" | "incomplete";

/** The report of contract section 3: plain JSON, the same bytes on every machine. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: "onehead"; readonly version: string };
  readonly verdict: Verdict;
  /** Why a run is incomplete, as sentences that end in a remedy; empty otherwise. */
  readonly incomplete: readonly string[];
  readonly before: StateName | null;
  readonly after: StateName & { readonly kind: Snapshot["kind"] };
  readonly scriptDirectories: readonly ReportedScriptDirectory[];
  readonly findings: readonly Finding[];
  /** What the target branch has already and this change does not touch, as notices, sorted as the findings are: reports for people give its count. Absent where there is nothing. */
  readonly standing?: readonly Finding[];
  readonly counts: {
    readonly scriptsRead: number;
    readonly scriptsParsed: number;
    readonly filesIgnored: number;
  };
}

// --------------------------------------------------------------- drawing

/** One revision of a drawing. */
export interface DrawnRevision {
  readonly revision: RevisionId;
  readonly message: string;
  /** `added`: only after; `removed`: only before; `kept`: both. */
  readonly state: "added" | "removed" | "kept";
  readonly isHead: boolean;
  readonly labels: readonly string[];
  /** True where a finding names it. */
  readonly isTrouble: boolean;
}

/** A long straight run, drawn as one. */
export interface DrawnRun {
  readonly from: RevisionId;
  readonly to: RevisionId;
  readonly count: number;
}

/** An edge, from the revision that is followed to the one that follows. Ends are revisions or names that no script has. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: "down_revision" | "depends_on";
}

/** A part of a graph, small enough to draw. Bases first. */
export interface Drawing {
  readonly scriptDirectory: string;
  readonly revisions: readonly DrawnRevision[];
  readonly runs: readonly DrawnRun[];
  readonly missing: readonly string[];
  readonly edges: readonly DrawnEdge[];
  /** How many revisions of the graph are not drawn, runs not counted. */
  readonly leftOut: number;
}

/** One row of a graph that is drawn line by line: lanes that pass it, and a mark at which lines begin and end. */
export interface RailRow {
  /** Lanes that the row needs. */
  readonly width: number;
  readonly passes: readonly RailLine[];
  /** From the mark to the row's upper edge, and to its lower edge. */
  readonly up: readonly RailLine[];
  readonly down: readonly RailLine[];
  /** The mark's lane. */
  readonly mark: number;
}

/** A line in a lane. `beside`: over depends_on. */
export interface RailLine {
  readonly lane: number;
  readonly tone: "line" | "beside" | "trouble";
}

/** What one run of the checker hands to the reporters. */
export interface Checked {
  readonly report: Report;
  /** One for each script directory that the change touches. */
  readonly drawings: readonly Drawing[];
}
