// illegal-revision: an identifier that Alembic refuses or misreads.

import { renameWithFollowers, way } from "../advice/repair.ts";
import { isTouched } from "../change/touched.ts";
import { isIllegal, symbols } from "../graph/illegal.ts";
import { quote } from "../graph/quote.ts";
import type { Change, Problem, RevisionId, Script } from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "illegal-revision": true;
  }
}

export const illegalRevision: Rule = {
  id: "illegal-revision",
  severity: "error",
  title: "An identifier that Alembic refuses or misreads",
  why: "Alembic either refuses to load the script directory, or takes the name for something else when a database stands there.",
  details: `A \`revision\` may not hold \`@\`, \`-\`, \`+\` or, since Alembic 1.17.1, \`:\`, which are its own signs for branches, steps and ranges.
It may not be empty, and \`head\`, \`heads\`, \`base\` and \`current\` mean something else on the command line and in \`alembic_version\`.
Values that are no strings (numbers, bytes) are reported here too.`,
  example: {
    before: "<base> -> a1, create users",
    after: `
      <base> -> a1, create users
      a1 -> add-email, add email`,
  },
  breaksHistory: true,

  *find(change) {
    for (const script of change.after.scripts) {
      if (isIllegal(script.revision.value)) yield problemOf(change, script);
    }
    const touched = isTouched(change);
    for (const file of change.after.files) {
      if (file.kind !== "refused") continue;
      yield {
        at: file.at,
        revision: file.revision,
        what: `${code(file.path)} has an identifier that Alembic refuses: ${file.reason}.`,
        alembicSays: quote(file.error),
        fixes: [],
        ...(touched(file.path) ? {} : { severity: "notice" }),
      };
    }
  },
};

function problemOf(change: Change, script: Script): Problem {
  const revision = script.revision.value;
  const signs = [...new Set(revision.match(/[@:+-]/g) ?? [])].sort();
  const rest = { at: script.revision.at, revision, fixes: fixesFor(change, script) };
  if (signs.length > 0) {
    return {
      ...rest,
      what: `${code(revision)} holds ${codes(signs)}, which Alembic does not allow in a revision.`,
      alembicSays: `Character(s) '${signs.join(", ")}' not allowed in revision identifier '${revision}'`,
    };
  }
  if (revision === "") {
    const what = `${code(script.path)} has an empty revision.`;
    const why =
      "It loads and upgrades once; then every command that reads `alembic_version` stops.";
    return { ...rest, what, why, alembicSays: null };
  }
  const what = `${code(revision)} is the revision of a script, and Alembic reads it as one of its own words.`;
  return { ...rest, what, alembicSays: null };
}

function fixesFor({ after }: Change, script: Script): Problem["fixes"] {
  const { value } = script.revision;
  const letters = value.replace(/[@:+-]+/g, "_").replace(/^_|_$/g, "") || "first";
  const name = symbols.has(letters) ? `${letters}_1` : letters;
  if (after.nodes.has(name as RevisionId)) return [];
  const followers = after.scripts.filter((one) => one.downRevisions.some((d) => d.value === value));
  const also = followers
    .map((one) => code(one.revision.value))
    .slice(0, 3)
    .join(", ");
  const say =
    also === ""
      ? "Use letters, digits and `_` in its `revision`:"
      : `Use letters, digits and \`_\` in its \`revision\`, and name it so in ${also}:`;
  return way(say, true, renameWithFollowers(script, name, after.scripts));
}
