// Random texts of migration scripts, in every header style there has been and in many that people made up.

import fc from "fast-check";

/** A stretch of Python. */
interface Piece {
  readonly text: string;
  /** False where only running it tells what it means: "unknown" is then a fair answer. */
  readonly isLiteral: boolean;
  /** False where Alembic took it otherwise before 1.13, which made a tuple of every value. */
  readonly isAgeless: boolean;
}

/** Files of one version location; the last one is the random one, and `a` is a base that it may follow. */
export interface ScriptCase {
  readonly files: Readonly<Record<string, string>>;
  readonly isLiteral: boolean;
  readonly isAgeless: boolean;
}

type Write = (value: string) => Piece;

const sure = (text: string): Piece => ({ text, isLiteral: true, isAgeless: true });
const unsure = (text: string): Piece => ({ text, isLiteral: false, isAgeless: true });
const recent = (text: string): Piece => ({ text, isLiteral: true, isAgeless: false });
const recentUnsure = (text: string): Piece => ({ text, isLiteral: false, isAgeless: false });
const join = (pieces: readonly Piece[], separator = ""): Piece => ({
  text: pieces.map(({ text }) => text).join(separator),
  isLiteral: pieces.every(({ isLiteral }) => isLiteral),
  isAgeless: pieces.every(({ isAgeless }) => isAgeless),
});

const middle = (value: string) => Math.ceil(value.length / 2);
const codes = (value: string, write: (code: number) => string) =>
  [...value].map((character) => write(character.codePointAt(0)!)).join("");

/** Ways to write a string that a reader of literals understands. */
const strings: readonly Write[] = [
  (v) => sure(`'${v}'`),
  (v) => sure(`"${v}"`),
  (v) => sure(`'''${v}'''`),
  (v) => sure(`"""${v}"""`),
  (v) => sure(`u'${v}'`),
  (v) => sure(`U"${v}"`),
  (v) => sure(`r'${v}'`),
  (v) => sure(`R"""${v}"""`),
  (v) => sure(`('${v}')`),
  (v) => sure(`((\n    "${v}"\n))`),
  (v) => sure(`'${v.slice(0, middle(v))}' "${v.slice(middle(v))}"`),
  (v) => sure(`(\n    '${v.slice(0, middle(v))}'  # half\n    r'${v.slice(middle(v))}'\n)`),
  (v) => sure(`'${v.slice(0, middle(v))}' + '${v.slice(middle(v))}'`),
  (v) => sure(`'${v.slice(0, middle(v))}\\\n${v.slice(middle(v))}'`),
  (v) => sure(`'${codes(v, (code) => `\\x${code.toString(16).padStart(2, "0")}`)}'`),
  (v) => sure(`'${codes(v, (code) => `\\u${code.toString(16).padStart(4, "0")}`)}'`),
  (v) => sure(`'${codes(v, (code) => `\\${code.toString(8)}`)}'`),
  (v) => sure(`f'${v}'`),
];

/** Ways to write a string that take Python to know. */
const computedStrings: readonly Write[] = [
  (v) => unsure(`str('${v}')`),
  (v) => unsure(`'${v} '.strip()`),
  (v) => unsure(`'${v}' if True else None`),
  (v) => unsure(`'%s' % '${v}'`),
  (v) => unsure(`f"{'${v}'}"`),
  (v) => unsure(`['${v}'][0]`),
  (v) => unsure(`None or '${v}'`),
  (v) => unsure(`b'${v}'.decode()`),
  (v) => unsure(`(lambda: '${v}')()`),
  (v) => unsure(`'${v}' * 1`),
];

const writeString: fc.Arbitrary<Write> = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...strings) },
  { weight: 1, arbitrary: fc.constantFrom(...computedStrings) },
);

type Value = (a: Write, b: Write) => Piece;
const wrap =
  (open: string, close: string, items: Value): Value =>
  (a, b) =>
    join([sure(open), items(a, b), sure(close)]);
const one: Value = (a) => a("a");
const two: Value = (a, b) => join([a("a"), b("z")], ", ");

