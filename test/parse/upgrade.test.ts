// What `upgrade` makes in the schema, read from its text.

import { expect, test } from "vitest";
import { readUpgrade } from "../../src/parse/upgrade.ts";

const head = "from alembic import op\nimport sqlalchemy as sa\n\n\ndef upgrade():\n";
const steps = (...lines: string[]) =>
  readUpgrade(head + lines.map((line) => `    ${line}\n`).join(""));

test("tables and columns that are written out are read, with their lines", () => {
  expect(
    steps(
      '"""Make users."""',
      "op.create_table('users',",
      "    sa.Column('id', sa.Integer(), nullable=False),",
      "    Column(name='email', type_=sa.Text()),",
      "    sa.PrimaryKeyConstraint('id'), schema='shop')",
      "op.add_column(",
      "    'orders', sa.Column('total', sa.Integer()))",
    ),
  ).toEqual([
    { kind: "create-table", schema: "shop", table: "users", columns: ["id", "email"], line: 7 },
    { kind: "add-column", schema: null, table: "orders", column: "total", line: 11 },
  ]);
});

test("a table that SQL makes is read, unless it minds what is there", () => {
  expect(
    steps(
      "op.execute('CREATE TABLE shop.users (id int)')",
      'op.execute(sa.text("""create table orders (id int); INSERT INTO orders VALUES (1)"""))',
      "op.execute('CREATE TABLE IF NOT EXISTS x (id int)')",
    ),
  ).toMatchObject([
    { kind: "create-table", schema: "shop", table: "users" },
    { kind: "create-table", schema: null, table: "orders" },
    { kind: "other" },
    { kind: "other" },
  ]);
});

test("a batch is looked into", () => {
  expect(
    steps(
      "with op.batch_alter_table('users', schema=None) as batch_op:",
      "    batch_op.add_column(sa.Column('email', sa.Text()))",
      "    batch_op.create_index('ix_email', ['email'])",
    ),
  ).toMatchObject([
    { kind: "add-column", table: "users", column: "email" },
    { kind: "other", source: "batch_op.create_index('ix_email', ['email'])" },
  ]);
});

test("what may not run, or does not mind what is there, is not certain", () => {
  const kinds = (...lines: string[]) => steps(...lines).map(({ kind }) => kind);
  expect(kinds("if not exists('users'):", "    op.create_table('users')")).toEqual(["other"]);
  expect(kinds("op.create_table('users', if_not_exists=True)")).toEqual(["other"]);
  expect(kinds("op.create_table(name)")).toEqual(["other"]);
  expect(kinds("op.create_table('users', *columns)")).toEqual(["other"]);
  expect(kinds("try:", "    op.create_table('a')", "except Exception:", "    pass")).toEqual([
    "other",
  ]);
  expect(kinds("if done():", "    return", "op.create_table('a')")).toEqual(["other", "other"]);
  expect(kinds("op.execute('SELECT 1')", "op.create_table('a')")).toEqual([
    "other",
    "create-table",
  ]);
});

test("what both branches of a condition make is certain", () => {
  expect(
    steps(
      "if is_pg(op.get_bind()):",
      "    op.create_table('a', sa.Column('id', UUID()))",
      "else:",
      "    op.create_table('a', sa.Column('id', Text()))",
    ),
  ).toMatchObject([{ kind: "create-table", table: "a", columns: ["id"] }]);
});

test("a script that does nothing has no steps, and the last `upgrade` counts", () => {
  expect(steps("pass")).toEqual([]);
  expect(readUpgrade("revision = 'a1'\n")).toEqual([]);
  expect(readUpgrade("def upgrade():\n    x()\n\ndef upgrade():\n    pass\n")).toEqual([]);
  const multidb =
    "def upgrade(name):\n    globals()['upgrade_%s' % name]()\n\ndef upgrade_blog():\n    op.create_table('posts')\n";
  expect(readUpgrade(multidb)).toMatchObject([{ kind: "other" }]);
  expect(readUpgrade(multidb, "upgrade_blog")).toMatchObject([{ table: "posts" }]);
});
