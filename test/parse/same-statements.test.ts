// Edits after which a script surely sends the same statements, and those that only look like it.
import { describe, expect, test } from "vitest";
import { compareTexts } from "../../src/parse/difference.ts";

const header = `import logging
import warnings
import sqlalchemy as sa
from alembic import op
from app.names import OLD
from sqlalchemy import text
revision = 'b2'
down_revision = 'a1'
log = logging.getLogger(__name__)
TABLE = 'users'


def helper(conn, name='x'):
    conn.execute(name)


def upgrade():
    conn = op.get_bind()
    BODY
`;
const script = (body: string, head = header) =>
  head.replace("BODY", body.replaceAll("\n", "\n    "));
/** The edits that are not surely without effect. */
const edits = (before: string, after: string) => {
  const { edits: found, sendsTheSame = [] } = compareTexts(before, after, "x.py");
  return found.filter(
    (edit) => !sendsTheSame.includes(edit) && edit !== "cosmetic" && edit !== "imports",
  );
};

describe("the same statements", () => {
  const bodies: Record<string, [string, string]> = {
    "text around a literal": [
      "conn.execute('DELETE FROM a')",
      "conn.execute(text('DELETE FROM a'))",
    ],
    "sa.text taken away": [
      "conn.execute(sa.text('DELETE FROM a'))",
      "conn.execute('DELETE FROM a')",
    ],
    "text around a cast": ["conn.execute('SELECT a::int')", "conn.execute(text('SELECT a::int'))"],
    "another log message": ["log.info('done %s', 1)", "log.info('finished %s', len('ab'))"],
    "a log message more": ["f()", "f()\nlog.warning('careful')"],
    "a print less": ["print('go')\nf()", "f()"],
    "a warning": ["f()", "warnings.warn('old')\nf()"],
    "a local variable": ["x = f()\ng(x)", "y = f()\ng(y)"],
    "the negation's place": ["if not a in b:\n    f()", "if a not in b:\n    f()"],
    "the negation of is": ["if not (a is b):\n    f()", "if a is not b:\n    f()"],
    "% with literals": ["f('DROP %s %%' % 'x')", "f('DROP x %')"],
    "% with a tuple": ["f('%s %s' % ('a', 3))", "f('a 3')"],
    ".format with literals": ["f('{} {b} {{}}'.format('a', b=1))", "f('a 1 {}')"],
    "an f-string of literals": ["f(f'a {\"b\"} {1}')", "f('a b 1')"],
  };
  test.each(Object.entries(bodies))("%s", (_, [before, after]) => {
    expect(edits(script(before), script(after))).toEqual([]);
    expect(edits(script(after), script(before))).toEqual([]);
  });

  const wholes: Record<string, (text: string) => string> = {
    "a constant called otherwise": (text) => text.replaceAll("TABLE", "TABLE_NAME"),
    "a helper called otherwise": (text) => text.replaceAll("helper", "run_one"),
    "an imported name called otherwise": (text) => text.replaceAll("OLD", "NEW"),
    "an alias": (text) =>
      text.replace("import OLD", "import OLD as OTHER").replace("(OLD", "(OTHER"),
    "a helper that nothing calls": (text) =>
      text.replace("def upgrade", "def unused(a):\n    return unused(a)\n\n\ndef upgrade"),
    "a type alias": (text) => text.replace("TABLE =", "Names = list[str] | None\nTABLE: Names ="),
    "a logger": (text) => text.replace("log =", "second = logging.getLogger('b')\nlog ="),
  };
  test.each(Object.entries(wholes))("%s", (_, change) => {
    const text = script("helper(conn)\nf(TABLE)\ng(OLD)");
    expect(edits(text, change(text))).toEqual([]);
  });
});

describe("other statements", () => {
  const bodies: Record<string, [string, string]> = {
    "another literal in text": [
      "conn.execute('DELETE FROM a')",
      "conn.execute(text('DELETE FROM b'))",
    ],
    "text that has a parameter": ["conn.execute('SELECT :a')", "conn.execute(text('SELECT :a'))"],
    "text around what is no literal": ["conn.execute(q)", "conn.execute(text(q))"],
    "a log message that does something": ["log.info(f())", "pass"],
    "a method of a logger that does something": ["log.addHandler(h)", "pass"],
    "a name that is another's": ["x = f()\ny = g()\nh(x)", "x = f()\ny = g()\nh(y)"],
    "two names that become one": ["x = f()\ny = g()\nh(x, y)", "x = f()\nx = g()\nh(x, x)"],
    "an attribute": ["x.a()", "x.b()"],
    "a keyword": ["f(a=1)", "f(b=1)"],
    "a name from elsewhere": ["f()", "g()"],
    "a name that is looked up by its text": [
      "x = f()\ng('%(x)s' % locals())",
      "y = f()\ng('%(x)s' % locals())",
    ],
    "% that pads": ["f('%5s' % 'a')", "f('    a ')"],
    "% of a number that is written otherwise": ["f('%s' % 0x10)", "f('0x10')"],
    ".format of a field's attribute": ["f('{0.real}'.format(1))", "f('1')"],
    bytes: ["f(b'%s' % b'a')", "f('a')"],
    "a chain of comparisons": ["if not a in b in c:\n    f()", "if a not in b in c:\n    f()"],
  };
  test.each(Object.entries(bodies))("%s", (_, [before, after]) => {
    expect(edits(script(before), script(after))).toEqual(["upgrade"]);
    expect(edits(script(after), script(before))).toEqual(["upgrade"]);
  });

  test("text that is not SQLAlchemy's", () => {
    const own = header.replace("from sqlalchemy import text", "from app import text");
    expect(edits(script("f('a')", own), script("f(text('a'))", own))).toEqual(["upgrade"]);
    const again = header.replace("TABLE =", "text = str.upper\nTABLE =");
    expect(edits(script("f('a')", again), script("f(text('a'))", again))).toEqual(["upgrade"]);
  });

  test("a parameter that a call names", () => {
    const text = script("helper(conn, name='y')");
    const renamed = text
      .replace("name='x'", "label='x'")
      .replace("execute(name)", "execute(label)");
    expect(edits(text, renamed)).toEqual(["module"]);
  });

  test("a class, whose name SQLAlchemy uses, and what its body binds", () => {
    const text = script("f(Kind)").replace(
      "TABLE =",
      "class Kind(enum.Enum):\n    one = 1\n\n\nTABLE =",
    );
    expect(edits(text, text.replaceAll("Kind", "Sort"))).toEqual(["upgrade", "module"]);
    expect(edits(text, text.replace("one", "two"))).toEqual(["module"]);
  });

  test("a name that comes from another module now", () => {
    const text = script("f(OLD)");
    const after = text
      .replace("from app.names import OLD", "from app.other import NEW")
      .replace("f(OLD)", "f(NEW)");
    expect(edits(text, after)).toEqual(["upgrade"]);
  });

  test("a helper that a star import may call", () => {
    const text = script("f()").replace("import warnings", "from app import *");
    expect(edits(text, text.replaceAll("helper", "run_one"))).toEqual(["module"]);
  });

  test("upgrade for one of several databases, which env.py calls by its name", () => {
    const text = `${script("f()")}\n\ndef upgrade_users():\n    g()\n`;
    expect(edits(text, text.replace("upgrade_users", "upgrade_people"))).toEqual(["upgrade"]);
  });
});
