import { expect, test } from "vitest";
import { historyToFiles, parseHistory, printHistory } from "../../src/graph/history.ts";
import { graphOf, graphOfLine } from "../support/graph.ts";

test("a base follows nothing, and its message is behind the comma", () => {
  expect(parseHistory("<base> -> a1, create users")).toEqual([
    { revision: "a1", downRevisions: [], dependsOn: [], branchLabels: [], message: "create users" },
  ]);
});

test("a merge point follows several, and a dependency stands in parentheses before the arrow", () => {
  expect(parseHistory("b2, c3 (x9, y8) -> d4 (orders) (head), merge b2, c3 -> d4")).toEqual([
    {
      revision: "d4",
      downRevisions: ["b2", "c3"],
      dependsOn: ["x9", "y8"],
      branchLabels: ["orders"],
      message: "merge b2, c3 -> d4",
    },
  ]);
});

test("what a terminal showed is a history: newest first, with marks and a log around it", () => {
  const pasted = `
    $ alembic history
    INFO  [alembic.runtime.migration] Context impl SQLiteImpl.
    b2 -> c3 (lab) (effective head) (current), add orders
    a1 -> b2 (lab) (mergepoint), add email
    <base> -> a1 (branchpoint), `;
  expect(
    parseHistory(pasted).map(({ revision, branchLabels }) => [revision, branchLabels]),
  ).toEqual([
    ["c3", []],
    ["b2", ["lab"]],
    ["a1", []],
  ]);
});

test("a label on two branches is declared twice", () => {
  const entries = parseHistory(`
    <base> -> a1
    a1 -> b2 (lab)
    a1 -> c3 (lab)`);
  expect(entries.map(({ branchLabels }) => branchLabels)).toEqual([[], ["lab"], ["lab"]]);
});

test("a line that is no history is refused, not passed over", () => {
  expect(() => parseHistory("<base> -> a1\na1 => b2")).toThrow("no line of a history: a1 => b2");
});

test("files are written as the newest Alembic writes them", () => {
  const files = historyToFiles(`
    <base> -> a1, create users
    a1 (x9, y8) -> b2 (orders, shop), it's new`);
  expect(Object.keys(files)).toEqual(["versions/a1.py", "versions/b2.py"]);
  expect(files["versions/b2.py"]).toBe(`"""it's new

Revision ID: b2
Revises: a1
Create Date: 2026-01-05 09:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'b2'
down_revision: Union[str, Sequence[str], None] = 'a1'
branch_labels: Union[str, Sequence[str], None] = ('orders', 'shop')
depends_on: Union[str, Sequence[str], None] = ['x9', 'y8']


def upgrade() -> None:
    """Upgrade schema."""
    op.execute("SELECT 'it s new'")


def downgrade() -> None:
    """Downgrade schema."""
    op.execute("SELECT 'undo it s new'")
`);
});

test("two files may declare one revision", () => {
  const files = historyToFiles("<base> -> a1\n<base> -> a1", "m");
  expect(Object.keys(files)).toEqual(["m/a1.py", "m/a1_2.py"]);
});

// ------------------------------------------------------------------------ printing

test("a history is printed as Alembic prints it, newest first", () => {
  const graph = graphOf(`
    <base> -> a1, create users
    a1 -> b2 (shop), add email
    a1 -> c3, add orders
    b2, c3 -> d4, merge b2 and c3
    <base> -> x1, other base
    x1 (shop) -> y2, depends on a label
    x1 (c3, b2) -> z3, depends on two`);
  expect(printHistory(graph)).toBe(`\
b2, c3 -> d4 (shop) (head) (mergepoint), merge b2 and c3
x1 (shop) -> y2 (head), depends on a label
x1 (c3, b2) -> z3 (head), depends on two
<base> -> x1 (branchpoint), other base
a1 -> b2 (shop), add email
a1 -> c3, add orders
<base> -> a1 (branchpoint), create users
`);
});

test("a head on which others depend is an effective head", () => {
  expect(printHistory(graphOfLine("a b<a x y<x~b"))).toContain("a -> b (effective head), \n");
});

test("what is printed can be read again", () => {
  const graph = graphOfLine("a@lab b<a c<a m<b,c~x x e<m f<m~a,x");
  const again = graphOf(printHistory(graph));
  expect(printHistory(again)).toBe(printHistory(graph));
});

test("a history that Alembic cannot load is printed all the same", () => {
  expect(printHistory(graphOfLine("a<c b<a c<b"))).toBe("b -> c, \na -> b, \nc -> a, \n");
  expect(printHistory(graphOfLine("a b<gone"))).toBe("<base> -> a (head), \ngone -> b (head), \n");
});
