// Graphs line by line: who stands where, and which lines pass.

import { expect, test } from "vitest";
import { drawGraph } from "../../src/drawing/draw.ts";
import { rowsOf } from "../../src/drawing/rows.ts";
import { graphOf } from "../support/graph.ts";

/** One line a row: the marks by lane, `|` for a line that passes, then the name and the lanes that lead down. */
function rows(history: string): readonly string[] {
  const drawing = drawGraph(graphOf(history), { whole: true, collapse: false });
  return rowsOf(drawing).map(({ name, rail }) => {
    const lanes = Array.from({ length: rail.width }, (_, lane) => {
      if (lane === rail.mark) return "*";
      return rail.passes.some((one) => one.lane === lane) ? "|" : ".";
    });
    return `${lanes.join("")} ${name} ${rail.down.map(({ lane, tone }) => `${lane}${tone === "line" ? "" : ` ${tone}`}`).join(",")}`.trimEnd();
  });
}

test("a straight line keeps its lane", () => {
  expect(rows("<base> -> a1\n a1 -> b2\n b2 -> c3")).toEqual(["* c3 0", "* b2 0", "* a1"]);
});

test("a merge point opens a lane, and the branch point closes it", () => {
  const history = "<base> -> a1\n a1 -> b2\n a1 -> c3\n b2, c3 -> d4";
  expect(rows(history)).toEqual(["*. d4 0,1", "*| b2 0", "|* c3 0", "* a1"]);
});

test("a second head begins beside the line that goes on", () => {
  expect(rows("<base> -> a1\n a1 -> b2\n a1 -> c3")).toEqual(["* c3 0", "|* b2 0", "* a1"]);
});

test("a dependency is a line of its own", () => {
  expect(rows("<base> -> a1\n <base> (a1) -> x1")).toEqual(["* x1 0 beside", "* a1"]);
});

test("a name that no script has stands at the end of its line", () => {
  expect(rows("gone -> b2")).toEqual(["* b2 0 trouble", "* gone"]);
});

test("a loop is drawn without end", () => {
  expect(rows("c3 -> b2\n b2 -> c3").map((row) => row.split(" ")[1])).toEqual(["b2", "c3"]);
});

test("every revision has one row", () => {
  const lines = Array.from(
    { length: 200 },
    (_, i) => `${i < 7 ? "<base>" : `r${i - 7}x, r${i - 5}x`} -> r${i}x`,
  );
  const names = rows(lines.join("\n")).map((row) => row.split(" ")[1]);
  expect(new Set(names).size).toBe(200);
  expect(names).toHaveLength(200);
});
