// What can be told of version locations from the names in them.

import type { ScriptDirectory } from "../../model.ts";
import { byCodePoint } from "../../text/code-points.ts";
import { baseName, folderOf, join } from "../../text/paths.ts";
import { type Folders, isDirectory, pathsBelow } from "./folders.ts";
import { isLoaded } from "./list-script-files.ts";

/** True where a version location exists. */
export function hasLocation(folders: Folders, { versionLocations }: ScriptDirectory): boolean {
  return versionLocations.some((location) => isDirectory(folders, join("", location)!));
}

const dialects =
  /^(?:cockroachdb|db2|duckdb|mariadb|mssql|mysql|oracle|pg|postgres|postgresql|psql|redshift|snowflake|sqlite3?|sqlserver)$/i;

/** A `versions` without scripts of its own whose sub-directories are named after databases holds one history for each: `env.py` picks one. */
export function splitByDialect(
  folders: Folders,
  directory: ScriptDirectory,
): readonly ScriptDirectory[] {
  if (directory.recursive) return [directory];
  const [versions = ""] = directory.versionLocations;
  const parts = new Set<string>();
  for (const path of pathsBelow(folders, versions)) {
    if (!isLoaded(baseName(path))) continue;
    const part = folderOf(path);
    if (part === versions) return [directory];
    if (folderOf(part) === versions) parts.add(part);
  }
  if (parts.size === 0 || ![...parts].every((part) => dialects.test(baseName(part)))) {
    return [directory];
  }
  return [...parts]
    .sort(byCodePoint)
    .map((part) => ({ ...directory, name: part, versionLocations: [part] }));
}
