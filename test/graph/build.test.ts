import { expect, test } from "vitest";
import { buildGraph } from "../../src/graph/build.ts";
import type { ParsedFile, RevisionGraph, RevisionId } from "../../src/model.ts";
import { filesOf, graphOf, graphOfLine, parseLine } from "../support/graph.ts";

const place = { path: "versions/x.py", line: 1, column: 1, endLine: 1, endColumn: 1 };

function unreadable(
  error: Extract<ParsedFile, { kind: "unreadable" }>["error"],
  revision?: string,
) {
  const known = (revision ?? null) as RevisionId | null;
  const file = { kind: "unreadable", path: place.path, id: "x", at: place } as const;
  return { ...file, reason: "`revision` is the result of a call", error, revision: known };
}

function edges(graph: RevisionGraph): Record<string, readonly string[]> {
  return Object.fromEntries(
    [...graph.nodes].map(([revision, node]) => [revision, node.normalized]),
  );
}

// -------------------------------------------------------------- heads and points

test("a merge point leaves one head", () => {
  const graph = graphOf(`
    <base> -> a1, create users
    a1 -> b2, add email
    a1 -> c3, add orders
    b2, c3 -> d4, merge b2 and c3`);
  expect(graph.heads).toEqual(["d4"]);
  expect(graph.branchPoints).toEqual(["a1"]);
  expect(graph.mergePoints).toEqual(["d4"]);
  expect(graph.loadError).toBeNull();
});

test("a head on which another script depends is a head, but no real one", () => {
  const graph = graphOf(`
    <base> -> a1
    a1 -> b2
    <base> -> x1
    x1 (b2) -> y2`);
  expect(graph.heads).toEqual(["b2", "y2"]);
  expect(graph.realHeads).toEqual(["y2"]);
  expect(graph.branchPoints).toEqual([]);
});

test("heads stand in load order", () => {
  expect(graphOfLine("a z<a m<a b<a").heads).toEqual(["z", "m", "b"]);
});

test("a script directory without scripts has nothing, and loads", () => {
  expect(graphOfLine("")).toMatchObject({ heads: [], bases: [], cycles: [], loadError: null });
});

test("a parent that is written twice is one parent, and makes a merge point", () => {
  const graph = graphOfLine("a b<a,a");
  expect(graph.nodes.get("b" as RevisionId)!.down).toEqual(["a"]);
  expect(graph.mergePoints).toEqual(["b"]);
  expect(graph.branchPoints).toEqual([]);
});

// -------------------------------------------------------------------- dependencies

test("a dependency that a versioned ancestor declares is left out", () => {
  expect(edges(graphOfLine("p q a<p~q b<a~q c<b"))).toMatchObject({ a: ["p", "q"], b: ["a"] });
});

test("a dependency on an ancestor stays, when no ancestor declares it", () => {
  expect(edges(graphOfLine("a b<a c<b~a"))["c"]).toEqual(["b", "a"]);
});

test("a dependency on a label is a dependency on the script that declares it", () => {
  const graph = graphOfLine("a@lab b<a x y<x~lab");
  expect(edges(graph)["y"]).toEqual(["x", "a"]);
  expect(graph.labels).toEqual(new Map([["lab", "a"]]));
});

// -------------------------------------------------------------------------- labels

test.each([
  ["spreads to all that follows, and down to the base", "a b<a@lab c<b", "a b c"],
  ["stops above a branch point", "a b<a@lab c<a", "b"],
  ["passes a merge point on the way up", "a b<a@lab c<a m<b,c d<m", "b m d"],
  ["does not get down where the line forks above it", "a b<a@lab c<b d<b", "b c d"],
  ["does not get down where two scripts depend on one above it", "a b<a@lab c<b x~c y~c", "b c"],
  ["stops at a merge point on the way down", "a b m<a,b c<m@lab", "c"],
])("a label %s", (_, line, labelled) => {
  const nodes = [...graphOfLine(line).nodes.values()];
  const found = nodes.filter(({ labels }) => labels.includes("lab"));
  expect(found.map(({ revision }) => revision).join(" ")).toBe(labelled);
});

