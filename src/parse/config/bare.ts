// Script directories told by their files alone: no configuration says where they are.

import type { ScriptDirectory } from "../../model.ts";
import type { Found } from "./candidates.ts";
import { isLoaded, listScriptFiles } from "./list-script-files.ts";
import {
  byCodePoint,
  isDirectory,
  join,
  nameOf,
  type Places,
  parentOf,
  pathsBelow,
} from "./places.ts";
import { startOf } from "./refused.ts";

/** Every directory with `env.py` and `script.py.mako`, as `alembic init` makes it. */
export function bareDirectories(places: Places): readonly Found[] {
  return places.paths
    .filter((path) => path === "env.py" || path.endsWith("/env.py"))
    .map(parentOf)
    .filter((path) => places.tree.has(join(path, "script.py.mako")!) && !isTemplate(path))
    .flatMap((path) => {
      const directory = bareDirectory(path || ".", [join(path, "versions")!]);
      const isEmpty = hasNoLocation(places, directory);
      return splitByDialect(places, directory, true).map((part) => ({
        directory: part,
        problems: [],
        isEmpty,
      }));
    });
}

/** Directories in which most modules mention `down_revision`: the last resort, since one stray file in a location stops Alembic. */
export function directoriesOfScripts(
  places: Places,
  scriptLikePaths: readonly string[],
): readonly Found[] {
  const counts = new Map<string, number>();
  for (const path of scriptLikePaths) {
    const directory = parentOf(path);
    if (!isLoaded(nameOf(path)) || nameOf(path) === "env.py" || isTemplate(path)) continue;
    if (/^(?:test_|conftest\.)|_test\.py$/.test(nameOf(path))) continue;
    counts.set(directory, (counts.get(directory) ?? 0) + 1);
  }
  return [...counts]
    .map(([path, count]) => ({ directory: directoryOfLocations([path]), count }))
    .filter(({ directory, count }) => {
      const modules = listScriptFiles(places.tree, directory).loaded.length;
      return 2 * count > modules;
    })
    .map(({ directory }) => ({ directory, problems: [], isEmpty: false }));
}

/** The script directories of `--versions`, as their configuration has them where one is among `known`. */
export function namedDirectories(
  places: Places,
  versions: readonly string[],
  known: readonly ScriptDirectory[],
): readonly Found[] {
  return versions.map((text) => {
    const texts = text
      .split(",")
      .map((one) => one.trim())
      .filter(Boolean);
    const locations = texts.map((one) => join("", one)).filter((one) => one !== null);
    const problems = texts
      .filter((one) => !isDirectory(places, join("", one) ?? one))
      .map((one) => ({
        at: startOf(one),
        what: `There is no directory \`${one}\` to read scripts from: name a directory by its path from the repository's root.`,
        alembicSays: null,
      }));
    if (locations.length === problems.length) return { directory: null, problems, isEmpty: false };
    const directory = directoryOfLocations(locations);
    const same = known.find(
      (one) => one.versionLocations.join("\n") === directory.versionLocations.join("\n"),
    );
    return { directory: same ?? directory, problems, isEmpty: false };
  });
}

function directoryOfLocations(locations: readonly string[]): ScriptDirectory {
  const [first = ""] = locations;
  const name = nameOf(first) === "versions" ? parentOf(first) : first;
  return bareDirectory(name || ".", locations);
}

function bareDirectory(name: string, locations: readonly string[]): ScriptDirectory {
  return {
    name,
    config: null,
    section: "alembic",
    versionLocations: locations.map((location) => location || "."),
    recursive: false,
    flaskMigrate: false,
  };
}

/** True where no version location exists yet. */
export function hasNoLocation(places: Places, { versionLocations }: ScriptDirectory): boolean {
  return !versionLocations.some((location) => isDirectory(places, join("", location)!));
}

/** A path of a project template: `{{cookiecutter.name}}`. */
export function isTemplate(path: string): boolean {
  return path.includes("{{") || path.includes("{%");
}

const dialects =
  /^(?:cockroachdb|db2|duckdb|mariadb|mssql|mysql|oracle|pg|postgres|postgresql|psql|redshift|snowflake|sqlite3?|sqlserver)$/i;

/** A `versions` without scripts of its own whose sub-directories are named after databases holds one history for each: `env.py` picks one. */
export function splitByDialect(
  places: Places,
  directory: ScriptDirectory,
  isDefault: boolean,
): readonly ScriptDirectory[] {
  if (!isDefault || directory.recursive) return [directory];
  const [versions = ""] = directory.versionLocations;
  const parts = new Set<string>();
  for (const path of pathsBelow(places, versions)) {
    if (!isLoaded(nameOf(path))) continue;
    const part = parentOf(path);
    if (part === versions) return [directory];
    if (parentOf(part) === versions) parts.add(part);
  }
  if (parts.size === 0 || ![...parts].every((part) => dialects.test(nameOf(part)))) {
    return [directory];
  }
  return [...parts]
    .sort(byCodePoint)
    .map((part) => ({ ...directory, name: part, versionLocations: [part] }));
}
