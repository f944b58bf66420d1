// Which files of a version location Alembic loads, in what order, and which it passes over.

import { expect, test } from "vitest";
import { listScriptFiles } from "../../src/parse/config.ts";
import { listing, treeOf } from "../support/configuration.ts";

test("a name is loaded if it ends in .py and starts with neither .# nor __init__", () => {
  const loaded = [
    "-a.py",
    ".a.py",
    "__a.py",
    "_a.py",
    "a b.py",
    "a.conflict.py",
    "a.py",
    "a.py.py",
    "x.#b.py",
    "~a.py",
    "ünï.py",
  ];
  const others = [
    "__init__.py",
    "#a.py#",
    "a.py~",
    "a.py.orig",
    "a.pyi",
    "a.pyc",
    "a.txt",
    "README",
    "script.py.mako",
  ];
  expect(listing([...loaded, ...others])).toEqual({ loaded, ignored: {} });
});

test("files are loaded in the order of their code points", () => {
  const names = ["\u{1f600}.py", "\uffee.py", "b.py", "B.py", "a10.py", "a2.py"];
  expect(listing(names).loaded).toEqual([
    "B.py",
    "a10.py",
    "a2.py",
    "b.py",
    "\uffee.py",
    "\u{1f600}.py",
  ]);
});

test("what looks like a script and is never loaded is told with its reason", () => {
  expect(listing(["a.PY", "__init__x.py", ".#a.py", "a\nb.py", "c.Py", "2024/a1.py"])).toEqual({
    loaded: [],
    ignored: {
      ".#a.py": "its name starts with `.#`",
      "2024/a1.py":
        "it lies in a sub-directory of a version location, and `recursive_version_locations` is not `true`",
      "__init__x.py": "its name starts with `__init__`",
      "a\nb.py": "its name holds a line break",
      "a.PY": "its name ends in `.PY`, not in `.py`",
      "c.Py": "its name ends in `.Py`, not in `.py`",
    },
  });
});

test("recursion lists a directory's files, then its sub-directories in order", () => {
  const names = [
    "a/z.py",
    "a/b/c.py",
    "a-b/x.py",
    "b.py",
    "z.py",
    ".hidden/h.py",
    "node_modules/n.py",
    "a.py",
  ];
  expect(listing(names, { recursive: true })).toEqual({
    loaded: [
      "a.py",
      "b.py",
      "z.py",
      ".hidden/h.py",
      "a/z.py",
      "a/b/c.py",
      "a-b/x.py",
      "node_modules/n.py",
    ],
    ignored: {},
  });
});

test("directories that end in __pycache__ give no files but are descended into", () => {
  const names = ["__pycache__/a.py", "x__pycache__/b.py", "__pycache__/sub/c.py"];
  expect(listing(names, { recursive: true })).toEqual({
    loaded: ["__pycache__/sub/c.py"],
    ignored: {},
  });
});

test("sourceless loads bytecode unless the source is there, and bytecode of deleted scripts", () => {
  const names = [
    "a.py",
    "a.pyc",
    "b.pyc",
    "b.pyo",
    "__pycache__/a.cpython-311.pyc",
    "__pycache__/gone.cpython-311.pyc",
    "__init__.pyc",
  ];
  expect(listing(names, { sourceless: true }).loaded).toEqual([
    "a.py",
    "b.pyc",
    "__pycache__/gone.cpython-311.pyc",
  ]);
  expect(listing(names).loaded).toEqual(["a.py"]);
});

test("modules that scripts import are not scripts that were passed over", () => {
  const names = [
    "a1.py",
    "ops/__init__.py",
    "ops/views.py",
    "ops/test_0001.py",
    "ops/0001_views.py",
    "ops/ae1027a6acf_x.py",
  ];
  expect(Object.keys(listing(names).ignored)).toEqual([
    "ops/0001_views.py",
    "ops/ae1027a6acf_x.py",
  ]);
});

test("another environment below a version location is not passed over", () => {
  expect(listing(["a1.py", "other/env.py", "other/versions/b1.py"]).ignored).toEqual({});
});

const directory = {
  name: "db",
  config: null,
  section: "alembic",
  recursive: false,
  flaskMigrate: false,
};

test("version locations are listed in their order, each file once", () => {
  const tree = treeOf(["m1/a.py", "m1/sub/b.py", "m2/c.py"]);
  const versionLocations = ["m2", "m1/sub", "m1", "gone", "m1/sub"];
  expect(listScriptFiles(tree, { ...directory, versionLocations })).toEqual({
    loaded: ["m2/c.py", "m1/sub/b.py", "m1/a.py"],
    ignored: [],
  });
  const recursive = { ...directory, versionLocations: ["m1", "m1/sub"], recursive: true };
  expect(listScriptFiles(tree, recursive).loaded).toEqual(["m1/a.py", "m1/sub/b.py"]);
});

test("the current directory as a version location is listed, and nothing below it is passed over", () => {
  const tree = treeOf(["setup.py", "app/models.py", "db/env.py", "db/versions/a1.py"]);
  expect(listScriptFiles(tree, { ...directory, versionLocations: ["db/versions", "."] })).toEqual({
    loaded: ["db/versions/a1.py", "setup.py"],
    ignored: [],
  });
});

test("a submodule is no file, a symbolic link is judged by its name", () => {
  const tree = new Map([
    ["db/versions/a.py", { mode: "symlink", id: "1" }],
    ["db/versions/b.py", { mode: "submodule", id: "2" }],
  ] as const);
  expect(listScriptFiles(tree, { ...directory, versionLocations: ["db/versions"] }).loaded).toEqual(
    ["db/versions/a.py"],
  );
});
