// Random ways to write the identifiers of a script, as text of Python.

import fc from "fast-check";

/** A stretch of Python. */
export interface Piece {
  readonly text: string;
  /** False where only running it tells what it means: "unknown" is then a fair answer. */
  readonly isLiteral: boolean;
  /** False where Alembic took it otherwise before 1.13, which made a tuple of every value. */
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
  { weight: 80, arbitrary: fc.constantFrom(...strings) },
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
  () => recentUnsure("{}"),
  () => recentUnsure("{'a': 1}"),
  () => unsure("list('a')"),
  () => unsure("tuple(x for x in 'a')"),
  () => recentUnsure("frozenset({'a'})"),
  () => unsure("[*'a']"),
  () => recentUnsure("print"),
];

const reference = (shapes: readonly Value[]): fc.Arbitrary<Piece> =>
  fc
    .record({ shape: fc.constantFrom(...shapes), a: writeString, b: writeString })
    .map(({ shape, a, b }) => shape(a, b));

const sureOnes = (...texts: string[]): fc.Arbitrary<Piece> => fc.constantFrom(...texts.map(sure));

/** What a name may be given: what people write, and what Alembic refuses or takes for something else. */
interface Values {
  readonly usual: fc.Arbitrary<Piece>;
  readonly odd: fc.Arbitrary<Piece>;
}

const values = {
  revision: {
    usual: fc
      .tuple(fc.constantFrom("b", "1f2e3d4c5b6a", "b_2"), writeString)
      .map(([id, write]) => write(id)),
    odd: fc.oneof(
      sureOnes(...["b-1", "b@x", "a", "b+", "", "head", "ünï", "b c"].map((id) => `'${id}'`)),
      // Not `('b',)`: it is refused too, by an error that depends on how many heads there are.
      sureOnes("1", "None", "b'b'", "['b']", "True"),
    ),
  },
  down_revision: { usual: reference(references), odd: reference(oddReferences) },
  branch_labels: {
    usual: sureOnes("None", "()", "'lab'", "('lab',)", "['lab', 'other']", "{'lab'}"),
    odd: sureOnes("('lab', 'lab')", "'a'", "''", "7"),
  },
  depends_on: { usual: reference(references), odd: reference(oddReferences) },
} satisfies Record<string, Values>;

/** A statement, which can only be written once it is known whether typing is imported above it. */
export type Statement = (hasTyping: boolean) => Piece;

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
        { weight: 100, arbitrary: fc.constantFrom(...assignments) },
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

const leftOut: fc.Arbitrary<Statement> = fc.constant(() => sure(""));

type Name = keyof typeof values;

/** The four names in the order of the templates. At most one of them is odd or left out, so that only one thing can be wrong. */
export const identifiers: fc.Arbitrary<Statement> = fc
  .oneof(
    { weight: 3, arbitrary: fc.constant({ name: null, isLeftOut: false }) },
    {
      weight: 1,
      arbitrary: fc.record({
        name: fc.constantFrom<Name>("revision", "down_revision", "branch_labels", "depends_on"),
        isLeftOut: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
      }),
    },
  )
  .chain(({ name: oddName, isLeftOut }) => {
    const write = (name: Name): fc.Arbitrary<Statement> => {
      if (name !== oddName) return assignment(name, values[name].usual);
      return isLeftOut ? leftOut : assignment(name, values[name].odd);
    };
    const maybe = (name: Name) => (name === oddName ? write(name) : fc.oneof(write(name), leftOut));
    return fc.tuple(
      write("revision"),
      write("down_revision"),
      maybe("branch_labels"),
      maybe("depends_on"),
    );
  })
  .map(
    (statements) => (hasTyping) =>
      join(
        statements.map((write) => write(hasTyping)),
        "\n",
      ),
  );