/** Values of down_revision and depends_on that name `a`, `z` or nothing. */
const references: readonly Value[] = [
  () => sure("None"),
  () => sure("( None )"),
  () => sure("()"),
  () => sure("[]"),
  one,
  wrap("(", ")", one),
  wrap("(", ",)", one),
  wrap("[", "]", one),
  wrap("[", ",]", one),
  (a) => join([recent("{"), a("a"), sure("}")]),
  wrap("(", ")", two),
  wrap("(\n    ", ",\n)", two),
  wrap("[", "]", two),
  wrap("[  # both\n  ", "\n]", two),
  two,
  wrap("", ",", one),
  (a, b) => join([sure("("), a("a"), sure(", "), b("a"), sure(")")]),
  (a, b) => join([sure("("), a("a"), sure(",) + ("), b("z"), sure(",)")]),
];

/** Values that Alembic refuses, or takes for something else than meant. */
const oddReferences: readonly Value[] = [
  (a) => a("a, z"),
  (a) => a("gone"),
  (a) => a("A"),
  (a) => a("a "),
  () => recent("''"),
  () => recent("0"),
  () => recent("False"),
  () => recent("12"),
  () => recent("1.5"),
  () => sure("b'a'"),
  () => recent("..."),
  () => sure("('a', None)"),
  () => sure("(None,)"),
  () => sure("[None, 'a']"),
  () => sure("('a', 1)"),
  () => sure("(('a',), 'z')"),
  () => recent("{}"),
  () => recentUnsure("{'a': 1}"),
  () => unsure("list('a')"),
  () => unsure("tuple(x for x in 'a')"),
  () => recentUnsure("frozenset({'a'})"),
  () => unsure("[*'a']"),
  () => recentUnsure("print"),
];

function value(odd: number): fc.Arbitrary<Piece> {
  return fc
    .record({
      shape: fc.oneof(
        { weight: 30, arbitrary: fc.constantFrom(...references) },
        { weight: odd, arbitrary: fc.constantFrom(...oddReferences) },
      ),
      a: writeString,
      b: writeString,
    })
    .map(({ shape, a, b }) => shape(a, b));
}

const revisionIds = ["b", "1f2e3d4c5b6a", "b_2"] as const;
const oddRevisions: readonly Piece[] = [
  ...["b-1", "b@x", "a", "b+", "", "head", "ünï", "b c"].map((id) => sure(`'${id}'`)),
  ...["1", "None", "b'b'", "('b',)", "['b']", "True"].map(sure),
];

const revisionValue: fc.Arbitrary<Piece> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .tuple(fc.constantFrom(...revisionIds), writeString)
      .map(([id, write]) => write(id)),
  },
  { weight: 1, arbitrary: fc.constantFrom(...oddRevisions) },
);

/** A statement, which can only be written once it is known whether typing is imported above it. */
type Statement = (hasTyping: boolean) => Piece;

/** Ways to give a name its value. */
type Assign = (name: string, value: Piece, annotation: string) => Piece;
const assign =
  (before: string, after = ""): Assign =>
  (name, { text, ...rest }, annotation) => ({
    ...rest,
    text:
      before.replaceAll("NAME", name).replaceAll("TYPE", annotation) +
      text +
      after.replaceAll("NAME", name),
  });
const guess =
  (before: string, after = ""): Assign =>
  (...given) => ({ ...assign(before, after)(...given), isLiteral: false });

const assignments: readonly Assign[] = [
  assign("NAME = "),
  assign("NAME = "),
  assign("NAME: TYPE = "),
  assign("NAME: TYPE = "),
  assign("NAME="),
  assign("NAME\t=  ", "  # NAME = 'comment'"),
  assign("NAME = \\\n    "),
  assign("x = 1; NAME = ", ";"),
  assign("NAME = 'overwritten'\nNAME = "),
  assign("NAME: TYPE = None\nNAME = "),
  assign("NAME: TYPE\nNAME = "),
  assign("NAME = other = "),
  assign("other = NAME = "),
  assign("_value = ", "\nNAME = _value"),
  assign("_value: TYPE = ", "\n_other = _value\nNAME = (_other)"),
  assign("(NAME) = "),
  assign("NAME, _x = (", "), 1"),
  assign("[_x, NAME] = [1, (", ")]"),
];

