import { expect, test } from "vitest";
import { compareGraphs } from "../../src/change/compare.ts";
import { draw, drawGraph } from "../../src/drawing/draw.ts";
import type { Change, Finding, RevisionId, ScriptDifference } from "../../src/model.ts";
import { graphOf, graphOfLine } from "../support/graph.ts";

const noDifference: ScriptDifference = { edits: ["upgrade"], onlyStringWhiteSpace: [], at: {} };

function changeOf(before: string, after: string): Change {
  const [was, is] = [graphOfLine(before), graphOfLine(after)];
  return {
    directory: {
      name: "migrations",
      config: null,
      section: "alembic",
      versionLocations: ["versions"],
      recursive: false,
      flaskMigrate: false,
    },
    before: was,
    after: is,
    existedBefore: true,
    existsAfter: true,
    scripts: compareGraphs(was, is, () => noDifference),
    ignored: { before: [], after: [] },
    released: null,
    lost: new Map(),
    maxHeads: null,
  };
}

function line(count: number, start = 0): string {
  const names = Array.from({ length: count }, (_, i) => `r${start + i}`);
  return names.map((name, i) => (i === 0 ? name : `${name}<${names[i - 1]}`)).join(" ");
}

test("a second head is drawn with the fork it grows from, and the way between is one run", () => {
  const before = line(20);
  const drawing = draw(changeOf(before, `${before} new<r9`), []);
  expect(drawing).toMatchObject({
    scriptDirectory: "migrations",
    runs: [{ from: "r10", to: "r18", count: 9 }],
    edges: [
      { from: "r9", to: "r10", kind: "down_revision" },
      { from: "r9", to: "new", kind: "down_revision" },
      { from: "r18", to: "r19", kind: "down_revision" },
    ],
    missing: [],
    leftOut: 9,
  });
  expect(drawing.revisions.map(({ revision, state, isHead }) => [revision, state, isHead])).toEqual(
    [
      ["r9", "kept", false],
      ["new", "added", true],
      ["r19", "kept", true],
    ],
  );
});

test("a removed script and a name that no script has stay in the picture", () => {
  const drawing = draw(changeOf("a b<a c<b", "a c<b"), []);
  expect(drawing.revisions.map(({ revision, state }) => [revision, state])).toEqual([
    ["a", "kept"],
    ["b", "removed"],
    ["c", "kept"],
  ]);
  expect(drawing.edges).toEqual([
    { from: "a", to: "b", kind: "down_revision" },
    { from: "b", to: "c", kind: "down_revision" },
  ]);
  const gone = draw(changeOf("a", "a c<gone~nope"), []);
  expect(gone.missing).toEqual(["gone", "nope"]);
  expect(gone.edges).toEqual([
    { from: "gone", to: "c", kind: "down_revision" },
    { from: "nope", to: "c", kind: "depends_on" },
  ]);
});

test("what a finding names is trouble, a notice is not", () => {
  const finding = (revision: string, severity: Finding["severity"]): Finding => ({
    rule: "cycle",
    severity,
    scriptDirectory: "migrations",
    revision: revision as RevisionId,
    at: { path: "x", line: 1, column: 1, endLine: 1, endColumn: 1 },
    what: "",
    why: "",
    alembicSays: null,
    related: [],
    fixes: [],
    allowed: null,
  });
  const drawing = draw(changeOf(line(9), line(9)), [
    finding("r2", "error"),
    finding("r5", "notice"),
  ]);
  const troubled = drawing.revisions.filter(({ isTrouble }) => isTrouble);
  expect(troubled.map(({ revision }) => revision)).toEqual(["r2"]);
});

test("a drawing keeps to its limit and counts what it leaves out", () => {
  const drawing = draw(changeOf("r0", line(500)), []);
  expect(drawing.revisions).toHaveLength(120);
  expect(drawing.leftOut).toBe(380);
});

test("the whole of a graph is drawn as its forks and the runs between", () => {
  const graph = graphOf(`
    <base> -> a1
    a1 -> b2
    b2 -> c3
    c3 -> d4
    d4 -> e5, main line
    d4 -> f6, other line`);
  expect(drawGraph(graph, { whole: true })).toMatchObject({
    revisions: [
      { revision: "a1" },
      { revision: "b2" },
      { revision: "c3" },
      { revision: "d4" },
      { revision: "e5" },
      { revision: "f6" },
    ],
    runs: [],
    leftOut: 0,
  });
  const long = drawGraph(graphOfLine(line(50)), { whole: true });
  expect(long.runs).toEqual([{ from: "r1", to: "r48", count: 48 }]);
  expect(drawGraph(graphOfLine(line(50)), { whole: true, collapse: false }).revisions).toHaveLength(
    50,
  );
});

test("around a revision are the next three on either side", () => {
  const drawing = drawGraph(graphOfLine(line(50)), {
    around: ["r20" as RevisionId],
    collapse: false,
  });
  expect(drawing.revisions.map(({ revision }) => revision)).toEqual([
    "r17",
    "r18",
    "r19",
    "r20",
    "r21",
    "r22",
    "r23",
  ]);
  expect(drawing.leftOut).toBe(43);
});

test("loops are drawn, too", () => {
  const drawing = drawGraph(graphOfLine("z a<z,c b<a c<b d<c"), { whole: true });
  expect(drawing.revisions.map(({ revision }) => revision)).toEqual(["z", "a", "b", "c", "d"]);
  expect(drawing.edges).toContainEqual({ from: "c", to: "a", kind: "down_revision" });
});
