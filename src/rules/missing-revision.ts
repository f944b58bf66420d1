// missing-revision: a `.py` file without a revision lies among the scripts.

import { run, way } from "../advice/repair.ts";
import { isTouched } from "../change/touched.ts";
import { quote } from "../graph/quote.ts";
import type { Change, Fix, ParsedFile } from "../model.ts";
import { baseName } from "../text/paths.ts";
import { code } from "../text/sentence.ts";
import { shellWord } from "../text/shell.ts";
import { exampleScript } from "./example-script.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "missing-revision": true;
  }
}

export const missingRevision: Rule = {
  id: "missing-revision",
  severity: "error",
  title: "A Python file that is no script among the scripts",
  why: "Alembic takes every `.py` file of a version location for a script and stops at this one, so every command fails, `history` and `heads` included.",
  details: `An empty file or a module of helper functions is enough. Files whose name begins with \`__init__\` are the only \`.py\` files that Alembic passes over.
A script without \`down_revision\` stops Alembic in the same way; a first script says \`down_revision = None\`.`,
  example: {
    before: { "versions/a1.py": exampleScript("a1", null) },
    after: {
      "versions/a1.py": exampleScript("a1", null),
      "versions/helpers.py": 'NAMES = ["orders", "users"]\n',
    },
  },
  breaksHistory: true,

  *find(change) {
    const touched = isTouched(change);
    for (const file of change.after.files) {
      if (file.kind !== "no-revision") continue;
      yield {
        at: file.at,
        revision: null,
        what: `${code(file.path)} lies among the scripts and has no ${code(file.missing)}.`,
        alembicSays: quote(file.error),
        fixes: fixesFor(change, file),
        ...(touched(file.path) ? {} : { severity: "notice" }),
      };
    }
  },
};

/** A file that is no script moves out of the version location; a script without `down_revision` gets one. */
function fixesFor(
  { before, directory }: Change,
  file: Extract<ParsedFile, { kind: "no-revision" }>,
): readonly Fix[] {
  if (file.missing === "down_revision") {
    const head = before.heads.length === 1 ? `"${before.heads[0]}"` : "None";
    const { line, column } = { line: file.at.endLine, column: file.at.endColumn };
    const at = { path: file.path, line, column, endLine: line, endColumn: column };
    const edit = { kind: "edit", at, to: `\ndown_revision = ${head}` } as const;
    return way("Say what it follows:", false, [edit]);
  }
  const location = directory.versionLocations.find((one) => file.path.startsWith(`${one}/`)) ?? "";
  const outside = location.slice(0, location.lastIndexOf("/") + 1);
  const target = `${outside}${baseName(file.path)}`;
  if (target === file.path) return [];
  const command = `git mv ${shellWord(file.path)} ${shellWord(target)}`;
  return way("Move it out of the version location:", false, run(command));
}
