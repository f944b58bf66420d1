// Finds every Alembic environment of a tree, in the order of certainty: configuration, bare directories, scripts.

import type {
  ConfigProblem,
  ReadConfiguration,
  ScriptDirectory,
  SourceFile,
  Tree,
} from "../../model.ts";
import { byCodePoint } from "../../text/code-points.ts";
import { findBareDirectories, findByScripts, findNamedVersions } from "./bare.ts";
import { isDefault, readConfigurations } from "./configurations.ts";
import { type Folders, foldersOf } from "./folders.ts";
import { type Followed, follow } from "./follow.ts";
import { type Named, splitConfig } from "./named.ts";
import { type Configuration, noScriptLocation } from "./options.ts";
import { refusal } from "./problems.ts";
import { isFixture } from "./set-aside.ts";

/** What discovery looks at: all paths, the texts of the configuration files, what a person named, and perhaps the paths of files that mention `down_revision`. */
export interface DiscoveryInput {
  readonly tree: Tree;
  readonly texts: ReadonlyMap<string, SourceFile>;
  readonly named: Named;
  readonly scriptLikePaths?: readonly string[];
}

/** The script directories, sorted by name, and what Alembic would refuse or could not be followed. */
export interface Discovery {
  readonly directories: readonly ScriptDirectory[];
  readonly problems: readonly ConfigProblem[];
  /** Every configuration that was followed, and where it leads. */
  readonly configurations: readonly ReadConfiguration[];
  /** True when nothing was found without looking into scripts: call again with `scriptLikePaths`. */
  readonly needsScriptLikePaths: boolean;
}

/** Finds the script directories that are named, or all of them (semantics 1.7). */
export function findScriptDirectories(input: DiscoveryInput): Discovery {
  const { named } = input;
  if (named.configs.length === 0 && named.versions.length === 0) return findAll(input);
  const folders = foldersOf(input.tree);
  const configured = named.configs.flatMap((text) => findNamedConfig(folders, input, text));
  const known = named.versions.length > 0 ? findAll({ ...input, scriptLikePaths: [] }) : null;
  const located = named.versions.map((text) =>
    findNamedVersions(folders, text, known!.directories),
  );
  return { ...merge([...configured, ...located]), needsScriptLikePaths: false };
}

function findAll({ tree, texts, scriptLikePaths }: DiscoveryInput): Discovery {
  const folders = foldersOf(tree);
  const { configurations, problems } = readConfigurations(texts);
  const configured = configurations.map((one) => follow(folders, one, false));
  const reached = new Set(configured.flatMap((one) => one.directories.map(({ name }) => name)));
  const found = withoutFixtures([...configured, ...findBareDirectories(folders, reached)]);
  const filled = found.filter(({ isEmpty }) => !isEmpty);
  const unread: Followed = { directories: [], problems, isEmpty: false };
  if (filled.some(({ directories }) => directories.length > 0)) {
    return { ...merge([unread, ...filled]), needsScriptLikePaths: false };
  }
  const lastResort = findByScripts(folders, scriptLikePaths ?? []);
  const rest = lastResort.directories.length > 0 ? [...filled, lastResort] : found;
  return { ...merge([unread, ...rest]), needsScriptLikePaths: scriptLikePaths === undefined };
}

/** What tests and templates are made of is no environment, unless it is the only one that there is. */
function withoutFixtures(found: readonly Followed[]): readonly Followed[] {
  const isReal = (one: Followed) => !one.directories.some(({ name }) => isFixture(name));
  const real = found.filter(isReal);
  const fixtures = found.filter((one) => !isReal(one));
  const isOnly = !real.some(({ directories }) => directories.length > 0) && fixtures.length === 1;
  return isOnly ? found : real;
}

function findNamedConfig(
  folders: Folders,
  input: DiscoveryInput,
  text: string,
): readonly Followed[] {
  const config = input.texts.has(text) ? { path: text, section: null } : splitConfig(text);
  const { path, section } = config;
  const trouble = (problems: readonly ConfigProblem[]): readonly Followed[] => [
    { directories: [], problems, isEmpty: false },
  ];
  if (!input.texts.has(path)) {
    const what = `There is no file \`${path}\` to read the configuration from: name it by its path from the repository's root.`;
    return trouble([refusal({ ...noScriptLocation(path), what })]);
  }
  const { configurations, problems } = readConfigurations(input.texts, config);
  const found = configurations
    .filter((one) => isMeant(one, path, section))
    .map((one) => follow(folders, one, true));
  const own = problems.filter(({ at }) => at.path === path);
  if (found.length > 0 || own.length > 0) return [...found, ...trouble(own)];
  return trouble([refusal(noScriptLocation(path))]);
}

/** `-c pyproject.toml` still reads `alembic.ini` beside it. */
function isMeant(one: Configuration, path: string, section: string | null): boolean {
  if (section !== null && one.section !== section) return false;
  return one.path === path || (one.toml?.path === path && isDefault(one));
}

/** Joins what several sections or files say of one script directory; the first of them is kept. */
function merge(found: readonly Followed[]): Omit<Discovery, "needsScriptLikePaths"> {
  const directories = new Map<string, ScriptDirectory>();
  const problems = new Map<string, ConfigProblem>();
  for (const one of found) {
    for (const directory of one.directories) {
      const { name, recursive, versionLocations } = directory;
      const key = [name, recursive, ...versionLocations].join("\n");
      if (!directories.has(key)) directories.set(key, directory);
    }
    for (const problem of one.problems) {
      const { path, line, column } = problem.at;
      const key = [path, line, column, problem.what].join("\n");
      if (!problems.has(key)) problems.set(key, problem);
    }
  }
  return {
    configurations: found.flatMap(({ configuration }) => configuration ?? []),
    directories: [...directories.values()].sort(
      (a, b) =>
        byCodePoint(a.name, b.name) ||
        byCodePoint(a.versionLocations.join("\n"), b.versionLocations.join("\n")),
    ),
    problems: [...problems.values()].sort(
      (a, b) =>
        byCodePoint(a.at.path, b.at.path) || a.at.line - b.at.line || byCodePoint(a.what, b.what),
    ),
  };
}
