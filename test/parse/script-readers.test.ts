// The scanner and the syntax tree must read the same out of every script that the scanner accepts.
import fc from "fast-check";
import { expect, test } from "vitest";
import { readTree } from "../../src/parse/python/read-tree.ts";
import { scan } from "../../src/parse/python/scan.ts";
import { parseFacts } from "../../src/parse/script.ts";

const word = fc.stringMatching(/^[a-z0-9_ .@-]{0,12}$/);
const text = fc
  .tuple(
    fc.constantFrom("", "", "", "u", "r", "b", "f"),
    fc.constantFrom("'", '"', "'''", '"""'),
    word,
  )
  .map(([prefix, quotes, content]) => `${prefix}${quotes}${content}${quotes}`);
const items = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: text },
    { weight: 1, arbitrary: fc.constantFrom("None", "x", "f()") },
  ),
  {
    maxLength: 3,
  },
);
const value = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 2, arbitrary: fc.constant("None") },
  {
    weight: 2,
    arbitrary: fc
      .tuple(items, fc.constantFrom(", ", ",\n  ", " , "))
      .map(([all, comma]) => `(${all.join(comma)})`),
  },
  { weight: 1, arbitrary: items.map((all) => `(${all.map((item) => `${item},`).join("")})`) },
  { weight: 1, arbitrary: items.map((all) => `[\n${all.join(", # c\n")}\n]`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "f('x')",
      "x",
      "0",
      "'a' 'b'",
      "'a' + 'b'",
      "'a', 'b'",
      "{'a'}",
      "...",
    ),
  },
);
const identifier = fc.constantFrom("revision", "down_revision", "branch_labels", "depends_on");
const annotation = fc.constantFrom(
  "",
  "",
  ": str",
  ": Union[str, None]",
  ": str | None",
  ": Union[str, Sequence[str], None]",
  ": tuple[str, ...]",
  ': "str"',
  " : Final",
);
const ending = fc.constantFrom("", "", "  # comment", ";", " ", "; x = 1");
const assignment = fc
  .tuple(identifier, annotation, fc.constantFrom(" = ", "=", " =\t", " == ", " += "), value, ending)
  .map(([name, type, equals, written, end]) => `${name}${type}${equals}${written}${end}`);
const statement = fc.constantFrom(
  '"""add orders\n\nRevises: x\n"""',
  "'''add\\x41 orders'''",
  "r'add'",
  "('add')",
  "import os",
  "from alembic import op",
  "from x import *",
  "from x import revision",
  "from x import (a,\n  b)",
  "import a.revision as upgrade",
  "# revision = 'comment'",
  "# onehead: allow cycle: because",
  "#\trevision identifiers",
  "def upgrade():\n    op.execute('''\nrevision = 'no'\n''')\n\n# c\n    revision = 1",
  "def upgrade() -> None: pass",
  "def downgrade():\n    op.execute(f\"{x['a']}\", '\\'', \"#\")\n",
  "async def downgrade(a=(1,\n2)):\n  pass",
  "@deco\ndef helper(revision=1):\n    global x\n    return {\n'a': [1]}",
  "def f():\n    global revision\n    revision = 'z'",
  "class A:\n    revision = 1\n    def upgrade(self): pass",
  "class upgrade: pass",
  "if x:\n    revision = 'c'\nelse:\n    pass",
  "if x:\n    y = 1\nelif z: pass",
  "try:\n    import y\nexcept ImportError:\n    y = None",
  "for x in revision: pass",
  "with open(x) as f:\n    y = f",
  "x = [\n1,\n]\n",
  "x = 1 if y else \\\n  2",
  "x: int",
  "revision: str",
  "del revision",
  "exec('x')",
  "globals().update(x)",
  "match = 1",
  "print(x)",
  "x = lambda revision: 1",
  "y = f'{a!r:>{b}}' rb'\\''",
  "\f",
  "",
  "   ",
);
const script = fc
  .tuple(
    fc.constantFrom("", "\ufeff"),
    fc.array(fc.oneof({ weight: 2, arbitrary: assignment }, { weight: 3, arbitrary: statement }), {
      maxLength: 9,
    }),
    fc.constantFrom("\n", "\n", "\n", "\r\n"),
    fc.boolean(),
  )
  .map(([mark, lines, end, last]) =>
    `${mark}${lines.join("\n")}${last ? "\n" : ""}`.replaceAll("\n", end),
  );

test("both readers agree on every text that the scanner accepts, and it accepts plain ones", () => {
  let accepted = 0;
  fc.assert(
    fc.property(script, (written) => {
      const facts = scan(written);
      if (!facts) return;
      accepted++;
      const file = { kind: "text", path: "versions/abc.py", id: "blob", text: written } as const;
      expect(parseFacts(file, facts)).toEqual(parseFacts(file, readTree(written)));
    }),
    { numRuns: 4000 },
  );
  expect(accepted).toBeGreaterThan(200);
});

test("the scanner accepts what Alembic's templates write", () => {
  const written = `"""add orders

Revision ID: b2
Revises: a1
Create Date: 2026-01-01 00:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'b2'
down_revision: Union[str, Sequence[str], None] = ('a1', 'a2')
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('orders',
    sa.Column('id', sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('orders')
`;
  expect(scan(written)?.bindings.size).toBe(4);
});
