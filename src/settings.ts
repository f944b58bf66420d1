// Every command and every option once. Arguments, layers, `Settings`, the action's inputs, help, action.yml, the README and the schema of the settings file derive from these tables.

import { databases } from "./settings/databases.ts";
import { directories } from "./settings/directories.ts";
import { externals } from "./settings/externals.ts";
import type { Kind } from "./settings/kind.ts";
import { count, flag, oneOf, text, texts, yesOrNo } from "./settings/kinds.ts";
import { ruleLevels } from "./settings/rule-levels.ts";

/** A command of the command line. */
interface CommandWords {
  /** One line for the overview of `--help`. */
  readonly does: string;
  /** What it takes besides options: `<rule>`. */
  readonly argument?: string;
  /** The rest of its own `--help`, above its options. */
  readonly title: string;
  /** Below them. */
  readonly note?: string;
}

/** Every command, in the order of `--help`. */
export const commands = {
  check: {
    does: "compare a change with its target branch and judge it (the default)",
    title:
      "compare the working tree (or --at, --staged) with the target branch and judge the change.",
    note: "Settings may also stand in `pyproject.toml` under [tool.onehead] or in `.github/onehead.yml`; the command line wins.",
  },
  heads: {
    does: "the heads of each script directory",
    title: "the heads of each script directory.",
  },
  graph: {
    does: "the revision graph as text, mermaid, dot, json or html",
    title: "the revision graph of each script directory.",
  },
  fix: {
    does: "mend what check found: the safe repair of each finding, in the working tree",
    title:
      "make the safe repair of each finding that fails, in the working tree, and check again. Applied scripts are never re-pointed.\nExit codes: 0 nothing is left that fails, 1 something is, 2 wrong usage, 3 could not check.",
    note: "What it does not do it prints, with the reason. `--diff` changes nothing.",
  },
  replay: {
    does: "check the past: what would it have said on the last changes here?",
    title:
      "check the last changes to scripts that a branch got, each as the action would have.\nExit codes: 0 it could look, 2 wrong usage, 3 it could not.",
  },
  doctor: {
    does: "why a database does not upgrade, and what mends it",
    title:
      "why a database does not upgrade, and what mends it. Needs --rows, --database or --error.\nIt writes nothing, neither to a database nor to the repository.\nExit codes: 0 `alembic upgrade heads` would work, 1 it would not, 2 wrong usage, 3 could not look.",
  },
  explain: {
    does: "what a rule reports, why, and how to mend it",
    argument: "<rule>",
    title:
      "what a rule reports, why, and how to mend it.\n`onehead explain` alone lists the rules.",
  },
  demo: {
    does: "build a small repository with a broken pull request, check it and mend it",
    title:
      "build a small repository with a broken pull request in a temporary folder, check it, mend it and remove it.\nThe exit code is 0: the findings are the point.",
  },
} as const satisfies Readonly<Record<string, CommandWords>>;

/** A command's name. */
export type Command = keyof typeof commands;

/** One option, wherever it can be set. */
export interface Option {
  readonly name: string;
  /** Its name on the command line, where it differs. */
  readonly cliName?: string;
  /** What it may hold and how that is read. */
  readonly kind: Kind<unknown>;
  /** What to write in its place in `--help`: `DIR`. Not for a switch, nor for one of some words. */
  readonly value?: string;
  readonly sentence: string;
  /** The default in words, for `--help` and `action.yml`. */
  readonly default: string;
  readonly repeatable?: true;
  /** Commands of the command line that take it. */
  readonly commands?: readonly Command[];
  /** The action has an input of this name. */
  readonly input?: true;
  /** It may stand in a settings file of the repository. */
  readonly file?: true;
  /** Its name in `Settings`, where it counts for the verdict or says what is looked at, wherever it was set. */
  readonly setting?: string;
}

