// What keeps Alembic from a script directory although its scripts are there: the configuration.

import type { ConfigProblem, ScriptDirectory, Snapshot } from "../model.ts";
import { isFixture } from "../parse/config.ts";
import { baseName, folderOf } from "../text/paths.ts";

/** The trouble with the configuration of one script directory as a sentence with its place; null without any. */
export function configTrouble(snapshot: Snapshot, directory: ScriptDirectory): string | null {
  const problem = brokenConfiguration(snapshot, directory);
  if (!problem) return null;
  const { at, what, alembicSays } = problem;
  const says = alembicSays === null ? "" : ` Alembic says: ${alembicSays}`;
  return `${at.path}:${at.line}: ${what}${says}`;
}

/** The configuration that Alembic refuses, or, of scripts that none leads to, the one that must have meant them. */
export function brokenConfiguration(
  { configProblems, configurations = [] }: Snapshot,
  { name, config }: ScriptDirectory,
): ConfigProblem | null {
  const refused = configProblems.find(
    ({ at, alembicSays }) => alembicSays !== null && at.path === config,
  );
  if (refused || config !== null) return refused ?? null;
  const meant = configurations.find(
    ({ path, problem, means }) =>
      problem !== null && means !== null && !isFixture(folderOf(path)) && isClose(means, name),
  );
  return meant?.problem ?? null;
}

/** The same folder elsewhere, or another name in the same place. */
function isClose(means: string, name: string): boolean {
  return baseName(means) === baseName(name) || folderOf(means) === folderOf(name);
}
