// edited-revision: a script that counts as applied would do something else.

import { alembicStep, restore } from "../advice/commands.ts";
import { way } from "../advice/repair.ts";
import { weight } from "../change/applied.ts";
import type { Change, Edit, Problem, Script, ScriptDifference, Severity } from "../model.ts";
import { code, codes, list } from "../text/sentence.ts";
import { shellText } from "../text/shell.ts";
import { exampleScript } from "./example-script.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "edited-revision": true;
  }
}

export const editedRevision: Rule = {
  id: "edited-revision",
  severity: "error",
  title: "An applied script that would do something else",
  why: "Databases that ran it will not run it again: they keep what the old text did, while new databases get the new one.",
  details: `A script counts as applied when the target branch has it; with the \`released\` setting, scripts that are merged but not released
get a warning. Texts are compared by meaning: comments, docstrings, blank lines, quotes, trailing commas and line breaks do not count.
A change of \`upgrade\`, or of code in the file that it may call, is an error; of \`downgrade\` alone, a warning; of imports alone, or of nothing but
white space inside strings, a notice. There is one finding for each script; the same edit in three or more is one finding that lists them.

Surely the same statements, and a notice: \`text(…)\` around or taken from around a literal, prints, warnings and log messages, names that are called otherwise
throughout the file, helpers and type aliases that nothing uses, other spellings of one literal, \`not x in y\`.

An edit that goes back to the text of the newest release, or of the commit that merged the script, is a warning that says so.`,
  example: {
    before: { "versions/a1.py": exampleScript("a1", null, createUsers(50)) },
    after: { "versions/a1.py": exampleScript("a1", null, createUsers(80)) },
  },
  aboutApplied: true,

  *find(change) {
    const edited: Edited[] = [];
    for (const one of change.scripts) {
      if (one.kind !== "edited") continue;
      const { before, after, difference } = one;
      if (before.kind !== "script" || after.kind !== "script") continue;
      const edits = difference.edits.filter((edit) => severityOf(edit, difference));
      if (edits.length > 0)
        edited.push({ before: before.script, after: after.script, edits, difference });
    }
    for (const alike of groupAlike(change, edited)) yield problemOf(change, alike);
  },
};

/** An applied script and what differs in it that counts. */
interface Edited {
  readonly before: Script;
  readonly after: Script;
  readonly edits: readonly Edit[];
  readonly difference: ScriptDifference;
}

/** From here on the same edit in several scripts is told once. */
const many = 3;

/** Scripts with one and the same edit belong together; the rest stands alone. */
function groupAlike(change: Change, edited: readonly Edited[]): readonly (readonly Edited[])[] {
  const groups = new Map<string, Edited[]>();
  for (const one of edited) {
    const { difference, edits, after } = one;
    const exchanged = difference.exchanged || after.path;
    const key = JSON.stringify([weigh(change, one), edits, exchanged, isTakenBack(change, one)]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) =>
    group.length < many ? group.map((one) => [one]) : [group],
  );
}

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

const names: Readonly<Partial<Record<Edit, string>>> = {
  upgrade: "`upgrade`",
  downgrade: "`downgrade`",
  module: "code beside its functions",
  imports: "imports",
};

/** Where the text that the change goes back to stands: "release `v1`"; undefined where it goes back to none. */
function isTakenBack({ takenBack }: Change, { after }: Edited): string | undefined {
  return takenBack?.get(after.path);
}

/** How much the edits of one script weigh: as much as the worst of them, less where they are taken back or not released. */
function weigh(change: Change, { before, edits, difference }: Edited): Severity {
  const worst = worstOf(edits, difference);
  return worst === "error" ? weight(change, [before.revision.value]) : worst;
}

function worstOf(edits: readonly Edit[], difference: ScriptDifference): Severity {
  const severities = edits.map((edit) => severityOf(edit, difference));
  return (["error", "warning", "notice"] as const).find((one) => severities.includes(one))!;
}

