// edited-revision: a script that counts as applied would do something else.

import { alembicCommand, restore } from "../advice/repair.ts";
import { weight } from "../change/applied.ts";
import type { Change, Edit, Problem, Script, ScriptDifference, Severity } from "../model.ts";
import { code, list } from "../text/sentence.ts";
import { shellText } from "../text/shell.ts";
import { exampleScript } from "./example-script.ts";
import type { Rule } from "./rule.ts";

export const editedRevision: Rule = {
  id: "edited-revision",
  severity: "error",
  title: "An applied script that would do something else",
  why: "Databases that ran it will not run it again: they keep what the old text did, while new databases get the new one.",
  details: `A script counts as applied when the target branch has it; with the \`released\` setting, scripts that are merged but not released
get a warning. Texts are compared by meaning: comments, docstrings, blank lines, quotes, trailing commas and line breaks do not count.
A change of \`upgrade\`, or of code in the file that it may call, is an error; of \`downgrade\` alone, a warning; of imports alone, or of nothing but
white space inside strings, a notice. There is one finding for each script.`,
  example: {
    before: { "versions/a1.py": exampleScript("a1", null, createUsers(50)) },
    after: { "versions/a1.py": exampleScript("a1", null, createUsers(80)) },
  },

  *find(change) {
    for (const one of change.scripts) {
      if (one.kind !== "edited" || one.before.kind !== "script" || one.after.kind !== "script")
        continue;
      const edits = one.difference.edits.filter((edit) => severityOf(edit, one.difference));
      if (edits.length > 0) {
        yield problemOf(change, one.before.script, one.after.script, edits, one.difference);
      }
    }
  },
};

function createUsers(length: number): string {
  return `def upgrade():
    op.create_table("users", sa.Column("name", sa.String(${length})))


def downgrade():
    op.drop_table("users")
`;
}

/** How much an edit weighs, null for those that other rules look at. */
function severityOf(edit: Edit, difference: ScriptDifference): Severity | null {
  if (difference.onlyStringWhiteSpace.includes(edit)) return "notice";
  if (difference.sendsTheSame?.includes(edit)) return "notice";
  switch (edit) {
    case "upgrade":
    case "module":
      return "error";
    case "downgrade":
      return "warning";
    case "imports":
      return "notice";
    case "revision":
    case "down_revision":
    case "depends_on":
    case "branch_labels":
    case "cosmetic":
      return null;
  }
}

const parts: Readonly<Partial<Record<Edit, string>>> = {
  upgrade: "`upgrade`",
  downgrade: "`downgrade`",
  module: "code beside its functions",
  imports: "imports",
};

function problemOf(
  change: Change,
  before: Script,
  after: Script,
  edits: readonly Edit[],
  difference: ScriptDifference,
): Problem {
  const severities = edits.map((edit) => severityOf(edit, difference));
  const worst = (["error", "warning", "notice"] as const).find((one) => severities.includes(one))!;
  const place = edits.find((edit) => severityOf(edit, difference) === worst)!;
  const released = weight(change, [before.revision.value]);
  const name = code(after.revision.value);
  const isSpace = edits.every((edit) => difference.onlyStringWhiteSpace.includes(edit));
  const what = list(edits.map((edit) => parts[edit] ?? edit));
  return {
    at: difference.at[place] ?? after.revision.at,
    revision: after.revision.value,
    severity: worst === "error" ? released : worst,
    what: `${name} is on the target branch already, and ${isSpace ? "white space in the strings of " : ""}its ${what} would change.`,
    ...(whyLess(worst, edits) ?? {}),
    alembicSays: null,
    fixes: fixesFor(change, before, after, worst),
    follows: before.revision.value === after.revision.value ? [] : ["renamed-revision"],
  };
}

function whyLess(worst: Severity, edits: readonly Edit[]): { readonly why: string } | null {
  if (worst === "warning") {
    return {
      why: "Databases that are downgraded later run the new text, whatever they were upgraded by.",
    };
  }
  if (worst === "error") return null;
  return {
    why: edits.includes("imports")
      ? "Imports alone do not change what the script does, as long as the new names mean the same."
      : "This is unlikely to change what the script does.",
  };
}

function fixesFor(
  change: Change,
  before: Script,
  after: Script,
  worst: Severity,
): Problem["fixes"] {
  if (worst === "notice") return [];
  // A downgrade is mended in its own script or nowhere.
  const isOnlyDowngrade = worst === "warning";
  const sayBack = isOnlyDowngrade
    ? "If it was not meant, take the edit back:"
    : "Take the edit back:";
  const back = before.path === after.path ? restore(change, after.path, sayBack) : [];
  if (isOnlyDowngrade) return back;
  const say = `${back.length > 0 ? "And put" : "Put"} what has to change into a new script:`;
  const message = shellText(`amend ${after.revision.value}`);
  const command = alembicCommand(change.directory, "revision", `-m ${message}`);
  return [...back, { kind: "run", say, command }];
}