const table = [
  {
    name: "repo",
    kind: text,
    value: "DIR",
    sentence: "Directory of the repository.",
    default: "the repository around the current directory",
    commands: ["check", "fix", "heads", "graph"],
  },
  {
    name: "repo",
    kind: text,
    value: "DIR|URL",
    sentence:
      "Directory of the repository, or the address of one, which is cloned into a temporary folder and removed.",
    default: "the repository around the current directory",
    commands: ["replay", "doctor"],
  },
  {
    name: "scripts",
    kind: text,
    value: "DIR",
    sentence:
      "A plain folder with the scripts, such as one that was copied out of an image: the application's, that of `env.py`, or that of the scripts alone. No git is asked.",
    default: "none",
    commands: ["doctor"],
  },
  {
    name: "branch",
    kind: text,
    value: "REF",
    sentence: "The branch whose past is checked.",
    default:
      "the remote's default branch, else main or master; HEAD where there is no working tree",
    commands: ["replay"],
  },
  {
    name: "last",
    kind: text,
    value: "N",
    sentence: "Check so many of the newest changes to scripts.",
    default: "500, or all where `--since` is given",
    commands: ["replay"],
  },
  {
    name: "since",
    kind: text,
    value: "DATE",
    sentence: "Check the changes to scripts from this day on, written `2026-01-31`.",
    default: "none",
    commands: ["replay"],
  },
  {
    name: "settings",
    kind: oneOf("today", "past"),
    sentence:
      "Judge by the settings of today, or by those that the branch had before each change. What is typed wins over both.",
    default: "today",
    commands: ["replay"],
  },
  {
    name: "against",
    kind: text,
    value: "REF",
    sentence: "The target branch: what the change is compared with.",
    default:
      "the event's target branch in CI, else the remote's default branch, else main or master",
    commands: ["check", "fix"],
    input: true,
    setting: "against",
  },
  {
    name: "at",
    kind: text,
    value: "REF",
    sentence: "The change: a branch, tag or commit.",
    default: "the working tree with untracked files; in the action the commit of the event",
    commands: ["check", "heads", "graph", "doctor"],
    input: true,
  },
  {
    name: "staged",
    kind: flag,
    sentence: "Check what is staged for the next commit.",
    default: "off",
    commands: ["check", "heads", "graph"],
  },
  {
    name: "hook",
    kind: flag,
    sentence:
      "For a commit hook: pass at once where nothing that is staged can matter to a script.",
    default: "off",
    commands: ["check", "fix"],
  },
  {
    name: "config",
    kind: texts,
    value: "FILE",
    sentence: "An `alembic.ini` or `pyproject.toml` to check, from the repository's root.",
    default: "every script directory of the repository",
    repeatable: true,
    commands: ["check", "fix", "heads", "graph", "replay", "doctor"],
    input: true,
    file: true,
    setting: "configs",
  },
  {
    name: "versions",
    kind: texts,
    value: "DIR",
    sentence:
      "A version location to check, from the repository's root; several that form one script directory are joined by commas.",
    default: "every script directory of the repository",
    repeatable: true,
    commands: ["check", "fix", "heads", "graph", "replay", "doctor"],
    input: true,
    file: true,
    setting: "versions",
  },
  {
    name: "max-heads",
    kind: count,
    value: "N",
    sentence: "How many heads a script directory may have.",
    default: "as many as the target branch has, at least one",
    commands: ["check", "fix", "replay"],
    input: true,
    file: true,
    setting: "maxHeads",
  },
  {
    name: "external",
    kind: externals,
    value: "REVISION",
    sentence:
      "Revisions that scripts may name although other packages hold them: names, patterns such as `dbdb*`, or `true` for all.",
    default: "none, but for what the target branch depends on already",
    file: true,
    setting: "external",
  },
  {
    name: "directories",
    kind: directories,
    value: "NAME",
    sentence:
      "Settings for one script directory, by its name: `max-heads`, `external` and `rules`. They win over the general ones.",
    default: "none",
    file: true,
    setting: "directories",
  },
  {
    name: "released",
    kind: text,
    value: "PATTERN",
    sentence:
      "Pattern of the tags or refs that are released; scripts that are merged but not released may then still be edited, with a warning.",
    default: "every script of the target branch counts as applied",
    commands: ["check", "fix"],
    input: true,
    file: true,
    setting: "released",
  },
  {
    name: "rules",
    cliName: "rule",
    kind: ruleLevels,
    value: "ID=LEVEL",
    sentence: "Level of a rule: `off`, `notice`, `warning` or `error`.",
    default: "each rule's own level",
    repeatable: true,
    commands: ["check", "replay"],
    input: true,
    file: true,
    setting: "rules",
  },
  {
    name: "rows",
    kind: databases,
    value: "NAME: REVISION, …",
    sentence:
      "Databases that must be able to follow the change, one a line: a name, and the rows of its `alembic_version`.",
    default: "databases that follow the target branch",
    input: true,
    file: true,
    setting: "databases",
  },
  {
    name: "on-empty",
    kind: oneOf("fail", "pass"),
    sentence:
      "What a run does that finds no script directory at all, or nothing that it could read.",
    default: "fail",
    commands: ["check", "fix", "replay"],
    input: true,
    file: true,
    setting: "onEmpty",
  },
  {
    name: "diff",
    kind: flag,
    sentence: "Show what would be changed as a unified diff, and change nothing.",
    default: "off",
    commands: ["fix"],
  },
  {
    name: "merge",
    kind: flag,
    sentence:
      "Join heads with a merge revision, written without Python, rather than put one after the other.",
    default: "off",
    commands: ["fix"],
  },
  {
    name: "onto",
    kind: text,
    value: "REV",
    sentence: "The revision to put new scripts after.",
    default: "the head of the target branch",
    commands: ["fix"],
  },
  {
    name: "rule",
    kind: texts,
    value: "ID",
    sentence: "Mend findings of this rule alone, warnings included.",
    default: "everything that fails",
    repeatable: true,
    commands: ["fix"],
  },
  {
    name: "format",
    kind: oneOf("text", "json", "sarif", "github", "markdown"),
    sentence: "Form of the result.",
    default: "text",
    commands: ["check"],
  },
  {
    name: "format",
    kind: oneOf("text", "mermaid", "dot", "json", "html"),
    sentence: "Form of the drawing.",
    default: "text, in the notation of `alembic history`",
    commands: ["graph"],
  },
  {
    name: "format",
    kind: oneOf("text", "json"),
    sentence: "Form of the list.",
    default: "text",
    commands: ["heads"],
  },
  {
    name: "rows",
    kind: text,
    value: "LIST",
    sentence:
      "What the version table holds, separated by commas; `-` reads standard input, one row a line.",
    default: "none",
    commands: ["doctor"],
  },
  {
    name: "database",
    kind: texts,
    value: "[NAME=]URL",
    sentence:
      "The database, read-only: `postgresql://…`, `mysql://…` or `sqlite:///…`, SQLAlchemy's spellings included. `env` takes the address from the variables `DATABASE_URL`, `SQLALCHEMY_DATABASE_URI` or `DB_HOST` and so on. Several are asked one after the other; a name is that of a bind, or of a section of `alembic.ini`.",
    default: "none",
    repeatable: true,
    commands: ["doctor"],
  },
  {
    name: "error",
    kind: text,
    value: "TEXT",
    sentence: "Alembic's error message, or a log that holds it; `-` reads standard input.",
    default: "none",
    commands: ["doctor"],
  },
  {
    name: "target",
    kind: text,
    value: "COMMAND",
    sentence:
      "Also tell what this command of Alembic's would do: `upgrade +1`, `downgrade -1`, `stamp a1b2`, or a target of `upgrade` alone.",
    default: "none",
    commands: ["doctor"],
  },
  {
    name: "version-table",
    kind: text,
    value: "NAME",
    sentence: "Name of the version table.",
    default: "alembic_version",
    commands: ["doctor"],
  },
  {
    name: "schema",
    kind: text,
    value: "NAME",
    sentence: "Schema of the version table.",
    default: "the one that the database looks in by itself",
    commands: ["doctor"],
  },
  {
    name: "format",
    kind: oneOf("text", "markdown", "json", "html"),
    sentence: "Form of the report.",
    default: "text",
    commands: ["replay"],
  },
  {
    name: "format",
    kind: oneOf("text", "json", "markdown"),
    sentence: "Form of the diagnosis.",
    default: "text",
    commands: ["doctor"],
  },
  {
    name: "around",
    kind: texts,
    value: "REVISION",
    sentence: "Draw only the neighbourhood of this revision.",
    default: "the whole graph",
    repeatable: true,
    commands: ["graph"],
  },
  {
    name: "output",
    kind: text,
    value: "FILE",
    sentence: "File to write the result to.",
    default: "standard output",
    commands: ["check", "heads", "graph", "replay", "doctor"],
  },
  {
    name: "working-directory",
    kind: text,
    value: "DIR",
    sentence:
      "Directory of the repository, from the workspace; needed where `actions/checkout` was given a `path`.",
    default: "the workspace",
    input: true,
  },
  {
    name: "token",
    kind: text,
    value: "TOKEN",
    sentence:
      "Token for fetching commits and, where asked for, for comments; reading is all that the verdict needs.",
    default: "${{ github.token }}",
    input: true,
  },
  {
    name: "annotations",
    kind: yesOrNo(true),
    sentence: "Annotate the changed files.",
    default: "true",
    input: true,
  },
  {
    name: "summary",
    kind: yesOrNo(true),
    sentence: "Write the job summary.",
    default: "true",
    input: true,
  },
  {
    name: "comment",
    kind: oneOf("never", "on-problems", "always"),
    sentence: "Keep one comment on the pull request; needs `pull-requests: write`.",
    default: "never",
    input: true,
  },
  {
    name: "suggest",
    kind: yesOrNo(false),
    sentence:
      "Suggest one-line repairs of `down_revision` in a review; needs `pull-requests: write`.",
    default: "false",
    input: true,
  },
  {
    name: "recheck",
    kind: yesOrNo(false),
    sentence:
      "After a push to the target branch, judge its open pull requests again and write a commit status on each; needs `statuses: write`.",
    default: "false",
    input: true,
  },
  {
    name: "sarif",
    kind: text,
    value: "FILE",
    sentence: "SARIF file to write, for code scanning.",
    default: "none",
    input: true,
  },
  {
    name: "badge",
    kind: text,
    value: "FILE",
    sentence: "Badge to write: a `.json` for the shields endpoint, and an `.svg` beside it.",
    default: "none",
    input: true,
  },
  {
    name: "no-color",
    kind: flag,
    sentence: "No colours; `NO_COLOR` in the environment does the same.",
    default: "colours when standard output is a terminal",
    commands: ["check", "heads", "graph", "doctor", "demo"],
  },
] as const satisfies readonly Option[];

