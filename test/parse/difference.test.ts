// What counts as an edit of a script, and what only looks like one.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareTexts } from "../../src/parse/difference.ts";

const header = "revision = 'b2'\ndown_revision = 'a1'\n";
const edits = (before: string, after: string) =>
  compareTexts(header + before, header + after, "versions/x.py").edits;
const inUpgrade = (before: string, after: string) =>
  edits(`def upgrade():\n    ${before}\n`, `def upgrade():\n    ${after}\n`);

describe("no edit", () => {
  const pairs: Record<string, [string, string]> = {
    "a comment": ["f()", "# why\n    f()  # because"],
    "blank lines": ["f()\n    g()", "f()\n\n\n    g()"],
    "a docstring": ["f()", '"""Does f."""\n    f()'],
    "pass beside other statements": ["f()", "pass\n    f()"],
    quotes: ["f('it')", 'f("it")'],
    "triple quotes": ["f('it')", 'f("""it""")'],
    prefixes: ["f('it')", "f(u'it')"],
    "an f-string without fields": ["f('{it}')", "f(f'{{it}}')"],
    escapes: ["f('\\n\\x41')", 'f("""\nA""")'],
    "a string in pieces": ["f('one two')", "f(\n        'one '\n        'two'\n    )"],
    "an f-string in pieces": ["f(f'one {two} three')", "f('one ' f'{two}' ' three')"],
    "trailing commas": [
      "f(a, [b], {c: d})",
      "f(\n        a,\n        [b,],\n        {c: d,},\n    )",
    ],
    parentheses: ["x = a + b * c", "x = (a + ((b) * c))"],
    "a tuple with and without them": ["return a, b", "return (a, b,)"],
    "a tuple in a subscript": ["x[a, b] = c, d", "x[(a, b)] = (c, d)"],
    "a generator's parentheses": ["f(x for x in y)", "f((x for x in y))"],
    "a backslash": ["x = a + b", "x = a + \\\n        b"],
    annotations: ["x = 1", "x: int = 1"],
    "an annotation alone": ["f()", "x: int\n    f()"],
    numbers: ["f(1000, 255, 1.0, 10)", "f(1_000, 0xFF, 10E-1, 0o12)"],
    semicolons: ["f()\n    g()", "f(); g();"],
    "one line for two": ["if a:\n        f()", "if a: f()"],
    "a formatter's with": [
      "with f(a) as b:\n        g()",
      "with (\n        f(a) as b,\n    ):\n        g()",
    ],
    "Python 2's print": ["print 'a'", "print('a')"],
    "indentation's width": ["if a:\n        f()", "if a:\n            f()"],
  };
  for (const [what, [before, after]] of Object.entries(pairs)) {
    test(what, () => expect(inUpgrade(before, after)).toEqual(["cosmetic"]));
  }

  test("line ends, a byte order mark, or nothing at all", () => {
    const text = `${header}def upgrade():\n    f('''a\nb''')\n`;
    for (const other of [text, text.replaceAll("\n", "\r\n"), `\ufeff${text}`]) {
      expect(compareTexts(text, other, "x.py")).toEqual({
        edits: ["cosmetic"],
        onlyStringWhiteSpace: [],
        at: {},
      });
    }
  });

  test("what functions and their arguments are said to be", () => {
    expect(edits("def upgrade(a=1): f()", "def upgrade(a: int = 1) -> None: f()")).toEqual([
      "cosmetic",
    ]);
  });

  test("the order of upgrade and downgrade", () => {
    const [up, down] = ["def upgrade():\n    f()\n", "def downgrade():\n    g()\n"];
    expect(edits(up + down, down + up)).toEqual(["cosmetic"]);
  });

  test("the spelling of identifiers", () => {
    const other = (text: string) =>
      compareTexts(`${header}branch_labels = None\n`, text, "x.py").edits;
    expect(other("revision: str = \"b2\"\ndown_revision: str | None = ('a1',)\n")).toEqual([
      "cosmetic",
    ]);
    expect(other("p = 'a1'\ndown_revision, revision = [p], 'b2'\n")).toEqual(["module"]);
    expect(other("(revision) = 'b' '2'\ndown_revision = ['a1']\ndepends_on = ()\n")).toEqual([
      "cosmetic",
    ]);
  });
});

