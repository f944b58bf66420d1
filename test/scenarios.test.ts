// Whole runs: real files in, every report out. `npx vitest run test/scenarios.test.ts -u` writes the reports anew; look at what changed.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readArguments } from "../src/commands/arguments.ts";
import { compareAndJudge, render } from "../src/commands/check.ts";
import type { Checked } from "../src/model.ts";
import { sarifReport } from "../src/report/sarif.ts";
import { rules } from "../src/rules/index.ts";
import { makeHistory } from "./support/history.ts";

const root = join(import.meta.dirname, "scenarios");
const reports: Readonly<Record<string, (checked: Checked) => string>> = {
  "report.txt": (checked) => render("text", checked),
  "report.json": (checked) => render("json", checked),
  "summary.md": (checked) => render("markdown", checked),
  "annotations.txt": (checked) => render("github", checked),
  // Without the help of rules that the scenario is not about.
  "report.sarif": ({ report }) =>
    sarifReport(
      report,
      rules.filter(({ id }) => report.findings.some(({ rule }) => rule === id)),
    ),
};

describe.each(readdirSync(root))("%s", (name) => {
  test("is told as expected", async () => {
    const folder = join(root, name);
    const request = readArguments([...commandOf(folder), "--repo", repositoryFor(folder)]);
    if (request.command !== "check") throw new Error("a scenario runs `onehead check`");
    const checked = await compareAndJudge(request.options);
    for (const [file, report] of Object.entries(reports)) {
      await expect(report(checked)).toMatchFileSnapshot(join(folder, "expected", file));
    }
  });
});

/** The arguments of the command that ends `story.txt`. */
function commandOf(folder: string): readonly string[] {
  const story = readFileSync(join(folder, "story.txt"), "utf8");
  const line = /^\$ onehead (check.*)$/m.exec(story)?.[1] ?? "";
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!);
}

/**
 * `main` holds `before/` and `pull-request` holds `after/`, one commit on top of it; where there is a `base/`, both
 * branches were begun there. `released/` is an earlier commit of `main` with the tag v1.1, `other/` one more branch.
 */
function repositoryFor(folder: string): string {
  const parts = readdirSync(folder);
  const state = (name: string) => (parts.includes(name) ? filesOf(join(folder, name)) : {});
  const first = ["released", "base"].filter((name) => parts.includes(name));
  return makeHistory(
    [
      ...first.map((name) => ({ branch: "main", message: name, files: state(name) })),
      { branch: "main", message: "before", files: state("before") },
      {
        branch: "pull-request",
        from: parts.includes("base") ? "base" : "before",
        message: "after",
        files: state("after"),
      },
      ...["other"]
        .filter((name) => parts.includes(name))
        .map((name) => ({ branch: name, from: "before", message: name, files: state(name) })),
    ],
    parts.includes("released") ? { "v1.1": "released" } : {},
  );
}

function filesOf(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}
