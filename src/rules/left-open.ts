// A name that no script has, where something that nobody could read may have it: no claim, and no repair.

import type { Change, Located, Problem, Script } from "../model.ts";
import { code } from "../text/sentence.ts";

/** The problem as a question that stays open; `unseen` says what may have the name. */
export function leftOpen(
  script: Script,
  missing: Located<string>,
  from: "down_revision" | "depends_on",
  unseen: string,
): Problem {
  const revision = script.revision.value;
  const verb = from === "down_revision" ? "follows" : "depends on";
  return {
    at: missing.at,
    revision,
    severity: "warning",
    what: `${code(revision)} ${verb} ${code(missing.value)}, and no script that could be read has that revision.`,
    why: `It may be there all the same: ${unseen}.`,
    alembicSays: null,
    fixes: [],
    // What the change itself made unreadable is told by that.
    follows: ["unreadable-script"],
    key: [from, revision, missing.value].join("\0"),
    open: `Whether ${code(missing.value)} is there cannot be told: ${unseen}. \`alembic heads\` tells it.`,
  };
}

/** Where a script with this revision lies that the target branch has and that no configuration leads to: a program may load it. */
export function whereIgnored({ ignored }: Change, name: string): string | null {
  const found = ignored.before.find(({ revision }) => revision === name);
  return found ? `${code(found.path)} has it, and ${found.reason}` : null;
}