test("of two scripts with one label either may be named first", () => {
  const graph = graphOfLine("a@l b<a c<a@l");
  expect(graph.loadError).toEqual({
    class: "RevisionError",
    messages: [
      "Branch name 'l' in revision c already used by revision a",
      "Branch name 'l' in revision a already used by revision c",
    ],
  });
  expect(graph.labelClashes).toMatchObject([
    { label: { value: "l" }, script: { path: "versions/c.py" }, usedBy: { path: "versions/a.py" } },
  ]);
});

test("a label may not be a revision", () => {
  const graph = graphOfLine("a b<a@a");
  expect(graph.loadError?.messages).toEqual([
    "Branch name 'a' in revision b already used by revision a",
  ]);
});

// ------------------------------------------------------------------ missing names

test("a missing down revision is a warning and a KeyError", () => {
  const graph = graphOf("<base> -> a1\ngone, a1 -> c3, it's new");
  expect(graph.warnings).toEqual([
    "Revision gone referenced from gone, a1 -> c3 (head) (mergepoint), it's new is not present",
  ]);
  expect(graph.loadError).toEqual({ class: "KeyError", messages: ["'gone'"] });
  expect(graph.unresolved).toMatchObject([{ missing: { value: "gone" }, from: "down_revision" }]);
});

test("the warning is written while the map is half linked", () => {
  const { warnings } = graphOfLine("x<c y<c c<gone");
  expect(warnings[0]).toContain("gone -> c (branchpoint), ");
});

test("a missing dependency is a KeyError without a warning, and any script may be the first", () => {
  const graph = graphOfLine("a~gone,also b~it's");
  expect(graph.warnings).toEqual([]);
  expect(graph.loadError).toEqual({ class: "KeyError", messages: ["'gone'", `"it's"`] });
  expect(graph.unresolved.map(({ missing }) => missing.value)).toEqual(["gone", "also", "it's"]);
});

test("a label will not do for a down revision", () => {
  const graph = graphOfLine("a@lab b<lab");
  expect(graph.loadError).toEqual({ class: "KeyError", messages: ["'lab'"] });
  expect(graph.unresolved).toMatchObject([{ missing: { value: "lab" }, from: "down_revision" }]);
});

test("names in errors are written as Python writes them", () => {
  expect(graphOfLine("a~x\\y\u00a0é\u200b").loadError?.messages).toEqual([
    String.raw`'x\\y\xa0é\u200b'`,
  ]);
});

test("what is left of a broken graph still has heads and bases", () => {
  const graph = graphOfLine("a b<a c<gone d<c");
  expect(graph.heads).toEqual(["b", "d"]);
  expect(graph.bases).toEqual(["a"]);
});

// --------------------------------------------------------------------- duplicates

test("of two files with one revision the later is used, and the earlier stays a head", () => {
  const graph = graphOfLine("a b<a b<a c<b");
  expect(graph.heads).toEqual(["b", "c"]);
  expect(graph.warnings).toEqual(["Revision b is present more than once"]);
  expect(graph.nodes.get("b" as RevisionId)?.script.path).toBe("versions/b_2.py");
  expect(graph.duplicates).toMatchObject([
    { revision: "b", scripts: [{ path: "versions/b.py" }, { path: "versions/b_2.py" }] },
  ]);
});

test("what the replaced file followed becomes a head", () => {
  expect(graphOfLine("a x b<x b<a").heads).toEqual(["x", "b", "b"]);
});

// -------------------------------------------------------------------------- loops

test.each([
  ["a<c b<a c<b", "Cycle is detected in revisions (a, b, c)"],
  ["z a<c b<a c<b", "Cycle is detected in revisions (a, b, c)"],
  ["a b<b", "Self-loop is detected in revisions (b)"],
  ["a b<a~b", "Dependency self-loop is detected in revisions (b)"],
  ["a b<a~d c d<c~b", "Dependency cycle is detected in revisions (a, b, c, d)"],
])("in %s Alembic says: %s", (line, text) => {
  expect(graphOfLine(line).loadError?.messages).toEqual([text]);
});

test.each([
  ["a base below and a head above hide it", "z a<z,c b<a c<b d<c"],
  ["two heads hide it", "a b<a,c c<b d<c e<b"],
  ["a head above a dependency hides it", "a b<a~d c d<c~b e<b"],
])("a loop that Alembic lets pass is found all the same: %s", (_, line) => {
  const graph = graphOfLine(line);
  expect(graph.loadError).toBeNull();
  expect(graph.cycles).toHaveLength(1);
});

