import { expect, test } from "vitest";
import { planCurrent, planDowngrade, planStamp, planUpgrade } from "../../src/plan/index.ts";
import { graphOfLine } from "../support/graph.ts";

const rows = (text: string) => text.split(" ").filter((row) => row !== "");

function upgrade(line: string, at: string, target = "heads") {
  return planUpgrade(graphOfLine(line), rows(at), target);
}

// ------------------------------------------------------------------------ upgrade

test.each([
  ["an empty database runs all", "a b<a c<a m<b,c", "", "a c b m", "m"],
  ["a database at a head runs nothing", "a b<a", "b", "", "b"],
  ["one side of a merge is applied", "a b<a c<a m<b,c", "b", "c m", "m"],
  ["a dependency's row is taken over", "a b<a x y<x~b", "b x", "y", "y"],
  ["what was slipped in below the row never runs", "a n<a b<n", "b", "", "b"],
  ["a child of the old head runs", "a b<a c<b", "b", "c", "c"],
  ["the second child of a branch point is a new row", "a b<a c<a", "b", "c", "b c"],
  ["a prefix as row works once", "abcd1 b<abcd1", "abcd", "b", "abcd b"],
  ["a label as row works once", "a@lab b<a", "lab", "b", "b lab"],
  ["the symbol base as row is no row", "a b<a", "base", "a b", "b base"],
])("%s", (_, line, at, steps, after) => {
  const expected = { kind: "runs", steps: rows(steps), rows: rows(after), isOrderOpen: false };
  expect(upgrade(line, at)).toEqual(expected);
});

test.each([
  ["a c<gone", "", "KeyError", "'gone'"],
  ["a<b b<a", "", "CommandError", "Cycle is detected in revisions (a, b)"],
  ["a b<a", "gone", "CommandError", "Can't locate revision identified by 'gone'"],
  ["a b<a", "a ", "CommandError", "Can't locate revision identified by 'a '"],
  ["a b<a", "|", "AssertionError", ""],
  [
    "a b<a c<b",
    "a|c",
    "CommandError",
    "Requested revision c overlaps with other requested revisions a",
  ],
  [
    "a b<a x y<x~b",
    "y|b",
    "CommandError",
    "Requested revision y overlaps with other requested revisions b",
  ],
])("in %s rows %j fail with %s %s before anything runs", (line, at, kind, text) => {
  const table = at === "" ? [] : at === "|" ? [""] : at.split("|");
  const outcome = planUpgrade(graphOfLine(line), table, "heads");
  expect(outcome).toMatchObject({ kind: "fails", error: { class: kind, messages: [text] } });
  expect(outcome).toMatchObject({ steps: [], ran: [], rows: [...table].sort() });
});

test("of two rows below a third either may be named first", () => {
  const outcome = upgrade("a b<a c<a m<b,c", "m b c");
  const start = "Requested revision m overlaps with other requested revisions";
  expect(outcome).toMatchObject({ error: { messages: [`${start} b, c`, `${start} c, b`] } });
});

test("upgrade head fails on several heads before it looks at the rows", () => {
  const [text] = [
    "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
  ];
  expect(upgrade("a b<a c<a", "gone", "head")).toMatchObject({ error: { messages: [text] } });
});

test("lab@head names the argument in all places", () => {
  const outcome = upgrade("a@lab b<a c<a", "", "lab@head");
  expect(outcome).toMatchObject({
    error: {
      messages: [
        "Multiple head revisions are present for given argument 'lab@head'; please specify a specific target revision, '<branchname>@lab@head' to narrow to a specific head, or 'heads' for all heads",
      ],
    },
  });
});

test("a redundant parent crashes the upgrade after the revision's own function ran", () => {
  expect(upgrade("a b c<a m<a,b,c", "")).toEqual({
    kind: "fails",
    error: { class: "KeyError", messages: ["'a'"] },
    orElse: [],
    steps: ["a", "b", "c", "m"],
    ran: ["a", "b", "c", "m"],
    rows: ["b", "c"],
    isOrderOpen: false,
  });
});

test("a redundant parent of two does no harm", () => {
  expect(upgrade("a c<a m<a,c", "")).toMatchObject({ kind: "runs", rows: ["m"] });
});

test("a doubled row stops the step that moves it", () => {
  const text =
    "Online migration expected to match one row when updating 'a' to 'b' in 'alembic_version'; 2 found";
  expect(upgrade("a b<a", "a a")).toMatchObject({
    error: { class: "CommandError", messages: [text] },
    ran: ["b"],
    rows: ["a", "a"],
  });
});

test("of a doubled row and a row that is not there either may be what stops a merge", () => {
  const outcome = upgrade("a b c<a m<a,b,c", "b b c");
  expect(outcome).toMatchObject({
    error: { class: "KeyError", messages: ["'a'"] },
    orElse: [{ class: "CommandError" }],
  });
});

