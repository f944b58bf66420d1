// What is read out of a script: identifiers, their places, the message.
import { describe, expect, test } from "vitest";
import { parseScript } from "../../src/parse/script.ts";
import { parse, script, values } from "./script-support.ts";

describe("a script as Alembic writes it", () => {
  const headers: Record<string, string> = {
    "0.2": `# revision identifiers, used by Alembic.
revision = 'b2'
down_revision = 'a1'

from alembic import op
import sqlalchemy as sa
`,
    "0.7": `# revision identifiers, used by Alembic.
revision = 'b2'
down_revision = 'a1'
branch_labels = None
depends_on = None

from alembic import op
import sqlalchemy as sa
`,
    "0.8.8": `from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'b2'
down_revision = 'a1'
branch_labels = None
depends_on = None
`,
    "1.11.2": `from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'b2'
down_revision: Union[str, None] = 'a1'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None
`,
    "1.16.2": `from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'b2'
down_revision: Union[str, Sequence[str], None] = 'a1'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None
`,
  };
  const docstring = '"""add orders\n\nRevision ID: b2\nRevises: a1\n\n"""\n';
  for (const [version, header] of Object.entries(headers)) {
    test(`of version ${version} is read`, () => {
      const body = "\n\ndef upgrade() -> None:\n    pass\n\n\ndef downgrade() -> None:\n    pass\n";
      expect(script(docstring + header + body)).toMatchObject({
        message: "add orders",
        revision: { value: "b2" },
        revisionIsAssigned: true,
        downRevisions: [{ value: "a1" }],
        branchLabels: [],
        dependsOn: [],
        hasUpgrade: true,
        hasDowngrade: true,
      });
    });
  }

  test("of version 0.1 takes its identifier from the file's name", () => {
    const text = "down_revision = 'a1'\n\nfrom alembic.op import *\n\ndef upgrade():\n    pass\n";
    expect(script(text, "versions/27c6a30d7c24.py")).toMatchObject({
      revision: { value: "27c6a30d7c24", at: { line: 1, column: 1, endLine: 1, endColumn: 1 } },
      revisionIsAssigned: false,
      downRevisions: [{ value: "a1" }],
    });
  });

  test("and changed by hand or formatter is read the same", () => {
    for (const line of [
      "down_revision: str | None = 'a1'",
      "down_revision: Optional[str] = 'a1'",
      "down_revision: Final = 'a1'",
      "down_revision: 'Union[str, None]' = 'a1'",
      "down_revision: tuple[str, ...] = ('a1',)",
      "down_revision = u'a1'",
      'down_revision = U"a1"',
      "down_revision = r'a1'",
      "down_revision = '''a1'''",
      "down_revision = ('a1')",
      "down_revision = (\n    'a1'  # the first\n)",
      "down_revision = ('a1',)",
      "down_revision = ['a1']",
      "down_revision = {'a1'}",
      "down_revision = 'a' '1'",
      "down_revision = 'a' + '1'",
      "down_revision = 'a' \\\n    '1'",
      "down_revision = '\\x61\\u0031'",
      "down_revision = '\\141\\\n1'",
      "down_revision = f'a1'",
      "previous = 'a1'\ndown_revision = previous",
      "down_revision = other = 'a1'",
      "down_revision = None\ndown_revision = 'a1'",
      "a, down_revision = 'x', 'a1'",
      "[a, down_revision] = ['x', 'a1']",
      "down_revision = [] + ['a1']",
      "down_revision = 'a1';",
    ]) {
      expect(values(`revision = 'b2'\n${line}\n`)).toMatchObject({ down_revision: ["a1"] });
    }
  });
});

describe("a place", () => {
  test("is that of the string, without what stands around it", () => {
    const { revision, downRevisions } = script(
      "revision = 'b2'\ndown_revision: str = ('a1',\n  'a2')  # two\n",
    );
    expect(revision.at).toEqual({
      path: "versions/x.py",
      line: 1,
      column: 12,
      endLine: 1,
      endColumn: 16,
    });
    expect(downRevisions.map(({ at }) => [at.line, at.column, at.endLine, at.endColumn])).toEqual([
      [2, 23, 2, 27],
      [3, 3, 3, 7],
    ]);
  });

  test("counts lines that end in any of Python's ways, and no byte order mark", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const { revision, downRevisions } = script(
        `\ufeffrevision = 'b2'${end}${end}down_revision = 'a1'${end}`,
      );
      expect(revision.at).toMatchObject({ line: 1, column: 12 });
      expect(downRevisions[0]?.at).toMatchObject({ line: 3, column: 17 });
    }
  });

  test("of an assignment leaves out the comment, and its prefix is enough to write it anew", () => {
    const text =
      "revision = 'b2'\ndown_revision: str | None = \"a1\"  # first\ndepends_on = None\n";
    const { downRevisionAssignment, dependsOnAssignment } = script(text);
    expect(downRevisionAssignment).toEqual({
      at: { path: "versions/x.py", line: 2, column: 1, endLine: 2, endColumn: 33 },
      prefix: "down_revision: str | None = ",
      quote: '"',
    });
    expect(dependsOnAssignment?.prefix).toBe("depends_on = ");
  });

  test("of an unpacked assignment is that of the value alone", () => {
    const { downRevisionAssignment } = script("revision, down_revision = 'b2', 'a1'\n");
    expect(downRevisionAssignment).toMatchObject({ at: { column: 33, endColumn: 37 }, prefix: "" });
  });
});

