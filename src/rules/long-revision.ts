// long-revision: an identifier that does not fit `alembic_version`.

import { renameWithFollowers, way } from "../advice/repair.ts";
import type { Change, Problem, RevisionId, Script } from "../model.ts";
import { code } from "../text/sentence.ts";
import type { Rule } from "./rule.ts";

/** `alembic_version.version_num` is a VARCHAR(32). */
const longest = 32;

declare module "../model.ts" {
  interface RuleIds {
    "long-revision": true;
  }
}

export const longRevision: Rule = {
  id: "long-revision",
  severity: "error",
  title: "An identifier too long for alembic_version",
  why: "`alembic_version` holds 32 characters: PostgreSQL and MySQL refuse the row after the script has run, and SQLite, where tests often run, does not notice.",
  details: `PostgreSQL says "value too long for type character varying(32)". A MySQL that is not strict cuts the identifier off,
and the next upgrade stops. The rule is silent where the target branch already holds longer identifiers: the column was made wider then.`,
  example: {
    before: "<base> -> a1, create users",
    after: `
      <base> -> a1, create users
      a1 -> 20260105_add_email_address_to_users, add email`,
  },

  *find(change) {
    if (change.before.scripts.some(isLong)) return;
    for (const script of change.after.scripts) {
      if (isLong(script)) yield problemOf(change, script);
    }
  },
};

/** Counted as databases count: code points. */
function isLong({ revision }: Script): boolean {
  return revision.value.length > longest && [...revision.value].length > longest;
}

function problemOf({ after }: Change, script: Script): Problem {
  const { value, at } = script.revision;
  const characters = [...value];
  const short = characters
    .slice(0, longest)
    .join("")
    .replace(/_[^_]*$/, "") as RevisionId;
  const isFree = short !== "" && !after.nodes.has(short);
  const followers = after.nodes.get(value)?.allNext ?? [];
  const also =
    followers.length === 0 ? "" : `, in ${followers.slice(0, 3).map(code).join(", ")} too`;
  return {
    at,
    revision: value,
    what: `${code(value)} has ${characters.length} characters, and ${longest} fit.`,
    alembicSays: null,
    fixes: isFree
      ? way(
          `Shorten its \`revision\`${also}:`,
          true,
          renameWithFollowers(script, short, after.scripts),
        )
      : [],
  };
}
