// What Alembic says when a history or the rows stop it.

import type { ErrorPattern } from "./pattern.ts";
import { name, phrase, quoted } from "./phrase.ts";

const nothing = () => ({});
const names = ([one = ""]: readonly (string | undefined)[]) => ({ names: [one] });

/** Alembic's messages, of newest and old versions. */
export const alembicErrors: readonly ErrorPattern[] = [
  {
    kind: "overlaps",
    text: phrase(
      "Requested revision {} overlaps with other requested revisions {}{}",
      name,
      name,
      `((?:,\\s{1,40}${name.replace("(", "(?:")})*)`,
    ),
    read: ([upper = "", lower = "", more = ""]) => {
      const others = [lower, ...listed(more, lower)];
      const says = `Requested revision ${upper} overlaps with other requested revisions ${others.join(", ")}`;
      return { rows: [upper, ...others], says };
    },
  },
  {
    kind: "doubled",
    text: phrase(
      "Online migration expected to match one row when {} {}{}; {} found",
      "(?:updating|deleting)",
      quoted,
      "[^;]{0,400}?",
      "(\\d{1,6})",
    ),
    read: ([row = "", found]) => {
      const count = Number(found);
      // None: the row was there when Alembic read the table, and gone when it wrote.
      if (count === 0) return { kind: "not-found", names: [row] };
      return { rows: [row, ...(count > 1 ? [row] : [])] };
    },
  },
  {
    kind: "cannot-locate",
    text: phrase("Can't locate revision identified by {}", quoted),
    read: ([row = ""]) => ({ rows: [row] }),
  },
  {
    kind: "cannot-locate",
    text: phrase("Can't locate revision identified by {}", name),
    read: ([row = ""]) => ({ rows: [row] }),
  },
  {
    kind: "cannot-locate",
    text: phrase("No such revision or branch {}", quoted),
    read: ([row = ""]) => ({ rows: [row] }),
  },
  {
    kind: "multiple-heads",
    text: phrase("Multiple head revisions are present for given argument {}", quoted),
    read: nothing,
  },
  { kind: "multiple-heads", text: phrase("Multiple heads are present"), read: nothing },
  {
    kind: "multiple-heads",
    text: phrase("The script directory has multiple heads"),
    read: nothing,
  },
  {
    kind: "scripts",
    text: phrase("Revision {} referenced from {} is not present", name, "([^\\n]{1,600}?)"),
    // `missing -> broken (head), message`, or the broken script's revision alone.
    read: ([missing = "", from = ""]) => ({
      names: [missing, ...(/->\s*([^\s,]{1,200})/.exec(from)?.slice(1) ?? [])],
    }),
  },
  {
    kind: "scripts",
    text: phrase(
      "{} is detected in revisions ({})",
      "(?:Dependency )?(?:Self-loop|self-loop|Cycle|cycle)",
      "[^)\\n]{1,600}",
    ),
    read: nothing,
  },
  {
    kind: "scripts",
    text: phrase("Branch name {} in revision {} already used by revision {}", quoted, name, name),
    read: nothing,
  },
  { kind: "scripts", text: phrase("Revision {} is present more than once", name), read: names },
  {
    kind: "scripts",
    text: phrase("Could not determine revision id from filename {}", "(\\S{1,200})"),
    read: nothing,
  },
  {
    kind: "scripts",
    text: phrase("Character(s) {} not allowed in revision identifier {}", quoted, quoted),
    read: ([, one = ""]) => ({ names: [one] }),
  },
  { kind: "scripts", text: phrase("Dependency resolution failed; broken map"), read: nothing },
  {
    kind: "no-script-directory",
    text: phrase("Path doesn't exist: {}", "\\S{1,400}"),
    read: nothing,
  },
  {
    kind: "no-script-directory",
    text: phrase("No 'script_location' key found in configuration"),
    read: nothing,
  },
  {
    kind: "no-target",
    text: phrase(
      "Destination {} is not a valid {} target from current head(s)",
      "(\\S{1,200})",
      "(?:upgrade|downgrade)",
    ),
    read: names,
  },
  {
    kind: "no-target",
    text: phrase("Relative revision {} didn't produce {} migrations", "\\S{1,40}", "\\d{1,9}"),
    read: nothing,
  },
  {
    kind: "no-target",
    text: phrase("Ambiguous {}", "(?:walk|upgrade\\s{1,40}from)"),
    read: nothing,
  },
  { kind: "no-target", text: phrase("Walked too far"), read: nothing },
  {
    kind: "no-target",
    text: phrase("Not a valid downgrade target from current heads"),
    read: nothing,
  },
  { kind: "no-target", text: phrase("No such branch: {}", quoted), read: names },
  {
    kind: "no-target",
    text: phrase("Revision {} is not a member of branch {}", name, quoted),
    read: names,
  },
  {
    kind: "no-target",
    text: phrase("Multiple revisions start with {}", quoted),
    read: names,
  },
  { kind: "not-up-to-date", text: phrase("Target database is not up to date"), read: nothing },
  { kind: "not-up-to-date", text: phrase("Database is not on all head revisions"), read: nothing },
];

/** The rest of a list of revisions; a sentence that goes on behind a comma is none. */
function listed(text: string, first: string): readonly string[] {
  const isAlike = (one: string) => one.length === first.length || /[\d_]/.test(one);
  return text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "" && isAlike(one));
}