const computedAssignments: readonly Assign[] = [
  guess("if True:\n    NAME = "),
  guess("try:\n    NAME = ", "\nexcept Exception:\n    pass"),
  guess("for NAME in [", "]:\n    pass"),
  guess("with open(__file__):\n    NAME = "),
  guess("(NAME := ", ")"),
  guess("NAME = ", "\nif False:\n    NAME = 'never'"),
  guess("NAME = ", "\nif NAME is Ellipsis:\n    del NAME"),
  guess("NAME, *_x = [", " ]"),
  guess("import os as NAME\nNAME = 1 and "),
  guess("class NAME:\n    pass\nNAME = 1 and "),
];

/** Annotations that need no import, and those that typing brings. */
const plainAnnotations = ["str", "str | None", "'str | Sequence[str] | None'"] as const;
const typedAnnotations = [
  "Union[str, None]",
  "Union[str, Sequence[str], None]",
  "Optional[str]",
  "Final",
  '"Final[str]"',
] as const;

function assignment(name: string, given: fc.Arbitrary<Piece>): fc.Arbitrary<Statement> {
  return fc
    .record({
      how: fc.oneof(
        { weight: 40, arbitrary: fc.constantFrom(...assignments) },
        { weight: 1, arbitrary: fc.constantFrom(...computedAssignments) },
      ),
      plain: fc.constantFrom(...plainAnnotations),
      typed: fc.constantFrom(...typedAnnotations),
      given,
    })
    .map(
      ({ how, plain, typed, given }) =>
        (hasTyping) =>
          how(name, given, hasTyping ? typed : plain),
    );
}

const maybe = (weight: number, statement: fc.Arbitrary<Statement>): fc.Arbitrary<Statement> =>
  fc.oneof({ weight, arbitrary: statement }, { weight: 1, arbitrary: fc.constant(() => sure("")) });

const labels = fc.constantFrom(
  ...[
    "None",
    "()",
    "'lab'",
    "('lab',)",
    "['lab', 'other']",
    "{'lab'}",
    "('lab', 'lab')",
    "'a'",
    "''",
    "7",
  ].map(sure),
);

/** The four names in the order of the templates, after the imports or (up to 0.8.7) before them. */
const identifiers: fc.Arbitrary<Statement> = fc
  .tuple(
    maybe(60, assignment("revision", revisionValue)),
    maybe(60, assignment("down_revision", value(3))),
    maybe(2, assignment("branch_labels", labels)),
    maybe(2, assignment("depends_on", value(2))),
  )
  .map(
    (statements) => (hasTyping) =>
      join(
        statements.map((write) => write(hasTyping)),
        "\n",
      ),
  );

const docstrings = [
  "",
  '"""add users"""',
  '"""add users\n\nRevision ID: b\nRevises: a\nCreate Date: 2015-01-01 10:00:00\n\n"""',
  "'''add \\'users\\'\nand more\n\nRevises: a'''",
  'r"""add \\d"""',
  'u"one line"',
  "'one ' 'two'",
  '"""\nstarts on the second line\n"""',
  '"""\n\nafter a blank line"""',
  '""""""',
  'b"""no docstring"""',
  'f"""no docstring"""',
  '"""   blanks  \n   \n x"""',
  '"""line\\\ncontinued\\tand \\x41\\n\\nmore"""',
  '"""ünïcödé → 表"""',
  "# only a comment",
] as const;

const imports = [
  "",
  "from alembic import op\nimport sqlalchemy as sa",
  "from typing import Sequence, Union, Optional, Final\n\nfrom alembic import op\nimport sqlalchemy as sa\n",
  "import typing\nfrom typing import *",
  "import os, sys\nfrom os import (\n    path,  # a comment\n    sep,\n)",
] as const;

const functions = [
  "def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n",
  'def upgrade() -> None:\n    """Upgrade schema."""\n    pass\n\n\ndef downgrade() -> None:\n    """Downgrade schema."""\n    pass\n',
  "def upgrade(): pass\ndef downgrade(): raise NotImplementedError\n",
  "def upgrade(engine_name):\n\tglobals()['upgrade_%s' % engine_name]()\n\ndef downgrade(engine_name):\n\tpass\n",
  "upgrade = downgrade = lambda: None\n",
  "def upgrade():\n    revision = 'inner'\n    down_revision: str = 'inner'\n",
  "from functools import cache as upgrade\n",
  "@staticmethod\ndef upgrade():\n    pass\nclass downgrade:\n    revision = 'inner'\n",
  "async def upgrade():\n    pass\n",
  "",
] as const;

