// Every option once: name, default, values, sentence. The command line's help, the action's inputs and the README are written from this table.

import { WrongUsage } from "./cannot-check.ts";
import type { DeployedDatabase, Level, RuleId } from "./model.ts";
import { rules as allRules } from "./rules/index.ts";
import { choices } from "./text/sentence.ts";

/** One option, wherever it can be set. */
export interface Option {
  readonly name: string;
  /** What to write in its place in `--help`: `DIR`, `text|json`; null for a switch. */
  readonly value: string | null;
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
  /** Its name on the command line, where it differs. */
  readonly cliName?: string;
}

/** The commands of the command line that take options. */
export type Command = "check" | "heads" | "graph" | "replay" | "doctor";

/** Every option, in the order in which help and documentation list them. */
export const options: readonly Option[] = [
  {
    name: "repo",
    value: "DIR",
    sentence: "Directory of the repository.",
    default: "the repository around the current directory",
    commands: ["check", "heads", "graph", "doctor"],
  },
  {
    name: "repo",
    value: "DIR|URL",
    sentence:
      "Directory of the repository, or the address of one, which is cloned into a temporary folder and removed.",
    default: "the repository around the current directory",
    commands: ["replay"],
  },
  {
    name: "branch",
    value: "REF",
    sentence: "The branch whose past is checked.",
    default:
      "the remote's default branch, else main or master; HEAD where there is no working tree",
    commands: ["replay"],
  },
  {
    name: "last",
    value: "N",
    sentence: "Check so many of the newest changes to scripts.",
    default: "500, or all where `--since` is given",
    commands: ["replay"],
  },
  {
    name: "since",
    value: "DATE",
    sentence: "Check the changes to scripts from this day on, written `2026-01-31`.",
    default: "none",
    commands: ["replay"],
  },
  {
    name: "settings",
    value: "today|past",
    sentence:
      "Judge by the settings of today, or by those that the branch had before each change. What is typed wins over both.",
    default: "today",
    commands: ["replay"],
  },
  {
    name: "against",
    value: "REF",
    sentence: "The target branch: what the change is compared with.",
    default:
      "the event's target branch in CI, else the remote's default branch, else main or master",
    commands: ["check"],
    input: true,
  },
  {
    name: "at",
    value: "REF",
    sentence: "The change: a branch, tag or commit.",
    default: "the working tree with untracked files; in the action the commit of the event",
    commands: ["check", "heads", "graph", "doctor"],
    input: true,
  },
  {
    name: "staged",
    value: null,
    sentence: "Check what is staged for the next commit.",
    default: "off",
    commands: ["check", "heads", "graph"],
  },
  {
    name: "config",
    value: "FILE",
    sentence: "An `alembic.ini` or `pyproject.toml` to check, from the repository's root.",
    default: "every script directory of the repository",
    repeatable: true,
    commands: ["check", "heads", "graph", "replay", "doctor"],
    input: true,
    file: true,
  },
  {
    name: "versions",
    value: "DIR",
    sentence:
      "A version location to check, from the repository's root; several that form one script directory are joined by commas.",
    default: "every script directory of the repository",
    repeatable: true,
    commands: ["check", "heads", "graph", "replay", "doctor"],
    input: true,
    file: true,
  },
  {
    name: "max-heads",
    value: "N",
    sentence: "How many heads a script directory may have.",
    default: "as many as the target branch has, at least one",
    commands: ["check", "replay"],
    input: true,
    file: true,
  },
  {
    name: "released",
    value: "PATTERN",
    sentence:
      "Pattern of the tags or refs that are released; scripts that are merged but not released may then still be edited, with a warning.",
    default: "every script of the target branch counts as applied",
    commands: ["check"],
    input: true,
    file: true,
  },
  {
    name: "rules",
    cliName: "rule",
    value: "ID=LEVEL",
    sentence: "Level of a rule: `off`, `notice`, `warning` or `error`.",
    default: "each rule's own level",
    repeatable: true,
    commands: ["check", "replay"],
    input: true,
    file: true,
  },
  {
    name: "rows",
    value: "NAME: REVISION, …",
    sentence:
      "Databases that must be able to follow the change, one a line: a name, and the rows of its `alembic_version`.",
    default: "databases that follow the target branch",
    input: true,
    file: true,
  },
  {
    name: "on-empty",
    value: "fail|pass",
    sentence:
      "What a run does that finds no script directory at all, or nothing that it could read.",
    default: "fail",
    commands: ["check", "replay"],
    input: true,
    file: true,
  },
  {
    name: "format",
    value: "text|json|sarif|github|markdown",
    sentence: "Form of the result.",
    default: "text",
    commands: ["check"],
  },
  {
    name: "format",
    value: "text|mermaid|dot|json",
    sentence: "Form of the drawing.",
    default: "text, in the notation of `alembic history`",
    commands: ["graph"],
  },
  {
    name: "format",
    value: "text|json",
    sentence: "Form of the list.",
    default: "text",
    commands: ["heads"],
  },
  {
    name: "rows",
    value: "LIST",
    sentence:
      "What the version table holds, separated by commas; `-` reads standard input, one row a line.",
    default: "none",
    commands: ["doctor"],
  },
  {
    name: "database",
    value: "URL",
    sentence:
      "The database, read-only: `postgresql://…`, `mysql://…` or `sqlite:///…`, SQLAlchemy's spellings included. `env` takes the address from the variables `DATABASE_URL`, `SQLALCHEMY_DATABASE_URI` or `DB_HOST` and so on.",
    default: "none",
    commands: ["doctor"],
  },
  {
    name: "error",
    value: "TEXT",
    sentence: "Alembic's error message, or a log that holds it; `-` reads standard input.",
    default: "none",
    commands: ["doctor"],
  },
  {
    name: "target",
    value: "COMMAND",
    sentence:
      "Also tell what this command of Alembic's would do: `upgrade +1`, `downgrade -1`, `stamp a1b2`, or a target of `upgrade` alone.",
    default: "none",
    commands: ["doctor"],
  },
  {
    name: "version-table",
    value: "NAME",
    sentence: "Name of the version table.",
    default: "alembic_version",
    commands: ["doctor"],
  },
  {
    name: "schema",
    value: "NAME",
    sentence: "Schema of the version table.",
    default: "the one that the database looks in by itself",
    commands: ["doctor"],
  },
  {
    name: "format",
    value: "text|markdown|json",
    sentence: "Form of the report.",
    default: "text",
    commands: ["replay"],
  },
  {
    name: "format",
    value: "text|json|markdown",
    sentence: "Form of the diagnosis.",
    default: "text",
    commands: ["doctor"],
  },
  {
    name: "around",
    value: "REVISION",
    sentence: "Draw only the neighbourhood of this revision.",
    default: "the whole graph",
    repeatable: true,
    commands: ["graph"],
  },
  {
    name: "output",
    value: "FILE",
    sentence: "File to write the result to.",
    default: "standard output",
    commands: ["check", "heads", "graph", "replay", "doctor"],
  },
  {
    name: "working-directory",
    value: "DIR",
    sentence:
      "Directory of the repository, from the workspace; needed where `actions/checkout` was given a `path`.",
    default: "the workspace",
    input: true,
  },
  {
    name: "token",
    value: "TOKEN",
    sentence:
      "Token for fetching commits and, where asked for, for comments; reading is all that the verdict needs.",
    default: "${{ github.token }}",
    input: true,
  },
  {
    name: "annotations",
    value: "true|false",
    sentence: "Annotate the changed files.",
    default: "true",
    input: true,
  },
  {
    name: "summary",
    value: "true|false",
    sentence: "Write the job summary.",
    default: "true",
    input: true,
  },
  {
    name: "comment",
    value: "never|on-problems|always",
    sentence: "Keep one comment on the pull request; needs `pull-requests: write`.",
    default: "never",
    input: true,
  },
  {
    name: "suggest",
    value: "true|false",
    sentence:
      "Suggest one-line repairs of `down_revision` in a review; needs `pull-requests: write`.",
    default: "false",
    input: true,
  },
  {
    name: "recheck",
    value: "true|false",
    sentence:
      "After a push to the target branch, judge its open pull requests again and write a commit status on each; needs `statuses: write`.",
    default: "false",
    input: true,
  },
  {
    name: "sarif",
    value: "FILE",
    sentence: "SARIF file to write, for code scanning.",
    default: "none",
    input: true,
  },
  {
    name: "badge",
    value: "FILE",
    sentence: "Badge to write: a `.json` for the shields endpoint, and an `.svg` beside it.",
    default: "none",
    input: true,
  },
  {
    name: "no-color",
    value: null,
    sentence: "No colours; `NO_COLOR` in the environment does the same.",
    default: "colours when standard output is a terminal",
    commands: ["check", "heads", "graph", "doctor"],
  },
];