describe("the last top-level assignment wins", () => {
  test("over earlier ones, and over an annotation without a value", () => {
    const text = "revision = 'a'\nrevision = 'b2'\nrevision: str\ndown_revision = None\n";
    expect(values(text)).toMatchObject({ revision: ["b2"] });
  });

  test("over a conditional one before it", () => {
    const text = "if True:\n    revision = 'a'\nrevision = 'b2'\ndown_revision = None\n";
    expect(values(text)).toMatchObject({ revision: ["b2"] });
  });

  test("whatever functions, classes and lambdas call their own names", () => {
    const body = `
def upgrade(revision=1):
    revision = 'x'
    for down_revision in (): pass

class Table:
    revision = 5
    def depends_on(self): pass
f = lambda revision: revision
`;
    expect(values(`revision = 'b2'\ndown_revision = None\n${body}`)).toEqual({
      revision: ["b2"],
      down_revision: [],
      depends_on: [],
      branch_labels: [],
    });
  });
});

describe("upgrade and downgrade", () => {
  const has = (body: string) => {
    const { hasUpgrade, hasDowngrade } = script(`revision = 'b2'\ndown_revision = None\n${body}`);
    return [hasUpgrade, hasDowngrade];
  };
  test("may be bound in any way", () => {
    expect(has("def upgrade(): pass\nasync def downgrade(): pass\n")).toEqual([true, true]);
    expect(has("from .shared import upgrade, back as downgrade\n")).toEqual([true, true]);
    expect(has("@once\ndef upgrade(): pass\ndowngrade = upgrade\n")).toEqual([true, true]);
    expect(has("if True:\n    def upgrade(): pass\n")).toEqual([true, false]);
    expect(
      has("try:\n    from x import upgrade\nexcept ImportError:\n    downgrade = None\n"),
    ).toEqual([true, true]);
    expect(has("from .shared import *\n")).toEqual([true, true]);
  });

  test("are not there when only a class, a string or a comment mentions them", () => {
    expect(
      has(
        "class A:\n    def upgrade(self): pass\n# def upgrade():\n'''\ndef downgrade(): pass\n'''\n",
      ),
    ).toEqual([false, false]);
  });
});

describe("the message", () => {
  const message = (docstring: string) =>
    script(`${docstring}\nrevision = 'b2'\ndown_revision = None\n`).message;
  test("is the docstring up to its first empty line, as `Script.doc` has it", () => {
    expect(message('"""add orders\n\nRevises: a1\n"""')).toBe("add orders");
    expect(message('"""\n\n  add orders\nand more  \n\nRevises: a1\n"""')).toBe(
      "add orders\nand more  ",
    );
    expect(message('"""add orders\r\n\r\nRevises: a1\r\n"""')).toBe("add orders");
    expect(message("'add \\'orders\\''")).toBe("add 'orders'");
    expect(message("# a comment\n\nr'''add \\n orders'''")).toBe("add \\n orders");
    expect(message("('add ' 'orders')")).toBe("add orders");
  });

  test("is empty without one", () => {
    for (const none of [
      "",
      "b'add orders'",
      "f'add {orders}'",
      "'add ' + 'orders'",
      "import os\n'add orders'",
    ]) {
      expect(message(none)).toBe("");
    }
  });
});

describe("comments to onehead", () => {
  test("count where they are comments", () => {
    const text = `"""
# onehead: allow cycle: in a docstring
"""
revision = 'b2'
down_revision = None
# onehead: allow edited-revision: the table was never created
def upgrade():
    op.execute("# onehead: allow cycle: in a string")
    #onehead:allow missing-upgrade :  because
`;
    expect(script(text).allows).toEqual([
      {
        rule: "edited-revision",
        reason: "the table was never created",
        at: { path: "versions/x.py", line: 6, column: 1, endLine: 6, endColumn: 62 },
      },
      {
        rule: "missing-upgrade",
        reason: "because",
        at: { path: "versions/x.py", line: 9, column: 5, endLine: 9, endColumn: 46 },
      },
    ]);
  });

  test("need a reason", () => {
    expect(
      script("# onehead: allow cycle\nrevision = 'b2'\ndown_revision = None\n").allows,
    ).toMatchObject([{ rule: "cycle", reason: "" }]);
  });
});

