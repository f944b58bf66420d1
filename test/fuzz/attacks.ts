// Changes of at most 1 MB that would cost much if any work grew faster than they do.

import type { Files } from "./snapshot.ts";

/** What the target branch has, and what it would hold. */
export interface Attack {
  readonly before: Files;
  readonly after: Files;
}

const versions = "migrations/versions";
const shop: Files = {
  "alembic.ini": "[alembic]\nscript_location = %(here)s/migrations\n",
  "migrations/env.py": "",
  "migrations/script.py.mako": "",
  [`${versions}/a1.py`]: script("a1", "None"),
  [`${versions}/b2.py`]: script("b2", '"a1"'),
};
const functions = "\ndef upgrade():\n    pass\ndef downgrade():\n    pass\n";
/** Just below the size of the largest file that is read. */
const room = 255 * 1024;

function script(revision: string, down: string, more = ""): string {
  return `revision = "${revision}"\ndown_revision = ${down}\n${more}${"\ndef upgrade():\n    pass\ndef downgrade():\n    pass\n"}`;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function tuple(names: readonly string[]): string {
  return `(${names.map((name) => `"${name}",`).join("")})`;
}

function files(count: number, text: (index: number) => string): Files {
  return Object.fromEntries(numbers(count).map((i) => [`${versions}/h${i}.py`, text(i)]));
}

/** A pattern as often as a file has room for it. */
function filled(pattern: string, room_ = room): string {
  return pattern.repeat(Math.floor(room_ / pattern.length));
}

/** One new script; then the same script, edited. */
function one(name: string, text: string): Record<string, Attack> {
  const path = `${versions}/c3.py`;
  const added = { ...shop, [path]: text };
  return {
    [name]: { before: shop, after: added },
    [`${name}, edited`]: { before: added, after: { ...shop, [path]: `${text}x = 1\n` } },
    [`${name}, edited above`]: { before: added, after: { ...shop, [path]: `x = 1\n${text}` } },
    [`${name}, renamed`]: {
      before: added,
      after: { ...shop, [path]: text.replace('revision = "c3"', 'revision = "c4"') },
    },
  };
}

/** Four files of one kind. */
function four(name: string, text: string): Record<string, Attack> {
  const all = files(4, (i) => script(`h${i}`, i === 0 ? '"b2"' : `"h${i - 1}"`, text));
  const edited = files(4, (i) =>
    script(`h${i}`, i === 0 ? '"b2"' : `"h${i - 1}"`, `${text}x = 1\n`),
  );
  return {
    [name]: { before: shop, after: { ...shop, ...all } },
    [`${name}, edited`]: { before: { ...shop, ...all }, after: { ...shop, ...edited } },
  };
}

function many(name: string, added: Files): Record<string, Attack> {
  const all = { ...shop, ...added };
  const edited = Object.fromEntries(
    Object.entries(added).map(([path, text]) => [path, text.replace("pass", "op.x()")]),
  );
  return {
    [name]: { before: shop, after: all },
    [`${name}, deleted`]: { before: all, after: shop },
    [`${name}, edited`]: { before: all, after: { ...shop, ...edited } },
    [`${name}, head closed`]: {
      before: all,
      after: { ...all, [`${versions}/z.py`]: script("z", '"b2"') },
    },
  };
}

const header = 'revision = "c3"\ndown_revision = "b2"\n';
const chain = (count: number) =>
  files(count, (i) => script(`h${i}`, i === 0 ? '"b2"' : `"h${i - 1}"`));

/** A history as long as any, in one line. */
function long(count: number): Files {
  return { ...shop, ...chain(count) };
}

/** Every attack, by what it does. */
export const attacks: Readonly<Record<string, () => Readonly<Record<string, Attack>>>> = {
  parents: () =>
    many(
      "600 scripts with 200 down revisions each",
      files(600, (i) =>
        script(
          `h${i}`,
          i === 0 ? '"b2"' : tuple(numbers(Math.min(i, 200)).map((j) => `h${i - 1 - j}`)),
        ),
      ),
    ),
  grid: () =>
    many(
      "30 rows of 30 scripts, each on the whole row below",
      files(900, (i) =>
        script(
          `h${i}`,
          i < 30 ? '"b2"' : tuple(numbers(30).map((j) => `h${(Math.floor(i / 30) - 1) * 30 + j}`)),
        ),
      ),
    ),
  dependencies: () =>
    many(
      "600 scripts that depend on 200 each",
      files(600, (i) =>
        script(
          `h${i}`,
          i === 0 ? '"b2"' : `"h${i - 1}"`,
          i < 2
            ? ""
            : `depends_on = ${tuple(numbers(Math.min(i - 1, 200)).map((j) => `h${i - 2 - j}`))}\n`,
        ),
      ),
    ),
  labels: () =>
    many(
      "500 scripts with 100 labels each",
      files(500, (i) =>
        script(
          `h${i}`,
          i === 0 ? '"b2"' : `"h${i - 1}"`,
          `branch_labels = ${tuple(numbers(100).map((j) => `l${i}_${j}`))}\n`,
        ),
      ),
    ),
  sameLabels: () =>
    many(
      "500 scripts with the same 200 labels",
      files(500, (i) =>
        script(
          `h${i}`,
          i === 0 ? '"b2"' : `"h${i - 1}"`,
          `branch_labels = ${tuple(numbers(200).map((j) => `l${j}`))}\n`,
        ),
      ),
    ),
  missing: () =>
    one(
      "one script with 10,000 missing down revisions",
      script("c3", tuple(numbers(10_000).map((i) => `p${i}`))),
    ),
  missing200: () =>
    many(
      "500 scripts with 200 missing down revisions each",
      files(500, (i) => script(`h${i}`, tuple(numbers(200).map((j) => `p${i}_${j}`)))),
    ),
  missingDependencies: () =>
    one(
      "one script with 20,000 missing dependencies",
      script("c3", '"b2"', `depends_on = ${tuple(numbers(20_000).map((i) => `p${i}`))}\n`),
    ),
  missingDependencies200: () =>
    many(
      "500 scripts with 200 missing dependencies each",
      files(500, (i) =>
        script(`h${i}`, '"b2"', `depends_on = ${tuple(numbers(200).map((j) => `p${i}_${j}`))}\n`),
      ),
    ),
  lost: () =>
    many(
      "5,000 scripts with a missing down revision each",
      files(5000, (i) => script(`h${i}`, `"gone${i}"`)),
    ),
  oneLost: () =>
    many(
      "5,000 scripts with the same missing down revision",
      files(5000, (i) => script(`h${i}`, '"gone"')),
    ),
  heads: () =>
    many(
      "5,000 new heads",
      files(5000, (i) => script(`h${i}`, '"b2"')),
    ),
  bases: () =>
    many(
      "5,000 new bases",
      files(5000, (i) => script(`h${i}`, "None")),
    ),
  line: () => many("5,000 scripts in a line", chain(5000)),
  loop: () =>
    many(
      "a loop of 5,000 scripts",
      files(5000, (i) => script(`h${i}`, `"h${(i + 1) % 5000}"`)),
    ),
  loops: () =>
    many(
      "2,500 loops of two scripts",
      files(5000, (i) => script(`h${i}`, `"h${i ^ 1}"`)),
    ),
  knot: () =>
    many(
      "200 scripts that all follow each other",
      files(200, (i) =>
        script(
          `h${i}`,
          tuple(
            numbers(200)
              .filter((j) => j !== i)
              .map((j) => `h${j}`),
          ),
        ),
      ),
    ),
  doubles: () =>
    many(
      "5,000 files with one revision",
      files(5000, () => script("c3", '"b2"')),
    ),
  twice: () =>
    many(
      "2,500 revisions declared twice",
      files(5000, (i) => script(`h${i >> 1}`, i < 2 ? '"b2"' : `"h${(i >> 1) - 1}"`)),
    ),
  empty: () =>
    many(
      "20,000 empty modules",
      files(20_000, () => ""),
    ),
  merges: () =>
    many("1,000 merges of the same two scripts", {
      ...files(2, (i) => script(`h${i}`, '"b2"')),
      ...Object.fromEntries(
        numbers(1000).map((i) => [`${versions}/m${i}.py`, script(`m${i}`, '("h0", "h1")')]),
      ),
    }),
  ladder: () =>
    many(
      "2,000 merges, each of the last and a new line",
      files(4000, (i) =>
        i % 2 === 0
          ? script(`h${i}`, '"b2"')
          : script(`h${i}`, i < 2 ? '"h0"' : `("h${i - 2}", "h${i - 1}")`),
      ),
    ),
  redundant: () =>
    many(
      "a line of 1,000 scripts that list all below, 100 at most",
      files(1000, (i) =>
        script(
          `h${i}`,
          i === 0 ? '"b2"' : tuple(numbers(Math.min(i, 100)).map((j) => `h${i - 1 - j}`)),
        ),
      ),
    ),
  moved: () => {
    const all = long(5000);
    const moved = Object.fromEntries(
      Object.entries(all).map(([path, text]) => [path.replace("versions/h", "versions/i"), text]),
    );
    return { "5,000 files renamed": { before: all, after: moved } };
  },
  rerevision: () => {
    const all = long(3000);
    const other = {
      ...shop,
      ...files(3000, (i) => script(`i${i}`, i === 0 ? '"b2"' : `"i${i - 1}"`)),
    };
    return { "3,000 revisions renamed": { before: all, after: other } };
  },
  reversed: () => {
    const all = long(3000);
    const other = {
      ...shop,
      ...files(3000, (i) => script(`h${i}`, i === 2999 ? '"b2"' : `"h${i + 1}"`)),
    };
    return { "a line of 3,000 scripts turned round": { before: all, after: other } };
  },
  shuffled: () => {
    const all = { ...shop, ...files(2000, (i) => script(`h${i}`, '"b2"')) };
    const other = {
      ...shop,
      ...files(2000, (i) => script(`h${i}`, i === 0 ? '"b2"' : `"h${(i * 7919) % i}"`)),
    };
    return {
      "2,000 applied heads re-pointed": { before: all, after: other },
      "a tree of 2,000 made 2,000 heads": { before: other, after: all },
    };
  },
  inserted: () => {
    const all = long(2000);
    const other = {
      ...shop,
      ...files(2000, (i) => script(`h${i}`, `"n${i}"`)),
      ...Object.fromEntries(
        numbers(2000).map((i) => [
          `${versions}/n${i}.py`,
          script(`n${i}`, i === 0 ? '"b2"' : `"h${i - 1}"`),
        ]),
      ),
    };
    return { "2,000 scripts slipped in between 2,000": { before: all, after: other } };
  },
  holes: () => {
    const all = long(4000);
    const other = Object.fromEntries(
      Object.entries(all).filter(([path]) => !/h\d*[13579]\.py$/.test(path)),
    );
    return { "every second of 4,000 deleted": { before: all, after: other } };
  },
  huge: () => ({
    "10,000 scripts, and one that lists 200 of them": {
      before: long(10_000),
      after: {
        ...long(10_000),
        [`${versions}/z.py`]: script("z", tuple(numbers(200).map((i) => `h${i * 50}`))),
      },
    },
    "10,000 scripts, and 1,000 heads among them": {
      before: long(10_000),
      after: {
        ...long(10_000),
        ...Object.fromEntries(
          numbers(1000).map((i) => [`${versions}/z${i}.py`, script(`z${i}`, `"h${i * 10}"`)]),
        ),
      },
    },
    "10,000 scripts, and a loop through all": {
      before: long(10_000),
      after: { ...long(10_000), [`${versions}/a1.py`]: script("a1", '"h9999"') },
    },
    "10,000 scripts, and 1,000 misspelt down revisions": {
      before: long(10_000),
      after: {
        ...long(10_000),
        ...Object.fromEntries(
          numbers(1000).map((i) => [
            `${versions}/z${i}.py`,
            script(`z${i}`, `"h${i}_misspelt_by_hand"`),
          ]),
        ),
      },
    },
    "10,000 scripts, all but two deleted": { before: long(10_000), after: shop },
    "10,000 scripts, all edited": {
      before: long(10_000),
      after: Object.fromEntries(
        Object.entries(long(10_000)).map(([p, t]) => [p, t.replace("pass", "op.x()")]),
      ),
    },
    "10,000 scripts, all labelled": {
      before: long(10_000),
      after: Object.fromEntries(
        Object.entries(long(10_000)).map(([p, t]) => [
          p,
          t.replace("\ndef", `branch_labels = "l${p.length}${p.slice(-8, -3)}"\n\ndef`),
        ]),
      ),
    },
    "10,000 scripts, and 1,000 dependencies of old ones": {
      before: long(10_000),
      after: Object.fromEntries(
        Object.entries(long(10_000)).map(([p, t]) => [
          p,
          /h\d+0\.py/.test(p)
            ? t.replace("\ndef", `depends_on = "h${9999 - Number(/h(\d+)/.exec(p)![1])}"\n\ndef`)
            : t,
        ]),
      ),
    },
  }),
  markers: () => one("30,000 conflict markers", `${header}${filled("<<<<<<< \n")}`),
  markers4: () => four("four files of conflict markers", filled("=======\n")),
  markersInString: () =>
    one("30,000 conflict markers in a string", `${header}x = """\n${filled("<<<<<<< \n")}"""\n`),
  square: () =>
    one(
      "[ nested 130,000 deep",
      `revision = "c3"\ndown_revision = ${"[".repeat(room / 2 - 100)}"b2"${"]".repeat(room / 2 - 100)}${functions}`,
    ),
  round: () =>
    one(
      "( nested 130,000 deep",
      `revision = "c3"\ndown_revision = ${"(".repeat(room / 2 - 100)}"b2"${")".repeat(room / 2 - 100)}${functions}`,
    ),
  curly: () =>
    one(
      "{ nested in upgrade",
      `${header}def upgrade():\n    x = ${"{".repeat(room / 2 - 100)}${"}".repeat(room / 2 - 100)}\n`,
    ),
  open: () => one("( never closed", `${header}def upgrade():\n    x = ${filled("(")}\n`),
  openCalls: () => one("calls never closed", `${header}def upgrade():\n    x = ${filled("f(")}\n`),
  closed: () => one(") never opened", `${header}def upgrade():\n    x = ${filled(")")}\n`),
  mixed: () =>
    one("brackets that do not fit", `${header}def upgrade():\n    x = ${filled("([{)]}")}\n`),
  commas: () =>
    one("260,000 commas", `revision = "c3"\ndown_revision = (${filled(",", room - 100)})\n`),
  colons: () => one("260,000 colons", `${header}${filled(":")}\n`),
  semicolons: () => one("260,000 semicolons", `${header}${filled("x;")}\n`),
  lambdas: () => one("lambdas in lambdas", `${header}x = ${filled("lambda:")}0\n`),
  conditions: () => one("conditions in conditions", `${header}x = ${filled("1 if 1 else ")}0\n`),
  nots: () => one("not not not", `${header}x = ${filled("not ")}0\n`),
  minus: () => one("- - - -", `${header}x = ${filled("-")}0\n`),
  awaits: () => one("await await", `${header}async def f():\n    ${filled("await ")}x\n`),
  sums: () => one("a + a + a", `${header}x = ${filled("a+")}a\n`),
  sumOfTexts: () =>
    one("'a' + 'a'", `revision = "c3"\ndown_revision = ${filled("'a'+")}'a'${functions}`),
  products: () => one("a ** a ** a", `${header}x = ${filled("a**")}a\n`),
  comparisons: () => one("a < a < a", `${header}x = ${filled("a<")}a\n`),
  grouped: () =>
    one("((a < a) < a) < a", `${header}x = ${"(".repeat(50_000)}a${"<a)".repeat(50_000)}\n`),
  calls: () => one("f()()()", `${header}x = f${filled("()")}\n`),
  members: () => one("a.b.c.d", `${header}x = a${filled(".b")}\n`),
  indexes: () => one("a[a[a[", `${header}x = ${"a[".repeat(80_000)}0${"]".repeat(80_000)}\n`),
  subscripts: () => one("a[0][0]", `${header}x = a${filled("[0]")}\n`),
  targets: () => one("a = a = a", `${header}${filled("a=")}0\n`),
  tupleTargets: () => one("a, a, a = 0", `${header}${filled("a,")} = 0\n`),
  names: () =>
    one(
      "40,000 names that follow each other",
      `${header}${numbers(15_000)
        .map((i) => `a${i} = a${i - 1}`)
        .join("\n")}\n`,
    ),
  loopTargets: () => one("for a, a, a in", `${header}for ${filled("a,")} in x: pass\n`),
  ifTargets: () => one("if: a, a, a = 0", `${header}if x:\n    ${filled("a,")} = 0\n`),
  deleted: () => one("del a, a, a", `${header}del ${filled("a,")}a\n`),
  deletedMembers: () => one("del a.b, a.b", `${header}del ${filled("a.b,")}a\n`),
  imported: () => one("import a, a, a", `${header}import ${filled("a,")}a\n`),
  importedFrom: () => one("from a import (a, a)", `${header}from a import (${filled("a,")}a)\n`),
  imports: () => one("30,000 imports", `${header}${filled("import a\n")}`),
  globals: () =>
    one(
      "10,000 functions with global",
      `${header}${filled("def f():\n    global revision\n    revision = 1\n")}`,
    ),
  globalNames: () =>
    one(
      "global a, a, a",
      `${header}def f():\n    global ${filled("a,")}revision\n    revision = 1\n`,
    ),
  walrus: () => one("x := x", `${header}${filled("(a := 1)\n")}`),
  execs: () => one("10,000 execs", `${header}${filled("exec(a)\n")}`),
  appends: () => one("10,000 appends", `${header}a = []\n${filled("a.append(a)\n")}`),
  defs: () => one("10,000 functions", `${header}${filled("def f(): pass\n")}`),
  classes: () =>
    one(
      "classes in classes",
      `${header}${numbers(700)
        .map((i) => `${" ".repeat(i)}class A:`)
        .join("\n")}\n${" ".repeat(700)}pass\n`,
    ),
  ifs: () =>
    one(
      "ifs in ifs",
      `${header}${numbers(700)
        .map((i) => `${" ".repeat(i)}if a:`)
        .join("\n")}\n${" ".repeat(700)}pass\n`,
    ),
  elifs: () => one("10,000 elifs", `${header}if a: pass\n${filled("elif a: pass\n")}`),
  tries: () => one("10,000 excepts", `${header}try: pass\n${filled("except a: pass\n")}`),
  withs: () => one("10,000 with (a as b):", `${header}${filled("with (a as b): pass\n")}`),
  withItems: () => one("with (a as b, a as b)", `${header}with (${filled("a as b,")}): pass\n`),
  openWiths: () => one("with ( never closed", `${header}${filled("with (a\n")}`),
  decorators: () => one("10,000 decorators", `${header}${filled("@a\n")}def f(): pass\n`),
  strings: () => one("80,000 strings side by side", `${header}x = ${filled("'' ")}\n`),
  quotes: () => one("260,000 quotes", `${header}x = ${filled("'")}\n`),
  tripleQuotes: () => one('""" again and again', `${header}${filled('"""\n')}"\n`),
  openStrings: () => one("strings never closed", `${header}${filled("x = 'a\n")}`),
  openTriples: () => one("triple quotes never closed", `${header}${filled("x = '''a\"\n")}`),
  backslashes: () => one("260,000 backslashes", `${header}x = "${filled("\\")}\n`),
  continued: () => one("backslashes at line ends", `${header}x = ${filled("\\\n")}1\n`),
  escapes: () => one("escapes", `${header}x = "${filled("\\x41\\N{x}")}"\n`),
  fstrings: () =>
    one("f-strings in f-strings", `${header}x = ${"f'{".repeat(40_000)}1${"}'".repeat(40_000)}\n`),
  fields: () => one("80,000 fields of an f-string", `${header}x = f"${filled("{a}")}"\n`),
  specs: () =>
    one(
      "format specifications in each other",
      `${header}x = f"${"{a:".repeat(40_000)}${"}".repeat(40_000)}"\n`,
    ),
  openFstrings: () => one("f-strings never closed", `${header}${filled('x = f"{a\n')}`),
  comments: () =>
    one("comments that speak to onehead", `${header}${filled("# onehead: allow cycle: x\n")}`),
  longComment: () => one("one long comment", `${header}# onehead: allow ${filled("a ")}\n`),
  blanks: () => one("260,000 blanks", `${header}${filled(" ")}x\n`),
  blankLines: () => one("130,000 lines of a blank", `${header}${filled(" \n")}`),
  feeds: () => one("form feeds", `${header}${filled("\f")}\n`),
  feedLines: () => one("lines of form feeds", `${header}${filled(" \f\n")}`),
  returns: () => one("carriage returns", `${header}${filled("x = 1\r")}`),
  backslashReturns: () =>
    one("backslashes and carriage returns", `${header}x = ${filled("\\\r")}1\n`),
  indents: () =>
    one(
      "lines indented more and more",
      `${header}${numbers(700)
        .map((i) => `${" ".repeat(i)}x`)
        .join("\n")}\n`,
    ),
  numbers: () => one("a number of 250,000 digits", `${header}x = ${filled("9")}\n`),
  underscores: () => one("a number with underscores", `${header}x = 1${filled("_1")}\n`),
  letters: () => one("a name of 250,000 letters", `${header}${filled("a")} = 1\n`),
  unicode: () => one("letters of two units", `${header}${filled("𝒂")} = 1\n`),
  doubtful: () => one("$ and ?", `${header}${filled("$?")}\n`),
  prints: () => one("print statements", `${header}${filled("print x\n")}`),
  annotated: () =>
    one(
      "annotations in annotations",
      `revision: ${"List[".repeat(40_000)}str${"]".repeat(40_000)} = "c3"\ndown_revision = "b2"\n`,
    ),
  unions: () =>
    one("a long annotation", `revision: ${filled("str | ")}str = "c3"\ndown_revision = "b2"\n`),
  revisions: () =>
    one("revision assigned 10,000 times", `${filled('revision = "c3"\n')}down_revision = "b2"\n`),
  brokenRevisions: () =>
    one(
      "revision assigned 10,000 times between errors",
      `${filled('revision = "c3"\n)\n')}down_revision = "b2"\n`,
    ),
  docstring: () => one("a docstring of 250 KB", `"""${filled("a ")}"""\n${header}`),
  docstringLines: () => one("a docstring of blank lines", `"""a${filled("\n ")}a"""\n${header}`),
  matches: () => one("match and case", `${header}match a:\n${filled("    case a: pass\n")}`),
  matchKeywords: () => one("match match match", `${header}${filled("match ")}\n`),
  yields: () => one("yield yield", `${header}def f():\n    x = ${filled("yield ")}\n`),
  comprehensions: () =>
    one(
      "[a for a in [a for a in",
      `${header}x = ${"[a for a in ".repeat(15_000)}b${"]".repeat(15_000)}\n`,
    ),
  generators: () => one("for in for in", `${header}x = [a ${filled("for a in b ")}]\n`),
  stars: () => one("* * *", `${header}x = [${filled("*a,")}]\n`),
  keywords: () =>
    one("keywords without sense", `${header}${filled("if else def class return ")}\n`),
  random: () =>
    one("a mess of tokens", `${header}${filled("a ( [ , } : = lambda if ) in . ; ' \n")}`),
  ini: () => ({
    "an ini of 10,000 sections": config({
      "alembic.ini": `[alembic]\nscript_location = migrations\n${numbers(12_000)
        .map((i) => `[s${i}]\na = 1\n`)
        .join("")}`,
    }),
    "an ini of 10,000 sections with locations": config({
      "alembic.ini": numbers(5000)
        .map((i) => `[s${i}]\nscript_location = migrations\n`)
        .join(""),
    }),
    "100,000 version locations": config({
      "alembic.ini": `[alembic]\nscript_location = migrations\nversion_locations = ${filled("a b ", room - 100)}\n`,
    }),
    "100,000 distinct version locations": config({
      "alembic.ini": `[alembic]\nscript_location = migrations\nversion_locations = ${numbers(35_000)
        .map((i) => `m${i}`)
        .join(" ")}\n`,
    }),
    "100,000 lines of one value": config({
      "alembic.ini": `[alembic]\nscript_location = migrations\nversion_locations = a\n${filled("  b\n", room - 100)}`,
    }),
    "values in values": config({
      "alembic.ini": `[alembic]\nscript_location = %(a9)s\n${numbers(10)
        .map((i) => `a${i} = ${i === 0 ? filled("a", 20_000) : `%(a${i - 1})s`.repeat(1000)}`)
        .join("\n")}\n`,
    }),
    "10,000 percent signs": config({
      "alembic.ini": `[alembic]\nscript_location = ${filled("%%", room - 100)}\n`,
    }),
    "10,000 configurations": config(
      Object.fromEntries(
        numbers(10_000).map((i) => [
          `d${i}/alembic.ini`,
          "[alembic]\nscript_location = ../migrations\n",
        ]),
      ),
    ),
    "5,000 script directories": config(
      Object.fromEntries(
        numbers(5000).flatMap((i) => [
          [`d${i}/env.py`, ""],
          [`d${i}/script.py.mako`, ""],
          [`d${i}/versions/a.py`, script("a1", "None")],
        ]),
      ),
    ),
    "2,000 configurations of package names": config(
      Object.fromEntries(
        numbers(2000).map((i) => [
          `d${i}/alembic.ini`,
          `[alembic]\nscript_location = app${i}:migrations\nversion_locations = a:b c:d\n`,
        ]),
      ),
    ),
    "a path of 10,000 folders": config({
      [`${filled("a/", 4000)}alembic.ini`]: "[alembic]\nscript_location = migrations\n",
      [`${filled("a/", 4000)}migrations/env.py`]: "",
    }),
    "unreadable lines": config({ "alembic.ini": `[alembic]\n${filled("x\n")}` }),
    "continued lines": config({ "alembic.ini": `[alembic]\nx = 1\n${filled(" \n")}` }),
    "toml with deep tables": config({
      "pyproject.toml": `[tool.alembic]\nscript_location = "migrations"\n${numbers(1000)
        .map((i) => `[tool.${"a.".repeat(100)}b${i}]\n`)
        .join("")}`,
    }),
    "toml with a deep key": config({
      "pyproject.toml": `[tool.alembic]\nscript_location = "migrations"\n${filled("a.", 200_000)}b = 1\n`,
    }),
    "toml with deep lists": config({
      "pyproject.toml": `[tool.alembic]\nscript_location = "migrations"\na = ${"[".repeat(100_000)}${"]".repeat(100_000)}\n`,
    }),
    "toml with many keys": config({
      "pyproject.toml": `[tool.alembic]\nscript_location = "migrations"\n${numbers(20_000)
        .map((i) => `k${i} = 1`)
        .join("\n")}\n`,
    }),
    "toml with an open string": config({
      "pyproject.toml": `[tool.alembic]\nscript_location = "migrations"\na = """${filled('""\n')}`,
    }),
    "toml of broken lines": config({
      "pyproject.toml": `[tool.alembic]\n${filled("[tool.alembic\n")}`,
    }),
  }),
};

function config(added: Files): Attack {
  return { before: shop, after: { ...shop, ...added } };
}