/** The options of one command; `demo` takes those about its output. */
export function optionsOf(command: Command | "demo"): readonly Option[] {
  if (command === "demo") return options.filter((option) => option.name === "no-color");
  return options.filter((option) => option.commands?.includes(command));
}

/** A rule's level and, for levels below its own, why. */
export interface RuleSetting {
  readonly level: Level;
  readonly reason: string;
}

/** What one run was told, from all places, checked. */
export interface Settings {
  readonly against: string | null;
  readonly at: string | null;
  readonly configs: readonly string[];
  readonly versions: readonly string[];
  readonly maxHeads: number | null;
  readonly released: string | null;
  readonly rules: ReadonlyMap<RuleId, RuleSetting>;
  readonly onEmpty: "fail" | "pass";
  readonly databases: readonly DeployedDatabase[];
}

/** Raw values from one place. Strings as typed, or the typed values of a settings file. */
export interface SettingsLayer {
  /** The place, for messages: "the command line", "`.github/onehead.yml`". */
  readonly source: string;
  /** It is a file of the repository, where only some options may stand. */
  readonly isFile?: true;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Files of the repository that may hold settings; the first wins. */
export const settingsFiles = [".github/onehead.yml", "pyproject.toml"] as const;

/** Checks and joins the layers; of two that set an option the earlier wins, rules one by one. Throws WrongUsage that names option and place. */
export function mergeSettings(layers: readonly SettingsLayer[]): Settings {
  for (const layer of layers) refuseUnknown(layer);
  const pick = <T>(name: string, read: (value: unknown, where: string) => T): T | null => {
    for (const { source, values } of layers) {
      const value = values[name];
      if (value !== undefined && value !== "") return read(value, `\`${name}\` in ${source}`);
    }
    return null;
  };
  return {
    against: pick("against", readString),
    at: pick("at", readString),
    configs: pick("config", readList) ?? [],
    versions: pick("versions", readList) ?? [],
    maxHeads: pick("max-heads", readCount),
    released: pick("released", readString),
    rules: mergeRules(layers),
    onEmpty: pick("on-empty", readOnEmpty) ?? "fail",
    databases: pick("rows", readDatabases) ?? [],
  };
}

const known = new Set(options.map((option) => option.name));

const inFiles = new Set(options.filter(({ file }) => file).map(({ name }) => name));

function refuseUnknown({ source, isFile, values }: SettingsLayer): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || (isFile ? inFiles : known).has(name)) continue;
    throw new WrongUsage(
      `${source} sets \`${name}\`, which onehead does not know there; it knows ${choices(inFiles)}.`,
    );
  }
}

