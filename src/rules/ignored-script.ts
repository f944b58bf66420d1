// ignored-script: a file that looks like a script and that Alembic never loads.

import { run, way } from "../advice/repair.ts";
import { sortByFate } from "../change/applied.ts";
import { baseName } from "../text/paths.ts";
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
\`recursive_version_locations = true\`.`,
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
    const had = new Set(ignored.before.map(({ path }) => path));
    const fates = sortByFate(change);
    const gone = new Set([...fates.removed.values()].map(({ path }) => baseName(path)));
    for (const { path, reason } of ignored.after) {
      if (had.has(path)) continue;
      const target = `${locationOf(directory.versionLocations, path)}/${baseName(path)}`;
      const command = `git mv ${shellWord(path)} ${shellWord(target)}`;
      const isMovable = target !== path && /^[^_.].*\.py$/.test(baseName(path));
      yield {
        at: { path, line: 1, column: 1, endLine: 1, endColumn: 1 },
        revision: null,
        what: `${code(path)} looks like a script, and Alembic never loads it: ${reason}.`,
        alembicSays: null,
        fixes: isMovable ? way("Move it to the scripts:", false, run(command)) : [],
        follows: gone.has(baseName(path)) ? ["deleted-revision"] : [],
      };
    }
  },
};

function locationOf(locations: readonly string[], path: string): string {
  return locations.find((one) => path.startsWith(`${one}/`)) ?? locations[0] ?? ".";
}