/** What makes a file no Python at all; or Python 2, which is the same today. */
const ruins: readonly ((text: string) => string)[] = [
  (text) => `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> branch\n`,
  (text) => `${text}\n<<<<<<< HEAD\n=======\nx = 1\n>>>>>>> theirs\n`,
  (text) => `${text}\nprint 'done'\n`,
  (text) => `${text}\nexec "x = 1"\n`,
  (text) => `${text}\ntry:\n    pass\nexcept Exception, e:\n    pass\n`,
  (text) => `${text}\nx = 0777\n`,
  (text) => `${text}\nx = (1,\n`,
  (text) => `${text}\ndef f(:\n    pass\n`,
  (text) => `${text}\n  x = 1\n`,
  (text) => `${text}\nx = 'open\n`,
  (text) => `${text}\nx = """open\n`,
  (text) => `${text}\nx = ur'python 2'\n`,
  (text) => `${text}\nx = 10L\n`,
  (text) => `${text}\nif True:\nx = 1\n`,
  (text) => `${text}\nraise ValueError, 'x'\n`,
  (text) => `${text}\nx = 1 <> 2\n`,
  (text) => `${text}\nreturn\n`,
  (text) => `${text}\nx = \`1\`\n`,
  (text) => `${text}\n)\n`,
  (text) => `${text}\nx = 1\0\n`,
  (text) => `${text}\nx = $1\n`,
  (text) => `${text}\\\n`,
];

/** What surrounds the text without changing it. */
const wrappings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `\ufeff${text}`,
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => text.replaceAll("\n", "\r"),
  (text) => `\ufeff${text.replaceAll("\n", "\r\n")}`,
  (text) => `# -*- coding: utf-8 -*-\n${text}`,
  (text) => `#!/usr/bin/env python\n# vim: set fileencoding=UTF-8 :\n${text}`,
  (text) => `\f\n${text.replaceAll("\n\n", "\n\f\n")}`,
  (text) => `\n\n  \n\t\n${text}`,
  (text) => text.trimEnd(),
  (text) => `${text}\n# onehead: allow multiple-heads: on purpose\n`,
  (text) => `${text}    # an odd indent\n`,
];

const fileNames = ["1_b.py", "1abc.py", "2026_01_05-b.py", "1 b é.py"] as const;

/** Random cases: mostly whole scripts, some ruined. */
export const scriptCases: fc.Arbitrary<ScriptCase> = fc
  .record({
    docstring: fc.constantFrom(...docstrings),
    imports: fc.constantFrom(...imports),
    identifiers,
    importsFirst: fc.boolean(),
    functions: fc.constantFrom(...functions),
    ruin: fc.oneof(
      { weight: 15, arbitrary: fc.constant((text: string) => text) },
      { weight: 1, arbitrary: fc.constantFrom(...ruins) },
    ),
    wrapping: fc.oneof(
      { weight: 1, arbitrary: fc.constant((text: string) => text) },
      { weight: 1, arbitrary: fc.constantFrom(...wrappings) },
    ),
    fileName: fc.constantFrom(...fileNames),
  })
  .map((draft) => {
    const { importsFirst, imports } = draft;
    const written = draft.identifiers(importsFirst && imports.includes("typing"));
    const header = ["# revision identifiers, used by Alembic.", written.text];
    const lines = importsFirst ? [imports, "", ...header] : [...header, "", imports];
    const text = [draft.docstring, "", ...lines, "", "", draft.functions].join("\n");
    return {
      files: {
        "0_a.py": "revision = 'a'\ndown_revision = None\n",
        "0_z.py": "revision = 'z'\ndown_revision = None\n",
        [draft.fileName]: draft.wrapping(draft.ruin(text)),
      },
      isLiteral: written.isLiteral,
      isAgeless: written.isAgeless,
    };
  });
