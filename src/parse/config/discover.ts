// Finds every Alembic environment of a tree, in the order of certainty: configuration, Flask-Migrate, bare directories, scripts.

import type { ConfigProblem, ScriptDirectory, SourceFile, Tree } from "../../model.ts";
import { bareDirectories, directoriesOfScripts, namedDirectories } from "./bare.ts";
import { type Candidate, type Found, findCandidates, follow } from "./candidates.ts";
import { type Named, splitConfig } from "./named.ts";
import { byCodePoint, placesOf } from "./places.ts";
import { problemOfFile } from "./problems.ts";
import { startOf } from "./refused.ts";

/** What discovery looks at: all paths, the texts of the configuration files, what a person named, and perhaps the paths of files that mention `down_revision`. */
export interface DiscoveryInput {
  readonly tree: Tree;
  readonly texts: ReadonlyMap<string, SourceFile>;
  readonly named: Named;
  readonly scriptLikePaths?: readonly string[];
}

/** The script directories, sorted by name, and what Alembic would refuse or we could not follow. */
export interface Discovery {
  readonly directories: readonly ScriptDirectory[];
  readonly problems: readonly ConfigProblem[];
  /** True when nothing was found without looking into scripts: call again with `scriptLikePaths`. */
  readonly needsScriptLikePaths: boolean;
}

/** Finds the script directories that are named, or all of them (semantics 1.7). */
export function findScriptDirectories(input: DiscoveryInput): Discovery {
  const { named } = input;
  if (named.configs.length === 0 && named.versions.length === 0) return findAll(input);
  const configured = named.configs.map((text) => findNamedConfig(input, text));
  const bare = named.versions.length > 0 ? findNamedVersions(input) : [];
  return { ...collect([...configured.flat(), ...bare]), needsScriptLikePaths: false };
}

function findAll(input: DiscoveryInput): Discovery {
  const places = placesOf(input.tree);
  const configured = findCandidates(input).flatMap((one) => follow(places, one, false));
  const reached = new Set(configured.flatMap(({ directory }) => directory?.name ?? []));
  const bare = bareDirectories(places).filter(({ directory }) => !reached.has(directory!.name));
  const found = [...configured, ...bare];
  const hasScripts = found.filter(({ isEmpty }) => !isEmpty);
  if (hasScripts.some(({ directory }) => directory)) {
    return { ...collect(hasScripts), needsScriptLikePaths: false };
  }
  const { scriptLikePaths } = input;
  const lastResort = scriptLikePaths ? directoriesOfScripts(places, scriptLikePaths) : found;
  return {
    ...collect(lastResort.length > 0 ? [...hasScripts, ...lastResort] : found),
    needsScriptLikePaths: scriptLikePaths === undefined,
  };
}

function findNamedConfig(input: DiscoveryInput, text: string): readonly Found[] {
  const isLiteral = input.tree.has(text);
  const { path, section } = isLiteral ? { path: text, section: null } : splitConfig(text);
  const at = startOf(path);
  const problem = (what: string, alembicSays: string | null): readonly Found[] => [
    { directory: null, problems: [{ at, what, alembicSays }], isEmpty: false },
  ];
  const file = input.texts.get(path);
  if (!file) {
    const what = `There is no file \`${path}\` to read the configuration from: name a file by its path from the repository's root.`;
    return problem(what, "No 'script_location' key found in configuration.");
  }
  if (file.kind === "not-text")
    return [{ directory: null, problems: [problemOfFile(file)], isEmpty: false }];
  const isMeant = (one: Candidate) =>
    one.path === path && (section === null || one.configuration.section === section);
  const candidates = findCandidates(input, path).filter(isMeant);
  const found = candidates.flatMap((one) => follow(placesOf(input.tree), one, true));
  if (found.length > 0) return found;
  const where = section === null ? `\`${path}\`` : `Section \`[${section}]\` of \`${path}\``;
  return problem(
    `${where} sets no \`script_location\`, so Alembic finds no script directory by it.`,
    "No 'script_location' key found in configuration.",
  );
}

/** A named version location keeps what its configuration says of it, where there is one. */
function findNamedVersions(input: DiscoveryInput): readonly Found[] {
  const all = findAll({ ...input, named: { configs: [], versions: [] }, scriptLikePaths: [] });
  return namedDirectories(placesOf(input.tree), input.named.versions, all.directories);
}

/** Joins what several sections or files say of one script directory; the first of them is kept. */
function collect(found: readonly Found[]): Pick<Discovery, "directories" | "problems"> {
  const directories = new Map<string, ScriptDirectory>();
  const problems = new Map<string, ConfigProblem>();
  for (const one of found) {
    if (one.directory) {
      const { name, versionLocations, recursive } = one.directory;
      const key = [name, recursive, ...versionLocations].join("\n");
      if (!directories.has(key)) directories.set(key, one.directory);
    }
    for (const problem of one.problems) {
      const { path, line, column } = problem.at;
      problems.set([path, line, column, problem.what].join("\n"), problem);
    }
  }
  return {
    directories: [...directories.values()].sort(
      (a, b) =>
        byCodePoint(a.name, b.name) ||
        byCodePoint(a.versionLocations.join("\n"), b.versionLocations.join("\n")),
    ),
    problems: [...problems.values()].sort(
      (a, b) => byCodePoint(a.at.path, b.at.path) || a.at.line - b.at.line,
    ),
  };
}
