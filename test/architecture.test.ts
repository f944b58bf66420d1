// Holds the import directions: which room may know which.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const source = resolve(import.meta.dirname, "../src");

/** Room → rooms and packages it may import. `*` stands for any package and `node:*`. Files directly in src are rooms of their own. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  "model.ts": [],
  "cannot-check.ts": [],
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
  change: ["model.ts", "text", "graph", "plan", "advice"],
  rules: ["model.ts", "text", "graph", "plan", "change", "advice"],
  drawing: ["model.ts", "graph"],
  report: ["model.ts", "text", "doctor"],
  check: [
    "model.ts",
    "version.ts",
    "settings.ts",
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
  "settings.ts": ["model.ts", "cannot-check.ts", "text", "rules"],
  git: ["model.ts", "cannot-check.ts", "text", "parse", "*"],
  github: [
    "model.ts",
    "cannot-check.ts",
    "settings.ts",
    "text",
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

interface Import {
  readonly from: string;
  readonly file: string;
  readonly to: string;
}

/** `import … from`, `export … from`, `import "…"` and `import("…")`, as statements: the parsers quote Python's imports. */
const importForms = [
  /^(?:import|export)\s[^;"]*\bfrom\s+"([^"]+)"/gm,
  /^import\s+"([^"]+)"/gm,
  /\bimport\(\s*(?:\/\*[^*]*\*\/\s*)?"([^"]+)"/g,
];

const imports = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file): Import[] => {
    const text = readFileSync(join(source, file), "utf8");
    const specifiers = importForms.flatMap((form) =>
      [...text.matchAll(form)].map(([, to = ""]) => to),
    );
    return specifiers.map((to) => ({ from: roomOf(file), file, to: resolveRoom(file, to) }));
  });

function roomOf(file: string): string {
  const inner = file.split("/").slice(0, 2).join("/");
  return inner in allowed ? inner : (file.split("/")[0] ?? file);
}

function resolveRoom(file: string, to: string): string {
  return to.startsWith(".") ? roomOf(relative(source, resolve(source, dirname(file), to))) : to;
}

function isAllowed({ from, to }: Import): boolean {
  const may = allowed[from] ?? [];
  const isRoom = to in allowed;
  if (to === from || may.includes(to)) return true;
  return isRoom ? may.includes("any room") : may.includes("*");
}

test("every import goes one way", () => {
  expect(
    imports.filter((one) => !isAllowed(one)).map(({ file, to }) => `${file} imports ${to}`),
  ).toEqual([]);
});

test("every room is on the list", () => {
  expect(
    [...new Set(imports.map(({ from }) => from))].filter((room) => !(room in allowed)),
  ).toEqual([]);
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