/** Every option, in the order in which help and documentation list them. */
export const options: readonly Option[] = table;

type Entry = (typeof table)[number];

/** What an option holds once it was read. */
type ValueOf<E> = E extends { readonly kind: Kind<infer T> } ? T : never;

type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name;

/** What one run was told, from all places, checked. */
export type Settings = {
  readonly [E in Extract<Entry, { setting: string }> as E["setting"]]: ValueOf<E>;
};

/** The action's inputs that are no settings, read. */
export type InputValues = {
  readonly [E in Exclude<Extract<Entry, { input: true }>, { file: true }> as Camel<
    E["name"]
  >]: ValueOf<E>;
};

/** The options that one command takes. */
type EntryOf<C extends Command> = Entry extends infer E
  ? E extends { readonly commands: readonly (infer Taker)[] }
    ? C extends Taker
      ? E
      : never
    : never
  : never;

type CliName<E> = E extends { readonly cliName: infer Name extends string }
  ? Name
  : E extends { readonly name: infer Name extends string }
    ? Name
    : never;

/** An option as typed: true for a switch, one of its words, a text or several. */
type TypedValue<E> = E extends { readonly repeatable: true }
  ? readonly string[]
  : E extends { readonly kind: { readonly isSwitch: true } }
    ? boolean
    : E extends { readonly kind: { readonly words: readonly (infer Word)[] } }
      ? Word
      : string;

/** What was typed behind a command. */
export type Typed<C extends Command> = {
  readonly [E in EntryOf<C> as CliName<E>]?: TypedValue<E> | undefined;
} & ((typeof commands)[C] extends { readonly argument: string }
  ? { readonly argument?: string | undefined }
  : unknown);

/** Those of them that are settings. */
export type TypedSettings<C extends Command> = {
  readonly [E in Extract<EntryOf<C>, { setting: string }> as CliName<E>]?:
    | TypedValue<E>
    | undefined;
};

/** The options of one command. */
export function optionsOf(command: Command): readonly Option[] {
  return options.filter((option) => option.commands?.includes(command));
}

/** What stands in an option's place in help: `DIR`, `text|json`; null for a switch. */
export function placeholderOf({ kind, value }: Option): string | null {
  return value ?? kind.words?.join("|") ?? null;
}
