// Databases that do not upgrade: every state of the version table, with what has run there.

/** How a database came to where it stands, and what the doctor must make of it. */
export interface DoctorStory {
  readonly name: string;
  /** Scripts that were deployed and run, in this order of deployments. */
  readonly before: string;
  /** Scripts as they are now; as before where nothing changed. */
  readonly after?: string;
  /** What the table holds now; null where it was never made. */
  readonly rows: readonly string[] | null;
  readonly problem: string | null;
  /** Which of the printed repairs is right for this database; null where none is offered, or none is needed. */
  readonly repair: number | null;
  /** Repairs that lead to a working upgrade as well. */
  readonly alsoWorks?: readonly number[];
  /** Revisions that ran and have no script any more. */
  readonly gone?: readonly string[];
  /** The database fails, or not, by its own rules: Alembic's commands are not tried beforehand. */
  readonly unforetold?: true;
  /** The version table that the repair gives to this project, where it has to share the usual one no more. */
  readonly ownTable?: string;
  /** Only `upgrade head` fails. */
  readonly onlyHead?: true;
}

const line = `
  <base> -> a1aaaa, create users
  a1aaaa -> b2bbbb, add email
  b2bbbb -> c3cccc, add orders`;

const longer = `${line}
  c3cccc -> d4dddd, add prices`;

/** The table of states. */
export const doctorStories: readonly DoctorStory[] = [
  {
    name: "a database that was never touched",
    before: "<base> -> a1aaaa, create users",
    after: longer,
    rows: null,
    problem: null,
    repair: null,
  },
  {
    name: "rows that lie on separate branches",
    before: `
      <base> -> a1aaaa, create users
      a1aaaa -> b2bbbb, add email
      a1aaaa -> c3cccc, add orders`,
    after: `
      <base> -> a1aaaa, create users
      a1aaaa -> b2bbbb, add email
      a1aaaa -> c3cccc, add orders
      b2bbbb, c3cccc -> d4dddd, merge`,
    rows: ["b2bbbb", "c3cccc"],
    problem: null,
    repair: null,
  },
  {
    name: "the two rows of a straight line",
    before: `
      <base> -> a91b476a53de, create tables
      a91b476a53de -> 6a9f914f656c, change documents`,
    after: `
      <base> -> a91b476a53de, create tables
      a91b476a53de -> 6a9f914f656c, change documents
      6a9f914f656c -> d28f2004b072, more`,
    rows: ["6a9f914f656c", "a91b476a53de"],
    problem: "overlapping-rows",
    repair: 0,
  },
  {
    name: "a row and one far below it, where all between has run",
    before: line,
    after: longer,
    rows: ["c3cccc", "a1aaaa"],
    problem: "overlapping-rows",
    repair: 0,
  },
  {
    name: "a script that was put upon another, with a new one between that never ran",
    before: `
      <base> -> a1aaaa, create users
      a1aaaa -> b2bbbb, add email
      a1aaaa -> d4dddd, add prices`,
    after: `
      <base> -> a1aaaa, create users
      a1aaaa -> b2bbbb, add email
      b2bbbb -> c3cccc, add orders
      c3cccc -> d4dddd, add prices`,
    rows: ["b2bbbb", "d4dddd"],
    problem: "overlapping-rows",
    repair: 1,
  },
  {
    name: "a row and a dependency of it",
    before: `
      <base> -> a1aaaa, create users
      a1aaaa -> b2bbbb, add email
      <base> -> x1xxxx, create shops
      x1xxxx (b2bbbb) -> y2yyyy, use email`,
    after: `
      <base> -> a1aaaa, create users
      a1aaaa -> b2bbbb, add email
      <base> -> x1xxxx, create shops
      x1xxxx (b2bbbb) -> y2yyyy, use email
      y2yyyy -> z3zzzz, close shops`,
    rows: ["b2bbbb", "y2yyyy"],
    problem: "overlapping-rows",
    repair: 0,
  },
  {
    name: "a deleted script",
    before: line,
    after: `
      <base> -> a1aaaa, create users
      a1aaaa -> b2bbbb, add email
      b2bbbb -> d4dddd, add prices`,
    rows: ["c3cccc"],
    problem: "unknown-row",
    repair: 0,
    alsoWorks: [1],
    gone: ["c3cccc"],
  },
  {
    name: "two deleted scripts, one upon the other",
    before: line,
    after: `
      <base> -> a1aaaa, create users
      a1aaaa -> d4dddd, add prices`,
    rows: ["c3cccc"],
    problem: "unknown-row",
    repair: 0,
    alsoWorks: [1],
    gone: ["b2bbbb", "c3cccc"],
  },
  {
    name: "a row of nobody's beside one that covers everything",
    before: line,
    after: longer,
    rows: ["c3cccc", "99ffff999999"],
    problem: "unknown-row",
    repair: 0,
    ownTable: "alembic_version_own",
  },
  {
    name: "rows of another project",
    before: line,
    rows: ["99ffff999999"],
    problem: "unknown-row",
    repair: null,
  },
  {
    name: "a row that stands there twice",
    before: line,
    after: longer,
    rows: ["c3cccc", "c3cccc"],
    problem: "doubled-row",
    repair: 0,
  },
  {
    name: "the beginning of a revision",
    before: line,
    after: longer,
    rows: ["c3cc"],
    problem: "abbreviated-row",
    repair: 0,
  },
  {
    name: "a branch label",
    before: `
      <base> -> a1aaaa, create users
      a1aaaa -> b2bbbb (shops), add email`,
    after: `
      <base> -> a1aaaa, create users
      a1aaaa -> b2bbbb (shops), add email
      b2bbbb -> c3cccc, add orders`,
    rows: ["shops"],
    problem: "abbreviated-row",
    repair: 0,
  },
  {
    name: "an empty row",
    before: line,
    after: longer,
    rows: ["", "c3cccc"],
    problem: "empty-row",
    repair: 0,
  },
  {
    name: "blanks behind a revision",
    before: line,
    after: longer,
    rows: ["c3cccc  "],
    problem: "padded-row",
    repair: 0,
  },
  {
    name: "several heads",
    before: "<base> -> a1aaaa, create users",
    after: `
      <base> -> a1aaaa, create users
      a1aaaa -> b2bbbb, add email
      a1aaaa -> c3cccc, add orders`,
    rows: ["a1aaaa"],
    problem: "several-heads",
    repair: 1,
    onlyHead: true,
  },
  {
    name: "a merge that lists what lies below another of its list",
    before: `
      <base> -> a1aaaa, create users
      <base> -> b2bbbb, create shops`,
    after: `
      <base> -> a1aaaa, create users
      <base> -> b2bbbb, create shops
      a1aaaa -> c3cccc, add orders
      a1aaaa, b2bbbb, c3cccc -> m4mmmm, merge`,
    rows: ["a1aaaa", "b2bbbb"],
    problem: "crashing-script",
    repair: 0,
  },
  {
    name: "scripts that do not load",
    before: line,
    after: `
      <base> -> a1aaaa, create users
      gone00 -> c3cccc, add orders`,
    rows: ["c3cccc"],
    problem: "broken-scripts",
    repair: null,
  },
];
