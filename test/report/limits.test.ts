// GitHub's limits, which no report goes beyond however much there is to say.

import { describe, expect, test } from "vitest";
import type { Checked, Drawing, Finding, Report } from "../../src/model.ts";
import { annotations } from "../../src/report/annotations.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { mermaidDrawing, mermaidPicture } from "../../src/report/mermaid.ts";
import { sarifReport } from "../../src/report/sarif.ts";
import { editedScript, examples, hostileTexts, report, revision, secondHead } from "./examples.ts";
import { sarifRules } from "./sarif-rules.ts";

function withFindings(findings: readonly Finding[]): Report {
  return report({ findings, verdict: "failed" });
}

function many(number: number, finding: Finding): readonly Finding[] {
  return Array.from({ length: number }, (_, index) => ({
    ...finding,
    revision: revision(`r${index}`),
    what: `\`r${index}\` is wrong.`,
  }));
}

describe("annotations", () => {
  test("are ten of a level at most, and the tenth says how many more there are", () => {
    const found = annotations(withFindings([...many(9, secondHead), ...many(4, editedScript)]));
    expect(found).toHaveLength(10);
    expect(found.slice(0, 9).every(({ message }) => !message.includes("more error"))).toBe(true);
    expect(found[9]!.message).toMatch(/\n\nAnd 3 more errors, see the summary\.$/);
  });

  test("come worst first, whatever their order in the report", () => {
    const found = annotations(
      withFindings([
        { ...editedScript, severity: "notice" },
        { ...editedScript, severity: "warning" },
        secondHead,
      ]),
    );
    expect(found.map(({ level }) => level)).toEqual(["error", "warning", "notice"]);
  });

  test("say nothing of more where exactly ten fit", () => {
    const found = annotations(withFindings(many(10, secondHead)));
    expect(found).toHaveLength(10);
    expect(found[9]!.message).not.toContain("more error");
  });

  test("keep a message within 4,096 characters, the tenth's count included", () => {
    const long = many(15, { ...secondHead, why: "x".repeat(3000), alembicSays: "y".repeat(9000) });
    const found = annotations(withFindings(long));
    expect(Math.max(...found.map(({ message }) => message.length))).toBeLessThanOrEqual(4096);
    expect(found[9]!.message).toMatch(/And 5 more errors, see the summary\.$/);
  });

  test("have columns only where the place is on one line", () => {
    const over = { ...secondHead.at, endLine: 16 };
    const [one, two] = annotations(withFindings([secondHead, { ...secondHead, at: over }]));
    expect(one).toMatchObject({ line: 14, column: 1, endColumn: 21 });
    expect(one).not.toHaveProperty("endLine");
    expect(two).toMatchObject({ line: 14, endLine: 16 });
    expect(two).not.toHaveProperty("column");
  });

  test("tell why a run is incomplete, without a file", () => {
    const [first] = annotations(examples["nothing-found"]!.report);
    expect(first).toMatchObject({ level: "error", title: "incomplete" });
    expect(first).not.toHaveProperty("path");
  });
});

const bytes = (text: string) => new TextEncoder().encode(text).length;

describe("a Markdown page", () => {
  test("of more than a mebibyte is cut to what a summary holds, and says what it left out", () => {
    const page = markdownReport(examples["over-a-megabyte"]!);
    expect(bytes(page)).toBeGreaterThan(100_000);
    expect(bytes(page)).toBeLessThanOrEqual(900_000);
    expect(page).toMatch(
      /Left out here, whole in the JSON report: .*35 explanations.*250 script directories/,
    );
  });

  test("is cut further for a comment", () => {
    const page = markdownReport(examples["over-a-megabyte"]!, { for: "comment" });
    expect(page.length).toBeLessThanOrEqual(65_000);
    expect(page).toContain("Left out here");
    expect(page).toContain("`multiple-heads`");
  });

  test.each(["`", "|", "@a", "#1", "<", "長", "x ", "\n", "\ud800"])(
    "fits where every text is 50,000 times %j",
    (part) => {
      const page = (place: "summary" | "comment") =>
        markdownReport(checkedWithNothingBut(part.repeat(50_000)), {
          for: place,
          files: "https://github.com/octo/app/blob/abc",
        });
      expect(page("comment").length).toBeLessThanOrEqual(65_000);
      expect(bytes(page("summary"))).toBeLessThanOrEqual(900_000);
    },
  );
});

function checkedWithNothingBut(text: string): Checked {
  const [directory] = report().scriptDirectories;
  const at = { ...secondHead.at, path: text };
  const finding: Finding = {
    ...secondHead,
    scriptDirectory: text,
    at,
    what: text,
    why: text,
    alembicSays: text,
    related: Array.from({ length: 30 }, () => ({ at, what: text })),
    fixes: [{ say: text, safe: true, steps: [{ kind: "edit", say: text, at, to: text }] }],
  };
  return {
    report: report({
      verdict: "failed",
      incomplete: Array.from({ length: 30 }, () => text),
      before: { ref: text, commit: null },
      scriptDirectories: Array.from({ length: 200 }, () => ({ ...directory!, name: text })),
      findings: sarifRules.flatMap(({ id: rule }) =>
        Array.from({ length: 12 }, () => ({ ...finding, rule })),
      ),
    }),
    drawings: [],
  };
}

