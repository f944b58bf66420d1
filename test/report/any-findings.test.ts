// Every reporter gets along with any findings: whatever their rules, levels, number and places.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Checked, Finding, Report, Severity } from "../../src/model.ts";
import { annotations, workflowCommands } from "../../src/report/annotations.ts";
import { badge } from "../../src/report/badge.ts";
import { jsonReport } from "../../src/report/json.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { sarifReport } from "../../src/report/sarif.ts";
import { textReport } from "../../src/report/text.ts";
import { verdictInWords } from "../../src/report/wording.ts";
import { rules } from "../../src/rules/index.ts";
import { editedScript, examples, report, secondHead } from "./examples.ts";
import { runnerCommands } from "./runner.ts";
import { sarifRules } from "./sarif-rules.ts";

const levels: readonly Severity[] = ["error", "warning", "notice"];

const finding: fc.Arbitrary<Finding> = fc
  .record({
    like: fc.constantFrom(secondHead, editedScript),
    // Few rules and many findings: that is where the limits of a rule and of a level meet.
    rule: fc.constantFrom(...rules.slice(0, 4).map(({ id }) => id)),
    severity: fc.constantFrom(...levels),
    line: fc.integer({ min: 1, max: 99 }),
    height: fc.constantFrom(0, 0, 7),
    allowed: fc.constantFrom(null, null, { by: "label" as const, reason: "known" }),
    fixes: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ like, rule, severity, line, height, allowed, fixes }) => ({
    ...like,
    rule,
    severity: allowed ? "notice" : severity,
    allowed,
    at: { ...like.at, line, endLine: line + height },
    fixes: like.fixes.slice(0, fixes),
  }));

/** One finding many times over, so that counts of every size come up, with others between. */
const findings = fc
  .array(fc.tuple(finding, fc.constantFrom(1, 1, 2, 9, 10, 11, 12, 30)), { maxLength: 6 })
  .map((groups) => groups.flatMap(([one, times]) => Array.from({ length: times }, () => one)));

const checked: fc.Arbitrary<Checked> = fc
  .record({
    example: fc.constantFrom(...Object.values(examples)),
    findings,
    verdict: fc.constantFrom("passed" as const, "failed" as const, "incomplete" as const),
    reasons: fc.constantFrom(0, 1, 9, 10, 11, 25),
  })
  .map(({ example, findings, verdict, reasons }) => ({
    drawings: example.drawings,
    report: report({
      verdict,
      findings,
      incomplete: Array.from({ length: reasons }, (_, i) => `Reason ${i}.`),
    }),
  }));

const reporters: Readonly<Record<string, (checked: Checked) => string>> = {
  text: (checked) => textReport(checked, { colour: false }),
  "text in colour": (checked) => textReport(checked, { colour: true, width: 80 }),
  json: ({ report }) => jsonReport(report),
  sarif: ({ report }) => sarifReport(report, sarifRules),
  github: ({ report }) => workflowCommands(report),
  markdown: (checked) => markdownReport(checked),
  comment: (checked) => markdownReport(checked, { for: "comment" }),
  badge: ({ report }) => badge(report, rules).json + badge(report, rules).svg,
  verdict: ({ report }) => verdictInWords(report),
};

describe.each(Object.entries(reporters))("%s", (_, reporter) => {
  test("has something to say of any findings", () => {
    fc.assert(
      fc.property(checked, (one) => {
        expect(reporter(one)).toEqual(expect.any(String));
      }),
      { numRuns: 60 },
    );
  });
});

describe("annotations", () => {
  const totals = ({ findings, incomplete }: Report, level: Severity) =>
    findings.filter(({ severity }) => severity === level).length +
    (level === "error" ? incomplete.length : 0);

  test("count every finding of a level, shown or not, and never stand more than ten times", () => {
    fc.assert(
      fc.property(checked, ({ report }) => {
        const all = annotations(report);
        for (const level of levels) {
          const shown = all.filter((one) => one.level === level);
          const left = shown.map(({ message }) =>
            /(?:And )?(\d+) (?:more )?\w+(?: more of the same rules)?, see the summary\.$/.exec(
              message,
            ),
          );
          const counted = left.reduce((sum, found) => sum + Number(found?.[1] ?? 0), 0);
          const isOnlyCount = shown.length === 1 && shown[0]!.title === "onehead";
          expect(shown.length).toBeLessThanOrEqual(10);
          expect(counted + (isOnlyCount ? 0 : shown.length)).toBe(totals(report, level));
        }
      }),
      { numRuns: 100 },
    );
  });

  test("are as many commands as there are annotations", () => {
    fc.assert(
      fc.property(checked, ({ report }) => {
        expect(runnerCommands(workflowCommands(report))).toHaveLength(annotations(report).length);
      }),
      { numRuns: 60 },
    );
  });
});
