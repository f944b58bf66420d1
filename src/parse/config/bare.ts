// Script directories told by their files alone: no configuration says where they are.

import type { ScriptDirectory } from "../../model.ts";
import { baseName, folderOf, join } from "../../text/paths.ts";
import { isTemplate } from "./configurations.ts";
import { type Folders, isDirectory } from "./folders.ts";
import type { Followed } from "./follow.ts";
import { isLoaded, listScriptFiles } from "./list-script-files.ts";
import { problemsOfHidden } from "./problems.ts";
import { startOf } from "./refused.ts";
import { hasEnvPy } from "./resolve.ts";
import { isFixture } from "./set-aside.ts";
import { countModules } from "./unplaced.ts";
import { hasLocation, splitByDialect } from "./version-locations.ts";

/** Every directory with `env.py` that no configuration has reached, and with `script.py.mako`, as `alembic init` makes it, or scripts in `versions`. */
export function findBareDirectories(
  folders: Folders,
  reached: ReadonlySet<string>,
): readonly Followed[] {
  return folders.paths
    .filter((path) => path.endsWith("env.py") && baseName(path) === "env.py" && !isTemplate(path))
    .map(folderOf)
    .filter((path) => !reached.has(path || ".") && looksInitialised(folders, path))
    .map((path) => {
      const directory = bareDirectory(path, [join(path, "versions")!]);
      const directories = splitByDialect(folders, directory);
      const problems = problemsOfHidden(folders, directories, startOf(join(path, "env.py")!));
      return { directories, problems, isEmpty: !hasLocation(folders, directory) };
    });
}

function looksInitialised(folders: Folders, path: string): boolean {
  if (folders.tree.has(join(path, "script.py.mako")!)) return true;
  return countModules(folders, join(path, "versions")!) > 0;
}

/** Directories in which most modules mention `down_revision`. Not one is enough: a single stray module in a version location stops Alembic. */
export function findByScripts(folders: Folders, scriptLikePaths: readonly string[]): Followed {
  const counts = new Map<string, number>();
  for (const path of scriptLikePaths) {
    const name = baseName(path);
    if (!isLoaded(name) || /^(?:env|conftest|test_.*|.*_test)\.py$/.test(name)) continue;
    if (!isTemplate(path) && !isFixture(folderOf(path)))
      counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1);
  }
  const directories = [...counts]
    .map(([path, count]) => ({ directory: directoryOfLocations([path]), count }))
    .filter(({ directory, count }) => {
      const { loaded } = listScriptFiles(folders.tree, directory);
      return 2 * count > loaded.length;
    })
    .map(({ directory }) => directory)
    .map((one) => (hasEnvPy(folders, one.name) ? one : { ...one, isGuest: true as const }));
  return { directories, problems: [], isEmpty: false };
}

/** One entry of `--versions`, as its configuration has it where it is among `known`. */
export function findNamedVersions(
  folders: Folders,
  entry: string,
  known: readonly ScriptDirectory[],
): Followed {
  const texts = entry.split(",").map((text) => text.trim());
  const locations: string[] = [];
  const missing: string[] = [];
  for (const text of texts.filter((text) => text !== "")) {
    const location = join("", text);
    if (location !== null && isDirectory(folders, location)) locations.push(location);
    else missing.push(text);
  }
  const problems = missing.map((text) => ({
    at: startOf(text),
    what: `There is no directory \`${text}\` to read scripts from: name it by its path from the repository's root.`,
    alembicSays: null,
  }));
  if (locations.length === 0) return { directories: [], problems, isEmpty: false };
  const directory = directoryOfLocations(locations);
  const key = directory.versionLocations.join("\n");
  const same = known.find((one) => one.versionLocations.join("\n") === key);
  return { directories: [same ?? directory], problems, isEmpty: false };
}

/** A script directory that is known by its version locations alone. */
export function directoryOfLocations(locations: readonly string[]): ScriptDirectory {
  const [first = ""] = locations;
  return bareDirectory(baseName(first) === "versions" ? folderOf(first) : first, locations);
}

function bareDirectory(path: string, locations: readonly string[]): ScriptDirectory {
  return {
    name: path || ".",
    config: null,
    section: "alembic",
    versionLocations: locations.map((location) => location || "."),
    recursive: false,
    flaskMigrate: false,
  };
}
