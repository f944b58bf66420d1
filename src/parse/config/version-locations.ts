// What can be told of version locations from the names in them.

import type { ScriptDirectory } from "../../model.ts";
import { isLoaded } from "./list-script-files.ts";
import {
  byCodePoint,
  isDirectory,
  join,
  nameOf,
  type Places,
  parentOf,
  pathsBelow,
} from "./places.ts";

/** True where a version location exists. */
export function hasLocation(places: Places, { versionLocations }: ScriptDirectory): boolean {
  return versionLocations.some((location) => isDirectory(places, join("", location)!));
}

const dialects =
  /^(?:cockroachdb|db2|duckdb|mariadb|mssql|mysql|oracle|pg|postgres|postgresql|psql|redshift|snowflake|sqlite3?|sqlserver)$/i;

/** A `versions` without scripts of its own whose sub-directories are named after databases holds one history for each: `env.py` picks one. */
export function splitByDialect(
  places: Places,
  directory: ScriptDirectory,
): readonly ScriptDirectory[] {
  if (directory.recursive) return [directory];
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
