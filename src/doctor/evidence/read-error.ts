// Alembic's error, out of a message or a log: what kind it is, and which revisions it names.

import type { ErrorKind, SpokenError, Testimony } from "./evidence.ts";

interface Pattern {
  readonly kind: ErrorKind;
  readonly text: RegExp;
  readonly read: (
    groups: readonly string[],
  ) => Partial<Pick<SpokenError, "kind" | "rows" | "names">>;
}

const nothing = () => ({});
const list = (text: string) => text.split(",").map((name) => name.trim());

/** What Alembic says, the most telling first. Lines are short of 2,000 characters, names never hold a line end. */
const patterns: readonly Pattern[] = [
  {
    kind: "overlaps",
    text: /Requested revision (\S{1,200}) overlaps with other requested revisions ([^\s,]{1,200}(?:, [^\s,]{1,200})*)/,
    read: ([upper = "", lower = ""]) => ({ rows: [upper, ...list(lower)] }),
  },
  {
    kind: "doubled",
    text: /Online migration expected to match one row when (?:updating|deleting) '([^'\n]{1,200})'[^;\n]{0,400}; (\d{1,4}) found/,
    read: ([row = "", count = ""]) =>
      Number(count) > 1
        ? { rows: Array<string>(Number(count)).fill(row) }
        : { kind: "not-found", names: [row] },
  },
  {
    kind: "cannot-locate",
    text: /Can't locate revision identified by '([^'\n]{0,200})'/,
    read: ([row = ""]) => ({ rows: [row] }),
  },
  {
    kind: "multiple-heads",
    text: /Multiple head revisions are present for given argument '[^'\n]{1,200}'|Multiple heads are present; please specify[^\n]{0,200}|The script directory has multiple heads[^\n]{0,200}/,
    read: nothing,
  },
  {
    kind: "too-long",
    text: /value too long for type character varying\(32\)|Data too long for column 'version_num'[^\n]{0,100}/,
    read: nothing,
  },
  {
    kind: "scripts",
    text: /Revision (\S{1,200}) referenced from [^\n]{1,600}? is not present/,
    read: ([name = ""]) => ({ names: [name] }),
  },
  {
    kind: "scripts",
    text: /(?:(?:Self-loop|Dependency self-loop|Cycle|Dependency cycle) is detected in revisions \([^)\n]{1,600}\)|Branch name '[^'\n]{1,200}' in revision \S{1,200} already used by revision \S{1,200}|Revision \S{1,200} is present more than once|Could not determine revision id from filename [^\n]{1,200}|Character\(s\) '[^'\n]{1,60}' not allowed in revision identifier '[^'\n]{1,200}'|Dependency resolution failed; broken map)/,
    read: nothing,
  },
  {
    kind: "scripts",
    text: /KeyError: '([^'\n]{1,200})'/,
    read: ([name = ""]) => ({ names: [name] }),
  },
  {
    kind: "not-up-to-date",
    text: /Target database is not up to date\.|Database is not on all head revisions/,
    read: nothing,
  },
];

/** The error in a text, the most telling where there are several; null where there is none of Alembic's. */
export function readError(text: string): Testimony | null {
  // A terminal breaks long messages, and quotes come typographic out of chat programs.
  const plain = text.replace(/\x1b\[[\d;]{0,20}m/g, "").replace(/[\u2018\u2019]/g, "'");
  for (const { kind, text: pattern, read } of patterns) {
    const found = pattern.exec(plain);
    if (!found) continue;
    const error = { kind, class: null, says: found[0], rows: [], names: [] };
    return {
      error: { ...error, ...read(found.slice(1)) },
      steps: [],
      statement: null,
      dialect: null,
    };
  }
  return null;
}
