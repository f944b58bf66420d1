// ignored-script: a file that looks like a script and that Alembic never loads.

import { run, way } from "../advice/repair.ts";
import { sortByFate } from "../change/applied.ts";
import type { IgnoredFile, ScriptDirectory } from "../model.ts";
import { baseName, folderOf, relativePath } from "../text/paths.ts";
import { code } from "../text/sentence.ts";
import { shellWord } from "../text/shell.ts";
import { exampleScript } from "./example-script.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "ignored-script": true;
  }
}

export const ignoredScript: Rule = {
  id: "ignored-script",
  severity: "warning",
  title: "A script that Alembic never loads",
  why: "Alembic passes over it without a word, and what it holds never runs anywhere.",
  details: `Alembic loads files whose name ends in \`.py\`, except those that begin with \`__init__\` or \`.#\`, and looks into sub-directories only with
\`recursive_version_locations = true\`. A folder that no configuration names is judged where the target branch has others like it: folders of releases
below \`versions\`, modules whose scripts depend on an environment's, histories of their own. The first of its kind is told here, with the line of settings that brings it in.`,
  example: {
    before: { "versions/a1.py": exampleScript("a1", null) },
    after: {
      "versions/a1.py": exampleScript("a1", null),
      "versions/2026/b2.py": exampleScript("b2", "a1"),
    },
  },
  withoutComment: true,

  *find(change) {
    const { ignored, directory } = change;
    const nameOf = ({ path, id }: IgnoredFile) => `${path}\0${id ?? ""}`;
    const had = new Set(ignored.before.map(nameOf));
    const fates = sortByFate(change);
    const gone = new Set([...fates.removed.values()].map(({ path }) => baseName(path)));
    for (const file of ignored.after) {
      const { path, reason } = file;
      if (had.has(nameOf(file))) continue;
      const target = `${locationOf(directory.versionLocations, path)}/${baseName(path)}`;
      const command = `git mv ${shellWord(path)} ${shellWord(target)}`;
      const isMovable = target !== path && /^[^_.].*\.py$/.test(baseName(path));
      yield {
        at: { path, line: 1, column: 1, endLine: 1, endColumn: 1 },
        revision: null,
        what: `${code(path)} looks like a script, and Alembic never loads it: ${reason}.`,
        ...(isMovable && { why: `${ignoredScript.why} ${sayLine(directory, path)}` }),
        alembicSays: null,
        fixes: isMovable ? way("Move it to the scripts:", false, run(command)) : [],
        follows: gone.has(baseName(path)) ? ["deleted-revision"] : [],
      };
    }
  },
};

/** The line of the configuration that would bring a script in. */
function sayLine(directory: ScriptDirectory, path: string): string {
  const { config, section, versionLocations } = directory;
  const folder = folderOf(path);
  const isBelow = versionLocations.some((one) => folder.startsWith(`${one}/`));
  if (config === null) {
    return `No configuration was found that could name ${code(folder)}: if a program does, the next change is judged with it.`;
  }
  const isToml = config.endsWith(".toml");
  const all = [...versionLocations, folder].map(
    (one) => `%(here)s/${relativePath(folderOf(config), one)}`,
  );
  const lines = isBelow
    ? [`recursive_version_locations = true`]
    : isToml
      ? [`version_locations = [${all.map((one) => JSON.stringify(one)).join(", ")}]`]
      : ["path_separator = os", `version_locations = ${all.join(":")}`];
  const table = isToml ? "[tool.alembic]" : `[${section}]`;
  return `In ${code(config)}, ${lines.map(code).join(" and ")} under ${code(table)} would bring it in.`;
}

function locationOf(locations: readonly string[], path: string): string {
  return locations.find((one) => path.startsWith(`${one}/`)) ?? locations[0] ?? ".";
}