describe("what CPython takes and other parsers stumble over", () => {
  const header = "revision = 'b2'\ndown_revision = 'a1'\n";
  const bodies: Record<string, string> = {
    "Python 2's print, except, backticks and strings": `def upgrade():
    print "a", ur'b'
    try:
        x = \`1\`
    except ValueError, e:
        print >>sys.stderr, e
        raise ValueError, "x"
    exec "a = 1"
`,
    "a bare yield": "def upgrade():\n    x = yield\n    yield\n",
    "a parenthesised with": "def upgrade():\n    with (a as b, c as d):\n        pass\n",
    "type parameters with defaults": "def f[T = int, *Ts](*args: *Ts): pass\ntype X[T] = list[T]\n",
    "general decorators": "@(lambda f: f)\n@a[0].b(1)\ndef upgrade(): pass\n",
    "match statements": "match x:\n    case {'a': [b, *c]} | None if d: pass\n    case _: pass\n",
    "nested quotes in f-strings": 'def upgrade():\n    op.execute(f"{x["a"]} {f\'{y!r:>{w}}\'}")\n',
    "t-strings": 'def upgrade():\n    op.execute(t"{x}")\n',
    "print as a name": "def upgrade():\n    print = 1\n    print\n",
    "a form feed between statements": "\f\ndef upgrade():\n    pass\n\f\n",
    "a missing bracket in a function": "def upgrade():\n    op.execute(\n\ndef downgrade(): pass\n",
    "a stray quote in a function": "def upgrade():\n    op.execute('a)\n\ndef downgrade(): pass\n",
  };
  for (const [what, body] of Object.entries(bodies)) {
    test(`is no finding: ${what}`, () => {
      expect(values(header + body)).toMatchObject({ revision: ["b2"], down_revision: ["a1"] });
    });
  }

  test("is read around it: form feeds, cookies, a byte order mark", () => {
    const text =
      "\ufeff# -*- coding: latin-1 -*-\n\f\nrevision = 'b2'\n \f\fdown_revision = 'a1'\n";
    expect(values(text)).toMatchObject({ revision: ["b2"], down_revision: ["a1"] });
    expect(script(text).downRevisions[0]?.at.line).toBe(4);
  });
});

describe("hostile text", () => {
  test("is read in a moment, however deep or long", () => {
    const header = "revision = 'b2'\ndown_revision = 'a1'\n";
    const deep = 25_000;
    for (const text of [
      `${header}x = ${"(".repeat(deep)}${")".repeat(deep)}\n`,
      `revision = 'b2'\ndown_revision = ${"(".repeat(deep)}'a1'${")".repeat(deep)}\n`,
      `revision = 'b2'\ndown_revision = ${"[".repeat(deep)}'a1'${"]".repeat(deep)}\n`,
      `revision = 'b2'\ndown_revision = ${"'a' + ".repeat(deep)}'1'\n`,
      `revision = 'b2'\ndown_revision = ${"('a' + ".repeat(deep)}'1'${")".repeat(deep)}\n`,
      `${header}${" ".repeat(deep)}x${" ".repeat(deep)}\n`,
      `'${" ".repeat(deep)}x'\n${header}`,
      `${header}'${"\\".repeat(deep)}\n${'"""'.repeat(1000)}\n`,
      `${header}${"\r".repeat(deep)}x = 1\n`,
      `${header}${"global ".repeat(deep)}\n`,
      `${header}${"{".repeat(deep)}`,
    ]) {
      expect(["script", "unreadable", "refused"]).toContain(parse(text).kind);
    }
  });

  test("that git could not read is unreadable, with git's reason", () => {
    const file = {
      kind: "not-text",
      path: "versions/x.py",
      id: "1",
      reason: "it is a submodule",
    } as const;
    expect(parseScript(file)).toMatchObject({
      kind: "unreadable",
      reason: "it is a submodule",
      error: null,
    });
  });
});

describe("the docstring's lines about revisions", () => {
  const code = 'revision = "b2"\ndown_revision = "a1"\n';
  const lines = (text: string) => {
    const parsed = parseScript({ kind: "text", path: "b2.py", id: "1", text });
    return parsed.kind === "script" ? parsed.script.docstring : parsed;
  };

  test("are known by their places", () => {
    expect(lines(`"""x\n\nRevision ID: b2\nRevises: a1\n"""\n${code}`)).toEqual({
      revisionId: {
        value: "Revision ID: b2",
        at: { path: "b2.py", line: 3, column: 1, endLine: 3, endColumn: 16 },
      },
      revises: {
        value: "Revises: a1",
        at: { path: "b2.py", line: 4, column: 1, endLine: 4, endColumn: 12 },
      },
    });
  });

  test("are none where only code or a comment says so, or where the docstring ends on the line", () => {
    expect(lines(`"""x"""\n# Revises: a1\n${code}`)).toBeUndefined();
    expect(lines(`"""x\n\nRevises: a1"""\n${code}`)).toEqual({});
  });
});
