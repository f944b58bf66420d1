import { expect, test } from "vitest";
import { resolve } from "../../src/graph/resolve.ts";
import { sortRevisions } from "../../src/graph/sort.ts";
import { ancestors, descendants } from "../../src/graph/walk.ts";
import type { RevisionId } from "../../src/model.ts";
import { graphOfLine } from "../support/graph.ts";

const ids = (names: string) => names.split(" ").filter((name) => name !== "") as RevisionId[];
const sorted = (revisions: Iterable<string>) => [...revisions].sort().join(" ");

test("what lies below a revision includes what it depends on, unless only down revisions count", () => {
  const graph = graphOfLine("a b<a x y<x~b z<y");
  expect(sorted(ancestors(graph, ids("z")))).toBe("a b x y z");
  expect(sorted(ancestors(graph, ids("z"), "versioned"))).toBe("x y z");
  expect(sorted(descendants(graph, ids("a")))).toBe("a b y z");
  expect(sorted(descendants(graph, ids("a"), "versioned"))).toBe("a b");
  expect(ancestors(graph, ids("z"))).toContain("b");
  expect(ancestors(graph, ids("z"), "versioned")).not.toContain("b");
});

test("a walk goes round a loop once and passes over names that no script has", () => {
  const graph = graphOfLine("a<c b<a c<b d<gone");
  expect(sorted(ancestors(graph, ids("a gone")))).toBe("a b c");
  expect(sorted(ancestors(graph, ids("d")))).toBe("d");
});

// ------------------------------------------------------------------ what names mean

test.each([
  ["heads", "y"],
  ["base", ""],
  ["abcd1", "abcd1"],
  ["lab", "abce2"],
  ["abcd", "abcd1"],
  ["lab@head", "abce2"],
  ["lab@heads", "abce2"],
  ["abcd1@head", "abce2"],
  ["x@heads", "y"],
  ["abcd1@abce", "abce2"],
])("%s is %s", (name, revisions) => {
  const graph = graphOfLine("abcd1 abce2<abcd1@lab x y<x~lab");
  expect(resolve(graph, name)).toEqual({ kind: "found", revisions: ids(revisions) });
});

test("a prefix finds a longer name, and never one of three characters", () => {
  const graph = graphOfLine("long1 abc<long1");
  expect(resolve(graph, "lo")).toEqual({ kind: "found", revisions: ["long1"] });
  expect(resolve(graph, "ab").kind).toBe("fails");
});

test.each([
  ["abc", "Can't locate revision identified by 'abc'"],
  ["LAB", "Can't locate revision identified by 'LAB'"],
  ["nope@head", "Can't locate revision identified by 'nope'"],
  ["x@abcd1", "Can't locate revision identified by 'abcd1'"],
  [
    "head",
    "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
  ],
])("%s stands for nothing, and Alembic says: %s", (name, text) => {
  const graph = graphOfLine("abcd1 abce2<abcd1@lab x y<x~lab");
  const error = { class: "CommandError", messages: [text] };
  expect(resolve(graph, name)).toEqual({ kind: "fails", error });
});

test("on a graph that does not load every name fails with the error of loading it", () => {
  const error = { class: "CommandError", messages: ["Cycle is detected in revisions (a, b)"] };
  expect(resolve(graphOfLine("a<b b<a"), "a")).toEqual({ kind: "fails", error });
});

// ------------------------------------------------------------------------- order

test("of three lines the first is listed to its fork before the next", () => {
  const graph = graphOfLine("a b<a c<a d<b e<c");
  const all = new Set(graph.nodes.keys());
  expect(sortRevisions(graph, all, graph.heads)).toEqual({
    revisions: ["d", "b", "e", "c", "a"],
    isOrderOpen: false,
  });
});

test("the order of two dependencies differs from run to run, that of two down revisions does not", () => {
  const isOpen = (line: string) => {
    const graph = graphOfLine(line);
    return sortRevisions(graph, new Set(graph.nodes.keys()), graph.realHeads)?.isOrderOpen;
  };
  expect(isOpen("p1 p2 a b<a~p1,p2")).toBe(true);
  expect(isOpen("p1 p2 a b<p1,p2,a")).toBe(false);
  expect(isOpen("p1 a b<a~p1")).toBe(false);
});

test("on a loop between two heads Alembic never ends, from one head it does", () => {
  const graph = graphOfLine("a b<a,c c<b d<c e<b");
  expect(sortRevisions(graph, new Set(graph.nodes.keys()), graph.heads)).toBeNull();
  const below = ancestors(graph, ids("d"));
  expect(sortRevisions(graph, below, ids("d"))?.revisions).toEqual(["d", "c", "b", "a"]);
});
