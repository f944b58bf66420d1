// Holds the house: which room may know which, by which door, and that no file needs itself.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const source = resolve(import.meta.dirname, "../src");

/** Room → rooms and packages it may import. `*` stands for any package and `node:*`. Files directly in src are rooms of their own. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  "model.ts": [],
  "cannot-check.ts": [],
  system: ["cannot-check.ts", "*"],
  "version.ts": [],
  parse: [
    "model.ts",
    "cannot-check.ts",
    "text",
    "@lezer/python",
    "@lezer/common",
    "smol-toml",
    "yaml",
  ],
  text: [],
  graph: ["model.ts", "text"],
  plan: ["model.ts", "text", "graph"],
  advice: ["model.ts", "text", "graph"],
  change: ["model.ts", "text", "graph", "plan"],
  rules: ["model.ts", "text", "graph", "plan", "change", "advice"],
  drawing: ["model.ts", "graph"],
  replay: ["model.ts", "rules"],
  mend: ["model.ts", "text", "advice"],
  report: [
    "model.ts",
    "version.ts",
    "settings.ts",
    "text",
    "drawing",
    "doctor",
    "replay",
    "mend",
    "diff",
  ],
  check: [
    "model.ts",
    "cannot-check.ts",
    "version.ts",
    "settings.ts",
    "settings",
    "text",
    "parse",
    "graph",
    "change",
    "rules",
    "advice",
    "drawing",
  ],
  doctor: ["model.ts", "version.ts", "text", "graph", "plan", "advice"],
  "doctor/database": ["doctor", "*"],
  "settings.ts": ["settings"],
  settings: ["model.ts", "version.ts", "cannot-check.ts", "settings.ts", "text", "rules"],
  git: ["model.ts", "cannot-check.ts", "system", "text", "parse", "*"],
  github: [
    "model.ts",
    "cannot-check.ts",
    "version.ts",
    "settings.ts",
    "settings",
    "text",
    "system",
    "git",
    "parse",
    "report",
    "rules",
    "*",
  ],
  commands: ["*", "any room"],
  "cli.ts": ["*", "any room"],
  "action.ts": ["*", "any room"],
};

/** Room → its doors: the files that other rooms may import. What lies behind them is the room's own business. A room is open where no door says more than the room does. */
const doors: Readonly<Record<string, readonly string[] | "open">> = {
  text: "open",
  parse: [
    "config.ts",
    "script.ts",
    "check-syntax.ts",
    "difference.ts",
    "settings.ts",
    "upgrade.ts",
  ],
  "parse/config": [],
  graph: [
    "alembic-error.ts",
    "build.ts",
    "effort.ts",
    "failure.ts",
    "history.ts",
    "illegal.ts",
    "quote.ts",
    "reach.ts",
    "resolve.ts",
    "sort.ts",
    "unseen.ts",
    "walk.ts",
  ],
  plan: ["index.ts"],
  change: "open",
  advice: "open",
  rules: ["changed-settings.ts", "exceptions.ts", "index.ts", "rule.ts", "run.ts"],
  check: ["changed-settings.ts", "check.ts", "example.ts"],
  drawing: ["draw.ts", "drawn-history.ts", "rows.ts"],
  doctor: "open",
  "doctor/database": ["answer.ts"],
  replay: ["model.ts", "rails.ts", "replay.ts"],
  mend: ["model.ts", "plan.ts", "with-files.ts"],
  report: "open",
  settings: [
    "databases.ts",
    "directories.ts",
    "externals.ts",
    "kind.ts",
    "kinds.ts",
    "merge.ts",
    "rule-levels.ts",
    "schema.ts",
  ],
  git: [
    "clone-url.ts",
    "commits.ts",
    "fetch-missing.ts",
    "find-transitions.ts",
    "history.ts",
    "lost-revision.ts",
    "open-folder.ts",
    "open-repository.ts",
    "read-files.ts",
    "read-snapshots.ts",
    "read-texts.ts",
    "read-transitions.ts",
    "resolve-refs.ts",
    "staged-scripts.ts",
    "wanted-states.ts",
  ],
  system: "open",
  github: "open",
  "github/recheck": ["recheck.ts"],
  commands: ["question.ts", "run.ts"],
};

/** Folders that open only to one file beside them. */
const doorkeepers: Readonly<Record<string, string>> = { "parse/config": "parse/config.ts" };