describe("an edit", () => {
  const pairs: Record<string, [string, string]> = {
    "another call": ["f()", "g()"],
    "another argument": ["f(1)", "f(2)"],
    "an integer made a float": ["f(1)", "f(1.0)"],
    "text made bytes": ["f('a')", "f(b'a')"],
    "a raw string with escapes": ["f('\\n')", "f(r'\\n')"],
    "a tuple made of a value": ["x = a", "x = a,"],
    "a string moved between arguments": ["f('a', 'b')", "f('a' 'b')"],
    "parentheses that regroup": ["x = (a + b) * c", "x = a + b * c"],
    "a comparison of a comparison": ["x = (a < b) < c", "x = a < b < c"],
    "a statement moved out of a block": [
      "if a:\n        f()\n        g()",
      "if a:\n        f()\n    g()",
    ],
    "an import inside": ["f()", "import os\n    f()"],
    "a field in an f-string": ["f(f'{a}')", "f(f'{b}')"],
    "a format of a field": ["f(f'{a:>3}')", "f(f'{a:>4}')"],
    "a keyword": ["f(a=1)", "f(b=1)"],
    "code commented out": ["f()\n    g()", "f()\n    # g()"],
    "code the parser does not understand": ["x = yield\n    f($)", "x = yield\n    g($)"],
  };
  for (const [what, [before, after]] of Object.entries(pairs)) {
    test(`of upgrade: ${what}`, () => expect(inUpgrade(before, after)).toEqual(["upgrade"]));
  }

  test("is told by section", () => {
    const body = (up: string, down: string, module: string, imports: string) =>
      `${imports}\n${module}\n@deco\ndef upgrade():\n    ${up}\ndef downgrade():\n    ${down}\n`;
    const before = body("f()", "f()", "x = 1", "import os");
    expect(edits(before, body("g()", "f()", "x = 1", "import os"))).toEqual(["upgrade"]);
    expect(edits(before, body("f()", "g()", "x = 1", "import os"))).toEqual(["downgrade"]);
    expect(edits(before, body("f()", "f()", "x = 2", "import os"))).toEqual(["module"]);
    expect(edits(before, body("f()", "f()", "x = 1", "import re"))).toEqual(["imports"]);
    expect(edits(before, body("g()", "g()", "x = 2", "import re"))).toEqual([
      "upgrade",
      "downgrade",
      "imports",
      "module",
    ]);
  });

  test("of a function for one of several databases is one of upgrade or downgrade", () => {
    expect(edits("def upgrade_engine1(): f()", "def upgrade_engine1(): g()")).toEqual(["upgrade"]);
    expect(edits("def downgrade_engine1(): f()", "def downgrade_engine1(): g()")).toEqual([
      "downgrade",
    ]);
    expect(edits("def upgraded(): f()", "def upgraded(): g()")).toEqual(["module"]);
  });

  test("of an identifier is one of its value", () => {
    const of = (text: string) => compareTexts(header, text, "x.py").edits;
    expect(of("revision = 'c3'\ndown_revision = 'a1'\n")).toEqual(["revision"]);
    expect(of("revision = 'b2'\ndown_revision = None\n")).toEqual(["down_revision"]);
    expect(of("revision = 'b2'\ndown_revision = 'a1', 'a2'\n")).toEqual(["down_revision"]);
    expect(of("revision = 'b2'\n")).toEqual(["down_revision"]);
    expect(of(`${header}depends_on = 'x'\nbranch_labels = ['y']\n`)).toEqual([
      "depends_on",
      "branch_labels",
    ]);
    expect(of("revision = 'b2'\ndown_revision = f()\n")).toEqual(["down_revision"]);
  });
});

test("white space inside strings is told apart", () => {
  const compare = (before: string, after: string) =>
    compareTexts(
      `${header}def upgrade():\n    ${before}\n`,
      `${header}def upgrade():\n    ${after}\n`,
      "x.py",
    );
  expect(compare("f('a  b')", "f('a b')")).toMatchObject({
    edits: ["upgrade"],
    onlyStringWhiteSpace: ["upgrade"],
  });
  expect(compare("f(f'a  {b}')", "f(f'a {b}')").onlyStringWhiteSpace).toEqual(["upgrade"]);
  expect(compare("f('a  b')", "f('a c')").onlyStringWhiteSpace).toEqual([]);
  expect(compare("f('a  b')", "g('a b')").onlyStringWhiteSpace).toEqual([]);
});

test("an edit stands where the text after first differs", () => {
  const before = `${header}def upgrade():\n    f()\n    g(1)\n`;
  const after = `${header}# new\ndef upgrade():\n    f()\n    g(2)\n`;
  expect(compareTexts(before, after, "versions/x.py").at).toEqual({
    upgrade: { path: "versions/x.py", line: 6, column: 7, endLine: 6, endColumn: 8 },
  });
  expect(compareTexts(header, "revision = 'b2'\ndown_revision = 'zz'\n", "x.py").at).toMatchObject({
    down_revision: { line: 2, column: 1 },
  });
});

test("a text compared with itself never differs, and nothing makes the comparison fail", () => {
  const piece = fc.constantFrom(
    ..."def upgrade():|\n|    |f(x)|'a'|\"\"\"|(|)|[|]|{|f'{a|}|:|,|=|if x:|# c|\\|import os|with (|as|lambda|print 'a'|\r\n|\f|é|$|<<<<<<< HEAD".split(
      "|",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.array(piece, { maxLength: 40 }), (a, b) => {
      const [before, after] = [a.join(""), b.join("")];
      expect(compareTexts(before, before, "x.py").edits).toEqual(["cosmetic"]);
      expect(compareTexts(before, `${before}\n# c\n`, "x.py").onlyStringWhiteSpace).toEqual([]);
      expect(compareTexts(before, after, "x.py").edits.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});