describe("a Mermaid drawing", () => {
  const [huge] = examples["600-nodes"]!.drawings;

  test("has at most 120 boxes and 20,000 characters, and counts what it left out", () => {
    const { diagram, legend } = mermaidPicture(huge!);
    expect(diagram.match(/^ {2}n\d+\[/gm)!.length).toBe(120);
    expect(diagram.length).toBeLessThanOrEqual(20_000);
    expect(legend).toContain("481 revisions not drawn");
  });

  test("keeps the trouble and the branch point that it hangs on", () => {
    const { diagram } = mermaidPicture(huge!, 4);
    expect([...diagram.matchAll(/\["(\w+)<br/g)].map(([, name]) => name)).toEqual([
      "r0",
      "r1",
      "r2",
      "r3",
    ]);
  });

  test("of 500 edges and more is drawn with fewer than Mermaid refuses", () => {
    const revisions = Array.from({ length: 60 }, (_, index) => ({
      ...huge!.revisions[1]!,
      revision: revision(`r${index}`),
    }));
    const edges = revisions.flatMap(({ revision: from }) =>
      revisions.map(({ revision: to }) => ({ from, to, kind: "down_revision" as const })),
    );
    const { diagram } = mermaidPicture({ ...huge!, revisions, edges });
    expect(diagram.match(/ --> /g)!.length).toBeLessThan(500);
  });

  test("of nothing but long hostile names still fits", () => {
    const drawing: Drawing = {
      ...huge!,
      revisions: huge!.revisions.map((one, index) => ({
        ...one,
        revision: revision(`${index}${'"#;'.repeat(200)}`),
        message: hostileTexts.join(""),
      })),
      edges: [],
    };
    expect(mermaidPicture(drawing).diagram.length).toBeLessThanOrEqual(20_000);
  });

  test("runs from top to bottom where it is long, and from left to right otherwise", () => {
    const chain = (length: number): Drawing => ({
      ...huge!,
      revisions: huge!.revisions.slice(0, length),
      edges: Array.from({ length: length - 1 }, (_, index) => ({
        from: `r${index}`,
        to: `r${index + 1}`,
        kind: "down_revision" as const,
      })),
    });
    expect(mermaidDrawing(chain(5))).toMatch(/^flowchart LR\n/);
    expect(mermaidDrawing(chain(6))).toMatch(/^flowchart TB\n/);
  });

  test("of a loop is drawn like any other", () => {
    const loop: Drawing = {
      ...huge!,
      revisions: huge!.revisions.slice(0, 2),
      edges: [
        { from: "r0", to: "r1", kind: "down_revision" },
        { from: "r1", to: "r0", kind: "down_revision" },
      ],
    };
    expect(mermaidDrawing(loop)).toContain("n0 --> n1\n  n1 --> n0");
  });
});

describe("SARIF", () => {
  test("holds 25,000 results at most, the worst ones", () => {
    const notices = many(25_000, { ...editedScript, severity: "notice", fixes: [] });
    const sarif = JSON.parse(sarifReport(withFindings([...notices, secondHead]), sarifRules));
    expect(sarif.runs[0].results).toHaveLength(25_000);
    expect(sarif.runs[0].results[0].ruleId).toBe("multiple-heads");
  });

  test("names a finding the same when lines move, and two findings of one revision apart", () => {
    const fingerprints = (findings: readonly Finding[]): readonly string[] =>
      JSON.parse(sarifReport(withFindings(findings), sarifRules)).runs[0].results.map(
        (result: { partialFingerprints: { primaryLocationLineHash: string } }) =>
          result.partialFingerprints.primaryLocationLineHash,
      );
    const moved = { ...secondHead, at: { ...secondHead.at, line: 99, endLine: 99 } };
    expect(fingerprints([moved])).toEqual(fingerprints([secondHead]));
    expect(new Set(fingerprints([secondHead, moved, editedScript])).size).toBe(3);
  });

  test("marks an allowed finding as suppressed, with the reason", () => {
    const { results } = JSON.parse(sarifReport(examples["allowed-findings"]!.report, sarifRules))
      .runs[0];
    expect(results[0].suppressions).toEqual([
      {
        kind: "inSource",
        status: "accepted",
        justification: "allowed by a comment in the script: `never released, see the runbook`",
      },
    ]);
    expect(results[1].suppressions[0].kind).toBe("external");
    expect(results[2]).not.toHaveProperty("suppressions");
  });
});
