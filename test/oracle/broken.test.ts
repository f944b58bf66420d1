// What is called no Python, Python refuses: no script that Alembic would load is stopped.

import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { findBreak } from "../../src/parse/python/broken.ts";
import { python } from "./venvs.ts";

const script = `"""add orders (2)"""
from alembic import op
import sqlalchemy as sa

revision: str = "b2"
down_revision = ("a1",)


def upgrade() -> None:
    op.create_table(
        "orders",  # the shop's
        sa.Column('id', sa.Integer, primary_key=True),
    )
    if op.get_context().as_sql:
        pass
    name = f"it's {revision!r:>{12}}"
    op.execute(r'''UPDATE "orders" SET x = '\\d' ''' + name[1:])


def downgrade():
    op.drop_table("orders")
`;

/** One small slip of a hand: characters gone, or a character more. */
const slip = fc
  .record({
    at: fc.nat(script.length),
    gone: fc.constantFrom(0, 0, 1, 1, 2, 9),
    more: fc.constantFrom(
      "",
      "",
      "(",
      ")",
      "]",
      "{",
      '"',
      "'",
      '"""',
      "\n",
      "    ",
      ":",
      "f",
      "\\",
      "#",
    ),
  })
  .map(({ at, gone, more }) => script.slice(0, at) + more + script.slice(at + gone));

test("in 5,000 slips of a hand", () => {
  const texts = fc.sample(slip, 5000).filter((text) => findBreak(text) !== null);
  expect(texts.length).toBeGreaterThan(500);
  const program = `
import json, sys, warnings
warnings.simplefilter("ignore")
for text in json.load(sys.stdin):
    try:
        compile(text, "script.py", "exec")
    except SyntaxError:
        continue
    print(json.dumps(text))
`;
  const { status, stdout, stderr } = spawnSync(python("newest"), ["-c", program], {
    input: JSON.stringify(texts),
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout).toBe("");
});