test("Alembic never ends on a loop between two heads", () => {
  expect(upgrade("a b<a,c c<b d<c e<b", "")).toEqual({ kind: "never-ends" });
});

test.each([
  ["+1", "a", "b"],
  ["+2", "", "a b"],
  ["a+1", "", "a b"],
  ["c-1", "", "a b"],
  ["lab@+1", "b", "c"],
])("upgrade %s from row %s runs %s", (target, at, steps) => {
  expect(upgrade("a b<a c<b@lab", at, target)).toMatchObject({ kind: "runs", steps: rows(steps) });
});

test.each([
  ["+9", "d", "Relative revision +9 didn't produce 9 migrations"],
  ["-1", "a", "Relative revision -1 didn't produce 1 migrations"],
  ["+1", "a d", "Ambiguous upgrade from multiple current revisions"],
  ["a+1", "", "Ambiguous walk"],
])("upgrade %s from rows %s fails: %s", (target, at, text) => {
  expect(upgrade("a b<a c<a d", at, target)).toMatchObject({ error: { messages: [text] } });
});

// ---------------------------------------------------------------------- downgrade

test.each([
  ["-1", "c", "c", "b"],
  ["base", "c", "c b a", ""],
  ["a", "c", "c b", "a"],
  ["c-1", "c", "c", "b"],
])("downgrade %s from row %s takes back %s", (target, at, steps, after) => {
  const outcome = planDowngrade(graphOfLine("a b<a c<b"), rows(at), target);
  expect(outcome).toMatchObject({ kind: "runs", steps: rows(steps), rows: rows(after) });
});

test("a downgrade takes back what depends on the target's followers, newest first", () => {
  const outcome = planDowngrade(graphOfLine("a b<a x y<x~b z<y"), ["z"], "a");
  expect(outcome).toMatchObject({ steps: ["z", "y", "b"], rows: ["a", "x"] });
});

test("a downgrade to what is not applied is refused", () => {
  const text = "Destination c is not a valid downgrade target from current head(s)";
  const outcome = planDowngrade(graphOfLine("a b<a c<b"), ["a"], "c");
  expect(outcome).toMatchObject({ error: { class: "CommandError", messages: [text] } });
});

// ------------------------------------------------------------------ stamp, current

test("stamp heads loses the row that was at a head already", () => {
  const graph = graphOfLine("a b c<b");
  expect(planStamp(graph, ["a", "b"], ["heads"])).toEqual({
    kind: "stamps",
    steps: [{ from: ["a", "b"], to: "c" }],
    rows: ["c"],
  });
  expect(planStamp(graph, ["a", "b"], ["heads"], { purge: true })).toMatchObject({
    rows: ["a", "c"],
  });
});

test("stamp changes nothing on rows that overlap, and crashes between them", () => {
  const graph = graphOfLine("a b<a c<b");
  expect(planStamp(graph, ["a", "c"], ["head"])).toMatchObject({ steps: [], rows: ["a", "c"] });
  expect(planStamp(graph, ["a", "c"], ["b"])).toMatchObject({
    error: { class: "AssertionError", messages: [""] },
  });
});

test("stamp base empties the table", () => {
  expect(planStamp(graphOfLine("a b<a c"), ["b", "c"], ["base"])).toMatchObject({ rows: [] });
});

test("stamp head has words of its own for several heads", () => {
  expect(planStamp(graphOfLine("a b<a c<a"), [], ["head"])).toMatchObject({
    error: { messages: ["Multiple heads are present; please specify a single target revision"] },
  });
});

test("current shows the rows, and heads that are applied through a dependency", () => {
  const graph = graphOfLine("a b<a x y<x~b");
  expect(planCurrent(graph, ["y"])).toEqual({ kind: "shows", revisions: ["b", "y"] });
  expect(planCurrent(graph, ["gone"])).toMatchObject({
    error: { messages: ["Can't locate revision identified by 'gone'"] },
  });
});

// -------------------------------------------------------------------------- scripts

test("a script without upgrade stops the plan that contains it", () => {
  const graph = graphOfLine("a 2-b<a");
  const node = [...graph.nodes.values()][1]!;
  const nodes = new Map(graph.nodes).set(node.revision, {
    ...node,
    script: { ...node.script, path: "versions/2-b.py", hasUpgrade: false },
  });
  expect(planUpgrade({ ...graph, nodes, loadError: null }, ["a"], "heads")).toMatchObject({
    error: { class: "AttributeError", messages: ["module '2_b_py' has no attribute 'upgrade'"] },
    ran: [],
  });
});

test("ten thousand revisions with merges are planned from an empty database", () => {
  const words = Array.from({ length: 10_000 }, (_, i) => {
    if (i === 0) return "r0";
    return i % 3 === 2 ? `r${i}<r${i - 2},r${i - 1}` : `r${i}<r${i - (i % 3 || 1)}`;
  });
  const outcome = upgrade(words.join(" "), "");
  expect(outcome).toMatchObject({ kind: "runs", rows: [expect.any(String)] });
});