interface Import {
  readonly from: string;
  readonly file: string;
  readonly to: string;
  /** The imported file, null for a package. */
  readonly path: string | null;
}

/** `import … from`, `export … from`, `import "…"` and `import("…")`, as statements: the parsers quote Python's imports. */
const importForms = [
  /^(?:import|export)\s[^;"]*\bfrom\s+"([^"]+)"/gm,
  /^import\s+"([^"]+)"/gm,
  /\bimport\(\s*(?:\/\*[^*]*\*\/\s*)?"([^"]+)"/g,
];

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts"));

const imports = files.flatMap((file): Import[] => {
  const text = readFileSync(join(source, file), "utf8");
  const specifiers = importForms.flatMap((form) =>
    [...text.matchAll(form)].map(([, to = ""]) => to),
  );
  return specifiers.map((to) => {
    const path = to.startsWith(".")
      ? relative(source, resolve(source, dirname(file), to)).replaceAll("\\", "/")
      : null;
    return { from: roomOf(file), file, to: path === null ? to : roomOf(path), path };
  });
});

function roomOf(file: string): string {
  const inner = file.split("/").slice(0, 2).join("/");
  return inner in allowed ? inner : (file.split("/")[0] ?? file);
}

function isAllowed({ from, to }: Import): boolean {
  const may = allowed[from] ?? [];
  const isRoom = to in allowed;
  if (to === from || may.includes(to)) return true;
  return isRoom ? may.includes("any room") : may.includes("*");
}

/** The folders around the imported file that the importing file does not lie in, and of which the file is no door. */
function wallsBetween({ file, path }: Import): readonly string[] {
  if (path === null) return [];
  const parts = path.split("/").slice(0, -1);
  return parts
    .map((_, index) => parts.slice(0, index + 1).join("/"))
    .filter((room) => {
      if (file.startsWith(`${room}/`) || doorkeepers[room] === file) return false;
      const open = doors[room] ?? "open";
      return open !== "open" && !open.includes(path.slice(room.length + 1));
    });
}

/** Files that need themselves by way of others, as closed paths. */
function circles(): readonly string[] {
  const needs = new Map(
    files.map((file) => [file, imports.flatMap((one) => (one.file === file ? [one.path] : []))]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    const from = way.indexOf(file);
    if (from >= 0) found.push([...way.slice(from), file].join(" -> "));
    if (from >= 0 || done.has(file)) return;
    for (const next of needs.get(file) ?? []) if (next !== null) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}

test("every import goes one way", () => {
  expect(
    imports.filter((one) => !isAllowed(one)).map(({ file, to }) => `${file} imports ${to}`),
  ).toEqual([]);
});

test("every import goes through the room's door", () => {
  const walls = imports.filter((one) => wallsBetween(one).length > 0);
  expect(walls.map(({ file, path }) => `${file} imports ${path}`)).toEqual([]);
});

test("no file needs itself by way of others", () => {
  expect(circles()).toEqual([]);
});

test("every room is on the lists", () => {
  const rooms = [...new Set(files.map((file) => roomOf(file)))];
  expect(rooms.filter((room) => !(room in allowed))).toEqual([]);
  expect(rooms.filter((room) => !room.endsWith(".ts") && !(room in doors))).toEqual([]);
});

test("every door leads to a file", () => {
  const all = Object.entries(doors).flatMap(([room, open]) =>
    open === "open" ? [] : open.map((file) => `${room}/${file}`),
  );
  expect([...all, ...Object.values(doorkeepers)].filter((file) => !files.includes(file))).toEqual(
    [],
  );
});

test("directly in src lie only entries, nouns and tables", () => {
  expect(files.filter((file) => !file.includes("/")).sort()).toEqual([
    "action.ts",
    "cannot-check.ts",
    "cli.ts",
    "model.ts",
    "settings.ts",
    "version.ts",
  ]);
});

test("nobody imports an entry", () => {
  const entries = ["cli.ts", "action.ts"];
  expect(imports.filter(({ from, to }) => entries.includes(to) && from !== to)).toEqual([]);
});

test("the command line never loads the Actions toolkit", () => {
  const reached = new Set(["cli.ts"]);
  for (const room of reached)
    for (const { from, to } of imports) if (from === room) reached.add(to);
  expect([...reached].filter((name) => name.startsWith("@actions/") || name === "github")).toEqual(
    [],
  );
});
