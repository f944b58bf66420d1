// duplicate-revision: two files declare one revision.

import { remove } from "../advice/commands.ts";
import { freshRevision } from "../advice/fresh-revision.ts";
import { backBefore } from "../advice/own-database.ts";
import { follow, renameWithFollowers, saying, way } from "../advice/repair.ts";
import { quote } from "../graph/quote.ts";
import type { Change, Problem, RevisionId, Script, Step } from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import { exampleScript } from "./example-script.ts";
import type { Rule } from "./rule.ts";

const addOrders = `def upgrade():
    op.create_table("orders", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("orders")
`;

declare module "../model.ts" {
  interface RuleIds {
    "duplicate-revision": true;
  }
}

export const duplicateRevision: Rule = {
  id: "duplicate-revision",
  severity: "error",
  title: "Two files with one revision",
  why: "Alembic keeps only the file it reads last and still lists the other as a head, so `upgrade` stops or runs the wrong one of them.",
  details: `Alembic warns and goes on. If the revision is a head, \`alembic upgrade head\` then finds two heads; if something follows it,
\`alembic upgrade heads\` stops with "Requested revision … overlaps with other requested revisions …" even on an empty database.
Made-up revisions such as \`a1b2c3d4e5f6\` and scripts that were copied are the usual causes: let \`alembic revision\` choose the identifier.`,
  example: {
    before: {
      "versions/a1_create_users.py": exampleScript("a1", null),
      "versions/b2_add_email.py": exampleScript("b2", "a1"),
    },
    after: {
      "versions/a1_create_users.py": exampleScript("a1", null),
      "versions/b2_add_email.py": exampleScript("b2", "a1"),
      "versions/b2_add_orders.py": exampleScript("b2", "a1", addOrders),
    },
  },
  breaksHistory: true,

  *find(change) {
    for (const { revision, scripts } of change.after.duplicates) {
      const script = newest(change, scripts);
      const others = scripts.filter((other) => other !== script);
      yield {
        at: script.revision.at,
        revision,
        what: `${code(revision)} is the revision of ${scripts.length} files: ${codes(scripts.map(({ path }) => path))}.`,
        ...whatAlembicDoes(change, revision),
        related: others.map((other) => ({
          at: other.revision.at,
          what: `This is ${code(revision)} too.`,
        })),
        fixes: fixesFor(change, script, others),
        key: `${revision} ${scripts.length}`,
      };
    }
  },
};

/** A warning, unless one of the files follows the revision itself: a made-up identifier is often that of the head. */
function whatAlembicDoes({ after }: Change, revision: RevisionId) {
  const error = after.loadError;
  if (
    error?.class === "LoopDetected" &&
    error.messages.some((one) => one.includes(`(${revision})`))
  )
    return {
      why: "One of the files follows the revision that it declares itself: Alembic cannot load the script directory, so every command fails.",
      alembicSays: quote(error),
    };
  return { alembicSays: `Revision ${revision} is present more than once` };
}

/** The file that the change brings, else the one that Alembic reads last. */
function newest({ scripts: changes }: Change, scripts: readonly Script[]): Script {
  const brought = new Set<string>();
  for (const change of changes) if (change.kind === "added") brought.add(change.after.path);
  return scripts.findLast(({ path }) => brought.has(path)) ?? scripts.at(-1)!;
}

function fixesFor(change: Change, script: Script, others: readonly Script[]): Problem["fixes"] {
  const isNew = change.scripts.some(
    (one) => one.kind === "added" && one.after.path === script.path,
  );
  if (others.some(({ id }) => id === script.id))
    return way("Delete the copy:", isNew, remove(script.path));
  const onto = isNew ? putBehindHead(change, script) : [];
  const own = isNew ? `. ${backBefore(change.directory, change.after, script)}` : "";
  return way(
    `Give it a \`revision\` of its own${own}:`,
    isNew,
    renameWithFollowers(script, freshRevision(change, script), isNew ? newScripts(change) : []),
    ...(onto.length > 0 ? [onto] : []),
  );
}

/** The author's other scripts: where they name the revision, they mean the author's own. */
function newScripts({ scripts }: Change): readonly Script[] {
  return scripts.flatMap((one) =>
    one.kind === "added" && one.after.kind === "script" ? [one.after.script] : [],
  );
}

/** With a revision of its own it would be a second head where it does not follow the only one. */
function putBehindHead({ before }: Change, script: Script): readonly Step[] {
  const [head, ...others] = before.heads;
  const follows = script.downRevisions.map(({ value }) => value);
  if (head === undefined || others.length > 0 || follows.length > 1) return [];
  return follows[0] === head ? [] : saying(`Put it after ${code(head)}:`, follow(script, [head]));
}