function problemOf(change: Change, alike: readonly Edited[]): Problem {
  const [first, ...others] = alike as readonly [Edited, ...Edited[]];
  const { before, after, edits, difference } = first;
  const worst = worstOf(edits, difference);
  const place = edits.find((edit) => severityOf(edit, difference) === worst)!;
  const source = isTakenBack(change, first);
  const isSpace = edits.every((edit) => difference.onlyStringWhiteSpace.includes(edit));
  const parts = `${isSpace ? "white space in the strings of " : ""}${others.length > 0 ? "their" : "its"} ${list(edits.map((edit) => names[edit] ?? edit))}`;
  const back = source === undefined ? "" : `, back to the text of ${source}`;
  const subject =
    others.length > 0
      ? `${codes(alike.map((one) => one.after.revision.value))} are on the target branch already, and the same edit in all ${alike.length} would change`
      : `${code(after.revision.value)} is on the target branch already, and`;
  return {
    at: difference.at[place] ?? after.revision.at,
    revision: after.revision.value,
    severity: source === undefined ? weigh(change, first) : lessThanError(worst),
    what:
      others.length > 0
        ? `${subject} ${parts}${back}.`
        : `${subject} ${parts} would change${back}.`,
    ...whyLess(worst, first, source),
    alembicSays: null,
    related: others.map((one) => ({
      at: one.difference.at[place] ?? one.after.revision.at,
      what: `The same edit in ${code(one.after.revision.value)}.`,
    })),
    fixes: source === undefined ? fixesFor(change, alike, worst) : [],
    follows: before.revision.value === after.revision.value ? [] : ["renamed-revision"],
  };
}

function lessThanError(severity: Severity): Severity {
  return severity === "error" ? "warning" : severity;
}

function whyLess(
  worst: Severity,
  { edits, difference }: Edited,
  source: string | undefined,
): { readonly why?: string } {
  if (source !== undefined && worst !== "notice")
    return {
      why: `Databases that ran the text of ${source} are right again. Those that ran the text in between keep what that did: they need a new script, if the two differ in what they leave behind.`,
    };
  if (worst === "warning") {
    return {
      why: "Databases that are downgraded later run the new text, whatever they were upgraded by.",
    };
  }
  if (worst === "error") return {};
  if (edits.every((edit) => difference.sendsTheSame?.includes(edit) || edit === "imports"))
    return {
      why: edits.some((edit) => edit !== "imports")
        ? "It surely sends the same statements as before."
        : "Imports alone do not change what the script does, as long as the new names mean the same.",
    };
  return {
    why: edits.includes("imports")
      ? "Imports alone do not change what the script does, as long as the new names mean the same."
      : "This is unlikely to change what the script does.",
  };
}

function fixesFor(change: Change, alike: readonly Edited[], worst: Severity): Problem["fixes"] {
  if (worst === "notice") return [];
  // A downgrade is mended in its own script or nowhere.
  const isOnlyDowngrade = worst === "warning";
  const sayBack = isOnlyDowngrade
    ? "If it was not meant, take the edit back:"
    : "Take the edit back:";
  const isInPlace = alike.every(({ before, after }) => before.path === after.path);
  const back = isInPlace ? restore(change, ...alike.map(({ after }) => after.path)) : [];
  const takeBack = way(sayBack, !isOnlyDowngrade, back);
  if (isOnlyDowngrade) return takeBack;
  const message = shellText(
    `amend ${list(
      alike.map(({ after }) => after.revision.value),
      3,
    )}`,
  );
  const amend = alembicStep(change.directory, "revision", `-m ${message}`);
  const instead =
    back.length > 0
      ? "Or put what has to change into a new script, after that:"
      : "Put what has to change into a new script:";
  return [...takeBack, ...way(instead, false, ...(back.length > 0 ? [back] : []), [amend])];
}