test("a loop is closed, begins with its smallest revision, and each follows the one before it", () => {
  expect(graphOfLine("c<a b<c a<b").cycles).toEqual([["a", "c", "b", "a"]]);
  expect(graphOfLine("b<b").cycles).toEqual([["b", "b"]]);
});

test("a loop through a dependency is a loop", () => {
  expect(graphOfLine("a b<a~d c d<c~b").cycles).toEqual([["b", "d", "b"]]);
});

test("the shortest loops are shown, until every script of a knot is on one", () => {
  expect(graphOfLine("a<c,b b<a c<b,d d<c").cycles).toEqual([
    ["a", "b", "a"],
    ["c", "d", "c"],
  ]);
});

// --------------------------------------------------------------- order of errors

test("the first bad file in load order is the one that Alembic stops at", () => {
  const syntax = { class: "SyntaxError", messages: ["invalid syntax (x.py, line 1)"] };
  const [a, b] = [filesOf(parseLine("a")), filesOf(parseLine("b<b"))];
  expect(buildGraph([...a, unreadable(syntax), ...b]).loadError).toEqual(syntax);
  expect(buildGraph([...a, ...b, unreadable(syntax)]).loadError?.class).toBe("LoopDetected");
});

test("labels come before dependencies, dependencies before down revisions, those before loops", () => {
  const kinds = ["a@l x@l~nope", "a~nope d<gone", "d<gone e<f f<e", "e<f f<e"].map(
    (line) => graphOfLine(line).loadError,
  );
  expect(kinds.map((error) => error?.messages[0])).toEqual([
    "Branch name 'l' in revision x already used by revision a",
    "'nope'",
    "'gone'",
    "Cycle is detected in revisions (e, f)",
  ]);
});

test("illegal characters are named in order", () => {
  expect(graphOf("<base> -> b-@1").loadError?.messages).toEqual([
    "Character(s) '-, @' not allowed in revision identifier 'b-@1'",
  ]);
});

// --------------------------------------------------------- what cannot be known

test("a file that Alembic may well load makes what follows uncertain", () => {
  const files = [unreadable(null), ...filesOf(parseLine("a c<gone"))];
  expect(buildGraph(files)).toMatchObject({ isCertain: false, heads: ["a", "c"] });
  expect(buildGraph(files).loadError?.messages).toEqual(["'gone'"]);
  expect(graphOfLine("a c<gone").isCertain).toBe(true);
});

test("an error before the file that cannot be read is certain", () => {
  expect(buildGraph([...filesOf(parseLine("b<b")), unreadable(null)]).isCertain).toBe(true);
});

test("a revision of which nothing else is known is not missing", () => {
  const graph = buildGraph([unreadable(null, "b"), ...filesOf(parseLine("a c<b~b"))]);
  expect(graph.unresolved).toEqual([]);
  expect(graph.loadError).toBeNull();
  expect(graph.heads).toEqual(["a", "c"]);
});

// ------------------------------------------------------------- large and hostile

const many = 10_000;
const names = Array.from({ length: many }, (_, i) => `r${i}`);

test.each<[string, (name: string, i: number) => string, Partial<RevisionGraph>]>([
  ["a line", (n, i) => (i === 0 ? n : `${n}<r${i - 1}`), { heads: ["r9999"] as RevisionId[] }],
  ["one loop", (n, i) => `${n}<r${(i + 1) % many}`, { heads: [] }],
  ["five thousand loops", (n, i) => `${n}<r${i ^ 1}`, { heads: [] }],
  ["one label everywhere", (n, i) => `${i === 0 ? n : `${n}<r${i - 1}`}@lab`, { cycles: [] }],
  ["a label each", (n, i) => `${i === 0 ? n : `${n}<r${i - 1}`}@l${i}`, { cycles: [] }],
  ["one revision", () => "same", { bases: names.map(() => "same" as RevisionId) }],
  ["a fan", (n, i) => (i === 0 ? n : `${n}<r0`), { branchPoints: ["r0"] as RevisionId[] }],
  ["nothing but missing names", (n) => `${n}<gone-${n}`, { bases: [] }],
])("ten thousand scripts are no trouble: %s", (_, word, expected) => {
  expect(graphOfLine(names.map(word).join(" "))).toMatchObject(expected);
});
