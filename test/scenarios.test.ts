// Whole runs: real files in, every report out. `npx vitest run test/scenarios.test.ts -u` writes the reports anew; look at what changed.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readArguments } from "../src/commands/arguments.ts";
import { compareAndJudge } from "../src/commands/check.ts";
import type { Checked } from "../src/model.ts";
import { reporters } from "../src/report/reporters.ts";
import { sarifReport } from "../src/report/sarif.ts";
import { rules } from "../src/rules/index.ts";
import { homepage, rulePages } from "../src/version.ts";
import { applyRepairs } from "./support/apply-repairs.ts";
import { makeHistory } from "./support/history.ts";

const root = join(import.meta.dirname, "scenarios");
const surroundings = { colour: false, rules };
const reports: Readonly<Record<string, (checked: Checked) => string>> = {
  "report.txt": (checked) => reporters.text(checked, surroundings),
  "report.json": (checked) => reporters.json(checked, surroundings),
  "summary.md": (checked) => reporters.markdown(checked, surroundings),
  "annotations.txt": (checked) => reporters.github(checked, surroundings),
  // Without the help of rules that the scenario is not about.
  "report.sarif": ({ report }) =>
    sarifReport(
      report,
      rules.filter(({ id }) =>
        [...report.findings, ...(report.standing ?? [])].some(({ rule }) => rule === id),
      ),
      { homepage, rules: rulePages },
    ),
};

/** What no repair of a line or two can mend: files that have to be read by a person, and a squash that stays beside what is brought back. */
const beyondRepair =
  /^(both-sides|broken-conf|computed-rev|conflict-markers|no-script-directory$|squash)/;

describe.each(readdirSync(root))("%s", (name) => {
  test("is told as expected, and the repairs that are proposed first mend it", async () => {
    const folder = join(root, name);
    const checked = await checkScenario(folder, {});
    for (const [file, report] of Object.entries(reports)) {
      await expect(report(checked)).toMatchFileSnapshot(join(folder, "expected", file));
    }
    if (checked.report.verdict === "passed" || beyondRepair.test(name)) return;
    const elsewhere = { ...stateOf(folder, "other"), ...stateOf(folder, "before") };
    const base = stateOf(folder, "base");
    const isNew = ([path]: readonly [string, string]) => !(path in base);
    const target = Object.fromEntries(Object.entries(stateOf(folder, "before")).filter(isNew));
    const { findings } = checked.report;
    const after = applyRepairs(stateOf(folder, "after"), findings, elsewhere, target);
    const { report } = await checkScenario(folder, { after });
    expect(report.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(report.verdict).toBe("passed");
  });
});

/** Runs the scenario's command, on other files of the pull request where they are given. */
async function checkScenario(folder: string, { after }: { after?: Files }): Promise<Checked> {
  const repository = repositoryFor(folder, after ?? stateOf(folder, "after"));
  const request = readArguments([...commandOf(folder), "--repo", repository]);
  if (request.command !== "check") throw new Error("a scenario runs `onehead check`");
  return compareAndJudge(request.options);
}

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
function repositoryFor(folder: string, after: Files): string {
  const parts = readdirSync(folder);
  const state = (name: string) => stateOf(folder, name);
  const first = ["released", "base"].filter((name) => parts.includes(name));
  return makeHistory(
    [
      ...first.map((name) => ({ branch: "main", message: name, files: state(name) })),
      { branch: "main", message: "before", files: state("before") },
      {
        branch: "pull-request",
        from: parts.includes("base") ? "base" : "before",
        message: "after",
        files: after,
      },
      ...["other"]
        .filter((name) => parts.includes(name))
        .map((name) => ({ branch: name, from: "before", message: name, files: state(name) })),
    ],
    parts.includes("released") ? { "v1.1": "released" } : {},
  );
}

type Files = Readonly<Record<string, string>>;

/** The files of one part of a scenario, none where there is no such part. */
function stateOf(scenario: string, part: string): Files {
  const folder = join(scenario, part);
  if (!existsSync(folder)) return {};
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}
