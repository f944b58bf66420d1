// What Python refuses although brackets, strings and blocks fit: told of scripts that a change brings, by a whole grammar.

import { beforeAll, describe, expect, test } from "vitest";
import type { SourceFile } from "../../src/model.ts";
import { checkSyntax, type FindMistake, judgeBy } from "../../src/parse/check-syntax.ts";
import { parseScript } from "../../src/parse/script.ts";
import { loadGrammar } from "../../src/system/load-grammar.ts";

let findMistake: FindMistake;

beforeAll(async () => {
  findMistake = judgeBy((await loadGrammar())!);
});

function judged(upgrade: string, rest = "") {
  const text = `revision = "b"\ndown_revision = "a"\n\n\ndef upgrade():\n${upgrade}\n${rest}`;
  const file: SourceFile = { kind: "text", path: "versions/b.py", id: "b", text };
  return checkSyntax(file, parseScript(file), findMistake);
}

describe("is refused", () => {
  test.each([
    ["a comma missing in a dict", "    f({\n        'a': None\n        'b': None,\n    })", 8],
    ["a comma missing in a list", "    f([\n        x\n        y,\n    ])", 7],
    ["a comma missing in a call", "    op.add_column('t'\n        sa.Column('c'))", 6],
    ["a comma missing in a tuple", "    f((1 2))", 6],
    ["a colon missing", "    if True\n        pass", 6],
    ["two statements in a line", "    f('x') f('y')", 6],
    ["an assignment to a call", "    op.f('x') = 1", 6],
    ["a keyword as a name", "    class = 1", 6],
    ["a positional argument behind one with a name", "    f(a=1, 2)", 6],
    ["a `return` outside a function", "    pass\nreturn 1", 7],
  ])("%s", (_, upgrade, line) => {
    const found = judged(upgrade);
    expect(found).toMatchObject({
      kind: "unreadable",
      revision: "b",
      error: { class: "SyntaxError" },
    });
    expect(Math.abs((found as { at: { line: number } }).at.line - line)).toBeLessThan(4);
  });
});

describe("is fine", () => {
  test.each([
    "    f(*args, a=1, **more)\n    g(a=1, *rest)",
    "    with (open('a') as a, open('b') as b):\n        pass",
    "    match x:\n        case {'a': 1, **rest} if rest:\n            pass\n        case _:\n            pass",
    "    x = f\"{a['b']!r:>{width}} {{}}\"\n    y = f'{x=}'",
    "    async def g():\n        async with a as b:\n            await b\n            return [c async for c in b]",
    "    type X = list[int]\n    def h[T](x: T, /, *, y: int = 1) -> T:\n        return x",
    "    try:\n        pass\n    except* ValueError:\n        pass",
    "    if (n := 10) > 5:\n        print(n, end='')\n    return lambda: (yield)",
    "    x = 1 if y else 2\n    a, *b = c\n    del a, b\n    global z\n    assert x, 'y'\n    raise A from None",
    '    op.execute("""\n    select \\\n 1\n    """)\n    x = ("a"\n         "b")',
    "    print >> f, 'Python 2 is nobody\\'s mistake'",
  ])("%j", (upgrade) => {
    expect(judged(upgrade).kind).toBe("script");
  });
});

test("text that takes too much work is not judged", () => {
  const judge = judgeBy({ parse: (_, isTooMuch) => (isTooMuch() ? null : null) });
  expect(judge("x = 1\n")).toBe(null);
});

test.each(["\\\n", "# a\n", "\n", " \n", "x = 1\n"])(
  "lines that its scanner reads again and again (%j) keep it from nothing",
  async (line) => {
    const grammar = (await loadGrammar())!;
    const text = `def f():\n    pass ${line.repeat(250_000 / line.length)}`;
    grammar.parse(text, () => false)?.delete();
    expect(judgeBy(grammar)("x = = 1\n")).not.toBeNull();
  },
);
