import { expect, test } from "vitest";
import { compareGraphs } from "../../src/change/compare.ts";
import { buildGraph } from "../../src/graph/build.ts";
import type { Edit, ParsedFile, ScriptChange } from "../../src/model.ts";
import { filesOf, parseLine } from "../support/graph.ts";

/** Files of one line; `is` gives some of them other paths or contents. */
function files(
  line: string,
  is: Record<string, { path?: string; id?: string }> = {},
): ParsedFile[] {
  return filesOf(parseLine(line)).map((file) => {
    if (file.kind !== "script") return file;
    const { path = file.path, id = file.id } = is[file.script.revision.value] ?? {};
    return { ...file, path, id, script: { ...file.script, path, id } };
  });
}

function changes(
  before: readonly ParsedFile[],
  after: readonly ParsedFile[],
  edits: readonly Edit[] = ["upgrade"],
): readonly string[] {
  const difference = () => ({ edits, onlyStringWhiteSpace: [], at: {} });
  return compareGraphs(buildGraph(before), buildGraph(after), difference).map(describe);
}

function describe(change: ScriptChange): string {
  if (change.kind === "added") return `added ${change.after.path}`;
  if (change.kind === "removed") return `removed ${change.before.path}`;
  const { before, after } = change;
  return `${change.kind} ${before.path === after.path ? "" : `${before.path} to `}${after.path}`;
}

test("what is the same on both sides is no change", () => {
  expect(changes(files("a b<a"), files("a b<a"))).toEqual([]);
});

test("changes are sorted by path", () => {
  expect(changes(files("a c<a"), files("a e<a b<a"), ["upgrade"])).toEqual([
    "added versions/b.py",
    "removed versions/c.py",
    "added versions/e.py",
  ]);
});

test("a script that lies elsewhere was moved, one that changed as well was edited", () => {
  const before = files("a b<a");
  expect(changes(before, files("a b<a", { b: { path: "old/b.py" } }))).toEqual([
    "moved versions/b.py to old/b.py",
  ]);
  expect(changes(before, files("a b<a", { b: { path: "old/b.py", id: "other" } }))).toEqual([
    "edited versions/b.py to old/b.py",
  ]);
});

test("the revision tells which script it is, even when two scripts change places", () => {
  const before = files("a b<a", { a: { path: "1.py" }, b: { path: "2.py" } });
  const after = files("a b<a", { a: { path: "2.py" }, b: { path: "1.py" } });
  expect(changes(before, after)).toEqual(["moved 2.py to 1.py", "moved 1.py to 2.py"]);
});

test("a script with another revision at the same path was edited", () => {
  const before = files("a", { a: { path: "x.py" } });
  expect(changes(before, files("b", { b: { path: "x.py" } }))).toEqual(["edited x.py"]);
});

test("a script that does the same under another revision and name was edited, not replaced", () => {
  expect(changes(files("a b<a"), files("a c<a"), ["revision"])).toEqual([
    "edited versions/b.py to versions/c.py",
  ]);
});

test("of two files with one revision each keeps its own path", () => {
  expect(changes(files("a b<a"), files("a b<a b<a"))).toEqual(["added versions/b_2.py"]);
  expect(changes(files("a b<a b<a"), files("a b<a"))).toEqual(["removed versions/b_2.py"]);
});

test("a file that cannot be read is matched by its path", () => {
  const at = { path: "versions/b.py", line: 1, column: 1, endLine: 1, endColumn: 1 };
  const broken: ParsedFile = {
    kind: "unreadable",
    path: "versions/b.py",
    id: "x",
    at,
    reason: "it holds conflict markers",
    error: null,
    revision: null,
  };
  const [a] = files("a");
  expect(changes(files("a b<a"), [a!, broken])).toEqual(["edited versions/b.py"]);
});

test("a history that is replaced as a whole is compared in good time", () => {
  const names = (prefix: string) => Array.from({ length: 5000 }, (_, i) => `${prefix}${i}`);
  const found = changes(files(names("a").join(" ")), files(names("b").join(" ")));
  expect(found).toHaveLength(10_000);
});