function mergeRules(layers: readonly SettingsLayer[]): ReadonlyMap<RuleId, RuleSetting> {
  const merged = new Map<RuleId, RuleSetting>();
  for (const { source, values } of layers) {
    const value = values["rules"];
    if (value === undefined || value === "") continue;
    for (const [id, setting] of readRules(value, source)) {
      if (!merged.has(id)) merged.set(id, setting);
    }
  }
  return merged;
}

function* readRules(value: unknown, source: string): Iterable<[RuleId, RuleSetting]> {
  for (const [name, raw] of ruleEntries(value, source)) {
    const id = allRules.find((rule) => rule.id === name)?.id;
    if (!id) {
      throw new WrongUsage(
        `\`rules\` in ${source} names \`${name}\`, which is no rule; the rules are ${choices(allRules.map((rule) => rule.id))}.`,
      );
    }
    const isTable = typeof raw === "object" && raw !== null && "level" in raw;
    const level = isTable ? raw.level : raw;
    if (!isLevel(level)) {
      const has = typeof level === "string" ? `the level \`${level}\`` : "no level";
      throw new WrongUsage(`\`${name}\` in ${source} has ${has}; use ${choices(levels)}.`);
    }
    const reason =
      isTable && "reason" in raw
        ? String(raw.reason)
        : `set to ${level} in ${source.replaceAll("`", "")}`;
    yield [id, { level, reason }];
  }
}

const levels = ["off", "notice", "warning", "error"] as const;

function isLevel(value: unknown): value is Level {
  return levels.some((level) => level === value);
}

/** A table as in a settings file, or `id=level` as typed, one or many. */
function ruleEntries(value: unknown, source: string): readonly (readonly [string, unknown])[] {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return Object.entries(value);
  return readList(value, `\`rules\` in ${source}`).map((text) => {
    const [id, level, ...rest] = text.split("=").map((part) => part.trim());
    if (!id || !level || rest.length > 0) {
      throw new WrongUsage(
        `\`${text}\` in ${source} is no rule with a level; write for example \`edited-revision=warning\`.`,
      );
    }
    return [id, level] as const;
  });
}

function readString(value: unknown, where: string): string {
  if (typeof value !== "string") throw new WrongUsage(`${where} must be a text.`);
  return value.trim();
}

/** A list, or one text whose lines are the list. */
function readList(value: unknown, where: string): readonly string[] {
  const items = Array.isArray(value) ? value : [value];
  return items
    .flatMap((item) => readString(item, where).split("\n"))
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** `production: a1, b2`, one database a line. */
function readDatabases(value: unknown, where: string): readonly DeployedDatabase[] {
  return readList(value, where).map((line) => {
    const [, name = "", rows = ""] = /^([^:]+):(.*)$/.exec(line) ?? [];
    if (name === "") {
      throw new WrongUsage(
        `${where} has the line \`${line}\`, which names no database; write for example \`production: a1b2c3d4e5f6\`.`,
      );
    }
    const revisions = rows.split(",").map((row) => row.trim());
    return { name: name.trim(), rows: revisions.filter((row) => row !== "") };
  });
}

function readCount(value: unknown, where: string): number {
  const count = typeof value === "string" && /^\d{1,6}$/.test(value.trim()) ? Number(value) : value;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1) {
    throw new WrongUsage(`${where} must be a whole number from 1.`);
  }
  return count;
}

function readOnEmpty(value: unknown, where: string): "fail" | "pass" {
  if (value !== "fail" && value !== "pass")
    throw new WrongUsage(`${where} must be \`fail\` or \`pass\`.`);
  return value;
}
