// Where links of a report lead: to the rules' pages, and to a commit that holds the file.

import { expect, test } from "vitest";
import type { Report } from "../../src/model.ts";
import { annotations } from "../../src/report/annotations.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { reporters } from "../../src/report/reporters.ts";
import { rules } from "../../src/rules/index.ts";
import { examples, secondHead } from "./examples.ts";

const pages = "https://github.com/onehead-dev/onehead/blob/v1/docs/rules";
const blob = "https://github.com/octo/app/blob";

test("every form but JSON tells where the rule's page is", () => {
  const checked = examples["two-heads"] ?? Object.values(examples).find(hasFinding)!;
  const [{ rule } = secondHead] = checked.report.findings;
  for (const form of ["text", "sarif", "github", "markdown"] as const) {
    const said = reporters[form](checked, { colour: false, rules });
    expect(said, form).toContain(`${pages}/${rule}.md`);
  }
});

test("a terminal names the page of a rule once", () => {
  const { report } = withFindings([secondHead, secondHead, secondHead]);
  const said = reporters.text({ report, drawings: [] }, { colour: false, rules });
  expect(said.split(`${pages}/${secondHead.rule}.md`)).toHaveLength(2);
});

test("an annotation that is cut keeps the address whole", () => {
  const long = { ...secondHead, what: "x ".repeat(4000), why: "y ".repeat(4000) };
  const all = annotations(withFindings(Array(12).fill(long)).report, pages);
  for (const { message } of all) {
    expect(message.length).toBeLessThanOrEqual(4096);
    expect(message).toContain(`${pages}/${secondHead.rule}.md`);
  }
});

test("a file of the change is shown in the change's commit, any other in the target branch's", () => {
  const [theirs, ours] = ["migrations/versions/b2.py", "migrations/versions/c3.py"];
  const at = { path: ours, line: 3, column: 1, endLine: 3, endColumn: 9 };
  const related = [{ at: { ...at, path: theirs }, what: "The other head." }];
  const { report } = withFindings([{ ...secondHead, at, related, fixes: [] }]);
  const [directory, ...more] = report.scriptDirectories;
  const changes = [{ kind: "added" as const, path: ours, revision: null }];
  const changed: Report = {
    ...report,
    scriptDirectories: [{ ...directory!, changes }, ...more],
  };
  const page = markdownReport(
    { report: changed, drawings: [] },
    { files: `${blob}/head`, target: `${blob}/target` },
  );
  expect(page).toContain(`${blob}/head/${ours}#L3`);
  expect(page).toContain(`${blob}/target/${theirs}#L3`);
});

function hasFinding({ report }: { readonly report: Report }): boolean {
  return report.findings.length > 0;
}

function withFindings(findings: Report["findings"]): { readonly report: Report } {
  const { report } = Object.values(examples).find(hasFinding)!;
  return { report: { ...report, findings } };
}
